import type { Bound, Phase, Policy, Promote, Rule, Sli, Slo, Source } from '../src/domain/policy.js';
import type { DecisionSettings } from '../src/domain/policy-convert-decisions.js';
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

/** A limit that so many windows in a row must be beyond. */
export function limit(side: Bound['side'], value: number, windows = 1): Rule {
  return { side, value, baseline: null, when: { kind: 'in-a-row', windows } };
}

type Rules = Rule | readonly Rule[] | null;

/** An SLO's parts as they are changed in a test: a single rule stands for a list of one, null for none. */
export type SloChanges = Partial<Omit<Slo, 'warn' | 'rollback'>> & {
  readonly warn?: Rules;
  readonly rollback?: Rules;
};

function rules(one: Rules): readonly Rule[] {
  if (one === null) return [];
  return 'when' in one ? [one] : one;
}

/** An SLO whose rules need no evidence. */
export function slo(overrides: SloChanges = {}): Slo {
  const { warn = limit('above', 700), rollback = limit('above', 900), ...others } = overrides;
  return {
    id: 'latency_p95',
    sli: 'latency_p95',
    windowMs: HOUR,
    minSamples: 1,
    warmUpMs: 0,
    falseAlarmEveryMs: null,
    ...others,
    warn: rules(warn),
    rollback: rules(rollback),
  };
}

/** What a promotion needs: nothing but what is given. */
export function promote(changes: Partial<Promote> = {}): Promote {
  return {
    healthyMs: 0,
    healthyBatches: null,
    without: 'violations',
    checklist: [],
    evidence: {},
    approvals: [],
    ...changes,
  };
}

export function phase(overrides: Partial<Phase> = {}): Phase {
  return {
    id: 'one',
    audience: { segments: [], percent: 100 },
    flags: {},
    slos: [slo()],
    promote: promote({ healthyMs: 2 * HOUR }),
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

/** How decisions are carried out: a rollback begins nothing, no workflow is started. */
export function decisionSettings(
  changes: Partial<DecisionSettings & Pick<Policy, 'stabilise'>> = {},
): DecisionSettings & Pick<Policy, 'stabilise'> {
  return {
    trust: null,
    stabilise: { ms: 0, flags: {} },
    push: null,
    smoke: null,
    environments: {},
    ...changes,
  };
}

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
    ...decisionSettings(),
    incidents: null,
    notify: null,
    observability: null,
    sources: [source()],
    slis: [LATENCY, SUCCESS],
    phases: [phase(), phase({ id: 'two', promote: null })],
    digest: '0'.repeat(64),
    ...overrides,
  };
}
