import { ALTERNATIVES, detect, proof, requireAtLeast, type Evidence } from './e-detector.js';
import { DAY } from '../time.js';

/**
 * How far back evidence is gathered, from the window's end, in milliseconds: 7 days. An older start would hardly change it,
 * and a tick would cost more the longer a rollout has been on.
 */
export const EVIDENCE_LOOKBACK_MS = 7 * DAY;

/** Samples of one batch against a limit: a ratio's bad ones, or those beyond a quantile's limit. */
export interface Tally {
  readonly bad: number;
  readonly total: number;
}

export interface EvidenceOptions {
  /** Disjoint, oldest first, since the phase was entered. Batches without samples say nothing. */
  readonly batches: readonly Tally[];
  /** Share of bad ones that the limit allows, 0 to 1: 0.01 for `≥ 99 %`, 0.05 for `p95 ≤ L`. */
  readonly allowedBadRate: number;
  /** Mean time between false alarms, in batches. At least 1. */
  readonly falseAlarmEveryBatches: number;
  /** How many samples weigh as one, from {@link designEffectOf}; at least 1. */
  readonly designEffect: number;
  /** See {@link DetectorOptions.spreadOver}; the number of batches in a row that the rule asks for. Default 1. */
  readonly spreadOver?: number;
}

const { MAX_SAFE_INTEGER } = Number;

/** @throws RangeError for what is no count of samples. */
export function requireTally({ bad, total }: Tally): void {
  if (!(bad % 1 === 0 && total % 1 === 0 && bad >= 0 && bad <= total && total <= MAX_SAFE_INTEGER))
    throw new RangeError(
      `${bad} bad of ${total} is no tally: both are whole numbers below 2^53, 0 ≤ bad ≤ total`,
    );
}

/**
 * Whether the batches show that more are bad than the limit allows, by a {@link detect | Shiryaev–Roberts e-detector}.
 *
 * Alternative k has k times the odds of the limit's rate p, so it stays below 1: the likelihood ratio of a batch is
 * `k^bad / (1 + (k - 1) p)^total`, with mean 1 at the limit and less within it. It is tempered by the design effect d
 * (to the power 1/d): by Jensen's inequality the mean stays below 1, so the guarantee for independent samples is kept, and
 * clustered errors, which come d times as unevenly, weigh as what they are.
 *
 * @throws RangeError for a tally, rate, time or effect that is none.
 */
export function judgeEvidence(options: EvidenceOptions): Evidence {
  const { allowedBadRate, falseAlarmEveryBatches, designEffect, spreadOver = 1 } = options;
  options.batches.forEach(requireTally);
  requireAtLeast(0, 'allowedBadRate', allowedBadRate);
  if (allowedBadRate > 1)
    throw new RangeError(`allowedBadRate is ${allowedBadRate}; it is a share, at most 1`);
  requireAtLeast(1, 'designEffect', designEffect);
  const batches = options.batches.filter(({ total }) => total > 0);
  if (allowedBadRate === 0)
    return proof(
      batches.some(({ bad }) => bad > 0),
      falseAlarmEveryBatches,
    );
  const alternatives = ALTERNATIVES.map(({ times, weight }) => {
    const ofBad = Math.log(times) / designEffect;
    const ofAny = Math.log1p((times - 1) * allowedBadRate) / designEffect;
    return { weight, logRatio: ({ bad, total }: Tally): number => bad * ofBad - total * ofAny };
  });
  return detect({ batches, alternatives, falseAlarmEveryBatches, spreadOver });
}

export interface CountEvidenceOptions {
  /** Occurrences in each batch, oldest first; a batch in which nothing occurred is a 0. */
  readonly counts: readonly number[];
  /** How many a batch the limit allows: 3 a day are 3/96 for batches of 15 minutes. */
  readonly allowedPerBatch: number;
  readonly falseAlarmEveryBatches: number;
  /** As for {@link judgeEvidence}. Default 1. */
  readonly designEffect?: number;
  readonly spreadOver?: number;
}

/**
 * The same for counts that come by Poisson: alternative k has k times the rate, with the ratio
 * `k^count / e^((k - 1) · allowed)`. @throws RangeError as {@link judgeEvidence}.
 */
export function judgeCountEvidence(options: CountEvidenceOptions): Evidence {
  const { counts, allowedPerBatch, falseAlarmEveryBatches, designEffect = 1, spreadOver = 1 } = options;
  counts.forEach((count) => requireTally({ bad: count, total: count }));
  requireAtLeast(0, 'allowedPerBatch', allowedPerBatch);
  requireAtLeast(1, 'designEffect', designEffect);
  if (allowedPerBatch === 0)
    return proof(
      counts.some((count) => count > 0),
      falseAlarmEveryBatches,
    );
  const alternatives = ALTERNATIVES.map(({ times, weight }) => {
    const [ofOne, ofNone] = [Math.log(times) / designEffect, ((times - 1) * allowedPerBatch) / designEffect];
    return { weight, logRatio: (count: number): number => count * ofOne - ofNone };
  });
  return detect({ batches: counts, alternatives, falseAlarmEveryBatches, spreadOver });
}
