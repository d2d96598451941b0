import { incompleteGamma } from './incomplete.js';

/** The standard normal quantile of 0.975: half of a 95 % interval. */
export const Z_95 = 1.959963984540054;

/** Chance that a standard normal variable is above z, to full relative accuracy in the upper tail. */
export function normalTail(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2);
  return z >= 0 ? upper / 2 : (1 + lower) / 2;
}

/** The z that a standard normal variable exceeds with this chance, 0 < chance < 1: Newton's method on the logarithm. */
export function normalTailQuantile(chance: number): number {
  if (chance > 0.5) return -normalTailQuantile(1 - chance);
  const wanted = Math.log(chance);
  let z = Math.sqrt(-2 * Math.log(2 * chance));
  for (let i = 0; i < 50; i += 1) {
    const tail = normalTail(z);
    const hazard = Math.exp(-z * z * 0.5) / (Math.sqrt(2 * Math.PI) * tail);
    const next = z + (Math.log(tail) - wanted) / hazard;
    if (Math.abs(next - z) <= 1e-15 * Math.abs(next)) return next;
    z = next;
  }
  return z;
}
