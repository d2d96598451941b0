import { betaKernel, distanceFromMean, poissonDensity } from './saddle-point.js';

/** Stands in for a zero that a continued fraction must not divide by (W. J. Lentz's method, as I. J. Thompson changed it). */
const TINY = 1e-300;
const EPSILON = 2 ** -53;

/** A probability and its complement, each to full relative accuracy. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

interface Fraction {
  /** The k-th partial numerator and denominator, k from 1. */
  readonly step: (k: number) => readonly [numerator: number, denominator: number];
  readonly first: number;
}

function continuedFraction({ step, first }: Fraction): number {
  let value = first === 0 ? TINY : first;
  let [c, d] = [value, 0];
  for (let k = 1; ; k += 1) {
    const [numerator, denominator] = step(k);
    d = denominator + numerator * d;
    c = denominator + numerator / c;
    d = 1 / (d === 0 ? TINY : d);
    if (c === 0) c = TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) <= 2 * EPSILON) return value;
  }
}

/**
 * Regularized incomplete gamma functions P(a, x) and Q(a, x) for a > 0, x ≥ 0: series below a + 1, else the continued
 * fraction (NIST DLMF 8.7.1 and 8.9.2). The time grows with the root of a.
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (x === 0) return { lower: 0, upper: 1 };
  const density = poissonDensity(a, x);
  if (x < a + 1) {
    let [sum, term] = [1, 1];
    for (let k = 1; term > sum * EPSILON; k += 1) {
      term *= x / (a + k);
      sum += term;
    }
    return { lower: density * sum, upper: 1 - density * sum };
  }
  const fraction = continuedFraction({
    first: x + 1 - a,
    step: (k) => [k * (a - k), x + 2 * k + 1 - a],
  });
  const upper = (density * a) / fraction;
  return { lower: 1 - upper, upper };
}

/**
 * The continued fraction of A. R. DiDonato and A. H. Morris (ACM Trans. Math. Software 18, 1992, equation 9), the even part of
 * NIST DLMF 8.17.22. It takes the distance from the mean as a figure of its own, where the other loses a digit for each
 * digit that x is close to the mean. Converges fast below the mean of the beta.
 */
function lowerBeta(a: number, b: number, at: { readonly x: number; readonly y: number }): number {
  const { x, y } = at;
  const distance = distanceFromMean(a, b, at);
  const denominator = (n: number): number =>
    n + (n * (b - n) * x) / (a + 2 * n - 1) + ((a + n) * (distance + 1 + n * (1 + y))) / (a + 2 * n + 1);
  const fraction = continuedFraction({
    first: (a * (distance + 1)) / (a + 1),
    step: (n) => {
      const scale = x / (a + 2 * n - 1);
      return [(a + n - 1) * scale * ((a + b + n - 1) * scale) * (n * (b - n)), denominator(n)];
    },
  });
  return betaKernel(a, b, at) / fraction;
}

/**
 * Regularized incomplete beta function I_x(a, b) and its complement, for a, b > 0.
 *
 * @param at x and y = 1 - x, both given, so that neither end loses digits
 */
export function incompleteBeta(a: number, b: number, at: { readonly x: number; readonly y: number }): Tails {
  const { x, y } = at;
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  if (x < (a + 1) / (a + b + 2)) {
    const lower = lowerBeta(a, b, at);
    return { lower, upper: 1 - lower };
  }
  const upper = lowerBeta(b, a, { x: y, y: x });
  return { lower: 1 - upper, upper };
}
