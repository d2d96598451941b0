import { mergePhases, PhaseTally, type PhaseSummary } from '../domain/window-tally.js';
import type { SummaryPart } from '../domain/summary.js';
import type { ScannedWindow } from '../ports/bulk-scanner.js';
import type { KeyShelf } from '../ports/key-shelf.js';
import type { ScannerExports } from './scanner-module.js';

/** Layout of a window; assembly/windows.ts writes what is read here. */
const AT = {
  keys: 8,
  keyCount: 16,
  tally: 20,
  counts: 32,
  digests: 36,
  rejected: 40,
  duplicates: 44,
} as const;
const KEY_BYTES = 16;
const KEYS_AT_ONCE = 4096 * KEY_BYTES;
const DIGEST_WORDS = 8;

/** A shape whose lines are events: what each of them adds. Shapes that add the same are one object. */
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
  // Many shapes add the same.
  const timesOf = new Map<EventShape, number>();
  shapes.forEach((shape, i) => {
    const times = counts[i] ?? 0;
    if (times !== 0) timesOf.set(shape, (timesOf.get(shape) ?? 0) + times);
  });
  const events = new Map<string, number>();
  for (const [{ phase, parts }, times] of timesOf) {
    events.set(phase, (events.get(phase) ?? 0) + times);
    for (const part of parts) tallies.of(phase).addPart(part, times);
  }
  phases.forEach((phase, i) => {
    const digests = (words[AT.digests / 4] ?? 0) + 4 * DIGEST_WORDS * i;
    const n = events.get(phase);
    if (n !== undefined)
      tallies.of(phase).addEvents(source, n, new Uint32Array(memory, digests, DIGEST_WORDS));
  });
}

function readValues(
  scanner: ScannerExports,
  at: number,
  groups: Learned['groups'],
  tallies: PhaseTallies,
): void {
  const places = scanner.packTally(at);
  const memory = scanner.memory.buffer;
  const tally = new Uint32Array(memory, at, 12)[AT.tally / 4] ?? 0;
  const values = new Float64Array(memory, tally, places * 2);
  const numbers = new Uint32Array(memory, tally, places * 4);
  for (let first = 0; first < places;) {
    const group = numbers[4 * first + 2] ?? 0;
    const [ascending, times]: [number[], number[]] = [[], []];
    let i = first;
    for (; i < places && numbers[4 * i + 2] === group; i += 1) {
      ascending.push(values[2 * i] ?? 0);
      times.push(numbers[4 * i + 3] ?? 0);
    }
    first = i;
    const of = groups[group];
    if (of === undefined) throw new Error('the scanner counted a value for nothing');
    for (const part of of.parts) tallies.of(of.phase).addValues(part, { keys: ascending, counts: times });
  }
}

function readWindow(scanner: ScannerExports, at: number, learned: Learned, shelf: KeyShelf): ScannedWindow {
  const tallies = new PhaseTallies();
  readCounts(scanner.memory.buffer, at, learned, tallies);
  readValues(scanner, at, learned.groups, tallies);
  scanner.sortKeys(at);
  const memory = scanner.memory.buffer;
  const words = new Uint32Array(memory, at, 12);
  return {
    start: new Float64Array(memory, at, 1)[0] ?? 0,
    phases: tallies.summaries(),
    keys: shelf.put(
      new Uint8Array(memory, words[AT.keys / 4] ?? 0, (words[AT.keyCount / 4] ?? 0) * KEY_BYTES),
    ),
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

/**
 * Windows that the scanner has at hand: few, since telemetry comes about in order of time, and what is small is near. Each
 * window that comes back makes it one more.
 */
const AT_HAND = { first: 4, most: 250 } as const;

/** The windows of a scanner: a few in its memory, and what was read out of it. */
export class ScannedWindows {
  readonly #scanner: ScannerExports;
  readonly #learned: Learned;
  readonly #windowMs: number;
  readonly #keysBefore: (start: number) => Uint8Array;
  readonly #shelf: KeyShelf;
  readonly #done = new Map<number, ScannedWindow>();
  /** Addresses by start, the one that was asked for longest ago first. */
  readonly #atHand = new Map<number, number>();
  #most: number = AT_HAND.first;
  #keysPlace: number | null = null;

  constructor(options: {
    readonly scanner: ScannerExports;
    readonly learned: Learned;
    readonly windowMs: number;
    /** Keys that are known of a window from earlier ticks. */
    readonly keysBefore: (start: number) => Uint8Array;
    readonly shelf: KeyShelf;
  }) {
    this.#shelf = options.shelf;
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
    if (this.#done.has(start)) this.#most = Math.min(this.#most + 1, AT_HAND.most);
    if (this.#atHand.size >= this.#most && oldest !== undefined) this.#readOut(oldest);
    const at = this.#scanner.addWindow(start);
    this.#atHand.set(start, at);
    const keys = this.#done.get(start)?.keys.read() ?? this.#keysBefore(start);
    this.#eachKey(keys, (place) => this.#scanner.remember(at, place));
    return at;
  }

  /** Address of a window if it is known; 0 otherwise. */
  known(start: number): number {
    const isKnown = this.#atHand.has(start) || this.#done.has(start) || this.#keysBefore(start).length > 0;
    return isKnown ? this.at(start) : 0;
  }

  /** Adds windows that were scanned elsewhere; false, and nothing is changed, where one has an event that is here too. */
  adopt(windows: readonly ScannedWindow[]): boolean {
    const shared = windows.filter(({ start }) => this.#atHand.has(start) || this.#done.has(start));
    for (const { start, keys } of shared) {
      const at = this.at(start);
      let same = 0;
      this.#eachKey(keys.read(), (place) => (same += this.#scanner.knows(at, place)));
      // What both had from earlier ticks is no event that was met twice.
      if (same > this.#keysBefore(start).length / KEY_BYTES) return false;
    }
    for (const window of windows) this.#adopt(window);
    return true;
  }

  #adopt(window: ScannedWindow): void {
    const { start, keys } = window;
    if (this.#atHand.has(start) || this.#done.has(start)) {
      const at = this.at(start);
      this.#eachKey(keys.read(), (place) => this.#scanner.remember(at, place));
    }
    this.#done.set(start, merged(this.#done.get(start), window));
  }

  /** Calls with the address of each key. */
  #eachKey(keys: Uint8Array, work: (place: number) => void): void {
    const scanner = this.#scanner;
    this.#keysPlace ??= scanner.allocate(KEYS_AT_ONCE);
    const place = this.#keysPlace;
    for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
      const some = keys.subarray(from, from + KEYS_AT_ONCE);
      new Uint8Array(scanner.memory.buffer, place, KEYS_AT_ONCE).set(some);
      for (let i = 0; i < some.length; i += KEY_BYTES) work(place + i);
    }
  }

  finish(): readonly ScannedWindow[] {
    for (const start of [...this.#atHand.keys()]) this.#readOut(start);
    return [...this.#done.values()];
  }

  #readOut(start: number): void {
    const at = this.#atHand.get(start);
    if (at === undefined) return;
    this.#done.set(
      start,
      merged(this.#done.get(start), readWindow(this.#scanner, at, this.#learned, this.#shelf)),
    );
    this.#scanner.removeWindow(at);
    this.#atHand.delete(start);
  }
}
