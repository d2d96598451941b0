import { canonicalJson } from '../../canonical-json.js';
import { recordOf } from '../../raw-values.js';
import { count, instant, nullable, object, oneOf, text, type Shape } from '../../shape.js';
import { parseInstant, formatInstant } from '../../time.js';
import { JobError } from '../job-error.js';
import { WEEK } from './week.js';
import { newerFormat } from '../../newer-format.js';

export const HISTORY_FOLDER = 'ops/weekly_report_history';
export const HISTORY_MANIFEST = `${HISTORY_FOLDER}/manifest.jsonl`;
export const HISTORY_SCHEMA = 'phasegate.weekly-report-history/1';

/** A line of the manifest: a report that was delivered, or removed since it is older than is kept. */
export interface HistoryEntry {
  readonly schema: typeof HISTORY_SCHEMA;
  readonly event: 'delivered' | 'removed';
  /** The Monday of its week. */
  readonly week_start: string;
  /** The job that did it. */
  readonly job_id: string;
  readonly at: string;
  /** The report, relative to the root. */
  readonly path: string;
  /** The header it was signed by, in a file; null without a webhook. */
  readonly signature_path: string | null;
  /** Of that file. */
  readonly signature_sha256: string | null;
  /** Of the report's file. */
  readonly sha256: string;
  readonly size_bytes: number;
  readonly payload_checksum_sha256: string;
  /** What the receiver answered; null without a webhook. */
  readonly webhook_status_code: number | null;
}

const SHAPE: Shape = object({
  event: oneOf(['delivered', 'removed']),
  week_start: text,
  job_id: text,
  at: instant,
  path: text,
  signature_path: nullable(text),
  signature_sha256: nullable(text),
  sha256: text,
  size_bytes: count,
  payload_checksum_sha256: text,
  webhook_status_code: nullable(count),
});
const WEEK_NAME = /^\d{4}-\d{2}-\d{2}$/;

/** Where a week's report lies, relative to the root. */
export function reportPath(week: string): string {
  return `${HISTORY_FOLDER}/${week}.json`;
}

export function signaturePath(week: string): string {
  return `${HISTORY_FOLDER}/${week}.sig`;
}

export interface History {
  /** In order of the lines. */
  readonly entries: readonly HistoryEntry[];
  /** The line of each entry, from 1. */
  readonly lines: readonly number[];
  readonly broken: readonly { readonly line: number; readonly why: string }[];
}

function entryFault(value: unknown): string | null {
  const [first] = SHAPE(value, '');
  if (first !== undefined) return first;
  const { week_start: week, path, signature_path: signature } = value as HistoryEntry;
  if (recordOf(value)?.['schema'] !== HISTORY_SCHEMA) return `is no ${HISTORY_SCHEMA}`;
  if (!WEEK_NAME.test(week)) return 'week_start is no day';
  // Paths are removed, so that they are the history's own is not taken on trust.
  if (path !== reportPath(week)) return `path is not ${reportPath(week)}`;
  if (signature !== null && signature !== signaturePath(week))
    return `signature_path is not ${signaturePath(week)}`;
  return null;
}

/** The lines of a manifest. @throws JobError `unsupported_schema_version` where a newer version wrote one. */
export function parseHistory(manifest: string): History {
  const entries: HistoryEntry[] = [];
  const lines: number[] = [];
  const broken: { line: number; why: string }[] = [];
  manifest.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      broken.push({ line: i + 1, why: 'is no JSON' });
      return;
    }
    const newer = newerFormat(recordOf(value)?.['schema'], HISTORY_SCHEMA);
    if (newer !== null) {
      const message = `${HISTORY_MANIFEST}:${i + 1} is ${newer}; this version of Phasegate knows ${HISTORY_SCHEMA}`;
      throw new JobError('unsupported_schema_version', message);
    }
    const why = entryFault(value);
    if (why !== null) broken.push({ line: i + 1, why });
    else {
      entries.push(value as HistoryEntry);
      lines.push(i + 1);
    }
  });
  return { entries, lines, broken };
}

/** The manifest with entries behind it; lines that are there stay as they are, broken ones too. */
export function withEntries(manifest: string, entries: readonly HistoryEntry[]): string {
  const before = manifest === '' || manifest.endsWith('\n') ? manifest : `${manifest}\n`;
  return before + entries.map((entry) => `${canonicalJson(entry)}\n`).join('');
}

/** The last line of each week, by week. */
function lastByWeek({ entries }: Pick<History, 'entries'>): ReadonlyMap<string, HistoryEntry> {
  return new Map(entries.map((entry) => [entry.week_start, entry]));
}

/** The delivery of a week; null where it was not delivered. A removed one was. */
export function deliveryOf({ entries }: History, week: string): HistoryEntry | null {
  return entries.findLast((entry) => entry.week_start === week && entry.event === 'delivered') ?? null;
}

/** Reports that are in the history and not removed. */
export function keptReports(history: History): readonly HistoryEntry[] {
  return [...lastByWeek(history).values()].filter(({ event }) => event === 'delivered');
}

/** What is to be removed: first the manifest says so, then the files go. */
export interface Removal {
  readonly entries: readonly HistoryEntry[];
  /** Files of those entries, and of earlier ones whose removal was not finished. */
  readonly files: readonly string[];
}

/** Reports whose week ended longer ago than is kept. */
export function removalOf(
  history: History,
  { now, keepMs, jobId }: { readonly now: number; readonly keepMs: number; readonly jobId: string },
): Removal {
  const last = [...lastByWeek(history).values()];
  const isOld = ({ week_start: week }: HistoryEntry): boolean =>
    (parseInstant(`${week}T00:00:00Z`) ?? now) + WEEK + keepMs < now;
  const entries = last
    .filter((entry) => entry.event === 'delivered' && isOld(entry))
    .map((entry): HistoryEntry => ({ ...entry, event: 'removed', job_id: jobId, at: formatInstant(now) }));
  const gone = [...last.filter(({ event }) => event === 'removed'), ...entries];
  const files = gone.flatMap(({ path, signature_path: signature }) =>
    signature === null ? [path] : [path, signature],
  );
  return { entries, files };
}
