import { requireTally, type Tally } from './evidence.js';

/** Batches are looked at one by one and in blocks of these lengths, so that errors that last for a while are seen. */
const BLOCKS = [1, 2, 4, 8];
/** Fewer blocks than this tell nothing of their spread. */
const FEWEST_BLOCKS = 12;

/** Running sums, from 0, so that any block is a difference of two. */
function runningSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, i) => (sums[i + 1] = (sums[i] ?? 0) + value));
  return sums;
}

/**
 * Pearson's statistic over its degrees of freedom: about 1 where the bad ones come independently at one rate. Divided by
 * one standard error above 1, so that chance alone is not taken for clustering: it delays every rollback.
 */
function dispersion(
  sums: { readonly bad: Float64Array; readonly total: Float64Array },
  length: number,
): number {
  const blocks = Math.floor((sums.bad.length - 1) / length);
  if (blocks < FEWEST_BLOCKS) return 1;
  const rate = (sums.bad.at(-1) ?? 0) / (sums.total.at(-1) ?? 1);
  let excess = 0;
  for (let end = length; end <= blocks * length; end += length) {
    const bad = (sums.bad[end] ?? 0) - (sums.bad[end - length] ?? 0);
    const expected = ((sums.total[end] ?? 0) - (sums.total[end - length] ?? 0)) * rate;
    excess += (bad - expected) ** 2 / (expected * (1 - rate));
  }
  const freedom = blocks - 1;
  return excess / freedom / (1 + Math.sqrt(2 / freedom));
}

/**
 * Design effect (L. Kish, "Survey Sampling", 1965): how many times more unevenly bad samples come than independent ones
 * would, so that this many of them tell as much as one independent one.
 *
 * It is the greatest dispersion (P. McCullagh, J. A. Nelder, "Generalized Linear Models", 1989, section 4.5) over single
 * batches and blocks of up to eight, since errors may be clustered within a batch and from batch to batch.
 *
 * @param healthy batches of a time that is taken for healthy, all of them, oldest first: leaving out the worse ones
 *   would hide what is to be measured
 * @returns at least 1; 1 where there is too little to tell
 * @throws RangeError for what is no tally
 */
export function designEffectOf(healthy: readonly Tally[]): number {
  healthy.forEach(requireTally);
  const batches = healthy.filter(({ total }) => total > 0);
  const bad = runningSums(batches.map((one) => one.bad));
  const total = runningSums(batches.map((one) => one.total));
  const none = bad.at(-1) === 0;
  if (none || bad.at(-1) === total.at(-1)) return 1;
  return Math.max(1, ...BLOCKS.map((length) => dispersion({ bad, total }, length)));
}
