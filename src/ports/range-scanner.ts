import type { LineCounts } from '../domain/batch.js';
import type { LinePlace, Rejection } from '../domain/event.js';
import type { Ledger } from '../domain/ledger.js';
import type { ScannedWindow, Trail } from './bulk-scanner.js';
import type { Cursor } from './telemetry.js';

/** Whole lines of a plain file: both ends are just behind a newline. */
export interface FileRange {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** What a reader of large files may hand over. */
export interface RangesBeside {
  /** Files with fewer unread bytes are read in one piece. */
  readonly fromBytes: number;
  /** To be called as soon as there is such a file: until a range can be taken some time passes. */
  prepare(): void;
  readonly isReady: boolean;
  /** Begins to take a range of a file while the lines before it are read. */
  begin(range: FileRange, file: string): RangeInHand;
}

export interface RangeInHand {
  /**
   * To be called when all lines before the range were taken, with their number. Returns how many lines the range has; null:
   * nothing was taken of it, and it is to be read like everything else.
   */
  finish(linesBefore: number): Promise<number | null>;
}

/** Plain data: it crosses to another thread. */
export interface RangeJob {
  /** Name of the source. */
  readonly source: string;
  readonly file: string;
  readonly range: FileRange;
  /** Keys of events that earlier ticks took of windows that are open, by start: 16 bytes each. */
  readonly known: ReadonlyMap<number, Uint8Array>;
  readonly ledger: Ledger | null;
  readonly now: number;
  readonly openFrom: number;
}

/** What a range comes to by itself, as if nothing of its file stood before it. Plain data. */
export interface RangeTaken {
  readonly lines: number;
  /** Of those with accepted events what they come to; their counts of other lines are zero, and in `counts`. */
  readonly windows: readonly ScannedWindow[];
  /** Lines that are no events of a window, by start of the window that they arrived in. */
  readonly counts: ReadonlyMap<number, LineCounts>;
  readonly totals: LineCounts;
  /** The range's first line is line 1. */
  readonly quarantine: readonly Rejection[];
  readonly trail: Trail;
  /** Arrival of the first event; null: there is none. */
  readonly firstArrival: number | null;
  /** The earliest time of events of closed windows which were looked up among the events of their window; null: none was. */
  readonly earliestLookedUp: number | null;
}

/** Takes ranges of files on another thread, by one policy. */
export interface RangeScanners {
  readonly fromBytes: number;
  /** Says early how far files were read, by source: where much is new, it may begin to prepare. */
  expect(cursors: Readonly<Record<string, Readonly<Record<string, Cursor>>>>): void;
  prepare(): void;
  /** Whether a range can be taken now. */
  readonly isReady: boolean;
  /** null: it failed, and nothing was taken. */
  scan(job: RangeJob): Promise<RangeTaken | null>;
  /** Called where what was taken of a range cannot be used, so that it is read once more. */
  again(place: Pick<LinePlace, 'source' | 'file'>): void;
}
