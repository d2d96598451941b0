import { open, type FileHandle } from 'node:fs/promises';
import type { LineBlock } from '../ports/bulk-scanner.js';
import type { FileRange, RangeInHand, RangesBeside } from '../ports/range-scanner.js';
import type { Cursor, RawLine } from '../ports/telemetry.js';
import { MAX_LINE_BYTES } from './byte-lines.js';
import { NEW_CURSOR, plainBytes } from './file-bytes.js';
import { JSONL, readLines, type LinesRequest, type Progress } from './telemetry-lines.js';

const NEWLINE = 0x0a;
/** A file is not split any more when less than this part of what makes it large is left. */
const LEAST_SHARE = 4;

/** So many bytes from a place on, or those that there are. */
async function bytesAt(file: FileHandle, start: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await file.read(buffer, filled, bytes - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/**
 * The second half of what is in a file behind a place, as far as there are whole lines; null where there is none, a line so
 * long that it is not one, or less than is worth it.
 */
async function secondHalf(path: string, from: number, leastBytes: number): Promise<FileRange | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size - from < leastBytes) return null;
    const half = from + Math.floor((size - from) / 2);
    const middle = (await bytesAt(file, half, MAX_LINE_BYTES)).indexOf(NEWLINE);
    const lastBytes = Math.max(half, size - MAX_LINE_BYTES);
    const last = (await bytesAt(file, lastBytes, size - lastBytes)).lastIndexOf(NEWLINE);
    const [start, end] = [half + middle + 1, lastBytes + last + 1];
    return middle === -1 || last === -1 || end <= start ? null : { path, start, end };
  } finally {
    await file.close();
  }
}

/** A file whose second half may be taken beside the reading of the first. */
class SplitFile {
  readonly #path: string;
  readonly #file: string;
  readonly #beside: RangesBeside;
  #wantsSplit = true;
  /** What was handed over. */
  range: FileRange | null = null;
  inHand: RangeInHand | null = null;

  constructor(path: string, file: string, beside: RangesBeside) {
    this.#path = path;
    this.#file = file;
    this.#beside = beside;
  }

  /** The chunks, up to where the range begins once it is handed over. */
  async *firstPart(chunks: AsyncIterable<Buffer>, offset: number): AsyncGenerator<Buffer> {
    let position = offset;
    for await (const chunk of chunks) {
      const end = position + chunk.length;
      if (this.#wantsSplit && this.#beside.isReady) await this.#split(end);
      if (this.range !== null && end >= this.range.start) {
        yield chunk.subarray(0, this.range.start - position);
        return;
      }
      yield chunk;
      position = end;
    }
  }

  async #split(from: number): Promise<void> {
    this.#wantsSplit = false;
    this.range = await secondHalf(this.#path, from, this.#beside.fromBytes / LEAST_SHARE);
    if (this.range !== null) this.inHand = this.#beside.begin(this.range, this.#file);
  }
}

export interface WholeFile {
  readonly path: string;
  readonly cursor: Cursor;
  readonly chunks: AsyncIterable<Buffer>;
  readonly chunkBytes: number;
  /** null: it is read in one piece. */
  readonly beside: RangesBeside | null;
}

/** Reads a file like `readLines`, its second half beside the first where it is large and there is who can take it. */
export async function* readInTwo(
  request: Omit<LinesRequest, 'chunks'>,
  { path, cursor, chunks, chunkBytes, beside }: WholeFile,
): AsyncGenerator<RawLine, Progress> {
  if (beside === null || !(await isLarge(path, cursor.offset, beside)))
    return yield* readLines({ ...request, chunks }, cursor);
  beside.prepare();
  const split = new SplitFile(path, request.file, beside);
  const first = split.firstPart(chunks, cursor.offset);
  const before = yield* readLines({ ...request, chunks: first }, cursor);
  const { range, inHand } = split;
  if (range === null || inHand === null) return before;
  const lines = await inHand.finish(before.lines);
  const reached = lines === null ? before : { ...before, offset: range.end, lines: before.lines + lines };
  request.reached(reached.lines);
  const rest = plainBytes(path, reached.offset, chunkBytes);
  return yield* readLines({ ...request, chunks: rest }, { ...cursor, ...reached, cutSince: cursor.cutSince });
}

async function isLarge(path: string, offset: number, { fromBytes }: RangesBeside): Promise<boolean> {
  const file = await open(path);
  try {
    return (await file.stat()).size - offset >= fromBytes;
  } finally {
    await file.close();
  }
}

/** A range that is not in its file as it should be. */
export class RangeGone extends Error {}

/**
 * The lines of a range, the first one as line 1; returns how many there are.
 *
 * @throws RangeGone where the file has been cut or rewritten meanwhile.
 */
export async function* rangeLines(
  range: FileRange,
  request: Pick<LinesRequest, 'source' | 'file' | 'now' | 'takeBlock'>,
): AsyncGenerator<RawLine, number> {
  const { takeBlock } = request;
  // What is line 1 here is no file's first line, which may begin with a byte order mark.
  const shifted = (line: number): number => line - 1;
  const lines = readLines(
    {
      ...request,
      format: JSONL,
      chunks: rangeBytes(range),
      cutAfterMs: 0,
      takeBlock:
        takeBlock === null
          ? null
          : (block: LineBlock) =>
              takeBlock({ ...block, place: { ...block.place, line: shifted(block.place.line) } }),
      reached: () => undefined,
    },
    { ...NEW_CURSOR, offset: range.start, lines: 1 },
  );
  let next = await lines.next();
  for (; next.done !== true; next = await lines.next()) {
    const { place } = next.value;
    yield { ...next.value, place: { ...place, line: shifted(place.line) } };
  }
  const { offset, openEnd } = next.value;
  if (offset !== range.end || openEnd) throw new RangeGone('the file has changed');
  return shifted(next.value.lines);
}

async function* rangeBytes({ path, start, end }: FileRange): AsyncGenerator<Buffer> {
  let position = start;
  for await (const chunk of plainBytes(path, start)) {
    if (position + chunk.length >= end) {
      yield chunk.subarray(0, end - position);
      return;
    }
    yield chunk;
    position += chunk.length;
  }
}
