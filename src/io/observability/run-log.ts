import { join } from 'node:path';
import { recordOf } from '../../domain/raw-values.js';
import { JobError } from '../../domain/observability/job-error.js';
import { parseJobId } from '../../domain/observability/job-id.js';
import { runLine } from '../../domain/observability/run-line.js';
import { parseRunLine, type RunOutcome, type RunRecord } from '../../domain/observability/run-record.js';
import {
  logEnd,
  parseSequence,
  renderSequence,
  RUN_LOG_FILE,
  SEQUENCE_FILE,
  tailOf,
  type LogEnd,
  type SequenceFile,
} from '../../domain/observability/run-tail.js';
import { DAY, utcDay } from '../../domain/time.js';
import validate from '../../generated/validate-automation-run.js';
import { withLock } from '../state-lock.js';
import { LOG_FILES, type LogFiles } from './log-files.js';

export { RUN_LOG_FILE };

export const LOG_LOCK_FILE = 'ops/.automation_runs.lock';

/** At least four of the longest lines, and as a rule dozens. */
const TAIL_BYTES = 16_384;
/** Writing a line takes milliseconds; whoever waits longer than this waits for nobody. */
export const LOG_WAIT_MS = 60_000;
const NEWLINE = 0x0a;

export interface RunLogOptions {
  /** The folder of observability's files. */
  readonly root: string;
  /** Lines older than this are dropped, once a day. Default 60 days. */
  readonly keepMs?: number;
  /** Default: the disk. */
  readonly files?: LogFiles;
  readonly lockWaitMs?: number;
}

export interface Appended {
  readonly record: RunRecord;
  /** What people should know of the log itself. */
  readonly notes: readonly string[];
}

/** The log as it stands, and what must be put right before a line is added. */
interface Standing {
  readonly end: LogEnd;
  /** What stands behind the last line break, and where. */
  readonly torn: { readonly text: string; readonly at: number; readonly isRecord: boolean } | null;
}

const decoder = new TextDecoder();

/** The run log of one root: a line a job, numbered without a gap. Several processes may write at once. */
export class RunLog {
  readonly #log: string;
  readonly #sequence: string;
  readonly #lock: string;
  readonly #keepMs: number;
  readonly #files: LogFiles;
  readonly #lockWaitMs: number;

  constructor({ root, keepMs = 60 * DAY, files = LOG_FILES, lockWaitMs = LOG_WAIT_MS }: RunLogOptions) {
    this.#log = join(root, RUN_LOG_FILE);
    this.#sequence = join(root, SEQUENCE_FILE);
    this.#lock = join(root, LOG_LOCK_FILE);
    this.#keepMs = keepMs;
    this.#files = files;
    this.#lockWaitMs = lockWaitMs;
  }

  /** @throws JobError `unsupported_schema_version` where a newer version wrote the log, so that no work is begun in vain. */
  async check(): Promise<void> {
    await this.#stand();
  }

  /**
   * Adds the line of a job, after what a killed run left undone is put right. Lines that are missing before it are told in it,
   * once: `sequence_gap`.
   *
   * @throws JobError `lock_not_acquired` where others hold the log for longer than a minute; `unsupported_schema_version`.
   */
  async append(outcome: RunOutcome): Promise<Appended> {
    const locked = await withLock(this.#lock, () => this.#append(outcome), { waitMs: this.#lockWaitMs });
    if (locked.kind === 'done') return locked.value;
    throw new JobError(
      'lock_not_acquired',
      `${this.#log} is held by ${locked.holder}; its line is not written`,
    );
  }

  async #append(outcome: RunOutcome): Promise<Appended> {
    const { end, torn } = await this.#stand();
    const notes = [...end.notes];
    if (torn !== null) notes.push(await this.#mend(torn));
    const pruned = await this.#prune(end, outcome);
    const dropped = pruned.dropped === 0 ? {} : { dropped_lines: pruned.dropped };
    const diagnostics = { ...outcome.diagnostics, ...dropped };
    const record = withGap({ ...outcome, diagnostics, sequence: end.last + 1 }, end, notes);
    const line = runLine(record);
    await this.#files.append(this.#log, line);
    await this.#files.replace(
      this.#sequence,
      renderSequence({ value: record.sequence, first: pruned.first }),
    );
    return { record: JSON.parse(line) as RunRecord, notes };
  }

