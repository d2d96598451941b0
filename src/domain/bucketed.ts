import { bucketHigh, bucketLow, bucketValue } from './log-buckets.js';

/**
 * How many values lie in each of some intervals `(lower, upper]`, as a server's histograms count them; null: without that
 * end. The lists are parallel; an interval comes once, in ascending order of both ends.
 */
export interface Intervals {
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly counts: readonly number[];
}

/** Values by log buckets, as in a sketch. */
export interface LogTally {
  /** How often the value was 0. */
  readonly zero: number;
  readonly positive: Keyed;
  readonly negative: Keyed;
}

interface Keyed {
  readonly keys: readonly number[];
  readonly counts: readonly number[];
}

/** Values of which only the intervals are known that they lie in. */
export type Bucketed = { readonly kind: 'buckets' } & Intervals & LogTally;

/** An interval with its ends as numbers: infinite where it has none. */
interface Interval {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** The value that stands for it against a limit; null where its ends do. */
  readonly middle: number | null;
}

function compare(a: Interval, b: Interval): number {
  // Infinity - Infinity is no number, which is falsy like 0.
  return a.low - b.low || a.high - b.high || 0;
}

/** Intervals in order, those that are alike added up, those with nothing in them left out. */
export function mergeIntervals(list: readonly Intervals[]): Intervals {
  const byEnds = new Map<string, Interval>();
  for (const { lower, upper, counts } of list) {
    counts.forEach((count, i) => {
      if (count === 0) return;
      const [low, high] = [lower[i] ?? -Infinity, upper[i] ?? Infinity];
      const key = `${low} ${high}`;
      byEnds.set(key, { low, high, count: (byEnds.get(key)?.count ?? 0) + count, middle: null });
    });
  }
  const sorted = [...byEnds.values()].sort(compare);
  return {
    lower: sorted.map(({ low }) => (low === -Infinity ? null : low)),
    upper: sorted.map(({ high }) => (high === Infinity ? null : high)),
    counts: sorted.map(({ count }) => count),
  };
}

function intervalsOf(values: Bucketed): Interval[] {
  const { lower, upper, counts, zero, positive, negative } = values;
  const measured = counts.map((count, i) => ({
    low: lower[i] ?? -Infinity,
    high: upper[i] ?? Infinity,
    count,
    middle: null,
  }));
  const above = positive.keys.map((key, i) => ({
    low: bucketLow(key),
    high: bucketHigh(key),
    count: positive.counts[i] ?? 0,
    middle: bucketValue(key),
  }));
  const below = negative.keys.map((key, i) => ({
    low: -bucketHigh(key),
    high: -bucketLow(key),
    count: negative.counts[i] ?? 0,
    middle: -bucketValue(key),
  }));
  const none = zero === 0 ? [] : [{ low: 0, high: 0, count: zero, middle: 0 }];
  return [...measured, ...below, ...none, ...above].filter(({ count }) => count > 0);
}

function atRank(ends: readonly (readonly [end: number, count: number])[], rank: number): number {
  let seen = 0;
  const found = [...ends].sort(([a], [b]) => a - b || 0).find(([, count]) => (seen += count) > rank);
  return found?.[0] ?? Number.NaN;
}

/**
 * Between what the value of a 0-based rank lies. Moving every value to an end of its interval moves no ranked value the other
 * way, so that the ranked lower ends bound it from below and the ranked upper ends from above, whatever intervals overlap.
 */
export function rankBounds(values: Bucketed, rank: number): { readonly low: number; readonly high: number } {
  const all = intervalsOf(values);
  return {
    low: atRank(
      all.map(({ low, count }) => [low, count]),
      rank,
    ),
    high: atRank(
      all.map(({ high, count }) => [high, count]),
      rank,
    ),
  };
}

/** The next double above a finite one. */
function justAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

/** Where the values of an interval are taken to lie: those of one without an end at the other one, which a lower end is not in. */
function spreadOver({ low, high, count }: Interval): Pick<Interval, 'low' | 'high' | 'count'> {
  if (high === Infinity) return { low: justAbove(low), high: justAbove(low), count };
  return { low: low === -Infinity ? high : low, high, count };
}

/** The value below which so many of the values lie, were those of each interval spread evenly over it. */
export function spreadValue(values: Bucketed, below: number): number {
  const all = intervalsOf(values).map(spreadOver);
  const points = [...new Set(all.flatMap(({ low, high }) => [low, high]))].sort((a, b) => a - b);
  let seen = 0;
  let before = points[0] ?? Number.NaN;
  for (const point of points) {
    let inside = 0;
    let at = 0;
    for (const { low, high, count } of all) {
      if (low === high) at += low === point ? count : 0;
      else if (low <= before && high >= point && point > before)
        inside += (count * (point - before)) / (high - low);
    }
    if (inside > 0 && seen + inside >= below) return before + (point - before) * ((below - seen) / inside);
    seen += inside + at;
    if (seen >= below) return point;
    before = point;
  }
  return before;
}

/** How many values there are. */
export function countOfBuckets({ counts, zero, positive, negative }: Bucketed): number {
  return [...counts, ...positive.counts, ...negative.counts].reduce((sum, count) => sum + count, zero);
}

/**
 * How many values are beyond a limit for sure: an interval of a histogram counts where it lies beyond it as a whole, a log
 * bucket by its middle.
 */
export function countBeyond(values: Bucketed, side: 'above' | 'below', limit: number): number {
  const isBeyond = ({ low, high, middle }: Interval): boolean => {
    if (middle !== null) return side === 'above' ? middle > limit : middle < limit;
    return side === 'above' ? low >= limit : high < limit;
  };
  return intervalsOf(values).reduce((sum, one) => (isBeyond(one) ? sum + one.count : sum), 0);
}
