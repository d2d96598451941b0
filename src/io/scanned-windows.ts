import { mergePhases, PhaseTally, type PhaseSummary } from '../domain/window-tally.js';
import type { SummaryPart } from '../domain/summary.js';
import type { ScannedWindow } from '../ports/bulk-scanner.js';
import type { ScannerExports } from './scanner-module.js';

/** Layout of a window; assembly/windows.ts writes what is read here. */
const AT = {
  keys: 8,
  keyPlaces: 12,
  tally: 20,
  tallyPlaces: 24,
  counts: 32,
  digests: 36,
  rejected: 40,
  duplicates: 44,
} as const;
const KEY_BYTES = 16;
const DIGEST_WORDS = 8;

/** A shape whose lines are events: what each of them adds. */
export interface EventShape {
  readonly phase: string;
  readonly parts: readonly SummaryPart[];
}

/** Values that are counted together: of one phase, for the same summaries. */
export interface ValueGroup {
  readonly phase: string;
  readonly parts: readonly SummaryPart[];
}

export interface Learned {
  readonly source: string;
  readonly phases: readonly string[];
  readonly shapes: readonly EventShape[];
  readonly groups: readonly ValueGroup[];
}

function packedKeys(memory: ArrayBuffer, at: number, places: number): Uint8Array {
  const words = new BigUint64Array(memory, at, places * 2);
  const bytes = new Uint8Array(memory, at, places * KEY_BYTES);
  let count = 0;
  for (let i = 0; i < places; i += 1) if (words[2 * i] !== 0n || words[2 * i + 1] !== 0n) count += 1;
  const packed = new Uint8Array(count * KEY_BYTES);
  let to = 0;
  for (let i = 0; i < places; i += 1) {
    if (words[2 * i] === 0n && words[2 * i + 1] === 0n) continue;
    packed.set(bytes.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES), to);
    to += KEY_BYTES;
  }
  return packed;
}

class PhaseTallies {
  readonly #bySource = new Map<string, PhaseTally>();

  of(phase: string): PhaseTally {
    const known = this.#bySource.get(phase) ?? new PhaseTally();
    this.#bySource.set(phase, known);
    return known;
  }

