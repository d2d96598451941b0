import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import {
  readSample,
  SAMPLE_HEADER,
  SAMPLE_HEADER_BYTES,
} from '../../domain/observability/latency/latency-sample.js';
import { writeFileAtomic } from '../files.js';
import { syncFolder } from './log-files.js';

/** A record of a CSV file, and how many bytes the file has up to its end. */
export interface PlacedRecord {
  readonly record: readonly string[];
  readonly end: number;
}

/** The first `bytes` of a file; nothing of none. */
function beginning(path: string, bytes: number): AsyncIterable<Buffer> {
  if (bytes === 0) return (async function* () {})();
  return createReadStream(path, { end: bytes - 1 });
}

/** The records of a file's bytes, without the header. They end before a record whose quote is not closed. */
export async function* recordsIn(bytes: AsyncIterable<Buffer>): AsyncGenerator<PlacedRecord> {
  const { parse, CsvError } = await import('csv-parse');
  const parser = parse({ info: true, relax_column_count: true, relax_quotes: true, from: 2 });
  pipeline(Readable.from(bytes), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { bytes: number };
    }>)
      yield { record, end: info.bytes };
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error;
  }
}

/** The records of the file's first `bytes`. */
export function recordsOf(path: string, bytes: number): AsyncGenerator<PlacedRecord> {
  return recordsIn(beginning(path, bytes));
}

/** How many of the oldest samples were taken before an instant, and where the first later one begins. */
export async function olderThan(
  path: string,
  { bytes, before }: { readonly bytes: number; readonly before: number },
): Promise<{ readonly rows: number; readonly end: number }> {
  let rows = 0;
  let end = SAMPLE_HEADER_BYTES;
  for await (const placed of recordsOf(path, bytes)) {
    const sample = readSample(placed.record);
    if (sample === null || sample.ts >= before) break;
    rows += 1;
    ({ end } = placed);
  }
  return { rows, end };
}

/** Replaces the file by its header and what stands from `from` to `bytes`. */
export async function keepFrom(
  path: string,
  { from, bytes }: { readonly from: number; readonly bytes: number },
): Promise<void> {
  async function* kept(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(SAMPLE_HEADER);
    if (from < bytes) yield* createReadStream(path, { start: from, end: bytes - 1 }) as AsyncIterable<Buffer>;
  }
  await writeFileAtomic(path, kept());
  await syncFolder(path);
}

/** Compresses the file's first `bytes` into another one, as a whole or not at all; gives the digest of what is written. */
export async function compressTo(
  target: string,
  { path, bytes }: { readonly path: string; readonly bytes: number },
): Promise<string> {
  const hash = createHash('sha256');
  async function* compressed(): AsyncGenerator<Uint8Array> {
    const gzip = createGzip({ level: 9 });
    pipeline(createReadStream(path, { end: bytes - 1 }), gzip, () => undefined);
    for await (const chunk of gzip as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  }
  await writeFileAtomic(target, compressed());
  await syncFolder(target);
  return hash.digest('hex');
}

/** Digest of a file; null where there is none. */
export async function digestOfFile(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
}
