import type { LinePlace, TelemetryEvent } from '../domain/event.js';
import type { Era } from '../domain/ledger.js';
import type { KeptLines } from '../domain/scan/kept-block.js';
import type { Policy, Source } from '../domain/policy.js';
import type { PackedKeys } from '../domain/packed-keys.js';
import type { PhaseSummary } from '../domain/window-tally.js';
import type { RawLine } from './telemetry.js';

/** What a file's lines have shown so far. */
export interface Trail {
  /** The latest arrival among them, milliseconds since the epoch; null before the first. */
  readonly reached: number | null;
  /** Rejected lines since the last event: they are counted where the next event arrives. */
  readonly rejected: number;
}

/** Whole lines as they stand in a file. */
export interface LineBlock {
  /** Each line with its newline. */
  readonly bytes: Buffer;
  /** Of the first one. */
  readonly place: LinePlace;
}

/** What a scanner asks of those who judge lines. */
export interface LineJudge {
  /** Judges a line and takes it or puts it aside: the event, or why it is none; null where there was nothing to judge. */
  judge(line: RawLine): Promise<TelemetryEvent | string | null>;
  /** Whether rejected lines are still put aside one by one. */
  readonly wantsRejected: boolean;
  /** Puts a line aside that the scanner rejected and has counted. */
  putAside(place: LinePlace, reason: string, excerpt: string): void;
  trail(place: LinePlace): Trail;
  setTrail(place: LinePlace, trail: Trail): void;
  /** Keys of events that earlier ticks took of a window which is open, 16 bytes each. */
  keysOf(start: number): Uint8Array;
  /** Puts away the lines of accepted events, known or not, where they are kept; missing: events are added up. */
  keep?(lines: KeptLines): void;
}

/** What a scanner took of a window. */
export interface ScannedWindow {
  readonly start: number;
  readonly phases: ReadonlyMap<string, PhaseSummary>;
  /** Of all events of the source, those of earlier ticks too, in no order. */
  readonly keys: PackedKeys;
  /** Lines that arrived in the window and are no events of it. */
  readonly rejected: number;
  readonly duplicates: number;
}

export interface Scanned {
  readonly windows: readonly ScannedWindow[];
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
}

/** Takes whole lines of one source in bulk. What it cannot decide it gives to the judge; what it takes is what the judge would. */
export interface BulkScanner {
  /** Takes the lines of a block; returns how many there were. */
  take(block: LineBlock): Promise<number>;
  /** Whether an event of a window was taken already; its key as 32 hexadecimal digits. */
  has(start: number, key: string): boolean;
  /** Remembers an event that the judge takes. */
  remember(start: number, key: string): void;
  /**
   * Adds what was taken of windows elsewhere. False, and nothing is changed: an event of theirs was taken here too, which
   * earlier ticks had not taken.
   */
  adopt(windows: readonly ScannedWindow[]): boolean;
  /** What was taken so far; to be called once, at the end. */
  finish(): Scanned;
}

export interface ScannerRequest {
  readonly policy: Policy;
  readonly source: Source;
  /** The collector's clock, and the start of the first window that is not closed. */
  readonly now: number;
  readonly openFrom: number;
  /** Which phase was on in every window that is not closed, up to the latest time that an event may have. */
  readonly eras: readonly Era[];
  readonly judge: LineJudge;
}

/** Makes scanners; null where the lines of a source are judged one by one. */
export interface BulkScanners {
  open(request: ScannerRequest): Promise<BulkScanner | null>;
}
