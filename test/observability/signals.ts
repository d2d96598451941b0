import type { BatchHeader } from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { ClosedHour } from '../../src/domain/observability/latency/add-hours.js';
import type { MeasuredHour } from '../../src/domain/observability/latency/latency-rollup.js';
import { latencyRules, type LatencyRules } from '../../src/domain/observability/latency/latency-rules.js';
import type { Policy } from '../../src/domain/policy.js';
import { summarise } from '../../src/domain/summary.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { parsePolicy } from '../../src/io/policy-file.js';

/** 2026-06-20, a Saturday, at midnight. */
export const DAY_ONE = Date.UTC(2026, 5, 20);

export interface SignalSettings {
  /** Lines of `observability.latency` besides the SLIs. */
  readonly latency?: string;
  readonly minSamples?: number;
  readonly warn?: string;
  readonly rollback?: string;
  readonly maxGap?: string;
}

/** A policy of signals: two hours in a row above 5000 ms warn, three are critical. */
export function signalPolicyText(settings: SignalSettings = {}): string {
  const { latency = '', minSamples = 1, maxGap = '2h' } = settings;
  const { warn = '{ above: 5000, batches: 2 }', rollback = '{ above: 5000, batches: 3 }' } = settings;
  return `version: 1
rollout: signals
batch: 1h
max-gap: ${maxGap}
evidence: none
sources:
  - name: signal
    csv: 'signals/*.csv'
    schema: signal
    ts: timestamp_utc
    event: signal.latency
    feature: signal
slis:
  p95: { event: signal.latency, quantile: { of: latency_ms, p: 95 }, by: source, unit: ms }
  failures: { event: signal.latency, ratio: { bad: { status: [error, timeout] } }, by: source }
observability:
  root: obs
  latency: { sli: p95, failures: failures${latency === '' ? '' : `, ${latency}`} }
phases:
  - id: live
    slos:
      - { sli: p95, min-samples: ${minSamples}, warn: ${warn}, rollback: ${rollback} }
      - { sli: failures, rollback: { above: 0.5 } }
`;
}

export function signalPolicy(settings: SignalSettings = {}): Policy {
  return parsePolicy(signalPolicyText(settings), 'signals.yaml').policy;
}

export function signalRules(settings: SignalSettings = {}): LatencyRules {
  return latencyRules(signalPolicy(settings));
}

/** One signal of the tests: what it took, and how it ended. */
export interface Signal {
  readonly ts: number;
  readonly source?: string;
  readonly latency: number;
  readonly status?: string;
  readonly detail?: string;
}

export function eventLine({ ts, source = 'router', latency, status = 'ok', detail }: Signal): string {
  return canonicalJson({
    event: 'signal.latency',
    feature: 'signal',
    phase: 'live',
    timestamp_utc: formatInstant(ts),
    source,
    latency_ms: latency,
    ingest_latency_ms: 35,
    status,
    detail,
  });
}

/** A closed window of an hour with its signals. */
export function closedHour(start: number, signals: readonly Signal[], policy = signalPolicy()): ClosedHour {
  const events = signals.map((signal) => ({ source: 'signal', ts: signal.ts, line: eventLine(signal) }));
  const window = { start: formatInstant(start), end: formatInstant(start + HOUR) };
  const fields = events.map(({ line }) => JSON.parse(line) as Record<string, unknown>);
  const header: Pick<BatchHeader, 'window' | 'summaries'> = {
    window,
    summaries: summarise(policy.slis, fields),
  };
  return { header, events };
}

/** The n-th hour of the first day, with so many signals of one latency, a minute apart. */
export function hourOf(n: number, { latency, count = 4 }: { latency: number; count?: number }): ClosedHour {
  const start = DAY_ONE + n * HOUR;
  return closedHour(
    start,
    Array.from({ length: count }, (_, i) => ({ ts: start + i * MINUTE, latency })),
  );
}

/** What an hour measured, where only its percentile matters. */
export function measured(n: number, p95: number | null, count = p95 === null ? 0 : 4): MeasuredHour {
  const start = DAY_ONE + n * HOUR;
  return {
    window: { start, end: start + HOUR },
    count,
    failureCount: 0,
    failureRate: count === 0 ? null : 0,
    p50: p95,
    p95,
    p99: p95,
    max: p95,
  };
}
