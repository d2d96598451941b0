import type { MeasuredValue } from '../measurement.js';
import type { Bound, Rule, Sli, Slo } from '../policy.js';

/** Strictly beyond: a value at its bound keeps it. */
export function isBeyond({ side, value: bound }: Bound, value: number): boolean {
  return side === 'above' ? value > bound : value < bound;
}

/** Whether a value rests on enough samples for a verdict. A count is itself the number of samples, so any will do. */
export function isEnough(slo: Pick<Slo, 'minSamples'>, sli: Sli, measured: MeasuredValue): boolean {
  return measured.value !== null && (sli.measure.kind === 'count' || measured.n >= slo.minSamples);
}

/** The bound of a rule in figures. `baseline`: value of its baseline; null, so that there is no bound, where that has none. */
export function boundOf(rule: Rule, baseline: number | null): Bound | null {
  if (rule.baseline === null) return rule;
  const { side, value } = rule;
  if (baseline === null) return null;
  // A share of the absolute value, so that the bound of a negative baseline is on the bad side of it too.
  const distance = rule.baseline.relative ? Math.abs(baseline) * value : value;
  const bound = side === 'above' ? baseline + distance : baseline - distance;
  return Number.isFinite(bound) ? { side, value: bound } : null;
}
