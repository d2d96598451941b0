import { plural } from '../domain/figure.js';
import { verdictTitle } from '../domain/gate.js';
import { FEW_SAMPLES, type ReplayReport, type ReplayRow } from '../domain/replay-rows.js';
import type { Outcome, ReplayedDecision } from '../domain/replay-record.js';
import { escapeMarkdown, oneLine } from './escape.js';
import { formatCount, formatLimits, formatVerdictValue } from './format.js';

const MAX_CELL = 300;
/** Cells of the terminal's table are cut, so that a long reason does not push the others out of sight. */
const MAX_COLUMN = 90;

const HEADINGS = ['Window end or decision', 'This policy', 'SLO', 'Value', 'n', 'The record'] as const;

function times(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${formatCount(count)} times`;
}

function fewSamples({ rollbacks, onFewSamples }: ReplayReport): string {
  if (onFewSamples === 0) return '';
  const all = rollbacks === 2 ? 'both' : 'all';
  const which = onFewSamples === rollbacks ? all : formatCount(onFewSamples);
  return `, ${rollbacks === 1 ? '' : `${which} of them `}on fewer than ${FEW_SAMPLES} samples`;
}

/** `This policy would have rolled back 4 times, 3 of them on fewer than 60 samples; the record rolled back once.` */
export function replaySentence(report: ReplayReport): string {
  const { rollbacks, recordedRollbacks, byHand } = report;
  const ours = rollbacks === 0 ? 'never have rolled back' : `have rolled back ${times(rollbacks)}`;
  const hand = byHand === 0 ? '' : `, ${recordedRollbacks === 1 ? '' : `${times(byHand)} `}by hand`;
  const theirs = `${recordedRollbacks === 0 ? 'never rolled back' : `rolled back ${times(recordedRollbacks)}`}${hand}`;
  return `This policy would ${ours}${fewSamples(report)}; the record ${theirs}.`;
}

function cells({ at, move, verdict, record }: ReplayRow): readonly string[] {
  if (verdict === null) return [at, move, '', '', '', record];
  const limits = formatLimits(verdict);
  const value = formatVerdictValue(verdict) + (limits === '' ? '' : ` (${limits})`);
  return [at, move, verdictTitle(verdict), value, formatCount(verdict.n), record];
}

function blindLines({ blind }: ReplayReport): string[] {
  return blind.map(
    ({ phase, recorded, start, end, windows }) =>
      `From ${start} to ${end} the telemetry (${plural(windows, 'window')}) is of phase ${recorded}, and this policy would have been in ${phase}: it says nothing of that phase.`,
  );
}

function differing({ rows }: ReplayReport): string {
  const count = rows.filter(({ differs }) => differs).length;
  return count === 0
    ? 'No move differs from the record.'
    : `${plural(count, 'move')} ${count === 1 ? 'differs' : 'differ'} from the record.`;
}

/** The table of a walk for a terminal, columns aligned; moves that differ from the record are marked with `*`. */
export function replayTableLines(report: ReplayReport): string[] {
  const rows = [
    ['', ...HEADINGS],
    ...report.rows.map((row) => [
      row.differs ? '*' : '',
      ...cells(row).map((cell) => oneLine(cell, MAX_COLUMN)),
    ]),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [
    replaySentence(report),
    `${plural(report.windows, 'window')} walked. ${differing(report)}`,
    ...(report.rows.length === 0 ? [] : ['', ...lines]),
    ...(report.blind.length === 0 ? [] : ['', ...blindLines(report)]),
  ];
}

/** The same as Markdown, for a job's summary or a pull request. */
export function replayMarkdown(report: ReplayReport, notes: readonly string[]): string {
  const row = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  const table = [
    row(['', ...HEADINGS]),
    row(['', ...HEADINGS].map(() => '---')),
    ...report.rows.map((one) =>
      row([one.differs ? '≠' : '=', ...cells(one).map((cell) => escapeMarkdown(cell, MAX_CELL))]),
    ),
  ];
  const paragraphs = [
    '## Replay: what this policy would have done',
    replaySentence(report),
    `${plural(report.windows, 'window')} of recorded telemetry walked. ${differing(report)}`,
    ...(report.rows.length === 0 ? [] : [table.join('\n')]),
    ...[...blindLines(report), ...notes].map((line) => escapeMarkdown(line)),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function outcomeText(outcome: Outcome): readonly string[] {
  switch (outcome.kind) {
    case 'identical':
      return [`identical, byte for byte (recorded by version ${outcome.code})`];
    case 'nothing':
      return ['decided by hand without an analysis: nothing to make again'];
    case 'impossible':
      return [`cannot be made again: ${outcome.why}`];
    case 'different': {
      const { path, recorded, made } = outcome.difference;
      const where = path === '' ? 'the whole' : path;
      return [
        `different, first at ${where}: recorded ${recorded ?? 'nothing'}, made again ${made ?? 'nothing'}`,
        ...outcome.notes,
      ];
    }
  }
}

/** `entry 2 rollback tenth → dark 2026-05-04T09:32:00Z`. */
function decisionTitle({ entry: { seq, action, from, to, at } }: ReplayedDecision): string {
  const move = action === 'release' ? to : `${from} → ${to}`;
  return `entry ${seq} ${action} ${move} ${at}`;
}

/** A line for each decision, and below it what else there is to say. */
export function replayedLines(decisions: readonly ReplayedDecision[]): string[] {
  if (decisions.length === 0) return ['The record holds no decision in this time.'];
  return decisions.flatMap((decision) => {
    const [first = '', ...others] = outcomeText(decision.outcome);
    return [
      oneLine(`${decisionTitle(decision)}: ${first}`, 1_000),
      ...others.map((line) => `  ${oneLine(line, 1_000)}`),
    ];
  });
}

/** The same as Markdown. */
export function replayedMarkdown(decisions: readonly ReplayedDecision[], notes: readonly string[]): string {
  const items = decisions.map((decision) => {
    const [first = '', ...others] = outcomeText(decision.outcome);
    const inner = others.map((line) => `\n  - ${escapeMarkdown(line, 1_000)}`).join('');
    return `- ${escapeMarkdown(`${decisionTitle(decision)}: ${first}`, 1_000)}${inner}`;
  });
  const paragraphs = [
    '## Replay of recorded decisions',
    items.length === 0 ? 'The record holds no decision in this time.' : items.join('\n'),
    ...notes.map((line) => escapeMarkdown(line)),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}
