import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { plural } from '../../domain/figure.js';
import { ROLLUP_FILE } from '../../domain/observability/latency/latency-alert.js';
import type { Holding } from '../../domain/observability/latency/latency-archive.js';
import { parseArchive } from '../../domain/observability/latency/latency-archive.js';
import { ROLLUP_HEADER } from '../../domain/observability/latency/latency-rollup.js';
import type { LatencyRules } from '../../domain/observability/latency/latency-rules.js';
import { recordOf, textOf } from '../../domain/raw-values.js';
import { ARCHIVE_STATE_FILE, ArchiveFile } from './archive-file.js';
import type { ArchivePlace } from './latency-intents.js';
import { recoverArchive } from './recover-latency.js';
import { RUN_LOG_FILE } from './run-log.js';

/** Files that a process which died left half-written beside ours. */
const LEFT_OVER = /^(?:signal_latency|latency_archive).*\.tmp$/;
/** Lines of a few hours. */
const LOG_TAIL_BYTES = 65_536;

async function clear({ root }: ArchivePlace): Promise<void> {
  const folder = join(root, 'ops');
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (LEFT_OVER.test(name)) await rm(join(folder, name), { force: true });
}

async function read(place: ArchivePlace, rules: LatencyRules): Promise<ArchiveFile> {
  const path = join(place.root, ARCHIVE_STATE_FILE);
  const text = await place.files.read(path);
  const archive = text === null ? null : parseArchive(text, path);
  if (archive !== null) return new ArchiveFile(place, archive);
  const recovered = await recoverArchive(place, rules);
  const file = new ArchiveFile(place, recovered);
  if (text !== null) file.doubt(`${ARCHIVE_STATE_FILE} was damaged`);
  if (recovered.until !== null)
    file.doubt(`the archive begins anew from its files, with ${plural(recovered.samples.rows, 'sample')}`);
  // So that what is written before the first hour counts is known not to count, should this process die.
  await file.commit(recovered);
  return file;
}

/** The job that a line of the run log tells of, where it did what it was asked for. */
function doneJob(line: string): string | null {
  try {
    const record = recordOf(JSON.parse(line));
    const status = textOf(record?.['status']);
    return status === 'ok' || status === 'warning' ? textOf(record?.['job_id']) : null;
  } catch {
    return null;
  }
}

/** Forgets alerts that the run log holds. The others are told by the job that is at work, so that its line is looked for next. */
async function tickOff(file: ArchiveFile, jobId: string): Promise<void> {
  const { alerts, last } = file.archive;
  if (alerts.length === 0) return;
  const { root, files } = file.place;
  const tail = (await files.tail(join(root, RUN_LOG_FILE), LOG_TAIL_BYTES))?.bytes ?? new Uint8Array();
  const logged = new Set(new TextDecoder().decode(tail).split('\n').map(doneJob));
  const open = (holding: Holding): Holding['alerts'] =>
    holding.alerts.filter((one) => !logged.has(one.jobId)).map(({ alert }) => ({ alert, jobId }));
  await file.commit({
    ...file.archive,
    alerts: open(file.archive),
    last: last === null ? null : { ...last, before: { ...last.before, alerts: open(last.before) } },
  });
}

/** Before the first hour has closed there are rollups too, none: what reads them finds no fault in a beginning. */
async function begin({ archive, place: { root, files } }: ArchiveFile): Promise<void> {
  const path = join(root, ROLLUP_FILE);
  if (archive.until === null && (await files.tail(path, 0)) === null)
    await files.replace(path, ROLLUP_HEADER);
}

/** Opens the archive, and puts right what a process that died left. @throws JobError `unsupported_schema_version`. */
export async function openLatency(
  place: ArchivePlace,
  { rules, jobId }: { readonly rules: LatencyRules; readonly jobId: string },
): Promise<{ readonly file: ArchiveFile; readonly rotatedTo: string | null }> {
  await clear(place);
  const file = await read(place, rules);
  const ended = await file.finish();
  if (ended !== null) file.notes.push(`a ${ended.kind} that was begun is done`);
  await file.cut();
  await begin(file);
  await tickOff(file, jobId);
  return { file, rotatedTo: ended?.kind === 'rotate' ? ended.path : null };
}
