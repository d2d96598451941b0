import { definitionsOf, type Definitions } from '../../src/domain/batch-definitions.js';
import type { TelemetryEvent } from '../../src/domain/event.js';
import type { Policy } from '../../src/domain/policy.js';
import { keysInMemory, packKeys, unpackKeys, type PackedKeys } from '../../src/domain/packed-keys.js';
import { windowAt } from '../../src/domain/time.js';
import { madeSummaries, mergePhases, PhaseTally, type PhaseSummary } from '../../src/domain/window-tally.js';
import type { BulkScanner, ScannedWindow } from '../../src/ports/bulk-scanner.js';
import type { CollectorState, HeldTally } from './collector-state.js';

/** What is stored of an event. */
export type StoredEvent = Pick<TelemetryEvent, 'key' | 'ts' | 'phase' | 'fields'> & {
  readonly source: string;
};

/** Accepted events of windows that are open. */
export interface EventStore {
  /** Whether the event, or another under its id, is here; a late one changes nothing. */
  meets(event: StoredEvent, isLate: boolean): boolean;
  add(event: StoredEvent): void;
}

/** What one window's events come to so far. */
interface WindowTally {
  /** Of the tick that began it: another policy may measure otherwise. */
  readonly definitions: Definitions;
  /** Of earlier ticks, and of scanners. */
  readonly done: Map<string, PhaseSummary>;
  readonly open: Map<string, PhaseTally>;
  /** By source; what a scanner has of its source is not here until it is finished. */
  readonly keys: Map<string, Set<string>>;
  readonly packed: Map<string, PackedKeys>;
}

/**
 * Events added up as they come, where the policy keeps none: then a window takes room for what it comes to and for its
 * events' keys. Of two events under one id the one that is read first counts.
 */
export class TalliedEvents implements EventStore {
  readonly #policy: Policy;
  readonly #definitions: Definitions;
  readonly #windows = new Map<number, WindowTally>();
  readonly #scanners = new Map<string, BulkScanner>();

  constructor(policy: Policy, before: CollectorState['tallies']) {
    this.#policy = policy;
    this.#definitions = definitionsOf(policy.slis);
    for (const [start, { phases, keys, definitions }] of Object.entries(before ?? {})) {
      const window = this.#window(Number(start), definitions);
      for (const [phase, summary] of Object.entries(phases)) window.done.set(phase, summary);
      for (const [source, text] of Object.entries(keys))
        window.packed.set(source, keysInMemory(fromBase64(text)));
    }
  }

