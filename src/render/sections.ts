import type { Analysis, Condition, Judgement, Verdict, VerdictStatus } from '../domain/analysis.js';
import { chart, CHART_LEGEND } from './chart.js';
import { codeBlock, escapeMarkdown } from './escape.js';
import {
  formatClock,
  formatCount,
  formatDayClock,
  formatLimits,
  formatStatus,
  formatValue,
  formatVerdictValue,
} from './format.js';
import { seriesName, seriesOf } from './series.js';
import { timeline, verdictName } from './timeline.js';

/** The parts that summaries and reports are made of: data to Markdown, all untrusted text escaped. */

/** Colour comes from the glyphs, so a table reads the same on light and on dark; the words stand beside them. */
export function statusMark(status: VerdictStatus): string {
  switch (status) {
    case 'ok':
      return '✅';
    case 'warn':
      return '⚠️';
    case 'violation':
      return '❌';
    case 'no-data':
    case 'insufficient':
      return '➖';
  }
}

/** Markdown table; cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `14:15Z to 14:30Z`, with the day where `dated`. */
export function windowText(window: Judgement['window'], dated = false): string {
  const from = dated ? formatDayClock(window.start) : formatClock(window.start);
  const sameDay = window.start.slice(0, 10) === window.end.slice(0, 10);
  return `${from} to ${dated && !sameDay ? formatDayClock(window.end) : formatClock(window.end)}`;
}

/** Text of a cell, which GitHub breaks at its commas alone: in a narrow table `1,204 ms` would be two lines. */
function cell(text: string): string {
  const parts = text.split(', ').map((part) => escapeMarkdown(part).replaceAll(' ', '\u00a0'));
  return parts.join(', ');
}

export function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => [
    cell(`${statusMark(verdict.status)} ${formatStatus(verdict)}`),
    escapeMarkdown(verdictName(verdict, verdicts)),
    cell(formatVerdictValue(verdict) + (verdict.error > 0 ? ` ± ${formatValue(verdict.error, '%')}` : '')),
    cell(formatLimits(verdict)),
    formatCount(verdict.n),
    cell(windowText(verdict.window)),
  ]);
  return table(['Status', 'SLO', 'Value', 'Limits', 'n', 'Window'], rows);
}

/** `by label: indexeddb 99.91 % (n 802), opfs 97.20 % (n 214)`; empty where the SLI has no label. */
export function breakdownText(verdict: Verdict): string {
  if (verdict.breakdown.length === 0) return '';
  const parts = verdict.breakdown.slice(0, 20).map(({ label, value, n }) => {
    const name = label === '' ? '(none)' : escapeMarkdown(label, 60);
    return `${name} ${escapeMarkdown(formatValue(value, verdict.unit))} (n ${formatCount(n)})`;
  });
  const more = verdict.breakdown.length - parts.length;
  return `By label: ${parts.join(', ')}${more > 0 ? `, and ${formatCount(more)} more` : ''}`;
}

export function conditionList(conditions: readonly Condition[]): string {
  if (conditions.length === 0) return 'The policy names no conditions for a promotion out of this phase.';
  return conditions
    .map(({ name, met, since, evidence }) => {
      const mark = met ? `✅ met${since === null ? '' : ` since ${formatDayClock(since)}`}` : '⬜ not met';
      return `- ${mark}: ${escapeMarkdown(name)}${evidence === '' ? '' : ` (${escapeMarkdown(evidence)})`}`;
    })
    .join('\n');
}

/** Charts of a phase's SLIs with their legend, as one code block; a sentence where there is nothing to draw. */
export function chartBlock(judgements: readonly Judgement[], phase: string): string {
  const all = seriesOf(judgements, phase);
  const charts = all
    .map((series) => chart(series, seriesName(series, all)))
    .filter((lines) => lines.length > 0);
  if (charts.length === 0) return `No window of phase ${escapeMarkdown(phase)} has a value yet.`;
  return codeBlock([...charts.flatMap((lines) => [...lines, '']), CHART_LEGEND], 'text');
}

/** The windows as a timeline, as a code block; the newest carries the tick's answer. */
export function timelineBlock(
  judgements: readonly Judgement[],
  answer: Pick<Analysis, 'gate' | 'target'> | null,
): string {
  const lines = judgements.flatMap((judgement, index) => {
    const newest = index === judgements.length - 1 && answer !== null;
    return timeline(judgement, newest ? { answer } : {});
  });
  return codeBlock(lines, 'text');
}
