import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { healthyPart } from '../../../src/domain/evidence/change-point.js';
import { designEffectOf, learnedDesignEffect } from '../../../src/domain/evidence/design-effect.js';
import type { Tally } from '../../../src/domain/evidence/evidence.js';

function series(bad: readonly number[], total: number): Tally[] {
  return bad.map((one) => ({ bad: one, total }));
}

function repeat(pattern: readonly number[], times: number): number[] {
  return Array.from({ length: times }, () => pattern).flat();
}

describe('designEffectOf', () => {
  // Pearson's statistic over its degrees of freedom and one standard error of it, by hand.
  test.each([
    {
      name: 'errors in every other batch',
      bad: repeat([0, 20], 12),
      expected: (24 * (100 / 9)) / 23 / (1 + Math.sqrt(2 / 23)),
    },
    {
      name: 'errors for four batches of eight',
      bad: repeat([0, 0, 0, 0, 20, 20, 20, 20], 12),
      expected: (24 * (400 / 9)) / 23 / (1 + Math.sqrt(2 / 23)),
    },
    { name: 'one in each batch', bad: repeat([1], 96), expected: 1 },
    { name: 'nothing bad', bad: repeat([0], 96), expected: 1 },
    { name: 'everything bad', bad: repeat([100], 96), expected: 1 },
    { name: 'eleven batches', bad: [0, 50, 0, 50, 0, 50, 0, 50, 0, 50, 0], expected: 1 },
    { name: 'no batch', bad: [], expected: 1 },
  ])('$name', ({ bad, expected }) => {
    expect(designEffectOf([series(bad, 100)])).toBeCloseTo(expected, 10);
  });

  test('is finite and at least 1 whatever comes, and empty batches do not count', () => {
    const tally = fc.nat(1_000).chain((total) => fc.nat(total).map((bad) => ({ bad, total })));
    fc.assert(
      fc.property(fc.array(tally, { maxLength: 100 }), (batches) => {
        const effect = designEffectOf([batches]);
        expect(effect).toBeGreaterThanOrEqual(1);
        expect(Number.isFinite(effect)).toBe(true);
        expect(designEffectOf([batches.filter(({ total }) => total > 0)])).toBe(effect);
      }),
    );
  });

  test('refuses what is no tally', () => {
    expect(() => designEffectOf([[{ bad: 3, total: 2 }]])).toThrow(/3 bad of 2/);
  });
});

describe('designEffectOf several stints', () => {
  const uneven = series(repeat([0, 20], 12), 100);
  const [excess, freedom] = [24 * (100 / 9), 23];
  const effect = (stints: number): number =>
    (stints * excess) / (stints * freedom) / (1 + Math.sqrt(2 / (stints * freedom)));

  test.each([
    { name: 'two alike: excess and freedom of both', stints: [uneven, uneven], expected: effect(2) },
    {
      name: 'one without bad samples tells nothing',
      stints: [uneven, series([0, 0, 0], 100)],
      expected: effect(1),
    },
    {
      name: 'one batch has nothing to be compared with',
      stints: [series([50], 100), uneven],
      expected: effect(1),
    },
    {
      name: 'stints at different rates, each of them even',
      stints: [series(repeat([1], 48), 100), series(repeat([9], 48), 100)],
      expected: 1,
    },
    {
      name: 'too few blocks in each, enough in both',
      stints: [series(repeat([0, 20], 4), 100), series(repeat([0, 20], 4), 100)],
      expected: (16 * (100 / 9)) / 14 / (1 + Math.sqrt(2 / 14)),
    },
    { name: 'none', stints: [], expected: 1 },
  ])('$name', ({ stints, expected }) => {
    expect(designEffectOf(stints)).toBeCloseTo(expected, 10);
  });

  test('no block lies in two stints', () => {
    // Three batches hold one block of two at most, so only single ones count; end to end there would be blocks of eight.
    const stints = Array.from({ length: 24 }, (_, i) => series(i % 2 === 0 ? [0, 20, 20] : [20, 20, 0], 100));
    const pearson = ((40 / 3) ** 2 + 2 * (20 / 3) ** 2) / ((40 / 3) * (13 / 15));
    expect(designEffectOf(stints)).toBeCloseTo(pearson / 2 / (1 + Math.sqrt(2 / 48)), 10);
    expect(designEffectOf([stints.flat()])).not.toBeCloseTo(designEffectOf(stints), 1);
  });

  test('what is sick at the end of any stint is left out', () => {
    const sick = series([20, 22, 21], 100);
    const calm = series(repeat([0, 1], 20), 100);
    const stints = [[...calm, ...sick], sick, [...calm, ...sick]];
    expect(learnedDesignEffect({ stints, allowedBadRate: 0.02 })).toBe(designEffectOf([calm, calm]));
    expect(designEffectOf(stints)).toBeGreaterThan(5);
  });
});

describe('healthyPart', () => {
  test.each([
    {
      name: 'a drop is left out from its first batch on',
      bad: [...repeat([0, 1], 40), 10, 9, 11],
      expected: 80,
    },
    { name: 'a healthy past is all there', bad: repeat([0, 1, 1], 40), expected: 120 },
    {
      name: 'a burst that is over is part of the past',
      bad: [...repeat([1], 40), 20, ...repeat([1], 40)],
      expected: 81,
    },
    { name: 'sick from the start leaves nothing', bad: [9, 8, 12], expected: 0 },
    { name: 'nothing', bad: [], expected: 0 },
  ])('$name', ({ bad, expected }) => {
    const batches = series(bad, 200);
    expect(healthyPart({ batches, allowedBadRate: 0.01 })).toEqual(batches.slice(0, expected));
  });
});
