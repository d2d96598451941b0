import { ALTERNATIVES } from './e-detector.js';
import type { Tally } from './evidence.js';

/**
 * The batches before the time from which, if at all, the service was worse than allowed: E. S. Page's estimate ("Continuous
 * inspection schemes", Biometrika 1954), the last time that the cumulative sum of the strongest alternative was at 0.
 *
 * What is left is taken for healthy: the past with its bursts, without what is being judged now.
 *
 * @param options.batches disjoint, oldest first
 * @param options.allowedBadRate share of bad ones that the limit allows, 0 to 1
 */
export function healthyPart<T extends Tally>(options: {
  readonly batches: readonly T[];
  readonly allowedBadRate: number;
}): readonly T[] {
  const { batches, allowedBadRate } = options;
  let strongest = { sum: 0, since: batches.length };
  for (const { times } of ALTERNATIVES) {
    const [ofBad, ofAny] = [Math.log(times), Math.log1p((times - 1) * allowedBadRate)];
    let sum = 0;
    let since = 0;
    let at = 0;
    for (const { bad, total } of batches) {
      at += 1;
      sum += bad * ofBad - total * ofAny;
      if (sum > 0) continue;
      sum = 0;
      since = at;
    }
    if (sum > strongest.sum) strongest = { sum, since };
  }
  return batches.slice(0, strongest.since);
}
