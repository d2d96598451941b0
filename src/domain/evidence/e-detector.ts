/**
 * How many times worse than allowed (in odds, or in rate for counts) the alternatives are, and their weights in the mixture,
 * 1 together. The slight ones need so many samples that a small weight costs them nothing, and the others keep the rest.
 */
export const ALTERNATIVES: readonly { readonly times: number; readonly weight: number }[] = [
  { times: 1.05, weight: 0.02 },
  { times: 1.1, weight: 0.03 },
  { times: 1.2, weight: 0.05 },
  { times: 1.5, weight: 0.18 },
  { times: 2, weight: 0.18 },
  { times: 3, weight: 0.18 },
  { times: 5, weight: 0.18 },
  { times: 8, weight: 0.18 },
];

/** The statistic is held at this many thresholds, so that a service that has recovered is soon believed again. */
const CEILING = 10;

export interface Evidence {
  readonly met: boolean;
  /**
   * The mixture, from 0 to ten thresholds. Read as a time: with its value as the threshold, a service exactly at the limit
   * would be accused once in so many batches, or less often.
   */
  readonly statistic: number;
  /** In batches, as the statistic. */
  readonly threshold: number;
  /** Mean number of batches between two false alarms that was asked for: the threshold is this figure. */
  readonly falseAlarmEveryBatches: number;
}

export interface DetectorOptions<Batch> {
  /** Oldest first. Those without samples are to be left out before. */
  readonly batches: readonly Batch[];
  readonly alternatives: readonly {
    readonly weight: number;
    /** The natural logarithm of how much better than the limit it explains a batch. */
    readonly logRatio: (batch: Batch) => number;
  }[];
  readonly falseAlarmEveryBatches: number;
  /**
   * Of what an alternative alone needs to reach the threshold (the logarithm of the ratio), a batch brings at most this
   * part: with 1 it may bring all, with 2 no single batch is enough, however bad it is.
   */
  readonly spreadOver: number;
}

/** @throws RangeError where the number is not finite or below the least one. */
export function requireAtLeast(least: number, name: string, value: number): void {
  if (!(Number.isFinite(value) && value >= least))
    throw new RangeError(`${name} is ${value}; it is a finite number from ${least}`);
}

/**
 * A Shiryaev–Roberts e-detector: for each alternative `M ← (M + 1) · ratio`, and their weighted mean
 * against a threshold.
 *
 * As long as each ratio has a conditional mean of at most 1 within the limit, `mean(M) - t` is a supermartingale, so the
 * mean time to a false alarm is at least the threshold, and the chance of one within t batches at most t / threshold
 * (J. Shin, A. Ramdas, A. Rinaldo, "E-detectors: a nonparametric framework for sequential change detection", NEJSDS 2024).
 * Holding down a ratio or the statistic makes both smaller and keeps the guarantee. It is valid at every batch, however
 * often it is asked, and pools small batches by itself: thousands of samples in one batch and over fifty weigh the same.
 */
export function detect<Batch>(options: DetectorOptions<Batch>): Evidence {
  const { batches, alternatives, falseAlarmEveryBatches: threshold, spreadOver } = options;
  requireAtLeast(1, 'falseAlarmEveryBatches', threshold);
  requireAtLeast(1, 'spreadOver', spreadOver);
  // Taken out of the loop: in a sandbox, as tests run in, each look at a global is slow.
  const { exp, min } = Math;
  const most = CEILING * threshold;
  const statistic = alternatives.reduce((total, { weight, logRatio }) => {
    const heaviest = Math.log(threshold / weight) / spreadOver;
    let sum = 0;
    for (const batch of batches) sum = min(most / weight, (sum + 1) * exp(min(heaviest, logRatio(batch))));
    return total + weight * sum;
  }, 0);
  return verdictOf(Math.min(most, statistic), threshold);
}

/** What a statistic means. Rounding of the mean may miss the threshold by a hair, which is met all the same. */
function verdictOf(statistic: number, threshold: number): Evidence {
  return {
    met: statistic >= threshold * (1 - 1e-9),
    statistic,
    threshold,
    falseAlarmEveryBatches: threshold,
  };
}

/** Where nothing at all is allowed, one occurrence is proof, and nothing that follows takes it back. */
export function proof(occurred: boolean, threshold: number): Evidence {
  requireAtLeast(1, 'falseAlarmEveryBatches', threshold);
  return verdictOf(occurred ? CEILING * threshold : 0, threshold);
}
