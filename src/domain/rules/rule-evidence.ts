import type { Measurement } from '../batch.js';
import { learnedDesignEffect } from '../evidence/design-effect.js';
import type { Evidence } from '../evidence/e-detector.js';
import { EVIDENCE_LOOKBACK_MS, judgeCountEvidence, judgeEvidence } from '../evidence/evidence.js';
import { judgeMeanEvidence, type MeanTally } from '../evidence/mean-evidence.js';
import { meanOf, varianceOf } from '../exact-sum.js';
import { mergeMeasurements } from '../measurement.js';
import type { Bound, Rule } from '../policy.js';
import { pointsWithin, type Point, type Series } from '../series.js';
import type { Window } from '../time.js';
import { roughTime } from './evidence-text.js';
import type { RuleSubject } from './judge-rule.js';
import { allowedShare, tallyOf, type Tally } from './tallies.js';

/** What speaks for it that the SLI itself is beyond the bound, and not chance alone. */
export interface RuleEvidence {
  readonly met: boolean;
  /** Mean time between false alarms of evidence this strong, in milliseconds. */
  readonly falseAlarmMs: number;
  /** The one that is asked for. */
  readonly falseAlarmEveryMs: number;
  /** How many samples weigh as one; 1 where they are taken for independent. */
  readonly designEffect: number;
}

/** Digits that are kept of a statistic: the last ones of a logarithm differ from machine to machine. */
const DIGITS = 6;

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** How many batches the rule's own windows ask for, so that one batch alone is no evidence for a rule of several windows. */
function spreadOf({ when }: Rule): number {
  switch (when.kind) {
    case 'in-a-row':
    case 'mean-of':
      return when.windows;
    case 'times':
      return when.times;
    case 'moving-average':
    case 'unmet-for':
    case 'burn-rate':
      return 1;
  }
}

function together({ parts }: Point): Measurement {
  return mergeMeasurements(parts.map((part) => part.measurement));
}

function measuredWithin(series: Series, window: Window): readonly Measurement[] {
  return pointsWithin(series, window).map(together);
}

function talliesOf(measured: readonly Measurement[], bound: Bound): readonly Tally[] {
  return measured.flatMap((one) => tallyOf(one, bound) ?? []);
}

interface Question {
  readonly rule: Rule;
  readonly bound: Bound;
  readonly batchMs: number;
  readonly falseAlarmEveryMs: number;
}

/**
 * The evidence for a rule that is met, from every batch of the stint up to the window's end (at most
 * {@link EVIDENCE_LOOKBACK_MS}); null where none is asked for, or the rule alone must do: a count that is too low. The
 * design effect is learned from earlier stints in that time too, so that a service is known after a switch.
 */
export function evidenceFor(
  subject: RuleSubject,
  question: { readonly rule: Rule; readonly bound: Bound; readonly batchMs: number },
): RuleEvidence | null {
  const { slo, sli, series, end } = subject;
  if (slo.falseAlarmEveryMs === null) return null;
  const lookback = { start: end - EVIDENCE_LOOKBACK_MS, end };
  const measured = measuredWithin(series, lookback);
  const own: Question = { ...question, falseAlarmEveryMs: slo.falseAlarmEveryMs };
  switch (sli.measure.kind) {
    case 'ratio':
    case 'quantile':
      return shareEvidence(measured, own, {
        allowedBadRate: allowedShare(sli.measure, question.bound) ?? 0,
        earlier: subject.earlier(series.feature).map((one) => measuredWithin(one, lookback)),
      });
    case 'mean':
      return meanEvidence(measured, own);
    case 'count':
      return countEvidence(measured, own, slo.windowMs);
  }
}

function shareEvidence(
  measured: readonly Measurement[],
  question: Question,
  options: { readonly allowedBadRate: number; readonly earlier: readonly (readonly Measurement[])[] },
): RuleEvidence {
  const { allowedBadRate, earlier } = options;
  const batches = talliesOf(measured, question.bound);
  const before = earlier.map((stint) => talliesOf(stint, question.bound));
  const designEffect = learnedDesignEffect({ stints: [...before, batches], allowedBadRate });
  const { falseAlarmEveryMs, batchMs, rule } = question;
  const evidence = judgeEvidence({
    batches,
    allowedBadRate,
    falseAlarmEveryBatches: Math.max(1, falseAlarmEveryMs / batchMs),
    designEffect,
    spreadOver: spreadOf(rule),
  });
  return asTime(evidence, question, designEffect);
}

/** A mean on the wrong side of its bound, by Student's t of each batch. */
function meanEvidence(measured: readonly Measurement[], question: Question): RuleEvidence {
  const batches = measured.flatMap((one): MeanTally[] => {
    if (one.kind !== 'mean') return [];
    const mean = meanOf(one.sum, one.n);
    const variance = varianceOf(one);
    const finite = mean !== null && variance !== null && Number.isFinite(mean) && Number.isFinite(variance);
    return finite ? [{ n: one.n, mean, variance }] : [];
  });
  const { bound, batchMs, falseAlarmEveryMs, rule } = question;
  const evidence = judgeMeanEvidence({
    batches,
    limit: bound.value,
    side: bound.side,
    falseAlarmEveryBatches: Math.max(1, falseAlarmEveryMs / batchMs),
    spreadOver: spreadOf(rule),
  });
  return asTime(evidence, question, 1);
}

/** A count beyond an upper bound, by Poisson; the bound is of a window, and batches bring a share of it each. */
function countEvidence(
  measured: readonly Measurement[],
  question: Question,
  windowMs: number,
): RuleEvidence | null {
  const { bound, batchMs, falseAlarmEveryMs, rule } = question;
  const counts = measured.flatMap((one) => (one.kind === 'count' ? [one.total] : []));
  if (bound.side === 'below' || counts.length === 0) return null;
  const evidence = judgeCountEvidence({
    counts,
    allowedPerBatch: Math.max(0, (bound.value * batchMs) / windowMs),
    falseAlarmEveryBatches: Math.max(1, falseAlarmEveryMs / batchMs),
    spreadOver: spreadOf(rule),
  });
  return asTime(evidence, question, 1);
}

function asTime(evidence: Evidence, question: Question, designEffect: number): RuleEvidence {
  return {
    met: evidence.met,
    falseAlarmMs: rounded(evidence.statistic * question.batchMs),
    falseAlarmEveryMs: question.falseAlarmEveryMs,
    designEffect: rounded(designEffect),
  };
}

/** What the evidence says, as the end of a sentence; empty where none is asked for. */
export function evidenceText(evidence: RuleEvidence | null): string {
  if (evidence === null) return '';
  const { met, falseAlarmMs, falseAlarmEveryMs } = evidence;
  if (met) return `, false alarm less than once in ${roughTime(falseAlarmMs)}`;
  return `, but the evidence is not there yet (false alarm more often than once in ${roughTime(falseAlarmEveryMs)})`;
}
