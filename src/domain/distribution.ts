import { countOfBuckets, mergeIntervals, type Bucketed, type Intervals } from './bucketed.js';
import { bucketOf, SKETCH_ERROR } from './log-buckets.js';

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

/** A distribution of single values. */
export type Single = Exclude<Distribution, Bucketed>;
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
 * `quantileBounds` tells.
 */
export function relativeError(distribution: Distribution): number {
  return distribution.kind === 'exact' ? 0 : SKETCH_ERROR;
}
