import type { Judgement } from '../domain/analysis.js';
import { PhasegateError } from '../domain/fault.js';
import { isJudgement } from '../domain/parse-analysis.js';
import { parseInstant, utcDay } from '../domain/time.js';
import { inOrder, mergeJudgements, phasesOf } from './series.js';
import { newerFormat } from '../domain/newer-format.js';

export const DAY_METRICS_SCHEMA = 'phasegate.day-metrics/1';

/** The judged windows of one UTC day: `metrics/<rollout>/<date>.json`. */
export interface DayMetrics {
  readonly schema: typeof DAY_METRICS_SCHEMA;
  readonly rollout: string;
  /** UTC day, `2026-03-02`: a window belongs to the day in which it starts. */
  readonly date: string;
  /** By phase, oldest window first. */
  readonly phases: Readonly<Record<string, readonly Judgement[]>>;
}

/** The UTC day in which the judged window starts. */
export function dayOf({ window }: Pick<Judgement, 'window'>): string {
  return utcDay(parseInstant(window.start) ?? 0);
}

/** The UTC days that the judgements touch, oldest first. */
export function daysOf(judgements: readonly Judgement[]): string[] {
  return [...new Set(judgements.map(dayOf))].sort();
}

/** All judgements of a day's file, in order. */
export function judgementsOf(day: DayMetrics): Judgement[] {
  return inOrder(Object.keys(day.phases).flatMap((phase) => day.phases[phase] ?? []));
}

/**
 * A day's file out of what it held before (null: there was none) and the judgements at hand; those at hand stand where
 * both have a window. Doing it again with the same judgements changes nothing.
 */
export function dayMetrics(options: {
  readonly rollout: string;
  readonly date: string;
  readonly before: DayMetrics | null;
  readonly judgements: readonly Judgement[];
}): DayMetrics {
  const { rollout, date, before, judgements } = options;
  const ours = judgements.filter((judgement) => dayOf(judgement) === date);
  const all = mergeJudgements(before === null ? [] : judgementsOf(before), ours);
  const phases = phasesOf(all).map(
    (phase) => [phase, all.filter((judgement) => judgement.phase === phase)] as const,
  );
  return { schema: DAY_METRICS_SCHEMA, rollout, date, phases: Object.fromEntries(phases) };
}

/**
 * Reads a day's file that an earlier run wrote.
 *
 * @throws PhasegateError `newer-state` for a later version's file, `bad-input` for one that is damaged or another day's.
 */
export function parseDayMetrics(
  text: string,
  expected: { file: string; rollout: string; date: string },
): DayMetrics {
  const { file, rollout, date } = expected;
  const fail = (what: string): never => {
    throw new PhasegateError(
      'bad-input',
      `${file} ${what}; remove it, and it is made anew from the analysis`,
    );
  };
  let value: Partial<DayMetrics> | null;
  try {
    value = JSON.parse(text) as Partial<DayMetrics> | null;
  } catch {
    return fail('is no JSON');
  }
  const schema: unknown = value?.schema;
  const newer = newerFormat(schema, DAY_METRICS_SCHEMA);
  if (newer !== null) {
    const hint = 'use the Phasegate version that wrote it, or write to another output folder';
    throw new PhasegateError('newer-state', `${file} has the format ${newer}; ${hint}`);
  }
  if (value === null || schema !== DAY_METRICS_SCHEMA)
    return fail(`is not of the format ${DAY_METRICS_SCHEMA}`);
  if (value.rollout !== rollout || value.date !== date) return fail('is of another rollout or day');
  const phases: unknown = value.phases;
  const isWhole =
    typeof phases === 'object' &&
    phases !== null &&
    Object.values(phases).every((list) => Array.isArray(list) && list.every(isJudgement));
  return isWhole ? (value as DayMetrics) : fail('is damaged');
}
