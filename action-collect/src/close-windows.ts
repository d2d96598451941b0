import { addLineCounts, NO_LINES, type BatchHeader, type LineCounts } from '../../src/domain/batch.js';
import { joinKeys, type PackedKeys } from '../../src/domain/packed-keys.js';
import type { Policy, Source } from '../../src/domain/policy.js';
import { windowAt } from '../../src/domain/time.js';
import { makeBatch, type ClosedBatch } from './closed-batch.js';
import type { HeldEvent, HeldTally } from './collector-state.js';
import type { IntakeResult } from './intake.js';
import type { KeptEvents } from './kept-events.js';
import { keptPhases } from './kept-phase.js';
import type { KeptWindow } from './kept-window.js';
import { MadeMap } from './made-map.js';

export interface CloseOptions {
  readonly policy: Policy;
  readonly taken: Pick<IntakeResult, 'counts'>;
  readonly held: readonly HeldEvent[];
  /** Those that are to be kept behind their batches' headers, where no others are held. */
  readonly kept?: KeptEvents;
  /** What events come to that are not held, by start of their window. */
  readonly tallies: ReadonlyMap<number, HeldTally>;
  /** As in the state; null on the first tick. */
  readonly closedUntil: number | null;
  /** The collector's clock; a window is closed once its end and the policy's grace lie behind it. */
  readonly clock: number;
  readonly forcedPhase: string | null;
  readonly phaseAt: (ms: number) => string;
  /** Sources that could not be asked. */
  readonly unanswered: ReadonlySet<string>;
  /** What a window lacks of shards, by its start. Default: nothing; one collector has read it all. */
  readonly lacking?: (start: number) => Lacking;
}

/** Shards that a window was closed without. */
export interface Lacking {
  /** null: none. */
  readonly lacks: BatchHeader['lacks'] | null;
  /** Their sources. */
  readonly sources: ReadonlySet<string>;
  /** Sources that could not be asked when the window was closed. */
  readonly unanswered: ReadonlySet<string>;
}

const WHOLE_WINDOW: Lacking = { lacks: null, sources: new Set(), unanswered: new Set() };

/** What says which windows close. */
export interface CloseTimes extends Pick<CloseOptions, 'policy' | 'held' | 'closedUntil' | 'clock'> {
  /** Starts of windows whose events are not held. */
  readonly starts: Iterable<number>;
}

export interface Closing {
  readonly batches: readonly ClosedBatch[];
  /** Keys of the events of each closed window, by its start: what later duplicates are known by. */
  readonly keys: ReadonlyMap<number, readonly string[]>;
  /** Of those that were not held. */
  readonly packedKeys: ReadonlyMap<number, PackedKeys>;
  readonly closedUntil: number | null;
  /** What stays for later ticks. */
  readonly held: readonly HeldEvent[];
  readonly counts: Readonly<Record<string, Readonly<Record<string, LineCounts>>>>;
  /** Windows times sources that delivered nothing. */
  readonly missed: number;
}

type SourceCounts = ReadonlyMap<string, LineCounts>;

/** A window size that was changed by the policy may leave a time inside a window: the next whole one. */
export function nextWhole(ms: number, { batchMs }: Pick<Policy, 'batchMs'>): number {
  return Math.ceil(ms / batchMs) * batchMs;
}

/** Start of the first window that is still open by the clock. */
export function openByClock({ policy, clock }: Pick<CloseOptions, 'policy' | 'clock'>): number {
  return windowAt(clock - policy.graceMs, policy.batchMs).start;
}

/** Start of the first window that is not closed yet: at the first tick, that of the earliest event if it has ended. */
function firstOpen(options: CloseTimes): number {
  const { policy, held, closedUntil } = options;
  if (closedUntil !== null) return nextWhole(closedUntil, policy);
  const open = openByClock(options);
  const starts = [...held.map((event) => windowAt(event.ts, policy.batchMs).start), ...options.starts];
  return starts.reduce(
    (earliest, start) => Math.min(earliest, start),
    starts.length === 0 ? open - policy.batchMs : open,
  );
}

/** Ends of the windows that close now, ascending. */
export function closingEnds(options: CloseTimes): number[] {
  const { policy, clock } = options;
  const ends: number[] = [];
  let end = firstOpen(options) + policy.batchMs;
  for (; end + policy.graceMs <= clock; end += policy.batchMs) ends.push(end);
  return ends;
}

/** Counts by window, those of closed windows moved to the first open one. */
export function placeCounts(
  counts: IntakeResult['counts'],
  first: number,
): Map<number, Map<string, LineCounts>> {
  const placed = new Map<number, Map<string, LineCounts>>();
  for (const [start, bySource] of counts) {
    const target = Math.max(start, first);
    const sum = placed.get(target) ?? new Map<string, LineCounts>();
    for (const [source, lines] of bySource)
      sum.set(source, addLineCounts(sum.get(source) ?? NO_LINES, lines));
    placed.set(target, sum);
  }
  return placed;
}

