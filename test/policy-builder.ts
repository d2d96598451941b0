import type { Limit, Phase, Policy, Sli, Slo, Source } from '../src/domain/policy.js';
import { HOUR, MINUTE } from '../src/domain/time.js';

/** A source of JSONL lines `{event, ts, feature, phase, …}`. */
export function source(overrides: Partial<Source> = {}): Source {
  return {
    name: 'app',
    format: 'jsonl',
    files: 'telemetry/app/*.jsonl*',
    schema: 'schemas/events/app.json',
    fields: { ts: 'ts', id: 'id', arrived: 'received_at' },
    constants: { event: null, feature: null, phase: null },
    sparse: false,
    ...overrides,
  };
}

export function limit(side: Limit['side'], value: number, batches = 1): Limit {
  return { side, value, batches };
}

export function slo(overrides: Partial<Slo> = {}): Slo {
  return {
    id: 'latency_p95',
    sli: 'latency_p95',
    windowMs: HOUR,
    warn: limit('above', 700),
    rollback: limit('above', 900),
    minSamples: 1,
    ...overrides,
  };
}

export function phase(overrides: Partial<Phase> = {}): Phase {
  return {
    id: 'one',
    audience: { segments: [], percent: 100 },
    flags: {},
    slos: [slo()],
    promote: { healthyMs: 2 * HOUR, approvals: [] },
    ...overrides,
  };
}

export const LATENCY: Sli = {
  id: 'latency_p95',
  events: ['request.done'],
  where: [],
  measure: { kind: 'quantile', of: 'duration_ms', p: 95 },
  by: null,
  unit: 'ms',
};

export const SUCCESS: Sli = {
  id: 'success_rate',
  events: ['request.done'],
  where: [],
  measure: { kind: 'ratio', match: [{ field: 'ok', anyOf: [true] }], good: true },
  by: 'region',
  unit: null,
};

/** Two phases, one source, a latency and a success rate; 15-minute batches. */
export function policy(overrides: Partial<Policy> = {}): Policy {
  return {
    rollout: 'checkout',
    batchMs: 15 * MINUTE,
    graceMs: 2 * MINUTE,
    maxGapMs: 30 * MINUTE,
    maxAheadMs: 24 * HOUR,
    dedupeMs: 24 * HOUR,
    keepEvents: true,
    rollback: 'automatic',
    governance: { branch: 'phasegate', folder: 'governance' },
    sources: [source()],
    slis: [LATENCY, SUCCESS],
    phases: [phase(), phase({ id: 'two', promote: null })],
    digest: '0'.repeat(64),
    ...overrides,
  };
}
