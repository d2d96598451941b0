import type { Judgement, LimitText, Verdict, VerdictStatus } from '../domain/analysis.js';

/** One SLO of one phase over time: what a chart, a table and the dashboard are drawn from. */
export interface Series {
  readonly phase: string;
  readonly slo: string;
  readonly sli: string;
  readonly feature: string;
  readonly unit: string | null;
  /** The newest window's limits. */
  readonly warn: LimitText | null;
  readonly rollback: LimitText | null;
  /** Oldest first. */
  readonly points: readonly Point[];
}

export interface Point {
  /** The judged window's start and end, RFC 3339, UTC; the SLO itself may look further back. */
  readonly start: string;
  readonly end: string;
  readonly value: number | null;
  readonly n: number;
  readonly status: VerdictStatus;
  readonly streak: number;
}

/** One text for one SLO and feature of a phase; a newline cannot be part of an id. */
export function seriesKey(phase: string, verdict: Verdict): string {
  return [phase, verdict.slo, verdict.feature].join('\n');
}

/** By the window's end, then the phase: the order in which windows are judged. */
export function inOrder(judgements: readonly Judgement[]): Judgement[] {
  const key = (one: Judgement): string => `${one.window.end}\n${one.phase}`;
  return [...judgements].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Both lists as one, in order; where both hold a window of a phase, the later list's answer stands. */
export function mergeJudgements(older: readonly Judgement[], newer: readonly Judgement[]): Judgement[] {
  const byKey = new Map<string, Judgement>();
  for (const one of [...older, ...newer])
    byKey.set(`${one.phase}\n${one.window.start}\n${one.window.end}`, one);
  return inOrder([...byKey.values()]);
}

/** The series of one phase, in the order in which its newest judgement lists the SLOs. */
export function seriesOf(judgements: readonly Judgement[], phase: string): Series[] {
  const ours = inOrder(judgements.filter((judgement) => judgement.phase === phase));
  const newest = new Map<string, Verdict>();
  for (const judgement of [...ours].reverse()) {
    for (const verdict of judgement.verdicts) {
      const key = seriesKey(phase, verdict);
      if (!newest.has(key)) newest.set(key, verdict);
    }
  }
  return [...newest].map(([key, { slo, sli, feature, unit, warn, rollback }]) => {
    const points = ours.flatMap(({ window, verdicts }) =>
      verdicts
        .filter((verdict) => seriesKey(phase, verdict) === key)
        .map(({ value, n, status, streak }) => ({
          start: window.start,
          end: window.end,
          value,
          n,
          status,
          streak,
        })),
    );
    return { phase, slo, sli, feature, unit, warn, rollback, points };
  });
}

/** The phases of the judgements, in the order in which they were first on. */
export function phasesOf(judgements: readonly Judgement[]): string[] {
  return [...new Set(inOrder(judgements).map((judgement) => judgement.phase))];
}

/** The SLO's id, with the feature behind it where it has one and the SLO occurs under several. */
export function seriesName(series: Series, all: readonly Series[]): string {
  const several = all.filter((other) => other.slo === series.slo).length > 1;
  return several && series.feature !== '' ? `${series.slo} (${series.feature})` : series.slo;
}