  meets({ ts, source, key }: StoredEvent): boolean {
    const { start } = windowAt(ts, this.#policy.batchMs);
    const scanner = this.#scanners.get(source);
    if (scanner !== undefined) return scanner.has(start, key);
    const window = this.#windows.get(start);
    return window !== undefined && this.#keys(window, source).has(key);
  }

  add({ ts, source, key, phase, fields }: StoredEvent): void {
    const { start } = windowAt(ts, this.#policy.batchMs);
    const window = this.#window(start);
    const scanner = this.#scanners.get(source);
    if (scanner !== undefined) scanner.remember(start, key);
    else this.#keys(window, source).add(key);
    const tally = window.open.get(phase) ?? new PhaseTally();
    window.open.set(phase, tally);
    tally.add(this.#policy.slis, source, fields);
  }

  /** Keys of a source's events that were taken of a window before its scanner began. */
  keysOf(source: string, start: number): Uint8Array {
    const window = this.#windows.get(start);
    const set = window?.keys.get(source);
    return set === undefined ? (window?.packed.get(source)?.read() ?? new Uint8Array(0)) : packKeys(set);
  }

  /** The same of all windows that have some, by start. */
  known(source: string): ReadonlyMap<number, Uint8Array> {
    const all = [...this.#windows.keys()].map((start) => [start, this.keysOf(source, start)] as const);
    return new Map(all.filter(([, keys]) => keys.length > 0));
  }

  /** Knows events of a source that were taken elsewhere, by start of their window. */
  know(source: string, known: ReadonlyMap<number, Uint8Array>): void {
    for (const [start, keys] of known) this.#window(start).packed.set(source, keysInMemory(keys));
  }

  /** Lets a scanner know the keys of a source, until it is finished. */
  begin(source: string, scanner: BulkScanner): void {
    this.#scanners.set(source, scanner);
  }

  end(source: string, windows: readonly ScannedWindow[]): void {
    this.#scanners.delete(source);
    for (const scanned of windows) {
      if (scanned.keys.bytes === 0) continue;
      const window = this.#window(scanned.start);
      window.packed.set(source, scanned.keys);
      window.keys.delete(source);
      for (const [phase, summary] of scanned.phases)
        mergeInto(window.done, phase, this.#measuredAs(window.definitions, summary));
    }
  }

  /** By start. */
  tallies(): ReadonlyMap<number, HeldTally> {
    return new Map([...this.#windows].map(([start, window]) => [start, this.#finished(window)]));
  }

  #finished({ definitions, done, open, keys, packed }: WindowTally): HeldTally {
    const phases = new Map(done);
    for (const [phase, tally] of open)
      mergeInto(phases, phase, this.#measuredAs(definitions, tally.summary()));
    const all = new Map(packed);
    for (const [source, set] of keys) all.set(source, keysInMemory(packKeys(set)));
    return { definitions, phases, keys: all };
  }

  /** Without the summaries of SLIs that a window's earlier events were measured otherwise for. */
  #measuredAs({ digest, slis }: Definitions, summary: PhaseSummary): PhaseSummary {
    if (digest === this.#definitions.digest) return summary;
    const now = this.#definitions.slis;
    return { ...summary, summaries: summary.summaries.filter(({ sli }) => slis[sli] === now[sli]) };
  }

  #window(start: number, definitions = this.#definitions): WindowTally {
    const window = this.#windows.get(start) ?? {
      definitions,
      done: new Map(),
      open: new Map(),
      keys: new Map(),
      packed: new Map(),
    };
    this.#windows.set(start, window);
    return window;
  }

  #keys(window: WindowTally, source: string): Set<string> {
    const keys =
      window.keys.get(source) ?? new Set(unpackKeys(window.packed.get(source)?.read() ?? new Uint8Array(0)));
    window.keys.set(source, keys);
    return keys;
  }
}

function mergeInto(phases: Map<string, PhaseSummary>, phase: string, summary: PhaseSummary): void {
  const before = phases.get(phase);
  phases.set(phase, before === undefined ? summary : mergePhases(before, summary));
}

/** What is kept of tallies from tick to tick: those of windows from a time on. */
export function heldTallies(
  tallies: ReadonlyMap<number, HeldTally>,
  from: number,
): Pick<CollectorState, 'tallies'> {
  const open = [...tallies].filter(([start]) => start >= from).sort(([a], [b]) => a - b);
  if (open.length === 0) return {};
  const kept = open.map(([start, { definitions, phases, keys }]) => [
    String(start),
    {
      definitions,
      phases: madeSummaries(phases),
      keys: Object.fromEntries(
        [...keys].map(([source, packed]) => [source, toBase64(sorted(packed.read()))]),
      ),
    },
  ]);
  return { tallies: Object.fromEntries(kept) as NonNullable<CollectorState['tallies']> };
}

/** Keys of a source's events that earlier ticks took of open windows. */
export function keysInTallies({ tallies = {} }: CollectorState, source: string): readonly string[] {
  return Object.values(tallies).flatMap(({ keys }) => {
    const packed = Object.hasOwn(keys, source) ? keys[source] : undefined;
    return packed === undefined ? [] : unpackKeys(fromBase64(packed));
  });
}

function sorted(packed: Uint8Array): Uint8Array {
  return packKeys(new Set(unpackKeys(packed).sort()));
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}
