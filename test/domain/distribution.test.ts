import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  countOf,
  distributionOf,
  EXACT_LIMIT,
  mergeDistributions,
  relativeError,
} from '../../src/domain/distribution.js';
import { countAbove, quantile } from '../../src/domain/quantile.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';

/** Numbers with many repeats, both signs, zero, tiny and huge. */
const numbers = fc.array(
  fc.oneof(
    fc.integer({ min: -20, max: 20 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: 1, max: 5_000_000 }).map((n) => n / 1_000),
  ),
  { maxLength: 60 },
);

/** More distinct values than a distribution keeps exactly, of both signs, from a seed. */
function spread(seed: number, size = EXACT_LIMIT + 50): number[] {
  return Array.from({ length: size }, (_, i) => ((i * 7_919 + seed * 104_729) % 1_000_003) / 7 - 20_000);
}

/** The definition, on all values: position, neighbours, interpolation. */
function reference(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * (p / 100);
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  const fraction = position - Math.floor(position);
  return Math.min(high, Math.max(low, low * (1 - fraction) + high * fraction));
}

const bytes = (values: Parameters<typeof mergeDistributions>[0]): string =>
  canonicalJson(mergeDistributions(values));

describe('quantile', () => {
  test.each([
    { name: 'of one value', values: [7], p: 95, expected: 7 },
    { name: 'between two ranks', values: [0, 10], p: 95, expected: 9.5 },
    { name: 'the median of four', values: [4, 1, 3, 2], p: 50, expected: 2.5 },
    { name: 'at rank 19 of 21', values: Array.from({ length: 21 }, (_, i) => i), p: 95, expected: 19 },
    { name: 'p0 is the minimum', values: [3, -2, 8], p: 0, expected: -2 },
    { name: 'p100 is the maximum', values: [3, -2, 8], p: 100, expected: 8 },
    { name: 'with repeats', values: [1, 1, 1, 1, 5], p: 75, expected: 1 },
  ])('$name', ({ values, p, expected }) => {
    expect(quantile(distributionOf(values), p)).toBe(expected);
  });

  test('of nothing is null', () => {
    expect(quantile(distributionOf([]), 95)).toBeNull();
  });

  test('of equal values never rounds past them', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 1, max: 999 }),
        (value, n) => {
          expect(quantile(distributionOf(Array<number>(n).fill(value)), 95)).toBe(value === 0 ? 0 : value);
        },
      ),
    );
  });

  test('follows the definition to the last digit while exact', () => {
    fc.assert(
      fc.property(
        numbers.filter((list) => list.length > 0),
        fc.integer({ min: 0, max: 100 }),
        (values, p) => {
          expect(quantile(distributionOf(values), p)).toBe(
            reference(
              values.map((v) => (v === 0 ? 0 : v)),
              p,
            ),
          );
        },
      ),
    );
  });

  test.each([0, 1, 25, 50, 95, 99.9, 100])('p%d of a sketch is within the stated relative error', (p) => {
    const values = spread(3).filter((value) => Math.abs(value) > 1 || value === 0);
    const sketch = distributionOf(values);
    expect(relativeError(sketch)).toBe(0.005);
    const exact = reference(values, p);
    expect(Math.abs((quantile(sketch, p) ?? Number.NaN) - exact)).toBeLessThanOrEqual(
      Math.abs(exact) * 0.0050001,
    );
  });

  test('a sketch knows its ends exactly', () => {
    const values = spread(5);
    const sketch = distributionOf(values);
    expect(quantile(sketch, 0)).toBe(Math.min(...values));
    expect(quantile(sketch, 100)).toBe(Math.max(...values));
  });

  test('a sketch of the largest and smallest doubles stays finite', () => {
    const sketch = distributionOf([
      ...spread(1),
      Number.MAX_VALUE,
      -Number.MAX_VALUE,
      Number.MIN_VALUE,
      -Number.MIN_VALUE,
    ]);
    expect(quantile(sketch, 100)).toBe(Number.MAX_VALUE);
    expect(quantile(sketch, 0)).toBe(-Number.MAX_VALUE);
  });
});

describe('merging', () => {
  test('in any grouping and order gives the distribution of all values, to the byte', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 5 }), (lists) => {
        const parts = lists.map((list) => distributionOf(list));
        const whole = canonicalJson(distributionOf(lists.flat()));
        expect(bytes(parts)).toBe(whole);
        expect(bytes([...parts].reverse())).toBe(whole);
        expect(canonicalJson(parts.reduce((a, b) => mergeDistributions([a, b])))).toBe(whole);
      }),
    );
  });

  test.each([
    { name: 'two exact halves that only together are too many', cut: EXACT_LIMIT / 2 },
    { name: 'a sketch and a few exact values', cut: EXACT_LIMIT + 10 },
    { name: 'exact values before a sketch', cut: 10 },
  ])('$name', ({ cut }) => {
    const values = [...spread(2), 0, 0, -0];
    const parts = [distributionOf(values.slice(0, cut)), distributionOf(values.slice(cut))];
    const whole = distributionOf(values);
    expect(whole.kind).toBe('sketch');
    expect(bytes(parts)).toBe(canonicalJson(whole));
    expect(bytes([...parts].reverse())).toBe(canonicalJson(whole));
  });

  test('two sketches, negative values among them', () => {
    const [a, b] = [spread(11), spread(12)];
    const whole = distributionOf([...a, ...b]);
    expect(bytes([distributionOf(a), distributionOf(b)])).toBe(canonicalJson(whole));
    expect(countOf(whole)).toBe(a.length + b.length);
    expect(whole).toMatchObject({ min: Math.min(...a, ...b), max: Math.max(...a, ...b) });
  });

  test('exactly at the limit is exact, one more is a sketch', () => {
    const values = Array.from({ length: EXACT_LIMIT }, (_, i) => i);
    expect(distributionOf(values).kind).toBe('exact');
    expect(distributionOf([...values, -1]).kind).toBe('sketch');
  });

  test('of nothing is the distribution of no values', () => {
    expect(mergeDistributions([])).toEqual({ kind: 'exact', values: [], counts: [] });
  });
});

test('countAbove counts strictly above, in either form', () => {
  expect(countAbove(distributionOf([1, 2, 2, 3]), 2)).toBe(1);
  const values = spread(4);
  const above = values.filter((value) => value > 50_000).length;
  const near = values.filter((value) => Math.abs(value - 50_000) <= 50_000 * 0.011).length;
  expect(Math.abs(countAbove(distributionOf(values), 50_000) - above)).toBeLessThanOrEqual(near);
});