export function byTimeThenText(a: HeldEvent, b: HeldEvent): number {
  if (a.ts !== b.ts) return a.ts - b.ts;
  return a.line < b.line ? -1 : a.line > b.line ? 1 : 0;
}

export function eventsByWindow(policy: Policy, held: readonly HeldEvent[]): Map<number, HeldEvent[]> {
  const byWindow = new Map<number, HeldEvent[]>();
  for (const event of held) {
    const { start } = windowAt(event.ts, policy.batchMs);
    const events = byWindow.get(start);
    if (events === undefined) byWindow.set(start, [event]);
    else events.push(event);
  }
  return byWindow;
}

/** Sources that should have delivered in a window and did not, not even lines that were rejected. */
function missedSources(
  { policy, unanswered }: Pick<CloseOptions, 'policy' | 'unanswered'>,
  { events, kept: window, others, tally, lacking }: Omit<WindowInputs, 'start' | 'missed'>,
): Set<string> {
  const delivered = new Set([...events.map((event) => event.source), ...(window?.sources() ?? [])]);
  for (const { accepted } of tally?.phases.values() ?? [])
    for (const name of Object.keys(accepted)) delivered.add(name);
  const isAsked = ({ name }: Source): boolean => !unanswered.has(name) && !lacking.unanswered.has(name);
  const silent = policy.sources.filter(
    (source) =>
      lacking.sources.has(source.name) ||
      (source.files !== '' &&
        (!source.sparse || !isAsked(source)) &&
        !delivered.has(source.name) &&
        (others.get(source.name)?.rejected ?? 0) === 0),
  );
  return new Set(silent.map((source) => source.name));
}

interface WindowInputs {
  readonly start: number;
  readonly events: readonly HeldEvent[];
  readonly kept: KeptWindow | undefined;
  readonly tally: HeldTally | undefined;
  readonly others: SourceCounts;
  readonly missed: ReadonlySet<string>;
  readonly lacking: Lacking;
}

function closeWindow(options: CloseOptions, window: WindowInputs): ClosedBatch[] {
  const { policy } = options;
  const { start, events, tally, others, missed, lacking } = window;
  const current = options.forcedPhase ?? options.phaseAt(start + policy.batchMs);
  const byPhase = window.kept === undefined ? null : keptPhases(window.kept);
  const seen = [
    ...events.map((event) => event.phase),
    ...(byPhase?.keys() ?? []),
    ...(tally?.phases.keys() ?? []),
  ];
  const phases = [...new Set([current, ...seen])].sort();
  return phases.map((phase) =>
    makeBatch(policy, {
      start,
      phase,
      events: events.filter((event) => event.phase === phase).sort(byTimeThenText),
      kept: byPhase?.get(phase) ?? null,
      tally: tally?.phases.get(phase) ?? null,
      definitions: tally?.definitions ?? null,
      others: phase === current ? others : new Map(),
      missed: phase === current ? missed : new Set(),
      lacks: lacking.lacks,
    }),
  );
}

/**
 * Closes every window that has ended (and its grace passed) since the last tick, in order: a batch for each phase that had
 * events, and always one for the phase that was on, even when it is empty. Pure.
 */
export function closeWindows(options: CloseOptions): Closing {
  const { policy, taken, held, kept, tallies, clock } = options;
  const first = firstOpen({ ...options, starts: [...tallies.keys(), ...(kept?.starts() ?? [])] });
  const counts = placeCounts(taken.counts, first);
  const byWindow = eventsByWindow(policy, held);
  const batches: ClosedBatch[] = [];
  const keys = new MadeMap<number, readonly string[]>();
  const packedKeys = new Map<number, PackedKeys>();
  let start = first;
  let missed = 0;
  for (; start + policy.batchMs + policy.graceMs <= clock; start += policy.batchMs) {
    const inputs = {
      events: byWindow.get(start) ?? [],
      kept: kept?.window(start),
      tally: tallies.get(start),
      others: counts.get(start) ?? new Map<string, LineCounts>(),
      lacking: options.lacking?.(start) ?? WHOLE_WINDOW,
    };
    const { events, tally } = inputs;
    const silent = missedSources(options, inputs);
    batches.push(...closeWindow(options, { ...inputs, start, missed: silent }));
    missed += silent.size;
    keys.set(start, () => inputs.kept?.keys() ?? events.map((event) => event.key).sort());
    if (tally !== undefined) packedKeys.set(start, joinKeys([...tally.keys.values()]));
  }
  const open = [...counts].filter(([at]) => at >= start).sort(([a], [b]) => a - b);
  return {
    batches,
    keys,
    packedKeys,
    closedUntil: start,
    held: [...held, ...(kept?.list(start) ?? [])].filter((event) => event.ts >= start).sort(byTimeThenText),
    counts: Object.fromEntries(open.map(([at, bySource]) => [String(at), Object.fromEntries(bySource)])),
    missed,
  };
}
