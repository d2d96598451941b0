import { join } from 'node:path';
import { matches } from '../../domain/match.js';
import { parseJobId } from '../../domain/observability/job-id.js';
import { ROLLUP_FILE } from '../../domain/observability/latency/latency-alert.js';
import { parseArchive, type LatencyArchive } from '../../domain/observability/latency/latency-archive.js';
import { readRollup, type LatencyRollup } from '../../domain/observability/latency/latency-rollup.js';
import type { LatencyRules } from '../../domain/observability/latency/latency-rules.js';
import { readSample, type LatencySample } from '../../domain/observability/latency/latency-sample.js';
import type { Sample } from '../../domain/observability/weekly/latency-week.js';
import type { Window } from '../../domain/time.js';
import { inflatedBytes } from '../file-bytes.js';
import { ARCHIVE_STATE_FILE } from './archive-file.js';
import { readManifest, SAMPLE_FILE, type ArchivePlace } from './latency-intents.js';
import { LOG_FILES } from './log-files.js';
import { recoverArchive } from './recover-latency.js';
import { recordsIn, recordsOf } from './sample-file.js';

/** What signals a week had. */
export interface SignalsOfWeek {
  /** In order of time, from the oldest that is kept to the end of the week; null: there is no such file. */
  readonly rollups: readonly LatencyRollup[] | null;
  readonly samples: readonly Sample[];
  /** What is not as it should be. */
  readonly notes: readonly string[];
}

async function readArchive(place: ArchivePlace, rules: LatencyRules): Promise<LatencyArchive> {
  const path = join(place.root, ARCHIVE_STATE_FILE);
  const text = await place.files.read(path);
  return (text === null ? null : parseArchive(text, path)) ?? recoverArchive(place, rules);
}

/** Up to when signals are known; null: none are. @throws JobError `unsupported_schema_version`. */
export async function signalsUntil(root: string, rules: LatencyRules): Promise<number | null> {
  return (await readArchive({ root, files: LOG_FILES }, rules)).until;
}

/**
 * Whether signals were collected before a week had ended: a week before the first of them has no report. Where the rollups are
 * gone, they were.
 *
 * @throws JobError `unsupported_schema_version`.
 */
export async function hadSignalsBefore(root: string, rules: LatencyRules, end: number): Promise<boolean> {
  const place: ArchivePlace = { root, files: LOG_FILES };
  if ((await readArchive(place, rules)).until === null) return false;
  const starts = (await readRollups(place))?.map(({ window }) => window.start) ?? [];
  return starts.length === 0 || Math.min(...starts) < end;
}

async function readRollups({ root, files }: ArchivePlace): Promise<readonly LatencyRollup[] | null> {
  const text = await files.read(join(root, ROLLUP_FILE));
  if (text === null) return null;
  const { parse } = await import('csv-parse/sync');
  const records = parse(text, { relax_column_count: true, relax_quotes: true, from: 2 });
  return records.flatMap((record) => readRollup(record) ?? []);
}

/** The week's measured samples that the SLI is about, of those that are read. */
class Picked {
  readonly samples: Sample[] = [];
  readonly #week: Window;
  readonly #rules: LatencyRules;

  constructor(week: Window, rules: LatencyRules) {
    this.#week = week;
    this.#rules = rules;
  }

  add(sample: LatencySample | null): void {
    if (sample === null || sample.latencyMs === null) return;
    const { ts, latencyMs, ...fields } = sample;
    const { sli } = this.#rules;
    const of = sli.measure.kind === 'quantile' ? sli.measure.of : '';
    if (ts < this.#week.start || ts >= this.#week.end) return;
    const isAsked = matches(
      { ...fields, ingest_latency_ms: fields.ingestLatencyMs, [of]: latencyMs },
      sli.where,
    );
    if (isAsked) this.samples.push({ at: ts, value: latencyMs });
  }
}

/** Files that were put away after the week began: those before hold nothing of it. */
async function readArchived(
  place: ArchivePlace,
  { archive, week, picked }: { archive: LatencyArchive; week: Window; picked: Picked },
): Promise<readonly string[]> {
  const { entries } = await readManifest(place);
  const notes: string[] = [];
  for (const { job_id: id, path } of entries) {
    // While samples are being put away, what is there of them is still in the file that they come from.
    const isUnderWay = archive.intent?.kind === 'rotate' && archive.intent.path === path;
    if (isUnderWay || (parseJobId(id)?.at ?? Infinity) < week.start) continue;
    try {
      for await (const { record } of recordsIn(inflatedBytes(join(place.root, path))))
        picked.add(readSample(record));
    } catch (error) {
      notes.push(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'it is damaged'}`);
    }
  }
  return notes;
}

/** The rollups and samples of a week, from the archive as it stands. @throws JobError `unsupported_schema_version`. */
export async function signalsOfWeek(root: string, rules: LatencyRules, week: Window): Promise<SignalsOfWeek> {
  const place: ArchivePlace = { root, files: LOG_FILES };
  const archive = await readArchive(place, rules);
  const { until } = archive;
  const all = await readRollups(place);
  if (all === null) return { rollups: null, samples: [], notes: [] };
  const picked = new Picked(week, rules);
  const notes = await readArchived(place, { archive, week, picked });
  const size = (await LOG_FILES.tail(join(root, SAMPLE_FILE), 0))?.size ?? 0;
  for await (const { record } of recordsOf(join(root, SAMPLE_FILE), Math.min(size, archive.samples.bytes)))
    picked.add(readSample(record));
  const rollups = all
    .filter(({ window }) => window.start < week.end && until !== null && window.end <= until)
    .sort((a, b) => a.window.start - b.window.start);
  return { rollups, samples: picked.samples, notes };
}
