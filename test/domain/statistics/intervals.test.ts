import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distributionOf } from '../../../src/domain/distribution.js';
import { exactSum, exactSumOfSquares, varianceOf } from '../../../src/domain/exact-sum.js';
import {
  countInterval,
  meanInterval,
  quantileInterval,
  shareInterval,
} from '../../../src/domain/statistics/intervals.js';
import { relativeError, TOLERANCE } from './near.js';
import { GARWOOD, WILSON } from './reference.js';

describe('shareInterval', () => {
  test.each(WILSON)('%d of %d agrees with the reference to 1e-12', (count, total, low, high) => {
    const interval = shareInterval(count, total);
    expect(relativeError(interval?.low ?? -1, low)).toBeLessThan(TOLERANCE);
    expect(relativeError(interval?.high ?? -1, high)).toBeLessThan(TOLERANCE);
  });

  test('there is none of nothing', () => {
    expect(shareInterval(0, 0)).toBeNull();
  });

  test('it holds the share, and that of the others is its mirror', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, share) => {
          const count = Math.floor(share * total);
          const interval = shareInterval(count, total);
          const others = shareInterval(total - count, total);
          expect(interval?.low).toBeLessThanOrEqual(count / total);
          expect(interval?.high).toBeGreaterThanOrEqual(count / total);
          expect(1 - (others?.high ?? 0)).toBeCloseTo(interval?.low ?? -1, 12);
        },
      ),
    );
  });
});

describe('countInterval', () => {
  test.each(GARWOOD)('%d agrees with the reference to 1e-12', (count, low, high) => {
    const interval = countInterval(count);
    expect(relativeError(interval.low, low)).toBeLessThan(TOLERANCE);
    expect(relativeError(interval.high, high)).toBeLessThan(TOLERANCE);
  });

  test.each([1e9, 9_999_999_999, 1e10 + 1, 2 ** 53 - 1])(
    'of %d is about two roots to either side',
    (count) => {
      const { low, high } = countInterval(count);
      expect((count - low) / Math.sqrt(count)).toBeCloseTo(1.96, 1);
      expect((high - count) / Math.sqrt(count)).toBeCloseTo(1.96, 1);
    },
  );
});

describe('meanInterval', () => {
  const of = (values: number[]) =>
    meanInterval({ n: values.length, sum: exactSum(values), squares: exactSumOfSquares(values) });

  test('is Student’s', () => {
    // W. S. Gosset's sleep data (Biometrika 1908): mean 1.58, and the interval that textbooks give for it.
    const interval = of([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]);
    expect(interval?.low).toBeCloseTo(0.7001142, 6);
    expect(interval?.high).toBeCloseTo(2.4598858, 6);
  });

  test('there is none of fewer than two values', () => {
    expect(of([])).toBeNull();
    expect(of([5])).toBeNull();
    expect(of([5, 5])).toEqual({ low: 5, high: 5 });
  });

  test('the variance of values that are close together loses no digits', () => {
    const values = [1e9 + 0.25, 1e9, 1e9 - 0.25];
    const sums = { n: 3, sum: exactSum(values), squares: exactSumOfSquares(values) };
    expect(varianceOf(sums)).toBe(0.0625);
    expect(varianceOf({ ...sums, n: 1 })).toBeNull();
    expect(() => varianceOf({ n: 2, sum: exactSum([10]), squares: exactSumOfSquares([1]) })).toThrow(
      /no 2 values/,
    );
  });
});

describe('quantileInterval', () => {
  const ranks = (n: number) => distributionOf(Array.from({ length: n }, (_, i) => i));

  // Chances of a binomial variable summed up exactly, in integers.
  test.each([
    { n: 5, p: 50, expected: null },
    { n: 6, p: 50, expected: { low: 0, high: 5 } },
    { n: 10, p: 50, expected: { low: 1, high: 8 } },
    { n: 100, p: 50, expected: { low: 39, high: 60 } },
    { n: 71, p: 95, expected: null },
    { n: 72, p: 95, expected: { low: 63, high: 71 } },
    { n: 0, p: 95, expected: null },
    { n: 1, p: 95, expected: null },
  ])('of $n values, p$p', ({ n, p, expected }) => {
    expect(quantileInterval(ranks(n), p)).toEqual(expected);
  });

  test('a billion equal values', () => {
    expect(quantileInterval({ kind: 'exact', values: [7], counts: [1e9] }, 95)).toEqual({ low: 7, high: 7 });
  });
});
