import { normalTailQuantile } from '../statistics/normal.js';
import { studentTail } from '../statistics/student.js';
import { detect, type Evidence } from './e-detector.js';

/** One batch's values: how many, their mean, and their sample variance. */
export interface MeanTally {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

export interface MeanEvidenceOptions {
  /** Disjoint, oldest first. Those with fewer than two values say nothing. */
  readonly batches: readonly MeanTally[];
  readonly limit: number;
  /** On which side of the limit the mean is bad. */
  readonly side: 'above' | 'below';
  readonly falseAlarmEveryBatches: number;
  /** As for `judgeEvidence`. Default 1. */
  readonly spreadOver?: number;
}

/** How many standard errors of a batch's mean the alternatives are beyond the limit, with weights as for ratios. */
const SHIFTS = [
  { shift: 0.1, weight: 0.05 },
  { shift: 0.2, weight: 0.05 },
  { shift: 0.5, weight: 0.18 },
  { shift: 1, weight: 0.18 },
  { shift: 2, weight: 0.18 },
  { shift: 3, weight: 0.18 },
  { shift: 5, weight: 0.18 },
];
/** A batch's mean counts as at most so many standard errors away: further out, no tail is as thin as the normal one. */
const FURTHEST = 8;

/** The batch's t statistic as the normal score of the same tail. */
function score({ n, mean, variance }: MeanTally, { limit, side }: MeanEvidenceOptions): number {
  const beyond = side === 'above' ? mean - limit : limit - mean;
  if (variance === 0) return FURTHEST * Math.sign(beyond);
  const t = beyond / Math.sqrt(variance / n);
  const tail = studentTail(Math.abs(t), n - 1);
  const z = tail < 1e-16 ? FURTHEST : Math.min(FURTHEST, normalTailQuantile(tail));
  return t < 0 ? -z : z;
}

/**
 * Whether the batches show a mean beyond its limit, by the same e-detector. A batch's t statistic against the limit, brought
 * to the normal score z of its tail, has the ratio `exp(d z - d²/2)` for a mean that is d standard errors beyond: with mean 1
 * at the limit where the values are normal, and nearly so for a few dozen others (skewed to the right, as durations are, it
 * accuses less than promised above an upper limit).
 *
 * @throws RangeError for a figure that is none
 */
export function judgeMeanEvidence(options: MeanEvidenceOptions): Evidence {
  const { limit, falseAlarmEveryBatches, spreadOver = 1 } = options;
  for (const { n, mean, variance } of options.batches) {
    if (!(Number.isSafeInteger(n) && n >= 0 && Number.isFinite(mean) && variance >= 0 && variance < Infinity))
      throw new RangeError(`no values have a count of ${n}, a mean of ${mean} and a variance of ${variance}`);
  }
  if (!Number.isFinite(limit)) throw new RangeError(`the limit is ${limit}; it is a finite number`);
  const batches = options.batches.filter(({ n }) => n >= 2).map((batch) => score(batch, options));
  const alternatives = SHIFTS.map(({ shift, weight }) => ({
    weight,
    logRatio: (z: number): number => shift * z - (shift * shift) / 2,
  }));
  return detect({ batches, alternatives, falseAlarmEveryBatches, spreadOver });
}
