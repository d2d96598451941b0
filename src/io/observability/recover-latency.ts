import { join } from 'node:path';
import { NO_BREACH, judgeHour } from '../../domain/observability/latency/breach.js';
import { ROLLUP_FILE } from '../../domain/observability/latency/latency-alert.js';
import {
  EMPTY_ARCHIVE,
  type LatencyArchive,
  type SampleExtent,
} from '../../domain/observability/latency/latency-archive.js';
import { readRollup, type LatencyRollup } from '../../domain/observability/latency/latency-rollup.js';
import type { LatencyRules } from '../../domain/observability/latency/latency-rules.js';
import { readSample } from '../../domain/observability/latency/latency-sample.js';
import { SAMPLE_FILE, type ArchivePlace } from './latency-intents.js';
import { recordsOf } from './sample-file.js';

/** The whole samples at the beginning of the file that were taken before an instant (null: none counts). */
async function extentOf(path: string, size: number, until: number | null): Promise<SampleExtent> {
  if (until === null) return { bytes: 0, rows: 0 };
  let extent: SampleExtent = { bytes: 0, rows: 0 };
  for await (const { record, end } of recordsOf(path, size)) {
    const sample = readSample(record);
    if (sample === null || sample.ts >= until) break;
    extent = { bytes: end, rows: extent.rows + 1 };
  }
  return extent;
}

/** What is left of the samples where the file is shorter than it was written: those that are whole. */
export async function remainingExtent({ root, files }: ArchivePlace): Promise<SampleExtent> {
  const path = join(root, SAMPLE_FILE);
  const end = await files.tail(path, 1);
  if (end === null) return { bytes: 0, rows: 0 };
  // A last line without its end may be half of one.
  const isWhole = end.bytes[0] === 0x0a;
  let before: SampleExtent = { bytes: 0, rows: 0 };
  let extent = before;
  for await (const { record, end: bytes } of recordsOf(path, end.size)) {
    if (readSample(record) === null) break;
    before = extent;
    extent = { bytes, rows: extent.rows + 1 };
  }
  return !isWhole && extent.bytes === end.size ? before : extent;
}

async function readRollups({ root, files }: ArchivePlace): Promise<LatencyRollup[]> {
  const text = await files.read(join(root, ROLLUP_FILE));
  if (text === null) return [];
  const { parse } = await import('csv-parse/sync');
  const records = parse(text, { relax_column_count: true, relax_quotes: true, from: 2 });
  return records.flatMap((record) => readRollup(record) ?? []);
}

/** The archive by its files alone, where what says how much of them counts is lost: up to the end of the last rollup. */
export async function recoverArchive(place: ArchivePlace, rules: LatencyRules): Promise<LatencyArchive> {
  const rollups = await readRollups(place);
  const until = rollups.at(-1)?.window.end ?? null;
  const path = join(place.root, SAMPLE_FILE);
  const size = (await place.files.tail(path, 0))?.size ?? 0;
  const breach = rollups.reduce((state, hour) => judgeHour(rules, state, hour).state, NO_BREACH);
  return { ...EMPTY_ARCHIVE, until, samples: await extentOf(path, size, until), breach };
}
