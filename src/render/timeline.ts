import type { Gate, Judgement, Verdict } from '../domain/analysis.js';
import type { Scalar } from '../domain/policy.js';
import { oneLine, withoutCommands } from './escape.js';
import { formatClock, formatCount, formatLimits, formatStatus, formatVerdictValue } from './format.js';
import { paintOfGate, paintOfStatus, PLAIN, type Palette } from './palette.js';

/** Keeps columns in line from one window to the next, as long as names and limits stay the same. */
const VALUE_WIDTH = 10;
const COUNT_WIDTH = 6;
const INDENT = ' '.repeat(8);
const HEADER_WIDTH = 96;
const BAR_WIDTH = 16;

/** What a reader should know of a window beyond its judgement. Everything is optional. */
export interface TimelineContext {
  /** The tick's answer, where this window is its newest one. Default: the window's own gate, without a target. */
  readonly answer?: { readonly gate: Gate; readonly target: string | null } | undefined;
  /** The ledger entry that was made on this window's verdicts. */
  readonly entry?:
    | { readonly seq: number; readonly hash: string; readonly flags: Readonly<Record<string, Scalar>> }
    | undefined;
  /** Default {@link PLAIN}. */
  readonly palette?: Palette | undefined;
}

/** How far a run of ticks has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** `████░░░░`: `width` cells, filled in proportion and rounded down, so that only a finished run is full. */
export function progressBar(done: number, total: number, width: number): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const filled = Math.floor(share * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}

/** `tick 96/192 ████████░░░░░░░░ 50 %`. */
export function progressText({ done, total }: Progress): string {
  const percent = total > 0 ? Math.floor((Math.min(done, total) / total) * 100) : 0;
  return `tick ${formatCount(done)}/${formatCount(total)} ${progressBar(done, total, BAR_WIDTH)} ${percent} %`;
}

/** `<rollout> · phase <id> · governance <short sha>`, with the progress at the right where there is one. */
export function timelineHeader(options: {
  readonly rollout: string;
  readonly phase: string;
  /** Commit of the governance branch; null before the first. */
  readonly head: string | null;
  readonly progress?: Progress | undefined;
  readonly palette?: Palette | undefined;
}): string {
  const { strong, dim } = options.palette ?? PLAIN;
  const governance =
    options.head === null ? 'no ledger yet' : `governance ${oneLine(options.head).slice(0, 7)}`;
  const left = `${oneLine(options.rollout)} · phase ${oneLine(options.phase)} · ${governance}`;
  if (options.progress === undefined) return strong(left);
  const right = progressText(options.progress);
  return strong(left) + ' '.repeat(Math.max(2, HEADER_WIDTH - left.length - right.length)) + dim(right);
}

/** The name of a verdict: its SLO, with the feature behind it where the same SLO is judged for several. */
export function verdictName(verdict: Verdict, all: readonly Verdict[]): string {
  const several = all.filter((other) => other.slo === verdict.slo).length > 1;
  return oneLine(several && verdict.feature !== '' ? `${verdict.slo} (${verdict.feature})` : verdict.slo, 80);
}

function verdictLines(verdicts: readonly Verdict[], palette: Palette): string[] {
  const rows = verdicts.map((verdict) => ({
    verdict,
    name: verdictName(verdict, verdicts),
    value: oneLine(formatVerdictValue(verdict), 40),
    limits: formatLimits(verdict),
    count: formatCount(verdict.n),
  }));
  const width = (pick: (row: (typeof rows)[number]) => string, least: number): number =>
    Math.max(least, ...rows.map((row) => pick(row).length));
  const nameWidth = width((row) => row.name, 0);
  const valueWidth = width((row) => row.value, VALUE_WIDTH);
  const limitWidth = width((row) => row.limits, 0);
  const countWidth = width((row) => row.count, COUNT_WIDTH);
  return rows.map((row) => {
    const measured = `${row.name.padEnd(nameWidth)}  ${row.value.padStart(valueWidth)}`;
    const judged = `${row.limits.padEnd(limitWidth)}  n ${row.count.padStart(countWidth)}`;
    return `${measured}  ${palette.dim(judged)}  ${paintOfStatus(palette, row.verdict.status)(formatStatus(row.verdict))}`;
  });
}

function gateLine(judgement: Judgement, context: TimelineContext, palette: Palette): string {
  const { gate, target } = context.answer ?? { gate: judgement.gate, target: null };
  const answer = target === null ? `gate ${gate}` : `gate ${gate} → ${oneLine(target)}`;
  const parts = [paintOfGate(palette, gate)(answer)];
  if (context.entry !== undefined) {
    const { seq, hash, flags } = context.entry;
    const names = Object.keys(flags).sort();
    parts.push(`ledger #${formatCount(seq)} ${oneLine(hash).slice(0, 7)}`);
    if (names.length > 0)
      parts.push(oneLine(`flags ${names.map((name) => `${name}=${flags[name]}`).join(' ')}`));
  }
  return parts.join('   ');
}

/** Lines that did not become samples; empty when every line was accepted. */
function lossLine({ counts }: Judgement): string[] {
  const parts = [
    [counts.rejected, 'quarantined'],
    [counts.duplicates, counts.duplicates === 1 ? 'duplicate' : 'duplicates'],
    [counts.late, 'late'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return said.length === 0 ? [] : [`lines ${formatCount(counts.accepted)} accepted, ${said.join(', ')}`];
}

/**
 * One window for a person who watches: a line a verdict, what was lost or missed, and the gate. The first line starts
 * with the window's end (UTC). Plain text for a step's log: one entry a line, no control characters but the palette's, and
 * nothing that the runner takes for a command.
 */
export function timeline(judgement: Judgement, context: TimelineContext = {}): string[] {
  const palette = context.palette ?? PLAIN;
  const silent = judgement.missed.length > 0 && judgement.counts.accepted === 0;
  const measured = silent
    ? judgement.verdicts.filter((verdict) => verdict.value !== null)
    : judgement.verdicts;
  const missed = judgement.missed.map((source) => oneLine(source, 80)).join(', ');
  const gate = gateLine(judgement, context, palette);
  const lines: string[] = [];
  if (silent) {
    const said = `no telemetry  missed batch recorded: ${missed}`;
    if (measured.length === 0) lines.push(`${palette.dim(said)}, ${gate}`);
    else lines.push(palette.dim(said));
  }
  lines.push(...verdictLines(measured, palette));
  if (!silent && missed !== '') lines.push(palette.dim(`missed batch recorded: ${missed}`));
  lines.push(...lossLine(judgement).map(palette.dim));
  if (!silent || measured.length > 0) lines.push(gate);
  const clock = palette.strong(formatClock(judgement.window.end));
  return lines.map((line, index) => withoutCommands(index === 0 ? `${clock}  ${line}` : INDENT + line));
}
