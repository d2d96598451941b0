import { describe, expect, test } from '@jest/globals';
import { judgeMeanEvidence, type MeanTally } from '../../../src/domain/evidence/mean-evidence.js';

function times(count: number, batch: MeanTally): MeanTally[] {
  return Array.from({ length: count }, () => batch);
}

const judge = (batches: readonly MeanTally[], side: 'above' | 'below' = 'above') =>
  judgeMeanEvidence({ batches, limit: 100, side, falseAlarmEveryBatches: 28_800 });

describe('judgeMeanEvidence', () => {
  test.each([
    { name: 'below the limit', batch: { n: 50, mean: 95, variance: 400 }, count: 672, met: false },
    { name: 'at the limit', batch: { n: 50, mean: 100, variance: 400 }, count: 672, met: false },
    {
      name: 'a standard error above, for a while',
      batch: { n: 100, mean: 102, variance: 400 },
      count: 5,
      met: false,
    },
    {
      name: 'a standard error above, for long',
      batch: { n: 100, mean: 102, variance: 400 },
      count: 40,
      met: true,
    },
    { name: 'far above, once', batch: { n: 100, mean: 200, variance: 400 }, count: 1, met: true },
    { name: 'far above with two values', batch: { n: 2, mean: 120, variance: 400 }, count: 2, met: false },
    { name: 'above with no variance', batch: { n: 2, mean: 101, variance: 0 }, count: 2, met: true },
    { name: 'one value', batch: { n: 1, mean: 1e9, variance: 0 }, count: 672, met: false },
    {
      name: 'a billion values a hair above',
      batch: { n: 1e9, mean: 100.01, variance: 400 },
      count: 1,
      met: true,
    },
  ])('$name', ({ batch, count, met }) => {
    const evidence = judge(times(count, batch));
    expect(evidence.met).toBe(met);
    expect(Number.isFinite(evidence.statistic)).toBe(true);
    const mirrored = { ...batch, mean: 200 - batch.mean };
    expect(judge(times(count, mirrored), 'below').met).toBe(met);
  });

  test('a batch weighs by the chance of its t, not by t: with few values a large one is nothing special', () => {
    // With one degree of freedom t = 1 has a chance of 1/4, and a normal score of 0.6744897501960817.
    const { statistic } = judge([{ n: 2, mean: 110, variance: 200 }]);
    const z = 0.6744897501960817;
    const mean = (shifts: number[]): number =>
      shifts.reduce((sum, shift) => sum + Math.exp(shift * z - (shift * shift) / 2), 0) / shifts.length;
    expect(statistic).toBeCloseTo(0.1 * mean([0.1, 0.2]) + 0.9 * mean([0.5, 1, 2, 3, 5]), 10);
  });

  test.each([
    { n: -1, mean: 0, variance: 0 },
    { n: 2, mean: Number.NaN, variance: 0 },
    { n: 2, mean: Infinity, variance: 0 },
    { n: 2, mean: 0, variance: -1 },
    { n: 2, mean: 0, variance: Number.NaN },
    { n: 2 ** 54, mean: 0, variance: 1 },
  ])('refuses %p', (batch) => {
    expect(() => judge([batch])).toThrow(/no values have/);
  });
});
