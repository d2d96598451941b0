import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { PhasegateError } from '../domain/fault.js';
import { oneLine } from '../render/escape.js';
import type { RangesBeside } from '../ports/range-scanner.js';
import type {
  Cursor,
  FileEnd,
  Fingerprint,
  RawLine,
  ReadRequest,
  TelemetryReader,
} from '../ports/telemetry.js';
import {
  CHUNK_BYTES,
  compressedFingerprint,
  continues,
  EMPTY_FINGERPRINT,
  fingerprints,
  inflatedBytesFrom,
  inflatedHead,
  NEW_CURSOR,
  plainBytes,
  sameFingerprint,
} from './file-bytes.js';
import { readInTwo } from './file-ranges.js';
import { JSONL, type LineFormat, type Progress } from './telemetry-lines.js';

interface Opened {
  readonly cursor: Cursor;
  readonly chunks: AsyncIterable<Buffer>;
  readonly compressed: Fingerprint | null;
}

/** The file from where it was left, or from its start when it is not the file that was read. A cursor: nothing is new. */
async function openFile(
  path: string,
  before: Cursor | undefined,
  chunkBytes: number,
): Promise<Opened | Cursor> {
  if (!path.endsWith('.gz')) {
    const cursor = before !== undefined && (await continues(path, before)) ? before : NEW_CURSOR;
    return { cursor, chunks: plainBytes(path, cursor.offset, chunkBytes), compressed: null };
  }
  const compressed = await compressedFingerprint(path);
  if (before?.compressed != null && sameFingerprint(before.compressed, compressed)) return before;
  const isSame =
    before !== undefined && sameFingerprint(await inflatedHead(path, before.head.bytes), before.head);
  const cursor = isSame ? before : NEW_CURSOR;
  return { cursor, chunks: inflatedBytesFrom(path, cursor.offset), compressed };
}

async function closeFile(
  path: string,
  opened: Opened,
  progress: Progress,
  columns: Cursor['columns'],
): Promise<Cursor> {
  const { head, tail } =
    opened.compressed === null
      ? await fingerprints(path, progress.offset)
      : { head: await inflatedHead(path, Math.min(1024, progress.offset)), tail: EMPTY_FINGERPRINT };
  return { ...opened.cursor, ...progress, head, tail, columns, compressed: opened.compressed };
}

/** Telemetry in files below a folder. */
export class FileTelemetryReader implements TelemetryReader {
  readonly #root: string;
  readonly #chunkBytes: number;

  /** `chunkBytes`: how much of a plain file is read at once; what comes of it is the same. */
  constructor(root: string, chunkBytes = CHUNK_BYTES) {
    this.#root = root;
    this.#chunkBytes = chunkBytes;
  }

  async *read(request: ReadRequest): AsyncGenerator<RawLine | FileEnd> {
    const files = await glob(request.files, {
      cwd: this.#root,
      onlyFiles: true,
      followSymbolicLinks: false,
      dot: false,
    });
    for (const file of files.sort()) {
      yield* this.#readFile(file, request);
    }
  }

  async *#readFile(file: string, request: ReadRequest): AsyncGenerator<RawLine | FileEnd> {
    const path = join(this.#root, file);
    const before = Object.hasOwn(request.cursors, file) ? request.cursors[file] : undefined;
    const broken = (line: number, reason: string): RawLine => ({
      kind: 'broken',
      place: { source: request.name, file, line },
      reason,
      excerpt: '',
    });
    let opened: Opened | Cursor;
    try {
      opened = await openFile(path, before, this.#chunkBytes);
    } catch (error) {
      yield broken(0, `cannot be read: ${messageOf(error)}`);
      return;
    }
    if (!('chunks' in opened)) {
      yield { kind: 'end', file, cursor: opened };
      return;
    }
    const csv = request.format === 'csv' ? await newCsvFormat(opened.cursor.columns) : null;
    const format: LineFormat = csv ?? JSONL;
    let reached = opened.cursor.lines;
    const guard = new Guard();
    const { takeBlock, beside } = request;
    const lines = readInTwo(
      {
        source: request.name,
        file,
        format,
        now: request.now,
        cutAfterMs: request.cutAfterMs,
        takeBlock:
          takeBlock === undefined || csv !== null ? null : (block) => guard.run(() => takeBlock(block)),
        reached: (taken) => (reached = taken),
      },
      {
        ...opened,
        path,
        chunkBytes: this.#chunkBytes,
        beside:
          beside === undefined || csv !== null || opened.compressed !== null ? null : guard.around(beside),
      },
    );
    let progress: Progress;
    try {
      let next = await lines.next();
      for (; next.done !== true; next = await lines.next()) yield next.value;
      progress = next.value;
    } catch (error) {
      if (guard.hasFailed || error instanceof PhasegateError) throw error;
      const fault = opened.compressed === null ? 'cannot be read further' : 'is no whole gzip file';
      yield broken(reached + 1, `${fault}: ${messageOf(error)}`);
      // Not inflated again until it changes; then it is read anew, and what was taken is known by its digests.
      const cursor = { ...NEW_CURSOR, compressed: opened.compressed };
      if (opened.compressed !== null) yield { kind: 'end', file, cursor };
      return;
    }
    const cursor = await closeFile(path, opened, progress, csv?.columns ?? null);
    yield { kind: 'end', file, cursor };
  }
}

/** What others do with what is read: where they fail, that is no fault of the file. */
class Guard {
  hasFailed = false;

  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.hasFailed = true;
      throw error;
    }
  }

  around(beside: RangesBeside): RangesBeside {
    return {
      fromBytes: beside.fromBytes,
      prepare: () => beside.prepare(),
      get isReady() {
        return beside.isReady;
      },
      begin: (range, file) => {
        const inHand = beside.begin(range, file);
        return { finish: (linesBefore) => this.run(() => inHand.finish(linesBefore)) };
      },
    };
  }
}

async function newCsvFormat(
  columns: readonly string[] | null,
): Promise<LineFormat & { columns: readonly string[] | null }> {
  const { CsvFormat } = await import('./csv-format.js');
  return new CsvFormat(columns);
}

/** The error's code (`EACCES`, `Z_DATA_ERROR`) where it has one: shorter than its message, and without a path of the machine. */
function messageOf(error: unknown): string {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return oneLine(typeof code === 'string' ? code : String(error), 200);
}
