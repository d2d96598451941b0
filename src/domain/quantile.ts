import { countBeyond, rankBounds, spreadValue } from './bucketed.js';
import { countOf, relativeError, type Distribution, type Single, type Tally } from './distribution.js';
import { bucketValue } from './log-buckets.js';

/** What a value lies between; infinite where nothing bounds it. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/** The values in ascending order, each with its count; a sketch gives a value for each bucket, within `[min, max]`. */
function steps(distribution: Single): Tally {
  if (distribution.kind === 'exact') return { keys: distribution.values, counts: distribution.counts };
  const { min, max, zero, positive, negative } = distribution;
  const within = (value: number): number => Math.min(max, Math.max(min, value));
  const below = negative.keys.map((key) => within(-bucketValue(key))).reverse();
  const above = positive.keys.map((key) => within(bucketValue(key)));
  return {
    keys: [...below, ...(zero > 0 ? [0] : []), ...above],
    counts: [...negative.counts.toReversed(), ...(zero > 0 ? [zero] : []), ...positive.counts],
  };
}

/** The value of a 0-based rank below `n`. A sketch's ends are exact. */
function valueAtRank(distribution: Single, rank: number, n: number): number {
  if (distribution.kind === 'sketch' && rank === 0) return distribution.min;
  if (distribution.kind === 'sketch' && rank === n - 1) return distribution.max;
  const { keys, counts } = steps(distribution);
  let seen = 0;
  const index = counts.findIndex((count) => (seen += count) > rank);
  return keys[index] ?? Number.NaN;
}

/** Between what the value of a 0-based rank below `n` lies; of single values both are the value itself. */
export function valuesAtRank(distribution: Distribution, rank: number, n: number): Ends {
  if (distribution.kind === 'buckets') return rankBounds(distribution, rank);
  const value = valueAtRank(distribution, rank, n);
  return { low: value, high: value };
}

interface Place {
  readonly n: number;
  readonly position: number;
  readonly rank: number;
  readonly fraction: number;
}

function placeOf(distribution: Distribution, p: number): Place {
  const n = countOf(distribution);
  const position = (n - 1) * (p / 100);
  const rank = Math.floor(position);
  return { n, position, rank, fraction: position - rank };
}

function between(low: number, high: number, fraction: number): number {
  if (fraction === 0 || low === high) return low;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return low === -Infinity ? low : high;
  return Math.min(high, Math.max(low, low * (1 - fraction) + high * fraction));
}

/**
 * Between what a quantile lies, infinite where nothing bounds it: by the ends of a histogram's buckets, by the relative error
 * of a sketch. Both are the quantile where it is exact. Null where there are no values.
 */
export function quantileBounds(distribution: Distribution, p: number): Ends | null {
  const { n, rank, fraction } = placeOf(distribution, p);
  if (n === 0) return null;
  if (distribution.kind !== 'buckets') {
    const value = quantile(distribution, p) ?? Number.NaN;
    const error = Math.abs(value) * relativeError(distribution);
    return { low: value - error, high: value + error };
  }
  const first = rankBounds(distribution, rank);
  const second = fraction === 0 ? first : rankBounds(distribution, Math.min(n - 1, rank + 1));
  return { low: between(first.low, second.low, fraction), high: between(first.high, second.high, fraction) };
}

/**
 * Quantile by linear interpolation between closest ranks (type 7 of Hyndman and Fan, 1996): position
 * `(n - 1) * (p / 100)`, then `low * (1 - fraction) + high * fraction`, the arithmetic of SQL's `quantile_cont`. Kept
 * within its two ranks, because that sum can round past them: a set that is 900 throughout has no quantile above 900.
 *
 * @param p in percent, 0 to 100
 * @returns null where there are no values. The relative error is {@link relativeError} (for neighbours of one sign). Of a
 * histogram the values of a bucket are taken to be spread evenly, and {@link quantileBounds} says what is sure.
 */
export function quantile(distribution: Distribution, p: number): number | null {
  const { n, position, rank, fraction } = placeOf(distribution, p);
  if (n === 0) return null;
  if (distribution.kind === 'buckets') {
    const bounds = quantileBounds(distribution, p) ?? { low: Number.NaN, high: Number.NaN };
    return Math.min(bounds.high, Math.max(bounds.low, spreadValue(distribution, position + 0.5)));
  }
  const low = valueAtRank(distribution, rank, n);
  return between(low, fraction === 0 ? low : valueAtRank(distribution, rank + 1, n), fraction);
}

/** How many values are above a limit; a sketch counts a whole bucket by its middle (values within the relative error),
 * a histogram's bucket counts where it is beyond the limit as a whole. */
export function countAbove(distribution: Distribution, limit: number): number {
  if (distribution.kind === 'buckets') return countBeyond(distribution, 'above', limit);
  const { keys, counts } = steps(distribution);
  return keys.reduce((sum, key, i) => (key > limit ? sum + (counts[i] ?? 0) : sum), 0);
}

/** How many values are below a limit; see {@link countAbove}. */
export function countBelow(distribution: Distribution, limit: number): number {
  if (distribution.kind === 'buckets') return countBeyond(distribution, 'below', limit);
  const { keys, counts } = steps(distribution);
  return keys.reduce((sum, key, i) => (key < limit ? sum + (counts[i] ?? 0) : sum), 0);
}