  summaries(): Map<string, PhaseSummary> {
    return new Map([...this.#bySource].map(([phase, tally]) => [phase, tally.summary()]));
  }
}

function readCounts(memory: ArrayBuffer, at: number, learned: Learned, tallies: PhaseTallies): void {
  const { source, phases, shapes } = learned;
  const words = new Uint32Array(memory, at, 12);
  const counts = new Uint32Array(memory, words[AT.counts / 4], shapes.length);
  const events = new Map<string, number>();
  shapes.forEach(({ phase, parts }, i) => {
    const times = counts[i] ?? 0;
    if (times === 0) return;
    events.set(phase, (events.get(phase) ?? 0) + times);
    for (const part of parts) tallies.of(phase).addPart(part, times);
  });
  phases.forEach((phase, i) => {
    const digests = (words[AT.digests / 4] ?? 0) + 4 * DIGEST_WORDS * i;
    const n = events.get(phase);
    if (n !== undefined)
      tallies.of(phase).addEvents(source, n, new Uint32Array(memory, digests, DIGEST_WORDS));
  });
}

function readValues(memory: ArrayBuffer, at: number, groups: Learned['groups'], tallies: PhaseTallies): void {
  const words = new Uint32Array(memory, at, 12);
  const [tally = 0, places = 0] = [words[AT.tally / 4], words[AT.tallyPlaces / 4]];
  const values = new Float64Array(memory, tally, places * 2);
  const numbers = new Uint32Array(memory, tally, places * 4);
  for (let i = 0; i < places; i += 1) {
    const times = numbers[4 * i + 3] ?? 0;
    if (times === 0) continue;
    const group = groups[numbers[4 * i + 2] ?? 0];
    if (group === undefined) throw new Error('the scanner counted a value for nothing');
    for (const part of group.parts) tallies.of(group.phase).addValue(part, values[2 * i] ?? 0, times);
  }
}

function readWindow(scanner: ScannerExports, at: number, learned: Learned): ScannedWindow {
  const memory = scanner.memory.buffer;
  const words = new Uint32Array(memory, at, 12);
  const tallies = new PhaseTallies();
  readCounts(memory, at, learned, tallies);
  readValues(memory, at, learned.groups, tallies);
  return {
    start: new Float64Array(memory, at, 1)[0] ?? 0,
    phases: tallies.summaries(),
    keys: packedKeys(memory, words[AT.keys / 4] ?? 0, words[AT.keyPlaces / 4] ?? 0),
    rejected: words[AT.rejected / 4] ?? 0,
    duplicates: words[AT.duplicates / 4] ?? 0,
  };
}

function merged(a: ScannedWindow | undefined, b: ScannedWindow): ScannedWindow {
  if (a === undefined) return b;
  const phases = new Map(a.phases);
  for (const [phase, summary] of b.phases) {
    const before = phases.get(phase);
    phases.set(phase, before === undefined ? summary : mergePhases(before, summary));
  }
  return { ...b, phases, rejected: a.rejected + b.rejected, duplicates: a.duplicates + b.duplicates };
}

/** Windows that the scanner has at hand. More are read out of it: telemetry comes about in order of time. */
const MOST_AT_HAND = 24;

/** The windows of a scanner: a few in its memory, and what was read out of it. */
export class ScannedWindows {
  readonly #scanner: ScannerExports;
  readonly #learned: Learned;
  readonly #windowMs: number;
  readonly #keysBefore: (start: number) => Uint8Array;
  readonly #done = new Map<number, ScannedWindow>();
  /** Addresses by start, the one that was asked for longest ago first. */
  readonly #atHand = new Map<number, number>();

  constructor(options: {
    readonly scanner: ScannerExports;
    readonly learned: Learned;
    readonly windowMs: number;
    /** Keys that are known of a window from earlier ticks. */
    readonly keysBefore: (start: number) => Uint8Array;
  }) {
    this.#scanner = options.scanner;
    this.#learned = options.learned;
    this.#windowMs = options.windowMs;
    this.#keysBefore = options.keysBefore;
  }

  /** Address of the window that holds an instant. */
  at(ms: number): number {
    const start = Math.floor(ms / this.#windowMs) * this.#windowMs;
    const known = this.#atHand.get(start);
    if (known !== undefined) {
      this.#atHand.delete(start);
      this.#atHand.set(start, known);
      return known;
    }
    const [oldest] = this.#atHand.keys();
    if (this.#atHand.size >= MOST_AT_HAND && oldest !== undefined) this.#readOut(oldest);
    const at = this.#scanner.addWindow(start);
    this.#atHand.set(start, at);
    const keys = this.#done.get(start)?.keys ?? this.#keysBefore(start);
    const place = keys.length === 0 ? 0 : this.#scanner.allocate(KEY_BYTES);
    for (let i = 0; i < keys.length; i += KEY_BYTES) {
      new Uint8Array(this.#scanner.memory.buffer, place, KEY_BYTES).set(keys.subarray(i, i + KEY_BYTES));
      this.#scanner.remember(at, place);
    }
    return at;
  }

  /** Address of a window if it is known; 0 otherwise. */
  known(start: number): number {
    const isKnown = this.#atHand.has(start) || this.#done.has(start) || this.#keysBefore(start).length > 0;
    return isKnown ? this.at(start) : 0;
  }

  finish(): readonly ScannedWindow[] {
    for (const start of [...this.#atHand.keys()]) this.#readOut(start);
    return [...this.#done.values()];
  }

  #readOut(start: number): void {
    const at = this.#atHand.get(start);
    if (at === undefined) return;
    this.#done.set(start, merged(this.#done.get(start), readWindow(this.#scanner, at, this.#learned)));
    this.#scanner.removeWindow(at);
    this.#atHand.delete(start);
  }
}
