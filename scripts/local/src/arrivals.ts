import { createReadStream, type ReadStream } from 'node:fs';
import type { Gunzip } from 'node:zlib';
import { createGunzip } from 'node:zlib';
import { parseInstant } from '../../../src/domain/time.js';

/** How a file of telemetry grew: line `i` ends at byte `ends[i]` and arrived at `times[i]` (ms), never before line `i - 1`. */
export interface Arrivals {
  readonly ends: readonly number[];
  readonly times: readonly number[];
}

/** A longer line is taken to have no readable time, so that memory stays bounded whatever the file holds. */
const LONGEST_LINE = 256 * 1024;
const NEWLINE = 0x0a;

function instantIn(record: unknown): number | null {
  if (record === null || typeof record !== 'object' || Array.isArray(record)) return null;
  for (const field of ['received_at', 'ts']) {
    const value: unknown = Object.hasOwn(record, field) ? (record as Record<string, unknown>)[field] : null;
    const ms = typeof value === 'string' ? parseInstant(value) : null;
    if (ms !== null) return ms;
  }
  return null;
}

function jsonTime(line: string): number | null {
  try {
    return instantIn(JSON.parse(line));
  } catch {
    return null;
  }
}

function csvTime(line: string): number | null {
  for (const cell of line.split(',')) {
    const ms = parseInstant(cell.trim().replace(/^"(.*)"$/, '$1'));
    if (ms !== null) return ms;
  }
  return null;
}

/** The time at which a line says it was written, in ms; null when it says none. */
export function lineTime(line: string, isCsv: boolean): number | null {
  const text = line.replace(/^\ufeff/, '').trim();
  return isCsv ? csvTime(text) : jsonTime(text);
}

interface Line {
  readonly text: string | null;
  readonly end: number;
}

/** The lines of a stream with the byte at which each ends; a line that is too long comes without its text. */
async function* readLines(stream: ReadStream | Gunzip): AsyncGenerator<Line> {
  let held: Buffer[] = [];
  let size = 0;
  let position = 0;
  const keep = (part: Buffer): void => {
    size += part.length;
    if (size <= LONGEST_LINE) held.push(part);
    else held = [];
  };
  const take = (): string | null => {
    const text = size <= LONGEST_LINE ? Buffer.concat(held).toString('utf8') : null;
    held = [];
    size = 0;
    return text;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at));
      yield { text: take(), end: position + at + 1 };
      from = at + 1;
    }
    keep(chunk.subarray(from));
    position += chunk.length;
  }
  if (size > 0) yield { text: take(), end: position };
}

/**
 * Reads how a file grew. A line arrives at the later of its own time and the arrival of the line before it; a line
 * without a readable time, or with one after `until` (a sender's wrong clock), arrives with the line before.
 * A broken `.gz` counts as far as it can be read.
 */
export async function readArrivals(path: string, until: number): Promise<Arrivals> {
  const isCsv = /\.csv(\.gz)?$/.test(path);
  const file = createReadStream(path);
  const isPacked = path.endsWith('.gz');
  const stream = isPacked ? file.pipe(createGunzip()) : file;
  const ends: number[] = [];
  const times: number[] = [];
  let last = -Infinity;
  try {
    for await (const line of readLines(stream)) {
      const own = line.text === null ? null : lineTime(line.text, isCsv);
      if (own !== null && own <= until) last = Math.max(last, own);
      ends.push(line.end);
      times.push(last);
    }
  } catch (error) {
    if (!isPacked) throw error;
  } finally {
    file.destroy();
  }
  return { ends, times };
}

/** How many bytes of the file had arrived by a time (ms): up to the first line that arrived later. */
export function arrivedBytes(arrivals: Arrivals, now: number): number {
  const { times, ends } = arrivals;
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) <= now) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (ends[low - 1] ?? 0);
}
