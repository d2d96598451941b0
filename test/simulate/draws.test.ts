import { describe, expect, test } from '@jest/globals';
import { binomial, poisson } from '../../scripts/simulate/src/binomial.js';
import { Random } from '../../scripts/simulate/src/random.js';
import { incompleteGamma } from '../../src/domain/statistics/incomplete.js';
import { poissonDensity } from '../../src/domain/statistics/saddle-point.js';

/** Chance of so large a chi-squared statistic, for counts against their expectation (cells of few pooled). */
function fit(draws: readonly number[], density: (k: number) => number): number {
  const cells: { seen: number; expected: number }[] = [];
  let cell = { seen: 0, expected: 0 };
  for (let k = 0; k <= Math.max(...draws) + 1; k += 1) {
    cell.seen += draws.filter((draw) => draw === k).length;
    cell.expected += draws.length * density(k);
    if (cell.expected < 10) continue;
    cells.push(cell);
    cell = { seen: 0, expected: 0 };
  }
  const rest = draws.length - cells.reduce((sum, { expected }) => sum + expected, 0);
  const last = cells.at(-1);
  if (last === undefined) throw new Error('too few draws');
  last.seen += cell.seen;
  last.expected += rest;
  const statistic = cells.reduce((sum, { seen, expected }) => sum + (seen - expected) ** 2 / expected, 0);
  return incompleteGamma((cells.length - 1) / 2, statistic / 2).upper;
}

function binomialDensity(n: number, p: number): (k: number) => number {
  const densities = [(1 - p) ** n];
  for (let k = 1; k <= n; k += 1) densities.push((densities[k - 1] ?? 0) * ((n - k + 1) / k) * (p / (1 - p)));
  return (k) => densities[k] ?? 0;
}

describe('draws follow their distribution', () => {
  test.each([
    { n: 20, p: 0.05 },
    { n: 200, p: 0.03 },
    { n: 400, p: 0.03 },
    { n: 1_000, p: 0.05 },
    { n: 60, p: 0.7 },
  ])('binomial, $n at $p', ({ n, p }) => {
    const random = new Random(`binomial ${n} ${p}`);
    const draws = Array.from({ length: 20_000 }, () => binomial(random, n, p));
    expect(fit(draws, binomialDensity(n, p))).toBeGreaterThan(0.001);
    expect(fit(draws, binomialDensity(n, p * 1.05))).toBeLessThan(0.001);
  });

  test.each([0.5, 7, 40])('Poisson of mean %d', (mean) => {
    const random = new Random(`poisson ${mean}`);
    const draws = Array.from({ length: 20_000 }, () => poisson(random, mean));
    expect(fit(draws, (k) => poissonDensity(k, mean))).toBeGreaterThan(0.001);
    expect(fit(draws, (k) => poissonDensity(k, mean * 1.05))).toBeLessThan(0.001);
  });

  test('beta has its mean and variance', () => {
    const random = new Random('beta');
    const [a, b] = [0.245, 48.755];
    const draws = Array.from({ length: 100_000 }, () => random.beta(a, b));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean / 0.005 - 1)).toBeLessThan(0.05);
    expect(Math.abs(variance / ((0.005 * 0.995) / 50) - 1)).toBeLessThan(0.1);
  });

  test('the ends: nothing of nothing, none at 0, all at 1', () => {
    const random = new Random('ends');
    expect([binomial(random, 0, 0.5), binomial(random, 9, 0), binomial(random, 9, 1)]).toEqual([0, 0, 9]);
    expect(poisson(random, 0)).toBe(0);
  });

  test('a seed gives the same numbers every time, and another one others', () => {
    const three = (seed: string): number[] => {
      const random = new Random(seed);
      return [random.uniform(), random.uniform(), random.uniform()];
    };
    expect(three('a')).toEqual(three('a'));
    expect(three('a')).not.toEqual(three('b'));
  });
});
