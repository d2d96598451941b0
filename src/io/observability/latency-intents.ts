import { join } from 'node:path';
import {
  ARCHIVE_MANIFEST,
  parseManifest,
  withArchived,
  type ArchivedSamples,
} from '../../domain/observability/latency/archive-manifest.js';
import type { Intent, LatencyArchive } from '../../domain/observability/latency/latency-archive.js';
import { SAMPLE_HEADER, SAMPLE_HEADER_BYTES } from '../../domain/observability/latency/latency-sample.js';
import validate from '../../generated/validate-signal-latency-archive.js';
import type { LogFiles } from './log-files.js';
import { compressTo, digestOfFile, keepFrom } from './sample-file.js';

export const SAMPLE_FILE = 'ops/signal_latency.csv';

/** Where the archive's files are. */
export interface ArchivePlace {
  readonly root: string;
  readonly files: LogFiles;
}

/** The entries of the manifest, and the text that they are in. */
export async function readManifest({
  root,
  files,
}: ArchivePlace): Promise<{ readonly text: string; readonly entries: readonly ArchivedSamples[] }> {
  const text = (await files.read(join(root, ARCHIVE_MANIFEST))) ?? '';
  const entries = parseManifest(text, validate).flatMap((one) => (one.kind === 'entry' ? [one.entry] : []));
  return { text, entries };
}

/** All samples into a compressed file, its line into the manifest, and then, and not before, the file of samples begins anew. */
async function rotate(
  place: ArchivePlace,
  archive: LatencyArchive,
  { jobId, path }: Extract<Intent, { kind: 'rotate' }>,
): Promise<void> {
  const { root, files } = place;
  const { bytes, rows } = archive.samples;
  const samples = join(root, SAMPLE_FILE);
  const sha256 = await compressTo(join(root, path), { path: samples, bytes });
  const { text } = await readManifest(place);
  const entry: ArchivedSamples = { job_id: jobId, path, sha256, row_count: rows };
  await files.replace(join(root, ARCHIVE_MANIFEST), withArchived(text, entry));
  await files.replace(samples, SAMPLE_HEADER);
}

/** What the archive is once an intent is carried out. What came last is settled then. */
function after(archive: LatencyArchive, intent: Intent): LatencyArchive {
  const samples = intent.kind === 'drop' ? intent.samples : { bytes: SAMPLE_HEADER_BYTES, rows: 0 };
  return { ...archive, samples, intent: null, last: null };
}

/** Whether the file of samples has been replaced already, so that only the commit is missing. */
async function isDone(
  place: ArchivePlace,
  archive: LatencyArchive,
  { intent, size }: { readonly intent: Intent; readonly size: number },
): Promise<boolean> {
  if (intent.kind === 'drop') return size === intent.samples.bytes;
  const { entries } = await readManifest(place);
  const entry = entries.find(({ path }) => path === intent.path);
  if (entry === undefined || entry.row_count !== archive.samples.rows) return false;
  return (await digestOfFile(join(place.root, intent.path))) === entry.sha256;
}

/**
 * Carries an intent out, from its beginning or from wherever a process that died left it. Null: neither the samples that it was
 * about nor what it makes of them are there, so somebody else was at the files.
 */
export async function carryOut(
  place: ArchivePlace,
  archive: LatencyArchive,
  intent: Intent,
): Promise<LatencyArchive | null> {
  const samples = join(place.root, SAMPLE_FILE);
  const size = (await place.files.tail(samples, 0))?.size ?? 0;
  const { bytes } = archive.samples;
  if (size < bytes) return (await isDone(place, archive, { intent, size })) ? after(archive, intent) : null;
  if (intent.kind === 'rotate') await rotate(place, archive, intent);
  else await keepFrom(samples, { from: bytes - (intent.samples.bytes - SAMPLE_HEADER_BYTES), bytes });
  return after(archive, intent);
}
