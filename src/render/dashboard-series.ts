import type { Judgement, LimitText, Verdict, VerdictStatus } from '../domain/analysis.js';
import { addLineCounts, type LineCounts } from '../domain/batch.js';
import { DAY, parseInstant } from '../domain/time.js';
import type { CountedBatch, DashboardSeries, DashboardWindows } from './dashboard.js';
import { oneLine } from './escape.js';
import { phasesOf } from './series.js';

/** The letter of a status in a series' `status`. */
export function statusLetter(status: VerdictStatus): string {
  switch (status) {
    case 'ok':
      return 'o';
    case 'warn':
      return 'w';
    case 'violation':
      return 'v';
    case 'no-data':
      return '-';
    case 'insufficient':
      return 'i';
  }
}

function seconds(instant: string): number {
  return (parseInstant(instant) ?? 0) / 1_000;
}

/** More digits than counted events carry only make the page heavy. */
function rounded(value: number | null | undefined, digits: number): number | null {
  return value == null ? null : Number(value.toPrecision(digits));
}

/** The lines of each judged window: a judgement counts those of its phase, and batches of other phases have the rest. */
function linesOf(judgements: readonly Judgement[], batches: readonly CountedBatch[]): LineCounts[] {
  const keyOf = ({ window }: Pick<Judgement, 'window'>): string => `${window.start}/${window.end}`;
  const byWindow = new Map<string, CountedBatch[]>();
  for (const batch of batches) {
    const others = byWindow.get(keyOf(batch));
    if (others === undefined) byWindow.set(keyOf(batch), [batch]);
    else others.push(batch);
  }
  return judgements.map((judgement) =>
    (byWindow.get(keyOf(judgement)) ?? [])
      .filter(({ phase }) => phase !== judgement.phase)
      .reduce((sum, { counts }) => addLineCounts(sum, counts), judgement.counts),
  );
}

/** The columns of the judged windows, which come oldest first. */
export function windowsOf(
  judgements: readonly Judgement[],
  batches: readonly CountedBatch[],
): DashboardWindows {
  const lines = linesOf(judgements, batches);
  const newest = judgements.at(-1)?.window;
  const phases = phasesOf(judgements);
  return {
    length_s: newest === undefined ? 0 : seconds(newest.end) - seconds(newest.start),
    end: judgements.map(({ window }) => seconds(window.end)),
    phases,
    phase: judgements.map(({ phase }) => phases.indexOf(phase)),
    accepted: lines.map(({ accepted }) => accepted),
    rejected: lines.map(({ rejected }) => rejected),
    duplicates: lines.map(({ duplicates }) => duplicates),
    late: lines.map(({ late }) => late),
    missed: judgements.flatMap(({ missed }, window) =>
      missed.length === 0 ? [] : [{ window, sources: missed.map((source) => oneLine(source)) }],
    ),
  };
}

/** Rejected lines as a share of accepted and rejected ones, over the last 24 hours; null where there are none. */
export function rejectedShare({ end, accepted, rejected }: DashboardWindows): number | null {
  const from = (end.at(-1) ?? 0) - DAY / 1_000;
  const sum = (column: readonly number[]): number =>
    column.reduce((total, count, index) => ((end[index] ?? 0) > from ? total + count : total), 0);
  const all = sum(accepted) + sum(rejected);
  return all === 0 ? null : rounded(sum(rejected) / all, 5);
}

/** The same SLO and feature is one line through all phases; a newline cannot be part of an id. */
function keyOf({ slo, feature }: Verdict): string {
  return `${slo}\n${feature}`;
}

/** Keys in the order in which the newest judgement of the current phase lists them, then those of other phases. */
function keysOf(judgements: readonly Judgement[], phase: string): Map<string, Verdict> {
  const newestFirst = [...judgements].reverse();
  const found = new Map<string, Verdict>();
  for (const isCurrent of [true, false])
    for (const judgement of newestFirst) {
      if ((judgement.phase === phase) !== isCurrent) continue;
      for (const verdict of judgement.verdicts)
        if (!found.has(keyOf(verdict))) found.set(keyOf(verdict), verdict);
    }
  return found;
}

function sameLimit(a: LimitText | null, b: LimitText | null): boolean {
  return a?.side === b?.side && a?.value === b?.value && a?.batches === b?.batches;
}

function limitsOf(column: readonly (Verdict | undefined)[], first: number): DashboardSeries['limits'] {
  const limits: DashboardSeries['limits'][number][] = [];
  column.forEach((verdict, index) => {
    if (verdict === undefined) return;
    const { warn, rollback } = verdict;
    const last = limits.at(-1);
    const holds = last !== undefined && sameLimit(last.warn, warn) && sameLimit(last.rollback, rollback);
    if (!holds) limits.push({ from: first + index, warn, rollback });
  });
  return limits;
}

function columnsOf(newest: Verdict, all: readonly (Verdict | undefined)[]): DashboardSeries {
  const { slo, sli, feature, unit } = newest;
  const first = all.findIndex((verdict) => verdict !== undefined);
  const column = all.slice(first, all.findLastIndex((verdict) => verdict !== undefined) + 1);
  const bounds = unit === '%' ? column : [];
  return {
    slo,
    sli,
    feature: oneLine(feature),
    unit: unit === null ? null : oneLine(unit),
    limits: limitsOf(column, first),
    first,
    value: column.map((verdict) => rounded(verdict?.value, 7)),
    n: column.map((verdict) => verdict?.n ?? 0),
    status: column.map((verdict) => (verdict === undefined ? ' ' : statusLetter(verdict.status))).join(''),
    low: bounds.map((verdict) => rounded(verdict?.interval?.low, 5)),
    high: bounds.map((verdict) => rounded(verdict?.interval?.high, 5)),
  };
}

/** Every SLO that was judged, as columns over the windows. */
export function seriesColumns(judgements: readonly Judgement[], phase: string): DashboardSeries[] {
  const byWindow = judgements.map(({ verdicts }) => new Map(verdicts.map((one) => [keyOf(one), one])));
  return [...keysOf(judgements, phase)].map(([key, newest]) =>
    columnsOf(
      newest,
      byWindow.map((verdicts) => verdicts.get(key)),
    ),
  );
}
