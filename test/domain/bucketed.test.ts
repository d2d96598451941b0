import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Intervals } from '../../src/domain/bucketed.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import {
  countOf,
  distributionOf,
  distributionOfIntervals,
  mergeDistributions,
  type Distribution,
} from '../../src/domain/distribution.js';
import { countAbove, countBelow, quantile, quantileBounds } from '../../src/domain/quantile.js';
import { valueOf } from '../../src/domain/measurement.js';

/** A histogram as a server keeps it: how many values are in each bucket. */
function histogram(values: readonly number[], ends: readonly number[]): Intervals {
  const upper = [...ends, Infinity];
  const lower = [-Infinity, ...ends];
  return {
    lower: lower.map((end) => (end === -Infinity ? null : end)),
    upper: upper.map((end) => (end === Infinity ? null : end)),
    counts: upper.map((high, i) => values.filter((one) => one > (lower[i] ?? 0) && one <= high).length),
  };
}

/** The definition, on all values. */
function exactQuantile(values: readonly number[], p: number): number {
  return quantile(distributionOf(values), p) ?? Number.NaN;
}

const values = fc.array(
  fc.integer({ min: -40, max: 400 }).map((n) => n / 4),
  { minLength: 1, maxLength: 80 },
);
const layout = fc
  .uniqueArray(fc.integer({ min: -8, max: 80 }), { minLength: 1, maxLength: 12 })
  .map((ends) => ends.sort((a, b) => a - b));
const measured = fc.record({ values, layout });
const share = fc.constantFrom(0, 1, 25, 50, 90, 95, 99, 100);

describe('a quantile of histograms', () => {
  test.each([
    { name: 'spreads a bucket evenly', lower: [0], upper: [1], counts: [10], p: 50, value: 0.5 },
    {
      name: 'in the upper of two buckets',
      lower: [0, 1],
      upper: [1, 2],
      counts: [1, 99],
      p: 95,
      value: 1.944,
    },
    { name: 'of one value', lower: [4], upper: [8], counts: [1], p: 95, value: 6 },
  ])('$name', ({ lower, upper, counts, p, value }) => {
    const distribution = distributionOfIntervals({ lower, upper, counts });
    const { value: found, error } = valueOf(
      { kind: 'quantile', distribution },
      { kind: 'quantile', of: '', p },
    );
    expect(found).toBeCloseTo(value, 2);
    const bounds = quantileBounds(distribution, p);
    expect(bounds).toEqual({ low: lower.at(-1), high: upper.at(-1) });
    // The error reaches the further end of the bucket, and no further.
    const furthest = Math.max((upper.at(-1) ?? 0) - (found ?? 0), (found ?? 0) - (lower.at(-1) ?? 0));
    expect(error * (found ?? 0)).toBeCloseTo(furthest, 9);
  });

  test('lies between its bounds, whatever layouts were merged and single values added', () => {
    fc.assert(
      fc.property(fc.array(measured, { minLength: 1, maxLength: 4 }), values, share, (all, single, p) => {
        const merged = mergeDistributions([
          ...all.map((one) => distributionOfIntervals(histogram(one.values, one.layout))),
          distributionOf(single),
        ]);
        const every = [...all.flatMap((one) => one.values), ...single];
        const { low, high } = quantileBounds(merged, p) ?? { low: 0, high: 0 };
        const truth = exactQuantile(every, p);
        // Log buckets are bounded by logarithms, whose last digit may be another one.
        const slack = Math.abs(truth) * 1e-12;
        expect(low - slack).toBeLessThanOrEqual(truth);
        expect(high + slack).toBeGreaterThanOrEqual(truth);
        const shown = quantile(merged, p) ?? Number.NaN;
        expect(shown).toBeGreaterThanOrEqual(low);
        expect(shown).toBeLessThanOrEqual(high);
        expect(countOf(merged)).toBe(every.length);
      }),
    );
  });

  test('is at least the highest end where it lies above it, and at most the lowest where it lies below', () => {
    const rule = { kind: 'quantile', of: '', p: 95 } as const;
    const of = (intervals: Intervals) =>
      valueOf({ kind: 'quantile', distribution: distributionOfIntervals(intervals) }, rule);
    expect(of({ lower: [0, 5], upper: [5, null], counts: [9, 91] })).toEqual({
      value: 5 + 2 ** -50,
      n: 100,
      error: 0,
      bound: 'at-least',
    });
    expect(of({ lower: [null, -1], upper: [-1, null], counts: [99, 1] })).toEqual({
      value: -1,
      n: 100,
      error: 0,
      bound: 'at-most',
    });
  });

  test('counts beyond a limit only what is beyond it for sure', () => {
    fc.assert(
      fc.property(measured, fc.integer({ min: -8, max: 80 }), (one, limit) => {
        const distribution = distributionOfIntervals(histogram(one.values, one.layout));
        const above = one.values.filter((value) => value > limit).length;
        const below = one.values.filter((value) => value < limit).length;
        expect(countAbove(distribution, limit)).toBeLessThanOrEqual(above);
        expect(countBelow(distribution, limit)).toBeLessThanOrEqual(below);
        if (one.layout.includes(limit)) expect(countAbove(distribution, limit)).toBe(above);
      }),
    );
  });
});

describe('merging histograms', () => {
  const distributions = fc.array(
    fc.oneof(
      measured.map((one): Distribution => distributionOfIntervals(histogram(one.values, one.layout))),
      values.map((list): Distribution => distributionOf(list)),
    ),
    { minLength: 1, maxLength: 6 },
  );

  test('gives the same bytes in any order and grouping', () => {
    fc.assert(
      fc.property(distributions, fc.integer({ min: 0, max: 6 }), (list, at) => {
        const whole = canonicalJson(mergeDistributions(list));
        const cut = Math.min(at, list.length - 1);
        const [first, second] = [list.slice(0, cut), list.slice(cut)];
        const grouped = [mergeDistributions(second.toReversed()), ...first.toReversed()];
        expect(canonicalJson(mergeDistributions(grouped))).toBe(whole);
      }),
    );
  });

  test('adds up intervals that are alike, and leaves out empty ones', () => {
    const one = distributionOfIntervals({ lower: [1, 0], upper: [2, 1], counts: [3, 0] });
    const two = distributionOfIntervals({ lower: [null, 1], upper: [0, 2], counts: [1, 4] });
    expect(mergeDistributions([one, two])).toMatchObject({ lower: [null, 1], upper: [0, 2], counts: [1, 7] });
  });
});
