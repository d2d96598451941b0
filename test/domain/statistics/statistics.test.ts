import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { incompleteBeta, incompleteGamma } from '../../../src/domain/statistics/incomplete.js';
import { normalTail, normalTailQuantile, Z_95 } from '../../../src/domain/statistics/normal.js';
import { studentQuantile95, studentTail } from '../../../src/domain/statistics/student.js';
import { relativeError, TOLERANCE } from './near.js';
import { BETA, GAMMA, NORMAL_QUANTILE, NORMAL_TAIL, STUDENT, STUDENT_TAIL } from './reference.js';

describe('special functions agree with the reference to 1e-12', () => {
  test.each(GAMMA)('incomplete gamma, a = %d, x = %d', (a, x, lower, upper) => {
    const tails = incompleteGamma(a, x);
    expect(relativeError(tails.lower, lower)).toBeLessThan(TOLERANCE);
    expect(relativeError(tails.upper, upper)).toBeLessThan(TOLERANCE);
  });

  test.each(BETA)('incomplete beta, a = %d, b = %d, x = %d', (a, b, x, lower, upper) => {
    const tails = incompleteBeta(a, b, { x, y: 1 - x });
    expect(relativeError(tails.lower, lower)).toBeLessThan(TOLERANCE);
    expect(relativeError(tails.upper, upper)).toBeLessThan(TOLERANCE);
  });

  test.each(NORMAL_TAIL)('normal tail above %d', (z, tail) => {
    expect(relativeError(normalTail(z), tail)).toBeLessThan(TOLERANCE);
  });

  test.each(NORMAL_QUANTILE)('normal quantile of a tail of %d', (tail, z) => {
    expect(relativeError(normalTailQuantile(tail), z)).toBeLessThan(TOLERANCE);
  });

  test.each(STUDENT_TAIL)('Student tail above %d, %d degrees of freedom', (t, freedom, tail) => {
    expect(relativeError(studentTail(t, freedom), tail)).toBeLessThan(TOLERANCE);
  });

  test.each(STUDENT)('Student quantile, %d degrees of freedom', (freedom, quantile) => {
    expect(relativeError(studentQuantile95(freedom), quantile)).toBeLessThan(TOLERANCE);
  });
});

describe('what must hold whatever the figures', () => {
  test('the normal quantile of its own tail is the figure itself', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 30, noNaN: true }), (z) => {
        expect(relativeError(normalTailQuantile(normalTail(z)), z)).toBeLessThan(1e-10);
      }),
    );
    expect(relativeError(normalTailQuantile(0.025), Z_95)).toBeLessThan(TOLERANCE);
  });

  test('the Student quantile falls towards the normal one, also where the expansion takes over', () => {
    const quantiles = [1, 5, 1_000, 49_999, 50_000, 50_001, 1e6, 1e9].map(studentQuantile95);
    expect(quantiles).toEqual([...quantiles].sort((a, b) => b - a));
    expect(new Set(quantiles).size).toBe(quantiles.length);
    expect(relativeError(quantiles.at(-1) ?? 0, Z_95)).toBeLessThan(1e-8);
  });

  test('the two tails of a beta and a gamma variable add up to 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 5_000, noNaN: true }),
        fc.double({ min: 0.1, max: 5_000, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (a, b, x) => {
          const beta = incompleteBeta(a, b, { x, y: 1 - x });
          const gamma = incompleteGamma(a, b);
          for (const { lower, upper } of [beta, gamma]) {
            expect(lower + upper).toBeCloseTo(1, 12);
            expect(lower).toBeGreaterThanOrEqual(0);
            expect(upper).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });
});
