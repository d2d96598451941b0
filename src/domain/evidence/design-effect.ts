import { healthyPart } from './change-point.js';
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

interface StintSums {
  readonly bad: Float64Array;
  readonly total: Float64Array;
  /** Share of bad samples in the whole stint. */
  readonly rate: number;
}

/** A stint's running sums; null where it tells nothing of how unevenly bad samples come: none are bad, or all. */
function sumsOf(stint: readonly Tally[]): StintSums | null {
  const batches = stint.filter(({ total }) => total > 0);
  const bad = runningSums(batches.map((one) => one.bad));
  const total = runningSums(batches.map((one) => one.total));
  const [allBad = 0, all = 0] = [bad.at(-1), total.at(-1)];
  return allBad === 0 || allBad === all ? null : { bad, total, rate: allBad / all };
}

/** Pearson's statistic of a stint's blocks against its own rate. */
function pearson({ bad, total, rate }: StintSums, length: number, blocks: number): number {
  let excess = 0;
  for (let end = length; end <= blocks * length; end += length) {
    const badHere = (bad[end] ?? 0) - (bad[end - length] ?? 0);
    const expected = ((total[end] ?? 0) - (total[end - length] ?? 0)) * rate;
    excess += (badHere - expected) ** 2 / (expected * (1 - rate));
  }
  return excess;
}

/**
 * Pearson's statistic over its degrees of freedom, of all stints together: about 1 where in each of them the bad ones come
 * independently at one rate. Divided by one standard error above 1, so that chance alone is not taken for clustering: it
 * delays every rollback.
 */
function dispersion(stints: readonly StintSums[], length: number): number {
  let [blocks, freedom, excess] = [0, 0, 0];
  for (const stint of stints) {
    const own = Math.floor((stint.bad.length - 1) / length);
    // One block alone has nothing to be compared with.
    if (own < 2) continue;
    blocks += own;
    freedom += own - 1;
    excess += pearson(stint, length, own);
  }
  return blocks < FEWEST_BLOCKS ? 1 : excess / freedom / (1 + Math.sqrt(2 / freedom));
}

/**
 * Design effect (L. Kish, "Survey Sampling", 1965): how many times more unevenly bad samples come than independent ones
 * would, so that this many of them tell as much as one independent one.
 *
 * It is the greatest dispersion (P. McCullagh, J. A. Nelder, "Generalized Linear Models", 1989, section 4.5) over single
 * batches and blocks of up to eight, since errors may be clustered within a batch and from batch to batch. A block lies
 * within one stint, and each stint has a rate of its own: that phases differ is no clustering.
 *
 * @param healthy for each stint the batches of a time that is taken for healthy, all of them, oldest first: leaving out
 *   the worse ones would hide what is to be measured
 * @returns at least 1; 1 where there is too little to tell
 * @throws RangeError for what is no tally
 */
export function designEffectOf(healthy: readonly (readonly Tally[])[]): number {
  for (const stint of healthy) stint.forEach(requireTally);
  const stints = healthy.flatMap((stint) => sumsOf(stint) ?? []);
  return Math.max(1, ...BLOCKS.map((length) => dispersion(stints, length)));
}

/**
 * The design effect by the {@link healthyPart} of each stint.
 *
 * @param options.stints each its batches, oldest first; the last one may be the one that is judged
 * @param options.allowedBadRate share of bad ones that the limit in question allows, 0 to 1
 */
export function learnedDesignEffect(options: {
  readonly stints: readonly (readonly Tally[])[];
  readonly allowedBadRate: number;
}): number {
  const { stints, allowedBadRate } = options;
  return designEffectOf(stints.map((batches) => healthyPart({ batches, allowedBadRate })));
}
