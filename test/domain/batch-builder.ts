import { BATCH_SCHEMA, batchDigest, type BatchHeader } from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { IncomingBatch } from '../../src/domain/history.js';
import { LEDGER_SCHEMA, type Ledger } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import { summarise } from '../../src/domain/summary.js';
import { formatInstant, MINUTE } from '../../src/domain/time.js';

/** Midnight that the tests' windows are counted from. */
export const DAY_START = Date.UTC(2026, 2, 2);

/** `14:15` on the tests' day, ms since the epoch. */
export function at(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return DAY_START + (hours * 60 + minutes) * MINUTE;
}

export interface BatchSpec {
  /** End of the window, ms since the epoch. */
  readonly end: number;
  readonly phase?: string;
  readonly feature?: string;
  /** An event for each: how long it took. */
  readonly latencies?: readonly number[];
  /** How many of the events failed, counted from the last. */
  readonly failed?: number;
  readonly region?: string;
  readonly missed?: boolean;
}

/** Events `request.done` as a collector would have kept them. */
export function eventsOf(spec: BatchSpec): Record<string, unknown>[] {
  const { latencies = [], failed = 0, feature = 'shop', region = 'eu' } = spec;
  return latencies.map((duration_ms, i) => ({
    event: 'request.done',
    feature,
    region,
    duration_ms,
    ok: i < latencies.length - failed,
    id: `${spec.end}-${feature}-${i}`,
  }));
}

/** The header of a window's batch, of all the specs' events. */
export function header(policy: Policy, ...specs: readonly [BatchSpec, ...BatchSpec[]]): BatchHeader {
  const [{ end, phase = 'one', missed = false }] = specs;
  const events = specs.flatMap(eventsOf);
  const counts = { accepted: events.length, rejected: 0, duplicates: 0, late: 0 };
  return {
    schema: BATCH_SCHEMA,
    rollout: policy.rollout,
    phase,
    window: { start: formatInstant(end - policy.batchMs), end: formatInstant(end) },
    counts,
    sources: { app: { ...counts, missed } },
    digest: batchDigest(events.map(canonicalJson)),
    summaries: summarise(policy.slis, events),
    events: 0,
  };
}

export function incoming(headers: readonly BatchHeader[]): IncomingBatch[] {
  return headers.map((one) => ({ file: `${one.phase}/batch-${one.window.start}.jsonl`, header: one }));
}

/** A ledger of moves, given as when and where to; the phase before the first is `one`. */
export function ledgerOf(policy: Policy, moves: readonly (readonly [at: number, to: string])[]): Ledger {
  const entries = moves.map(([ms, to], i) => ({
    seq: i + 1,
    at: formatInstant(ms),
    action: to === 'one' ? ('rollback' as const) : ('promote' as const),
    from: moves[i - 1]?.[1] ?? 'one',
    to,
    executor: 'octocat',
    reason: 'as planned',
    evidence: [],
    approvals: [],
    trigger: null,
    until: null,
    forced: {},
    request: null,
    files: {},
    policy: policy.digest,
    previous: '0'.repeat(64),
    hash: String(i + 1).padStart(64, '0'),
  }));
  return { schema: LEDGER_SCHEMA, rollout: policy.rollout, entries };
}