  async #stand(): Promise<Standing> {
    const file = await this.#readSequence();
    for (let length = TAIL_BYTES; ; length *= 2) {
      const found = await this.#files.tail(this.#log, length);
      const bytes = found?.bytes ?? new Uint8Array();
      const size = found?.size ?? 0;
      const isWhole = bytes.length === size;
      const begin = bytes.lastIndexOf(NEWLINE) + 1;
      // A line that is longer than the tail has its beginning before it; and without a number beside it, the whole log tells.
      if (!isWhole && (begin === 0 || typeof file === 'string')) continue;
      const tail = tailOf(decoder.decode(bytes), isWhole);
      const isRecord = parseRunLine(tail.torn, validate).kind === 'record';
      const lines = isRecord ? [...tail.lines, tail.torn] : tail.lines;
      const end = logEnd({ ...tail, lines }, file, validate);
      if (end.newer !== null)
        throw new JobError('unsupported_schema_version', `${this.#log}: a line ${end.newer}`);
      const at = size - bytes.length + begin;
      return { end, torn: tail.torn === '' ? null : { text: tail.torn, at, isRecord } };
    }
  }

  async #readSequence(): Promise<SequenceFile | 'missing' | 'damaged'> {
    const text = await this.#files.read(this.#sequence);
    return text === null ? 'missing' : (parseSequence(text) ?? 'damaged');
  }

  /** A line that a killed run left without its end is made whole where only the line break is missing, else taken away. */
  async #mend({ text, at, isRecord }: NonNullable<Standing['torn']>): Promise<string> {
    if (isRecord) {
      await this.#files.append(this.#log, '\n');
      return 'the last line lacked its line break';
    }
    await this.#files.truncate(this.#log, at);
    return `the last line was cut off in the writing and is taken away: ${text.slice(0, 80)}`;
  }

  /** Drops what is older than is kept, with the first line of each UTC day. The sequence file says first where the log begins. */
  async #prune(end: LogEnd, { job_id: id }: RunOutcome): Promise<{ first: number; dropped: number }> {
    const nothing = { first: end.first, dropped: 0 };
    const now = parseJobId(id)?.at;
    const before = end.newest === null ? undefined : parseJobId(end.newest.job_id)?.at;
    if (now === undefined || before === undefined || utcDay(now) === utcDay(before)) return nothing;
    const lines = ((await this.#files.read(this.#log)) ?? '').split('\n').slice(0, -1);
    const young = lines.findIndex((line) => (beginOf(line)?.at ?? -Infinity) >= now - this.#keepMs);
    if (young === 0 || lines.length === 0) return nothing;
    const kept = young < 0 ? [] : lines.slice(young);
    const first = beginOf(kept[0] ?? '')?.sequence ?? end.last + 1;
    await this.#files.replace(this.#sequence, renderSequence({ value: end.last, first }));
    await this.#files.replace(this.#log, kept.map((line) => `${line}\n`).join(''));
    return { first, dropped: lines.length - kept.length };
  }
}

/** When the job of a line began, and its number; null for a line that is no record. */
function beginOf(line: string): { readonly at: number; readonly sequence: number } | null {
  const parsed = parseRunLine(line, validate);
  if (parsed.kind !== 'record') return null;
  const { job_id: id, sequence } = parsed.record;
  const at = parseJobId(id)?.at;
  return at === undefined ? null : { at, sequence };
}

/** The record with what was found of the log itself. */
function withGap(record: RunRecord, { gap }: LogEnd, notes: readonly string[]): RunRecord {
  const found = notes.length === 0 ? {} : { run_log: notes };
  if (gap === null) return { ...record, diagnostics: { ...record.diagnostics, ...found } };
  const missing =
    gap.before - gap.after === 2 ? `line ${gap.after + 1}` : `lines ${gap.after + 1} to ${gap.before - 1}`;
  const diagnostics = { ...record.diagnostics, ...found, sequence_gap: recordOf(gap) ?? {} };
  const isFine = record.status === 'ok' || record.status === 'dry_run';
  return {
    ...record,
    status: isFine ? 'warning' : record.status,
    error_code: record.error_code ?? 'sequence_gap',
    error_message: record.error_message ?? `${missing} of the run log are not there`,
    diagnostics: diagnostics as RunRecord['diagnostics'],
  };
}
