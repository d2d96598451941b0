import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  exactSum,
  exactSumOfSquares,
  isExactSum,
  meanOf,
  mergeSums,
  sumToNumber,
  ZERO_SUM,
} from '../../src/domain/exact-sum.js';

const double = fc.double({ noNaN: true, noDefaultInfinity: true });
/** Tenths of whole numbers: what durations look like, and what binary sums get wrong. */
const tenth = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 10);

describe('exact sums', () => {
  test.each([
    { name: 'nothing', values: [], text: ZERO_SUM },
    { name: 'a negative eighth', values: [-0.625], text: '-5p-3' },
    { name: 'values that cancel', values: [1e308, 1, -1e308, -1], text: ZERO_SUM },
    { name: 'a small one beside a large one', values: [2 ** 100, 1], text: '10000000000000000000000001p0' },
    { name: 'the smallest double', values: [Number.MIN_VALUE], text: '1p-1074' },
  ])('$name', ({ values, text }) => {
    expect(exactSum(values)).toBe(text);
    expect(isExactSum(text)).toBe(true);
  });

  test('do not depend on order or grouping', () => {
    fc.assert(
      fc.property(fc.array(fc.array(double, { maxLength: 8 }), { maxLength: 5 }), (lists) => {
        const whole = exactSum(lists.flat());
        expect(exactSum(lists.flat().reverse())).toBe(whole);
        expect(mergeSums(lists.map((list) => exactSum(list)))).toBe(whole);
        expect(mergeSums(lists.map((list) => exactSumOfSquares(list)))).toBe(exactSumOfSquares(lists.flat()));
      }),
    );
  });

  test('of one double is that double', () => {
    fc.assert(
      fc.property(double, (value) => expect(sumToNumber(exactSum([value]))).toBe(value === 0 ? 0 : value)),
    );
  });

  test('of two doubles is rounded as the processor rounds', () => {
    fc.assert(
      fc.property(double, double, (a, b) => {
        const sum = a + b;
        expect(sumToNumber(exactSum([a, b]))).toBe(sum === 0 ? 0 : sum);
      }),
    );
  });

  test('a square is rounded as the processor rounds', () => {
    fc.assert(
      fc.property(double, (value) => expect(sumToNumber(exactSumOfSquares([value]))).toBe(value * value)),
    );
  });
});

describe('means', () => {
  test('of one value over n is the processor’s division', () => {
    fc.assert(
      fc.property(fc.oneof(double, tenth), fc.integer({ min: 1, max: 1_000_000 }), (value, n) => {
        expect(meanOf(exactSum([value]), n)).toBe(value === 0 ? 0 : value / n);
      }),
    );
  });

  test('of equal values is the value', () => {
    fc.assert(
      fc.property(fc.oneof(double, tenth), fc.integer({ min: 1, max: 50 }), (value, n) => {
        expect(meanOf(exactSum(Array<number>(n).fill(value)), n)).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test('of ten tenths is a tenth, which a plain sum misses', () => {
    const tenths = Array<number>(10).fill(0.1);
    expect(tenths.reduce((a, b) => a + b, 0) / 10).not.toBe(0.1);
    expect(meanOf(exactSum(tenths), 10)).toBe(0.1);
  });

  test('of nothing is null', () => {
    expect(meanOf(ZERO_SUM, 0)).toBeNull();
  });
});

test.each(['', '5', 'p3', '0x5p1', '05p1', '5p', '5p-', '5p01', '-0p0', '5p3 ', '5p99999'])(
  '%j is no sum',
  (text) => {
    expect(isExactSum(text)).toBe(false);
    expect(() => mergeSums([text])).toThrow(RangeError);
  },
);
