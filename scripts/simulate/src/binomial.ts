import type { Random } from './random.js';

/** `log(k!)`: a table for small ones, else Stirling's series, whose first term left out is below 1e-12 there. */
const LOG_FACTORIALS = [0];
for (let k = 1; k < 128; k += 1) LOG_FACTORIALS.push((LOG_FACTORIALS[k - 1] ?? 0) + Math.log(k));

function logFactorial(k: number): number {
  const known = LOG_FACTORIALS[k];
  if (known !== undefined) return known;
  const x = k + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3);
}

/** By going through the distribution from 0: exact, and quick while few are expected. */
function byInversion(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  let probability = (1 - p) ** n;
  let left = random.uniform();
  let k = 0;
  while (left > probability && k < n) {
    left -= probability;
    k += 1;
    probability *= (odds * (n - k + 1)) / k;
  }
  return k;
}

/** Transformed rejection, exact too: algorithm BTRS of W. Hörmann, J. Statist. Comput. Simul. 1993, for n p from 10. */
function byRejection(random: Random, n: number, p: number): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((n + 1) * p);
  const logOdds = Math.log(p / (1 - p));
  const atMode = logFactorial(mode) + logFactorial(n - mode);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const height = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / height + b) * u + centre);
    if (height >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    if (k < 0 || k > n) continue;
    const target = atMode - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds;
    if (Math.log((v * alpha) / (a / (height * height) + b)) <= target) return k;
  }
}

/** How many of n succeed, each with probability p. Exact at every size: no normal approximation. */
export function binomial(random: Random, n: number, p: number): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(random, n, 1 - p);
  return n * p < 10 ? byInversion(random, n, p) : byRejection(random, n, p);
}

/** By counting arrivals, in parts so that the product does not underflow. */
export function poisson(random: Random, mean: number): number {
  let count = -1;
  let left = mean;
  let product = 1;
  do {
    count += 1;
    product *= random.uniform();
    while (product < 1 && left > 0) {
      const step = Math.min(left, 500);
      product *= Math.exp(step);
      left -= step;
    }
  } while (product > 1);
  return count;
}
