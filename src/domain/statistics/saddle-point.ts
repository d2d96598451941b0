/*
 * Densities of the binomial and Poisson families without loss of digits at large n, by C. Loader's saddle-point expansion
 * ("Fast and Accurate Computation of Binomial Probabilities", 2000): logarithms of factorials of a billion would cancel to
 * six digits, their Stirling errors and deviances do not.
 */

/** Coefficients of 1/n, 1/n³, … in the Stirling series of the log-factorial. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];

/** `log(n!) - log(sqrt(2πn) (n/e)^n)` for real n > 0. */
function stirlingError(n: number): number {
  let error = 0;
  let at = n;
  // Below 16 the series is not exact to the last digit; the step from n to n + 1 is.
  for (; at < 16; at += 1) error += (at + 0.5) * Math.log1p(1 / at) - 1;
  const square = at * at;
  return error + STIRLING.reduceRight((sum, coefficient) => sum / square + coefficient, 0) / at;
}

/** `2^27 + 1`: splits a double into two halves whose products are exact (G. W. Veltkamp; T. J. Dekker, 1971). */
const SPLITTER = 134217729;

function halves(value: number): readonly [high: number, low: number] {
  const wide = SPLITTER * value;
  const high = wide - (wide - value);
  return [high, value - high];
}

/** What rounding took from the product: `a b - product`, exactly. */
function lostOf(a: number, b: number, product: number): number {
  const [[aHigh, aLow], [bHigh, bLow]] = [halves(a), halves(b)];
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/**
 * `a y - b x` for y = 1 - x, which is `a - (a + b) x`: how far a beta variable's mean lies above x, times a + b. The rounded
 * products alone would leave few digits of it where x is close to the mean.
 */
export function distanceFromMean(
  a: number,
  b: number,
  { x, y }: { readonly x: number; readonly y: number },
): number {
  const [first, second] = [a * y, b * x];
  return first - second + (lostOf(a, y, first) - lostOf(b, x, second));
}

/** `x log(x / mean) + mean - x`, without cancellation where the two are close; `gap` is `x - mean`. */
function deviance(x: number, mean: number, gap: number): number {
  if (Math.abs(gap) > 0.1 * (x + mean)) return x * Math.log(x / mean) - gap;
  const v = gap / (x + mean);
  let sum = gap * v;
  let term = 2 * x * v;
  for (let j = 3; ; j += 2) {
    term *= v * v;
    const next = sum + term / j;
    if (next === sum) return sum;
    sum = next;
  }
}

/** `mean^x e^-mean / Γ(x + 1)` for real x ≥ 0 and mean > 0. */
export function poissonDensity(x: number, mean: number): number {
  if (x === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(x) - deviance(x, mean, x - mean)) / Math.sqrt(2 * Math.PI * x);
}

/** `x^a y^b / B(a, b)` for a, b > 0 and y = 1 - x, both within (0, 1). */
export function betaKernel(
  a: number,
  b: number,
  { x, y }: { readonly x: number; readonly y: number },
): number {
  const n = a + b;
  const gap = distanceFromMean(a, b, { x, y });
  const log =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x, gap) -
    deviance(b, n * y, -gap);
  return Math.exp(log) * Math.sqrt((a * b) / (2 * Math.PI * n));
}
