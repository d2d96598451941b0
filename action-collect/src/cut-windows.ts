import { joinKeys, type PackedKeys } from '../../src/domain/packed-keys.js';
import { madeSummaries } from '../../src/domain/window-tally.js';
import type { HeldEvent, HeldTally } from './collector-state.js';
import {
  byTimeThenText,
  eventsByWindow,
  nextWhole,
  openByClock,
  placeCounts,
  type CloseOptions,
  type Closing,
} from './close-windows.js';
import { isEmptyPart, type PartTally, type WindowPart } from './window-part.js';

/** What a shard's tick comes to: windows that are to be closed with those of the other shards. */
export interface Cut {
  /** Start of the first window that was still open before; null: none was closed, this is the first tick. */
  readonly from: number | null;
  /** Start of the first window that is still open. */
  readonly until: number;
  /** By start; windows to which nothing came are not here. */
  readonly windows: ReadonlyMap<number, WindowPart>;
  /** Whether anything came to windows that are still open. */
  readonly holds: boolean;
  /** What stays with the shard; it makes no batches. */
  readonly closing: Closing;
}

function partTally({ definitions, phases }: HeldTally): Record<string, PartTally> {
  return { [definitions.digest]: { definitions, phases: madeSummaries(phases) } };
}

/**
 * Cuts off every window that has ended (and its grace passed) since the last tick, as {@link closeWindows} closes it, but
 * leaves it open: other sources belong to it. Counts of the first tick stay where they arrived, since which window is the
 * first is known when all shards are seen. Pure.
 */
export function cutWindows(options: Omit<CloseOptions, 'lacking' | 'kept'>): Cut {
  const { policy, taken, held, tallies, closedUntil } = options;
  const from = closedUntil === null ? null : nextWhole(closedUntil, policy);
  const until = Math.max(from ?? -Infinity, openByClock(options));
  const counts = from === null ? taken.counts : placeCounts(taken.counts, from);
  const byWindow = eventsByWindow(policy, held);
  const starts = [...new Set([...byWindow.keys(), ...tallies.keys(), ...counts.keys()])].sort(
    (a, b) => a - b,
  );
  const windows = new Map<number, WindowPart>();
  const keys = new Map<number, readonly string[]>();
  const packedKeys = new Map<number, PackedKeys>();
  for (const start of starts.filter((one) => one < until)) {
    const tally = tallies.get(start);
    const events = byWindow.get(start) ?? [];
    const part: WindowPart = {
      counts: Object.fromEntries(counts.get(start) ?? []),
      tallies: tally === undefined ? {} : partTally(tally),
      events: [...events].sort(byTimeThenText),
    };
    if (!isEmptyPart(part)) windows.set(start, part);
    keys.set(start, events.map((event) => event.key).sort());
    if (tally !== undefined) packedKeys.set(start, joinKeys([...tally.keys.values()]));
  }
  const open = [...counts].filter(([at]) => at >= until).sort(([a], [b]) => a - b);
  const stays: readonly HeldEvent[] = held.filter((event) => event.ts >= until).sort(byTimeThenText);
  return {
    from,
    until,
    windows,
    holds: stays.length > 0 || [...tallies.keys()].some((start) => start >= until),
    closing: {
      batches: [],
      keys,
      packedKeys,
      closedUntil: until,
      held: stays,
      counts: Object.fromEntries(open.map(([at, bySource]) => [String(at), Object.fromEntries(bySource)])),
      missed: 0,
    },
  };
}
