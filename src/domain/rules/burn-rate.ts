import { figure } from '../figure.js';
import { formatDuration } from '../time.js';
import { CLEAR, type Finding } from './finding.js';
import { isBeyond } from './bound.js';
import type { Bound, When } from '../policy.js';

/**
 * The error budget burns faster than `factor` times the pace that the objective allows, over the long window (enough is
 * burnt) and over the short one (it still burns): B. Beyer et al., "The Site Reliability Workbook", chapter 5, alert 6.
 *
 * @param values share over each window; null where it has no verdict
 * @param bound the share at which the budget burns at that pace
 */
export function judgeBurnRate(
  values: { readonly long: number | null; readonly short: number | null },
  when: Extract<When, { kind: 'burn-rate' }>,
  bound: Bound,
): Finding {
  const { long, short } = values;
  if (long === null || short === null || !isBeyond(bound, long) || !isBeyond(bound, short)) return CLEAR;
  const burn = (share: number): string => {
    const bad = bound.side === 'below' ? 1 - share : share;
    return `${Number((bad / (1 - when.objective)).toPrecision(3))} times`;
  };
  const budget = `the error budget of ${figure(when.objective, '%')}`;
  const paces = `${burn(long)} over ${formatDuration(when.longMs)} and ${burn(short)} over ${formatDuration(when.shortMs)}`;
  return {
    state: 'met',
    streak: 1,
    reason: `${budget} burns ${paces} as fast as it allows; the limit is ${when.factor} times`,
  };
}
