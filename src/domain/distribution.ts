import {
  countBeyond,
  countOfBuckets,
  mergeIntervals,
  rankBounds,
  spreadValue,
  type Bucketed,
  type Intervals,
} from './bucketed.js';
import { bucketOf, bucketValue, SKETCH_ERROR } from './log-buckets.js';

/** A distribution stays exact up to this many distinct values. */
export const EXACT_LIMIT = 10_000;

/** Parallel lists: how often each key occurs. Keys ascend. */
export interface Tally {
  readonly keys: readonly number[];
  readonly counts: readonly number[];
}

/**
 * How often each value occurs: exact up to {@link EXACT_LIMIT} distinct values, then a log-bucket sketch; or what a server's
 * histograms tell of it, with which single values are added as log buckets.
 *
 * Which of them it is, and every byte of it, depends on the multiset of values alone, so merging is associative and
 * commutative: a set with too many distinct values has no superset with fewer.
 */
export type Distribution =
  | { readonly kind: 'exact'; readonly values: readonly number[]; readonly counts: readonly number[] }
  | {
      readonly kind: 'sketch';
      readonly min: number;
      readonly max: number;
      /** How often the value was 0. */
      readonly zero: number;
      /** Keys are bucket numbers of the value, and of the absolute value for negative ones. */
      readonly positive: Tally;
      readonly negative: Tally;
    }
  | Bucketed;

/** What a value lies between; infinite where nothing bounds it. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/** A distribution of single values. */
type Single = Exclude<Distribution, Bucketed>;
type Sketch = Extract<Distribution, { kind: 'sketch' }>;

function bump(tally: Map<number, number>, key: number, by: number): void {
  tally.set(key, (tally.get(key) ?? 0) + by);
}

/** The keys in ascending order. */
export function ascending(tally: ReadonlyMap<number, number>): Tally {
  const keys = Array.from(Float64Array.from(tally.keys()).sort());
  return { keys, counts: keys.map((key) => tally.get(key) ?? 0) };
}

function sketchOf(exact: Tally, sketches: readonly Sketch[]): Sketch {
  const positive = new Map<number, number>();
  const negative = new Map<number, number>();
  let zero = 0;
  let min = exact.keys[0] ?? Infinity;
  let max = exact.keys.at(-1) ?? -Infinity;
  exact.keys.forEach((value, i) => {
    const count = exact.counts[i] ?? 0;
    if (value === 0) zero += count;
    else bump(value > 0 ? positive : negative, bucketOf(Math.abs(value)), count);
  });
  for (const sketch of sketches) {
    zero += sketch.zero;
    min = Math.min(min, sketch.min);
    max = Math.max(max, sketch.max);
    sketch.positive.keys.forEach((key, i) => bump(positive, key, sketch.positive.counts[i] ?? 0));
    sketch.negative.keys.forEach((key, i) => bump(negative, key, sketch.negative.counts[i] ?? 0));
  }
  return { kind: 'sketch', min, max, zero, positive: ascending(positive), negative: ascending(negative) };
}

function fromTally(tally: ReadonlyMap<number, number>, sketches: readonly Sketch[]): Single {
  return fromAscending(ascending(tally), sketches);
}

function fromAscending(exact: Tally, sketches: readonly Sketch[]): Single {
  if (sketches.length > 0 || exact.keys.length > EXACT_LIMIT) return sketchOf(exact, sketches);
  return { kind: 'exact', values: exact.keys, counts: exact.counts };
}

/** The distribution of finite numbers, in any order. Negative zero counts as zero. */
export function distributionOf(values: Iterable<number>): Distribution {
  const tally = new Map<number, number>();
  for (const value of values) bump(tally, value, 1);
  return fromTally(tally, []);
}

/** The distribution of finite numbers in ascending order, each with how often it came. */
export function distributionOfTally(tally: Tally): Distribution {
  return fromAscending(tally, []);
}

type Exact = Extract<Distribution, { kind: 'exact' }>;

/** Two lists in order as one: most merges are of a long one and a short one. */
function merged(a: Exact, b: Exact): Tally {
  const [keys, counts]: [number[], number[]] = [[], []];
  for (let [i, j] = [0, 0]; i < a.values.length || j < b.values.length;) {
    const [left = Infinity, right = Infinity] = [a.values[i], b.values[j]];
    keys.push(Math.min(left, right));
    counts.push((left <= right ? (a.counts[i] ?? 0) : 0) + (right <= left ? (b.counts[j] ?? 0) : 0));
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return { keys, counts };
}

/** The distribution of all values together; of no values for an empty list. */
export function mergeDistributions(list: readonly Distribution[]): Distribution {
  const [only] = list;
  if (list.length === 1 && only !== undefined) return only;
  const bucketed = list.filter((one) => one.kind === 'buckets');
  const single = mergeSingle(list.filter((one) => one.kind !== 'buckets'));
  if (bucketed.length === 0) return single;
  const sketches = bucketed.map(sketchIn);
  const logs =
    single.kind === 'exact'
      ? sketchOf({ keys: single.values, counts: single.counts }, sketches)
      : sketchOf(NOTHING, [single, ...sketches]);
  const { zero, positive, negative } = logs;
  return { kind: 'buckets', ...mergeIntervals(bucketed), zero, positive, negative };
}

const NOTHING: Tally = { keys: [], counts: [] };

function sketchIn({ zero, positive, negative }: Bucketed): Sketch {
  return { kind: 'sketch', min: Infinity, max: -Infinity, zero, positive, negative };
}

function mergeSingle(list: readonly Single[]): Single {
  const [a, b] = list;
  if (list.length === 2 && a?.kind === 'exact' && b?.kind === 'exact') return fromAscending(merged(a, b), []);
  const tally = new Map<number, number>();
  const sketches: Sketch[] = [];
  for (const one of list) {
    if (one.kind === 'sketch') sketches.push(one);
    else one.values.forEach((value, i) => bump(tally, value, one.counts[i] ?? 0));
  }
  return fromTally(tally, sketches);
}

/** What histograms count. */
export function distributionOfIntervals(intervals: Intervals): Distribution {
  return { kind: 'buckets', ...mergeIntervals([intervals]), zero: 0, positive: NOTHING, negative: NOTHING };
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How many values there are. */
export function countOf(distribution: Distribution): number {
  if (distribution.kind === 'exact') return total(distribution.counts);
  if (distribution.kind === 'buckets') return countOfBuckets(distribution);
  return total(distribution.positive.counts) + total(distribution.negative.counts) + distribution.zero;
}

/**
 * Bound on the relative error of a value read from the distribution: 0 while it is exact. Of a histogram's buckets
 * {@link quantileBounds} tells.
 */
export function relativeError(distribution: Distribution): number {
  return distribution.kind === 'exact' ? 0 : SKETCH_ERROR;
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
