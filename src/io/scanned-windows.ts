import type { Tally } from '../domain/distribution.js';
import { mergePhases, PhaseTally, type PhaseSummary } from '../domain/window-tally.js';
import type { SummaryPart } from '../domain/summary.js';
import type { ScannedWindow } from '../ports/bulk-scanner.js';
import type { KeyShelf, LaidBytes } from '../ports/key-shelf.js';
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
const VALUE_BYTES = 16;
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

/** Copies of what the scanner had of one phase of a window. */
interface PhaseRead {
  readonly events: number;
  /** Sum of the events' fingerprints: eight numbers. */
  readonly digest: Uint32Array;
  /** How many events each of the shapes had. */
  readonly times: readonly (readonly [EventShape, number])[];
  /** The values of each group: 16 bytes each, the value, its group, and how often it came; ascending. */
  readonly values: readonly (readonly [ValueGroup, LaidBytes])[];
}

/** How often each shape came; shapes that add the same, which many do, are one object. */
function timesOf(counts: Uint32Array, shapes: Learned['shapes']): ReadonlyMap<EventShape, number> {
  const all = new Map<EventShape, number>();
  shapes.forEach((shape, i) => {
    const times = counts[i] ?? 0;
    if (times !== 0) all.set(shape, (all.get(shape) ?? 0) + times);
  });
  return all;
}

/** The bytes of each group's values, from those of all, which are sorted by group. */
function byGroup(bytes: Uint8Array): (readonly [group: number, values: Uint8Array])[] {
  const places = bytes.length / VALUE_BYTES;
  const numbers = new Uint32Array(bytes.buffer, bytes.byteOffset, places * 4);
  const groups: (readonly [number, Uint8Array])[] = [];
  for (let first = 0; first < places;) {
    const group = numbers[4 * first + 2] ?? 0;
    let end = first;
    while (end < places && numbers[4 * end + 2] === group) end += 1;
    groups.push([group, bytes.subarray(first * VALUE_BYTES, end * VALUE_BYTES)]);
    first = end;
  }
  return groups;
}

/** Values, ascending, each with how often it came. */
function tallyOf(bytes: Uint8Array): Tally {
  const places = bytes.length / VALUE_BYTES;
  const values = new Float64Array(bytes.buffer, bytes.byteOffset, places * 2);
  const numbers = new Uint32Array(bytes.buffer, bytes.byteOffset, places * 4);
  // As long as they get: what grows leaves garbage behind.
  const [keys, counts] = [new Array<number>(places), new Array<number>(places)];
  for (let i = 0; i < places; i += 1) {
    keys[i] = values[2 * i] ?? 0;
    counts[i] = numbers[4 * i + 3] ?? 0;
  }
  return { keys, counts };
}

/** What a phase comes to. Its summaries are made when they are asked for: those of a long tick are large together. */
function summaryOf(source: string, { events, digest, times, values }: PhaseRead): PhaseSummary {
  const counted = new PhaseTally();
  counted.addEvents(source, events, digest);
  const { accepted, digest: text } = counted.summary();
  return {
    accepted,
    digest: text,
    get summaries() {
      const tally = new PhaseTally();
      for (const [{ parts }, n] of times) for (const part of parts) tally.addPart(part, n);
      for (const [{ parts }, laid] of values) {
        const measured = tallyOf(laid.read());
        for (const part of parts) tally.addValues(part, measured);
      }
      return tally.summary().summaries;
    },
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
const AT_HAND = { first: 2, most: 250 } as const;

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
    this.#done.set(start, merged(this.#done.get(start), this.#read(at)));
    this.#scanner.removeWindow(at);
    this.#atHand.delete(start);
  }

  #read(at: number): ScannedWindow {
    const scanner = this.#scanner;
    const places = scanner.packTally(at);
    scanner.sortKeys(at);
    const { buffer } = scanner.memory;
    const words = new Uint32Array(buffer, at, 12);
    const of = (what: number): number => words[what / 4] ?? 0;
    return {
      start: new Float64Array(buffer, at, 1)[0] ?? 0,
      phases: this.#phases({
        counts: new Uint32Array(buffer, of(AT.counts), this.#learned.shapes.length),
        digests: new Uint32Array(buffer, of(AT.digests), this.#learned.phases.length * DIGEST_WORDS),
        values: new Uint8Array(buffer, of(AT.tally), places * VALUE_BYTES),
      }),
      keys: this.#shelf.put(new Uint8Array(buffer, of(AT.keys), of(AT.keyCount) * KEY_BYTES)),
      rejected: of(AT.rejected),
      duplicates: of(AT.duplicates),
    };
  }

  #phases(window: {
    readonly counts: Uint32Array;
    readonly digests: Uint32Array;
    readonly values: Uint8Array;
  }): Map<string, PhaseSummary> {
    const { source, phases, shapes, groups } = this.#learned;
    const times = [...timesOf(window.counts, shapes)];
    const values = byGroup(window.values).map(([number, bytes]) => {
      const group = groups[number];
      if (group === undefined) throw new Error('the scanner counted a value for nothing');
      return [group, this.#shelf.lay(bytes)] as const;
    });
    const all = phases.map((phase, i): [string, PhaseRead] => {
      const own = times.filter(([shape]) => shape.phase === phase);
      const read = {
        events: own.reduce((sum, [, n]) => sum + n, 0),
        digest: window.digests.slice(DIGEST_WORDS * i, DIGEST_WORDS * (i + 1)),
        times: own,
        values: values.filter(([group]) => group.phase === phase),
      };
      return [phase, read];
    });
    const met = all.filter(([, { events }]) => events > 0);
    return new Map(met.map(([phase, read]) => [phase, summaryOf(source, read)]));
  }
}
