import { countOf, type Distribution } from '../distribution.js';
import { valuesAtRank } from '../quantile.js';
import { meanOf, varianceOf } from '../exact-sum.js';
import { incompleteBeta, incompleteGamma } from './incomplete.js';
import { Z_95 } from './normal.js';
import { poissonDensity } from './saddle-point.js';
import { studentQuantile95 } from './student.js';

/** A confidence interval of 95 %, 2.5 % on either side. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const SIDE = 0.025;

/** The upper end for `count` of `total`. */
function wilsonHigh(count: number, total: number): number {
  const square = Z_95 * Z_95;
  const spread = Z_95 * Math.sqrt((count * (total - count)) / total + square / 4);
  return (count + square / 2 + spread) / (total + square);
}

/**
 * A share's interval by E. B. Wilson's score (J. Amer. Statist. Assoc. 1927): closed, of about the stated coverage at any
 * size, and with sensible ends where all or none count (L. D. Brown, T. T. Cai, A. DasGupta, Statistical Science 2001).
 * null where the total is 0.
 */
export function shareInterval(count: number, total: number): Interval | null {
  if (total === 0) return null;
  const square = Z_95 * Z_95;
  const high = wilsonHigh(count, total);
  // The ends are the roots of a quadratic, so the lower one is taken from their product: a difference would lose digits.
  const low = ((count / total) * count) / (total + square) / high;
  return { low, high: count === total ? 1 : high };
}

/** Beyond this the cube-root approximation is exact to the last digit, and the exact sum takes too long. */
const MANY = 1e10;

/** E. B. Wilson and M. M. Hilferty (PNAS 1931): the value that a gamma variable of this shape is below or above with 2.5 %. */
function cubeRoot(shape: number, z: number): number {
  return shape * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
}

/** The mean at which `tail(mean)` is 2.5 %, by Newton's method; the density of either tail is a gamma's of this shape. */
function gammaQuantile(shape: number, side: 'lower' | 'upper'): number {
  const sign = side === 'lower' ? 1 : -1;
  let mean = cubeRoot(shape, -sign * Z_95);
  if (shape > MANY) return mean;
  if (mean === 0) mean = (SIDE * shape) / 2;
  for (let i = 0; i < 100; i += 1) {
    const excess = incompleteGamma(shape, mean)[side] - SIDE;
    const density = poissonDensity(shape - 1, mean);
    const next = Math.max(mean / 10, mean - (sign * excess) / density);
    if (Math.abs(next - mean) <= 2e-16 * next) return next;
    mean = next;
  }
  return mean;
}

/** A count's exact Poisson interval (F. Garwood, Biometrika 1936): the means that make so few, or so many, 2.5 % likely. */
export function countInterval(count: number): Interval {
  return {
    low: count === 0 ? 0 : gammaQuantile(count, 'lower'),
    high: gammaQuantile(count + 1, 'upper'),
  };
}

/**
 * A mean's interval by Student's t; for values that are not normal it holds from some dozens on. null for fewer than two.
 *
 * @param options.sum and `squares`: exact sums, see exact-sum.ts
 */
export function meanInterval(options: {
  readonly n: number;
  readonly sum: string;
  readonly squares: string;
}): Interval | null {
  const { n, sum } = options;
  const mean = meanOf(sum, n);
  const variance = varianceOf(options);
  if (mean === null || variance === null) return null;
  const half = studentQuantile95(n - 1) * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}

/** Chance that at most k of n are below a quantile of share p, the binomial distribution function (NIST DLMF 8.17.5). */
function atMost(k: number, options: { readonly n: number; readonly p: number }): number {
  const { n, p } = options;
  if (k < 0) return 0;
  if (k >= n) return 1;
  return incompleteBeta(n - k, k + 1, { x: 1 - p, y: p }).lower;
}

/** The least k from 0 to n for which the chance of at most k exceeds a share. */
function leastAbove(share: number, options: { readonly n: number; readonly p: number }): number {
  let [low, high] = [0, options.n];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (atMost(middle, options) > share) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * A quantile's interval between two order statistics, whatever the values are distributed as (H. A. David, H. N. Nagaraja,
 * "Order Statistics", 2003, section 7.1). null where there are too few values to bound it on both sides: for p95, below 72.
 *
 * @param p in percent, 0 to 100
 */
export function quantileInterval(distribution: Distribution, p: number): Interval | null {
  const n = countOf(distribution);
  if (n === 0 || p <= 0 || p >= 100) return null;
  const options = { n, p: p / 100 };
  // With B values below the quantile, the value of rank r (from 0) is not above it where B > r, and not below it where B ≤ r.
  const low = leastAbove(SIDE, options) - 1;
  const high = leastAbove(1 - SIDE, options);
  if (low < 0 || high >= n) return null;
  return { low: valuesAtRank(distribution, low, n).low, high: valuesAtRank(distribution, high, n).high };
}
