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
import { GARWOOD, MEAN_OF_COIN, QUANTILE_RANKS, WILSON } from './reference.js';

const ONE = 10n ** 60n;
/** The standard normal quantile of 0.975 to 40 digits. */
const Z = 19599639845400542355245944305205515279555n * 10n ** 20n;

function squareRoot(value: bigint): bigint {
  if (value === 0n) return 0n;
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

/** Wilson's two ends, `(count + z²/2 ± z sqrt(count (total - count) / total + z²/4)) / (total + z²)`, each to 50 digits. */
function wilsonInIntegers(count: number, total: number): [low: number, high: number] {
  const [k, n] = [BigInt(count) * ONE, BigInt(total) * ONE];
  const square = (Z * Z) / ONE;
  const spread = (Z * squareRoot(((k * (n - k)) / n + square / 4n) * ONE)) / ONE;
  const end = (top: bigint): number => Number((top * ONE) / (n + square)) / 1e60;
  return [
    end(count === 0 ? 0n : k + square / 2n - spread),
    end(count === total ? n + square : k + square / 2n + spread),
  ];
}

describe('shareInterval', () => {
  test.each(WILSON)('%d of %d agrees with the reference to 1e-12', (count, total, low, high) => {
    const interval = shareInterval(count, total);
    expect(relativeError(interval?.low ?? -1, low)).toBeLessThan(TOLERANCE);
    expect(relativeError(interval?.high ?? -1, high)).toBeLessThan(TOLERANCE);
  });

  test('there is none of nothing', () => {
    expect(shareInterval(0, 0)).toBeNull();
  });

  test('it agrees with whole numbers of 60 digits to 1e-12, whatever the counts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 53 - 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, share) => {
          const count = Math.floor(share * total);
          const interval = shareInterval(count, total);
          const [low, high] = wilsonInIntegers(count, total);
          expect(relativeError(interval?.low ?? -1, low)).toBeLessThan(TOLERANCE);
          expect(relativeError(interval?.high ?? -1, high)).toBeLessThan(TOLERANCE);
        },
      ),
    );
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

  test.each(MEAN_OF_COIN)('of %d values agrees with the reference to 1e-12', (n, low, high) => {
    const half = exactSum([n / 2]);
    const interval = meanInterval({ n, sum: half, squares: half });
    expect(relativeError(interval?.low ?? 0, low)).toBeLessThan(TOLERANCE);
    expect(relativeError(interval?.high ?? 0, high)).toBeLessThan(TOLERANCE);
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

  test.each(QUANTILE_RANKS)('of %d values, p%d: the ranks are those of the reference', (n, p, low, high) => {
    // The values at the two ranks are 1 and 3, and no other has them.
    const counts = [low, 1, high - low - 1, 1, n - high - 1];
    const distribution = { kind: 'exact' as const, values: [0, 1, 2, 3, 4], counts };
    expect(quantileInterval(distribution, p)).toEqual({ low: 1, high: 3 });
  });

  test('a billion equal values', () => {
    expect(quantileInterval({ kind: 'exact', values: [7], counts: [1e9] }, 95)).toEqual({ low: 7, high: 7 });
  });
});
