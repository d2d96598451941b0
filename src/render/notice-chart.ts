import type { Judgement } from '../domain/analysis.js';
import type { Notice } from '../domain/notice.js';
import { chart, NARROW, NARROW_LEGEND } from './chart.js';
import { oneLine } from './escape.js';
import { formatDayClock } from './format.js';
import { inOrder, seriesName, seriesOf, type Series } from './series.js';

/** What a notice is about against its limits, as lines of text; none where there is nothing to draw. */
export type NoticeChart = (notice: Notice) => readonly string[];

/** What the rollback of a phase is called in its notices, which are about no single SLO. */
const ROLLBACK = 'rollback';
/** A message is read on a phone; the dashboard has them all. */
const MAX_CHARTS = 2;
const MAX_CHANGES = 2;

/**
 * SLOs through all phases, in the order of the newest judgement: what a notice tells of often begins in one phase and ends
 * in another. Marks are the verdicts of their time; the limits are the newest.
 */
function seriesThroughPhases(judgements: readonly Judgement[]): Series[] {
  const phase = judgements.at(-1)?.phase ?? '';
  return seriesOf(
    judgements.map((judgement) => ({ ...judgement, phase })),
    phase,
  );
}

/** The newest verdict counts most, so that of several features the one in trouble is seen. */
function isBeyond({ points }: Series): boolean {
  const newest = points.findLast(({ value }) => value !== null)?.status;
  return newest === 'violation' || newest === 'warn';
}

function worstFirst(all: readonly Series[]): Series[] {
  return [...all.filter(isBeyond), ...all.filter((series) => !isBeyond(series))];
}

function wasViolated({ points }: Series): boolean {
  return points.some(({ status }) => status === 'violation');
}

/** The series that a notice is about. A rollback is about every SLO that was violated. */
function aboutOf({ slo, facts }: Notice, all: readonly Series[]): readonly Series[] {
  if (slo !== null) return all.filter((series) => series.slo === slo);
  return facts.metric === ROLLBACK ? all.filter(wasViolated) : [];
}

/** The newest changes of phase, as `P-1 since 03-09 13:30Z`: a line may have moved because of one. */
function changesText(judgements: readonly Judgement[]): string[] {
  const changes = judgements.filter(
    ({ phase }, index) => index > 0 && phase !== judgements[index - 1]?.phase,
  );
  return changes
    .slice(-MAX_CHANGES)
    .map(({ phase, window }) => `${oneLine(phase, 24)} since ${formatDayClock(window.start).slice(5)}`);
}

/**
 * Draws what notices are about over the windows at hand, narrow enough for a phone. It is drawn when the notice leaves, so
 * that one that waited is not out of date.
 */
export function noticeChart(windows: readonly Judgement[]): NoticeChart {
  const judgements = inOrder(windows);
  return (notice) => {
    const all = seriesThroughPhases(judgements);
    const charts = worstFirst(aboutOf(notice, all))
      .map((series) => chart(series, seriesName(series, all), NARROW))
      .filter((lines) => lines.length > 0);
    if (charts.length === 0) return [];
    const more = charts.length - MAX_CHARTS;
    const rest = more > 0 ? [`and ${more} more on the dashboard`] : [];
    return [...charts.slice(0, MAX_CHARTS).flat(), ...rest, ...changesText(judgements), ...NARROW_LEGEND];
  };
}
