import { isUtf8 } from 'node:buffer';
import { EXCERPT_LENGTH, type Fields, type LinePlace } from '../domain/event.js';
import { parseJsonLine } from '../domain/json-line.js';
import type { LineBlock } from '../ports/bulk-scanner.js';
import type { Cursor, RawLine } from '../ports/telemetry.js';
import { byteLines, MAX_LINE_BYTES, withoutCarriageReturn } from './byte-lines.js';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export const NO_TEXT = 'holds bytes that are no UTF-8';

export type Parsed =
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'broken'; readonly reason: string }
  /** Nothing to count: a blank line, a CSV header. */
  | { readonly kind: 'nothing' }
  /** The record goes on in the next line. */
  | { readonly kind: 'unfinished' };

/** How the text of a line becomes fields. */
export interface LineFormat {
  parse(text: string): Parsed;
  /** Whether a record without a newline behind it can be known to be whole. */
  readonly showsItsEnd: boolean;
}

export const JSONL: LineFormat = {
  showsItsEnd: true,
  parse(text) {
    if (text.trim() === '') return { kind: 'nothing' };
    const fields = parseJsonLine(text);
    return typeof fields === 'string' ? { kind: 'broken', reason: fields } : { kind: 'fields', fields };
  },
};

/** Where the reading stands; the caller turns it into a cursor. */
export type Progress = Pick<Cursor, 'offset' | 'lines' | 'openEnd' | 'skipping' | 'cutSince'>;

export interface LinesRequest {
  readonly source: string;
  readonly file: string;
  readonly format: LineFormat;
  readonly chunks: AsyncIterable<Buffer>;
  readonly now: number;
  /** How long a record cut short is waited for, in milliseconds. */
  readonly cutAfterMs: number;
  /** Takes whole lines in bulk, and returns how many there were; null: lines are given one by one. */
  readonly takeBlock: ((block: LineBlock) => Promise<number>) | null;
  /** Called with the number of lines that were taken, for a reading that breaks off. */
  readonly reached: (lines: number) => void;
}

function parseBytes(
  format: LineFormat,
  bytes: Buffer,
  isFirstLine: boolean,
): { parsed: Parsed; text: string } {
  const body = isFirstLine && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
  const text = body.toString('utf8');
  if (!isUtf8(body)) return { parsed: { kind: 'broken', reason: NO_TEXT }, text };
  return { parsed: format.parse(text), text };
}

function rawLine(parsed: Parsed, place: LinePlace, text: string): RawLine | null {
  const excerpt = text.slice(0, EXCERPT_LENGTH);
  switch (parsed.kind) {
    case 'fields':
      return { kind: 'fields', place, fields: parsed.fields, excerpt };
    case 'broken':
      return { kind: 'broken', place, reason: parsed.reason, excerpt };
    case 'unfinished':
      return { kind: 'broken', place, reason: 'is cut short', excerpt };
    case 'nothing':
      return null;
  }
}

/** A record of several lines. */
function joined(before: readonly Buffer[], last: Buffer): Buffer {
  return before.length === 0 ? last : Buffer.concat([...before.flatMap((part) => [part, NEWLINE]), last]);
}

function tooLong(beginning: Buffer, place: LinePlace): RawLine {
  const excerpt = beginning.toString('utf8').slice(0, EXCERPT_LENGTH);
  return { kind: 'broken', place, reason: `is longer than ${MAX_LINE_BYTES} bytes`, excerpt };
}

/** A JSONL line that is not a file's first; null where there is nothing to judge. */
export function jsonlLine(bytes: Buffer, place: LinePlace): RawLine | null {
  const { parsed, text } = parseBytes(JSONL, withoutCarriageReturn(bytes), false);
  return rawLine(parsed, place, text);
}

/**
 * Reads records from where the cursor stands, in bounded memory. A last record without its newline is taken when it is
 * known to be whole; otherwise it may still be in the writing, and is waited for until `cutAfterMs` have passed.
 */
export async function* readLines(request: LinesRequest, cursor: Cursor): AsyncGenerator<RawLine, Progress> {
  const { source, file, format, now, takeBlock } = request;
  let { offset, lines, openEnd } = cursor;
  let unfinished: Buffer[] = [];
  const start = { offset, skipping: cursor.skipping, inBlocks: takeBlock !== null };
  for await (const item of byteLines(request.chunks, start)) {
    if (item.kind === 'block') {
      lines += (await takeBlock?.({ bytes: item.bytes, place: { source, file, line: lines + 1 } })) ?? 0;
      request.reached(lines);
      offset = item.end;
      openEnd = false;
      continue;
    }
    if (item.kind === 'too-long') {
      lines += unfinished.length + 1;
      request.reached(lines);
      unfinished = [];
      offset = item.end;
      openEnd = false;
      yield tooLong(item.excerpt, { source, file, line: lines });
      continue;
    }
    if (item.kind === 'rest' && item.skipping) {
      return { offset: item.end, lines, openEnd: false, skipping: true, cutSince: null };
    }
    if (item.kind === 'rest' && unfinished.length === 0) offset = item.end - item.bytes.length;
    const isRest = item.kind === 'rest';
    if (isRest && item.bytes.length === 0 && unfinished.length === 0) {
      return { offset, lines, openEnd, skipping: false, cutSince: null };
    }
    // The newline of a record that was taken without it is not a line of its own.
    if (!isRest && openEnd && item.bytes.length === 0) {
      openEnd = false;
      offset = item.end;
      continue;
    }
    const bytes = joined(unfinished, item.bytes);
    const { parsed, text } = parseBytes(format, bytes, lines === 0);
    const place: LinePlace = { source, file, line: lines + 1 };
    if (isRest) {
      const cutSince = cursor.cutSince ?? now;
      if (parsed.kind === 'nothing') return { offset, lines, openEnd, skipping: false, cutSince: null };
      const isWhole = format.showsItsEnd && parsed.kind === 'fields';
      if (!isWhole && now - cutSince <= request.cutAfterMs) {
        return { offset, lines, openEnd, skipping: false, cutSince };
      }
    } else if (parsed.kind === 'unfinished' && bytes.length <= MAX_LINE_BYTES) {
      unfinished.push(Buffer.from(item.bytes));
      continue;
    }
    const line = rawLine(parsed, place, text);
    if (line !== null) yield line;
    lines += unfinished.length + 1;
    request.reached(lines);
    unfinished = [];
    offset = item.end;
    openEnd = isRest;
    if (isRest) return { offset, lines, openEnd, skipping: false, cutSince: null };
  }
  throw new Error('byteLines ended without its rest');
}

const NEWLINE = Buffer.from('\n');
