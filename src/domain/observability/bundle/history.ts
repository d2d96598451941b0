import { canonicalJsonPretty } from '../../canonical-json.js';
import { listOf, object, oneOf, safeId, count, instant, text } from '../../shape.js';
import { recordOf, textOf } from '../../raw-values.js';
import { sha256 } from '../../digest.js';
import { formatInstant } from '../../time.js';
import { parseJobId } from '../job-id.js';
import type { Manifest } from './manifest.js';
import { newerFormat } from '../../newer-format.js';

export const ARCHIVE_SCHEMA = 'phasegate.dashboard-archive/1';
/** So many removed bundles are remembered, the newest. */
const REMEMBERED = 2_000;

/** A bundle of the history by the name of its folder: the job that made it, and a number where that made several. */
export interface HistoryName {
  readonly folder: string;
  readonly at: number;
  readonly number: number;
}

const FOLDER = /^(\d{8}T\d{6}Z-dashboard)(?:\.([2-9]|[1-9]\d{1,5}))?$/;

/** The bundles among names of folders, oldest first. */
export function historyNames(folders: readonly string[]): readonly HistoryName[] {
  const names = folders.flatMap((folder): HistoryName[] => {
    const match = FOLDER.exec(folder);
    const job = match === null ? null : parseJobId(match[1] ?? '');
    return job === null ? [] : [{ folder, at: job.at, number: Number(match?.[2] ?? 1) }];
  });
  return names.sort((a, b) => a.at - b.at || a.number - b.number);
}

/** A name for a bundle's folder that none of the others has. */
export function historyFolder(jobId: string, taken: readonly string[]): string {
  if (!taken.includes(jobId)) return jobId;
  let number = 2;
  while (taken.includes(`${jobId}.${number}`)) number += 1;
  return `${jobId}.${number}`;
}

/** Bundles that are older than is kept. The newest stays however old it is: it is what a restore would take. */
export function expired(
  history: readonly HistoryName[],
  { now, keepMs }: { readonly now: number; readonly keepMs: number },
): readonly HistoryName[] {
  return history.slice(0, -1).filter(({ at }) => at < now - keepMs);
}

/** What is remembered of a bundle that was removed from the history. */
export interface ArchiveEntry {
  readonly folder: string;
  readonly archived_at: string;
  /** SHA-256 of its manifest; null where it had none. */
  readonly manifest_sha256: string | null;
  readonly datasets: readonly {
    readonly dataset: string;
    readonly sequence: number;
    readonly checksum_sha256: string;
  }[];
}

export interface Archive {
  readonly schema: typeof ARCHIVE_SCHEMA;
  /** Oldest first. */
  readonly entries: readonly ArchiveEntry[];
  /** So many entries, older than these, were dropped. */
  readonly dropped: number;
}

export const NO_ARCHIVE: Archive = { schema: ARCHIVE_SCHEMA, entries: [], dropped: 0 };

const ENTRY = object({
  folder: text,
  archived_at: instant,
  datasets: listOf(object({ dataset: safeId, sequence: count, checksum_sha256: text })),
});
const SHAPE = object({ schema: oneOf([ARCHIVE_SCHEMA]), entries: listOf(ENTRY), dropped: count });

export type ParsedArchive =
  | { readonly kind: 'archive'; readonly archive: Archive }
  | { readonly kind: 'newer'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string };

/** The archive's manifest; an empty one where there is none. */
export function parseArchive(content: string | null): ParsedArchive {
  if (content === null) return { kind: 'archive', archive: NO_ARCHIVE };
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { kind: 'broken', why: 'is no JSON' };
  }
  const schema = textOf(recordOf(value)?.['schema']) ?? '';
  const newer = newerFormat(schema, ARCHIVE_SCHEMA);
  if (newer !== null)
    return { kind: 'newer', why: `is ${newer}; this version of Phasegate knows ${ARCHIVE_SCHEMA}` };
  const faults = SHAPE(value, '');
  // The shape says that it is one.
  return faults.length === 0
    ? { kind: 'archive', archive: value as Archive }
    : { kind: 'broken', why: faults.join('; ') };
}

export function renderArchive(archive: Archive): string {
  return canonicalJsonPretty(archive);
}

/** A bundle that goes, and what is left of it: its manifest, as far as it can be read. */
export interface Leaving {
  readonly folder: string;
  readonly text: string | null;
  readonly manifest: Manifest | null;
}

/** The archive with bundles that are about to be removed. One that it knows already is not entered again. */
export function withLeaving(archive: Archive, leaving: readonly Leaving[], now: number): Archive {
  const known = new Set(archive.entries.map(({ folder }) => folder));
  const added = leaving
    .filter(({ folder }) => !known.has(folder))
    .map(({ folder, text: content, manifest }): ArchiveEntry => ({
      folder,
      archived_at: formatInstant(now),
      manifest_sha256: content === null ? null : sha256(content),
      datasets: (manifest?.datasets ?? []).map(({ dataset, sequence, checksum_sha256 }) => ({
        dataset,
        sequence,
        checksum_sha256,
      })),
    }));
  const entries = [...archive.entries, ...added];
  const over = Math.max(0, entries.length - REMEMBERED);
  return { ...archive, entries: entries.slice(over), dropped: archive.dropped + over };
}
