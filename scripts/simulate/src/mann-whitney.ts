import type { Tally } from '../../../src/domain/evidence/evidence.js';
import type { Watch } from './policies.js';

/** Points of each side in one analysis: 6 hours. The next analysis starts afresh. */
const POINTS = 24;
/** Of the confidence interval, 98 % two-sided, and the share of the estimate that it must clear: the judge's own figures. */
const Z = 2.3263478740408408;
const TOLERANCE = 0.25;

/**
 * Whether the experiment's values are higher than the control's: the lower end of the Mann–Whitney confidence interval for
 * their shift is above a quarter of the Hodges–Lehmann estimate. The interval is the usual large-sample one (M. Hollander,
 * D. A. Wolfe, "Nonparametric Statistical Methods", 1999, section 4.3).
 */
export function isHigher(experiment: readonly number[], control: readonly number[]): boolean {
  const [m, n] = [experiment.length, control.length];
  const shifts = new Float64Array(m * n);
  experiment.forEach((x, i) => {
    control.forEach((y, j) => (shifts[i * n + j] = x - y));
  });
  shifts.sort();
  const middle = (m * n) / 2;
  const rank = Math.floor(middle - Z * Math.sqrt((m * n * (m + n + 1)) / 12));
  const estimate = ((shifts[Math.floor(middle - 0.5)] ?? 0) + (shifts[Math.floor(middle)] ?? 0)) / 2;
  const low = shifts[Math.max(0, rank)] ?? 0;
  return low > TOLERANCE * Math.abs(estimate);
}

/** Kayenta's judge on one metric: a failed metric is a score of 0, so the analysis fails. */
export function judgeMannWhitney(): Watch {
  let canary: number[] = [];
  let baseline: number[] = [];
  return {
    next: (batch: Tally, before: Tally) => {
      if (batch.total > 0) canary.push(batch.bad / batch.total);
      if (before.total > 0) baseline.push(before.bad / before.total);
      if (canary.length < POINTS || baseline.length < POINTS) return false;
      const higher = isHigher(canary, baseline);
      [canary, baseline] = [[], []];
      return higher;
    },
  };
}
