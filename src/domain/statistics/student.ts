import { incompleteBeta } from './incomplete.js';
import { Z_95 } from './normal.js';
import { betaKernel } from './saddle-point.js';

/** From so many degrees of freedom on, the expansion at the normal quantile is exact to the last digits. */
const MANY = 50_000;

/** The tail above t > 0 as a beta variable's: `x = f / (f + t²)` (NIST DLMF 8.17, M. Abramowitz, I. Stegun 26.7.1). */
function at(t: number, freedom: number): { readonly x: number; readonly y: number } {
  const square = t * t;
  return { x: freedom / (freedom + square), y: square / (freedom + square) };
}

/** Chance that Student's t with so many degrees of freedom is above t. */
export function studentTail(t: number, freedom: number): number {
  if (t < 0) return 1 - studentTail(-t, freedom);
  if (t === 0) return 0.5;
  return incompleteBeta(freedom / 2, 0.5, at(t, freedom)).lower / 2;
}

/** The first terms of the Cornish–Fisher expansion of t at a normal quantile (Abramowitz and Stegun, 26.7.5). */
function expansion(z: number, freedom: number): number {
  const s = z * z;
  const terms = [
    z,
    (z * (s + 1)) / 4,
    (z * ((5 * s + 16) * s + 3)) / 96,
    (z * (((3 * s + 19) * s + 17) * s - 15)) / 384,
  ];
  return terms.reduceRight((sum, term) => sum / freedom + term, 0);
}

/** The t that is exceeded with a chance of 2.5 %: half of a 95 % interval. @param freedom degrees of freedom, at least 1 */
export function studentQuantile95(freedom: number): number {
  if (freedom >= MANY) return expansion(Z_95, freedom);
  // Newton's method from below, where the tail is convex: each step stays below the quantile but for rounding.
  let t = Z_95;
  for (let i = 0; i < 100; i += 1) {
    const density = betaKernel(freedom / 2, 0.5, at(t, freedom)) / t;
    const next = t + (studentTail(t, freedom) - 0.025) / density;
    if (Math.abs(next - t) <= 2e-16 * t) return next;
    t = next;
  }
  return t;
}
