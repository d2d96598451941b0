import type { Analysis, Judgement } from '../domain/analysis.js';
import { plural } from '../domain/figure.js';
import { escapeMarkdown } from './escape.js';
import { dayOf, judgementsOf, type DayMetrics } from './day-metrics.js';
import { formatClock, formatCount, formatDayClock, formatStatus, formatValue } from './format.js';
import { windowNotices } from './notices.js';
import { checklistState, incidentList, NO_CONTEXT, noticeLines, type DailyContext } from './daily-people.js';
import { chartBlock, conditionList, statusMark, table, windowText } from './sections.js';
import { mergeJudgements, phasesOf, seriesName, seriesOf, type Point, type Series } from './series.js';

/** The values of the daily report's template, each of them Markdown. */
export interface DailyValues extends Readonly<Record<string, string>> {
  readonly rollout: string;
  readonly date: string;
  /** Which part of the day the report stands on. */
  readonly covers: string;
  readonly phases: string;
  readonly recommendation: string;
  readonly charts: string;
  readonly windows: string;
  readonly gates: string;
  readonly notices: string;
  readonly missed: string;
  readonly promotion: string;
  readonly checklist: string;
  readonly incidents: string;
}

/** Placeholders of the daily report's template. */
export const DAILY_PLACEHOLDERS: readonly string[] = [
  ...['rollout', 'date', 'covers', 'phases', 'recommendation', 'charts', 'windows', 'gates', 'notices'],
  ...['missed', 'promotion', 'checklist', 'incidents'],
];

/** What only the newest day can say. */
const ELSEWHERE = 'See the report of the newest day.';

function bullets(lines: readonly string[], none: string): string {
  return lines.length === 0 ? none : lines.map((line) => `- ${line}`).join('\n');
}

function cell(point: Point | undefined, series: Series): string {
  if (point === undefined) return '';
  const limits = [series.warn, series.rollback].flatMap((limit) => (limit === null ? [] : [limit.value]));
  const value = escapeMarkdown(formatValue(point.value, series.unit, limits));
  return point.status === 'ok' ? value : `${statusMark(point.status)} ${value}`;
}

/** One row a window, one column an SLO, folded away: 96 rows are for looking up, the charts are for reading. */
function windowTable(judgements: readonly Judgement[], phase: string): string {
  const all = seriesOf(judgements, phase);
  const byEnd = all.map((series) => new Map(series.points.map((point) => [point.end, point])));
  const ours = judgements.filter((judgement) => judgement.phase === phase);
  const rows = ours.map((judgement) => [
    windowText(judgement.window),
    ...all.map((series, index) => cell(byEnd[index]?.get(judgement.window.end), series)),
    formatCount(judgement.counts.accepted),
    escapeMarkdown(judgement.gate),
  ]);
  const names = all.map((series) => escapeMarkdown(seriesName(series, all)));
  const title = `Phase ${escapeMarkdown(phase)}: ${plural(ours.length, 'window')}`;
  const body = table(['Window', ...names, 'Events', 'Gate'], rows);
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** The windows at which the gate's answer or the phase changed. */
function gateChanges(judgements: readonly Judgement[]): string[] {
  return judgements.flatMap((judgement, index) => {
    const before = judgements[index - 1];
    if (before !== undefined && before.gate === judgement.gate && before.phase === judgement.phase) return [];
    const causes = judgement.verdicts.filter(({ status }) => status === 'violation');
    const why = causes.map((verdict) => escapeMarkdown(`${verdict.slo} ${formatStatus(verdict)}`)).join('; ');
    const at = `${formatClock(judgement.window.end)} phase ${escapeMarkdown(judgement.phase)}`;
    return [`${at}: gate ${judgement.gate}${why === '' ? '' : ` (${why})`}`];
  });
}

/** What the day's windows call for, as the runs' logs have it. */
function logLines(rollout: string, judgements: readonly Judgement[], date: string): string[] {
  return windowNotices(rollout, judgements)
    .filter(({ window }) => dayOf({ window }) === date)
    .map(({ window, phase, notice }) => {
      const at = `${formatClock(window.end)} phase ${escapeMarkdown(phase)}`;
      return `${at} ${notice.severity}: ${escapeMarkdown(notice.title)}`;
    });
}

function noticesText(
  { rollout, date }: DayMetrics,
  judgements: readonly Judgement[],
  notices: DailyContext['notices'],
): string {
  if (notices !== null) return bullets(noticeLines(notices, date), 'None.');
  const lines = logLines(rollout, judgements, date);
  const nobody = 'None that was sent is known here. In the logs of the runs:';
  return lines.length === 0 ? 'None.' : `${nobody}\n\n${bullets(lines, '')}`;
}

function recommendation(analysis: Analysis, isNewest: boolean, last: Judgement | undefined): string {
  if (!isNewest) {
    return last === undefined
      ? 'No window was judged.'
      : `The day is over; its last gate was **${last.gate}**.`;
  }
  const to = analysis.target === null ? '' : ` to ${escapeMarkdown(analysis.target)}`;
  const word = { promote: 'Promote', hold: 'Hold', rollback: 'Roll back' }[analysis.gate];
  return `**${word}**${to}: ${escapeMarkdown(analysis.reason)}`;
}

/**
 * What the daily report says of one UTC day. It stands on the day's judgements alone; the promotion's conditions, the
 * checklist and the recommendation are the tick's, and only the newest day has them.
 */
export function dailyValues(
  analysis: Analysis,
  day: DayMetrics,
  { isNewest, context = NO_CONTEXT }: { readonly isNewest: boolean; readonly context?: DailyContext },
): DailyValues {
  const judgements = judgementsOf(day);
  const phases = phasesOf(judgements);
  const first = judgements[0];
  const last = judgements.at(-1);
  const span =
    first === undefined || last === undefined ? null : { start: first.window.start, end: last.window.end };
  const missed = judgements.filter((judgement) => judgement.missed.length > 0);
  const around = mergeJudgements(mergeJudgements(analysis.recent, analysis.judged), judgements);
  return {
    rollout: escapeMarkdown(day.rollout),
    date: escapeMarkdown(day.date),
    covers: span === null ? 'no window' : `${windowText(span, true)}, ${plural(judgements.length, 'window')}`,
    phases: phases.map((phase) => escapeMarkdown(phase)).join(', '),
    recommendation: recommendation(analysis, isNewest, last),
    charts: phases
      .map((phase) => `### Phase ${escapeMarkdown(phase)}\n\n${chartBlock(judgements, phase)}`)
      .join('\n\n'),
    windows: phases.map((phase) => windowTable(judgements, phase)).join('\n\n'),
    gates: bullets(gateChanges(judgements), 'No window was judged.'),
    notices: noticesText(day, around, context.notices),
    missed: bullets(
      missed.map(({ window, missed: names }) => {
        const sources = names.map((name) => escapeMarkdown(name, 80)).join(', ');
        return `${windowText(window)}: ${sources}`;
      }),
      'None: every source delivered in every window.',
    ),
    promotion: isNewest
      ? `Phase ${escapeMarkdown(analysis.phase)}, ${analysis.window === null ? 'before the first window' : formatDayClock(analysis.window.end)}:\n\n${conditionList(analysis.promotion)}`
      : ELSEWHERE,
    checklist: isNewest ? checklistState(context.checklist) : ELSEWHERE,
    incidents: incidentList(context.incidents, day.date),
  };
}
