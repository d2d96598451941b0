import type { Bound, Policy, Rule, Sli } from '../../policy.js';
import { requireSli } from '../../sli.js';

/** How many hours in a row beyond a bound are too many. */
export interface RowRule {
  readonly bound: Bound;
  readonly windows: number;
}

/** What a policy says of its signals, as far as an archive of them asks. */
export interface LatencyRules {
  /** A quantile. */
  readonly sli: Sli;
  /** A ratio; null: failures are not counted. */
  readonly failures: Sli | null;
  /** The percentile that is judged. */
  readonly p: number;
  /** null: nothing warns. */
  readonly warning: RowRule | null;
  readonly critical: RowRule;
  /** An hour with fewer samples is neither good nor bad. */
  readonly minSamples: number;
  /** A longer silence breaks a row. */
  readonly maxGapMs: number;
}

function rowRule(rules: readonly Rule[]): RowRule | null {
  for (const { side, value, baseline, when } of rules) {
    if (baseline === null && when.kind === 'in-a-row')
      return { bound: { side, value }, windows: when.windows };
  }
  return null;
}

/** The rules of a policy's signals. @throws TypeError for a policy without a section of them, or one that the linter refuses. */
export function latencyRules(policy: Policy): LatencyRules {
  const latency = policy.observability?.latency ?? null;
  if (latency === null) throw new TypeError('the policy has no observability.latency');
  const sli = requireSli(policy, latency.sli);
  const slos = policy.phases.flatMap((phase) => phase.slos);
  const slo = slos.find(
    (one) => one.sli === sli.id && one.windowMs === policy.batchMs && rowRule(one.rollback) !== null,
  );
  const critical = slo === undefined ? null : rowRule(slo.rollback);
  if (slo === undefined || critical === null || sli.measure.kind !== 'quantile')
    throw new TypeError(`nothing says what a breach of ${sli.id} is`);
  return {
    sli,
    failures: latency.failures === null ? null : requireSli(policy, latency.failures),
    p: sli.measure.p,
    warning: rowRule(slo.warn),
    critical,
    minSamples: slo.minSamples,
    maxGapMs: policy.maxGapMs,
  };
}
