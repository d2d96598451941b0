import { canonicalJson } from '../canonical-json.js';
import { numberOf, recordOf } from '../raw-values.js';
import { parseRunLine, type RunRecord, type Validator } from './run-record.js';

/** Relative to the root. */
export const RUN_LOG_FILE = 'ops/automation_runs.log';
export const SEQUENCE_FILE = 'ops/automation_runs.sequence';

/** The file beside the run log: the last number given, and the first that the log still holds. */
export interface SequenceFile {
  readonly value: number;
  readonly first: number;
}

/** Numbers that no line has: those between the two. */
export interface SequenceGap {
  readonly after: number;
  readonly before: number;
}

export function renderSequence({ value, first }: SequenceFile): string {
  return `${canonicalJson({ first, value })}\n`;
}

/** What a sequence file says; null where it is damaged. A file without `first` holds everything from 1 on. */
export function parseSequence(text: string): SequenceFile | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const record = recordOf(parsed);
  const value = numberOf(record?.['value']);
  const first = record !== null && Object.hasOwn(record, 'first') ? numberOf(record['first']) : 1;
  const isWhole = (number: number | null): number is number => Number.isSafeInteger(number);
  if (!isWhole(value) || !isWhole(first) || value < 0 || first < 1 || first > value + 1) return null;
  return { value, first };
}

/** The end of the run log. */
export interface Tail {
  /** Its whole lines, oldest first. The first one is left out where it is not whole. */
  readonly lines: readonly string[];
  /** What stands behind the last line break; empty where the log ends as it should. */
  readonly torn: string;
  /** Whether the tail is the whole log. */
  readonly isWhole: boolean;
}

/** The end of a file as lines; `isWhole`: whether these bytes are all of it. */
export function tailOf(text: string, isWhole: boolean): Tail {
  const parts = text.split('\n');
  const torn = parts.pop() ?? '';
  return { lines: isWhole ? parts : parts.slice(1), torn, isWhole };
}

/** What the next line follows on, and what was found on the way. */
export interface LogEnd {
  /** The last number given; 0 before the first. */
  readonly last: number;
  /** The first number that the log still holds. */
  readonly first: number;
  /** The newest readable line; null where there is none. */
  readonly newest: RunRecord | null;
  /** Lines that are lost, and that no line has told of yet; null where none is. */
  readonly gap: SequenceGap | null;
  /** What was put right, or cannot be, in words. */
  readonly notes: readonly string[];
  /** Why nothing may be written: the log is of a newer version. Null where something may. */
  readonly newer: string | null;
}

function readable(lines: readonly string[], validate: Validator) {
  const records: RunRecord[] = [];
  let broken = 0;
  let newer: string | null = null;
  for (const line of lines) {
    const parsed = parseRunLine(line, validate);
    if (parsed.kind === 'record') records.push(parsed.record);
    else if (parsed.kind === 'newer') newer = parsed.why;
    else broken += 1;
  }
  return { records, broken, newer };
}

/** The gap that a line tells of. */
function toldBy(record: RunRecord): SequenceGap | null {
  const told = recordOf(record.diagnostics['sequence_gap']);
  const after = numberOf(told?.['after']);
  const before = numberOf(told?.['before']);
  return after === null || before === null ? null : { after, before };
}

/** Each step from a line to the next that leaves numbers out, the way to the next number to be given included. */
function gapsOf(records: readonly RunRecord[], from: number | null, last: number): readonly SequenceGap[] {
  const numbers = [...(from === null ? [] : [from]), ...records.map(({ sequence }) => sequence), last + 1];
  return numbers.flatMap((before, i) => {
    const after = numbers[i - 1];
    return after === undefined || before <= after + 1 ? [] : [{ after, before }];
  });
}

/**
 * Where the run log stands, by its end and the sequence file. A line is written before the file, so a log that is ahead of it
 * was left by a run that was killed between the two; a file that is ahead says that lines are lost. A gap is told once: not
 * again while a line that tells of it is in the tail.
 */
export function logEnd(
  { lines, isWhole }: Tail,
  file: SequenceFile | 'missing' | 'damaged',
  validate: Validator,
): LogEnd {
  const { records, broken, newer } = readable(lines, validate);
  const newest = records.at(-1) ?? null;
  const known = typeof file === 'string' ? null : file;
  const last = Math.max(known?.value ?? 0, ...records.map(({ sequence }) => sequence), 0);
  const first = known?.first ?? records[0]?.sequence ?? 1;
  const notes: string[] = [];
  if (broken > 0) notes.push(`${broken} of its last lines are no records`);
  if (file === 'damaged') notes.push('the sequence file was damaged; its number was taken from the log');
  // After the very first line a run may be killed before there is a file.
  if (file === 'missing' && last > 1)
    notes.push('the sequence file was missing; its number was taken from the log');
  const told = records.flatMap((record) => toldBy(record) ?? []);
  // Before the tail is what was not read, unless it is the whole log: then it begins with the first that is kept.
  const gaps = gapsOf(records, isWhole && known !== null ? first - 1 : null, last).filter(
    ({ after, before }) => !told.some((gap) => gap.after <= after && gap.before >= before),
  );
  const [oldest] = gaps;
  const gap =
    oldest === undefined ? null : { after: oldest.after, before: gaps.at(-1)?.before ?? oldest.before };
  return { last, first, newest, gap, notes, newer };
}
