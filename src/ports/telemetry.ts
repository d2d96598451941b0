import type { LineBlock } from './bulk-scanner.js';
import type { RangesBeside } from './range-scanner.js';
import type { Fields, LinePlace } from '../domain/event.js';

/** How far a file was read, and what it looked like, so that a rotated or truncated file is noticed. */
export interface Cursor {
  /** Bytes taken from the start of the (inflated) file. */
  readonly offset: number;
  /** Lines taken. */
  readonly lines: number;
  /** Digests of the file's bytes: its first ones, and the last ones before `offset`. */
  readonly head: Fingerprint;
  readonly tail: Fingerprint;
  /** Compressed files: size and digest at the last reading; a file that still has them is not inflated again. */
  readonly compressed: Fingerprint | null;
  /** CSV: the column names. */
  readonly columns: readonly string[] | null;
  /** The last line taken had no newline yet. */
  readonly openEnd: boolean;
  /** In the middle of a line that is too long; its rest is skipped. */
  readonly skipping: boolean;
  /** Since when the file has ended in a line cut short, milliseconds since the epoch; null when it has not. */
  readonly cutSince: number | null;
}

export interface Fingerprint {
  readonly bytes: number;
  readonly sha256: string;
}

/** A line as it was read: its fields, or why it has none. */
export type RawLine =
  | { readonly kind: 'fields'; readonly place: LinePlace; readonly fields: Fields; readonly excerpt: string }
  | { readonly kind: 'broken'; readonly place: LinePlace; readonly reason: string; readonly excerpt: string };

/** What reading a file ends with, also where nothing was new. A file that could not be read has none. */
export interface FileEnd {
  readonly kind: 'end';
  readonly file: string;
  readonly cursor: Cursor;
}

/** The source could not be asked: what it has not delivered is missing, and not known to be nothing. */
export interface NoAnswer {
  readonly kind: 'no-answer';
}

export interface ReadRequest {
  readonly name: string;
  readonly format: 'jsonl' | 'csv';
  readonly files: string;
  readonly cursors: Readonly<Record<string, Cursor>>;
  /** The collector's clock, and how long a line cut short is waited for. */
  readonly now: number;
  readonly cutAfterMs: number;
  /** Takes lines of JSONL in bulk, and returns how many there were. Default: lines are given one by one. */
  readonly takeBlock?: (block: LineBlock) => Promise<number>;
  /** Takes ranges of plain files beside the reading. Default: every file is read in one piece. */
  readonly beside?: RangesBeside;
}

/** Port to the telemetry: everything new of a source, file by file in order of name. */
export interface TelemetryReader {
  read(request: ReadRequest): AsyncIterable<RawLine | FileEnd | NoAnswer>;
}
