import type { LineCounts } from './batch.js';
import type { Policy } from './policy.js';
import { formatInstant, windowAt } from './time.js';

/** A tick of the collector as telemetry: what a source of format `ticks` reads. */
export interface TickEvent {
  readonly event: 'tick.completed';
  readonly ts: string;
  readonly feature: 'phasegate';
  /** The same for a tick that is done again. */
  readonly id: string;
  /** From the end of the newest window to the tick, ms. */
  readonly slot_delay_ms: number;
  /** Windows that should have been closed by ticks that did not come. */
  readonly missed_slots: number;
  /** Age of the newest line of the source that has been silent longest, ms; missing before the first line. */
  readonly freshness_ms?: number;
  /** Rejected lines among all that this tick read, 0 to 1; 0 without lines. */
  readonly rejected_share: number;
}

export interface TickFacts {
  readonly policy: Pick<Policy, 'batchMs' | 'graceMs' | 'sources'>;
  /** ms since the epoch. */
  readonly now: number;
  /** The clock by which windows close, ms since the epoch: behind `now` in a drill. */
  readonly clock: number;
  /** Up to where windows were closed before this tick; null at the first one. */
  readonly closedUntil: number | null;
  /** Of the lines that this tick read. */
  readonly totals: LineCounts;
  /** When the last line of each file came, ms since the epoch, by source and file. */
  readonly trails: Readonly<Record<string, Readonly<Record<string, { readonly reached: number | null }>>>>;
}

/** Sources that must deliver, each by the arrival of its newest line; the one that is behind most. */
function stalest({ policy, trails }: TickFacts): number | null {
  const newest = policy.sources
    .filter(({ sparse }) => !sparse)
    .flatMap(({ name }) => {
      const files = Object.hasOwn(trails, name) ? Object.values(trails[name] ?? {}) : [];
      const reached = files.flatMap((file) => (file.reached === null ? [] : [file.reached]));
      return reached.length === 0 ? [] : [Math.max(...reached)];
    });
  return newest.length === 0 ? null : Math.min(...newest);
}

/** What a tick says of the pipeline itself. */
export function tickEvent(facts: TickFacts): TickEvent {
  const { policy, now, clock, closedUntil, totals } = facts;
  const { batchMs, graceMs } = policy;
  const due = windowAt(clock - graceMs, batchMs).start;
  const closing = closedUntil === null ? 0 : Math.round((due - closedUntil) / batchMs);
  const lines = totals.accepted + totals.rejected + totals.duplicates + totals.late;
  const reached = stalest(facts);
  return {
    event: 'tick.completed',
    ts: formatInstant(now),
    feature: 'phasegate',
    id: `tick/${formatInstant(now)}`,
    slot_delay_ms: now - windowAt(now, batchMs).start,
    missed_slots: Math.max(0, closing - 1),
    ...(reached === null ? {} : { freshness_ms: Math.max(0, now - reached) }),
    rejected_share: lines === 0 ? 0 : totals.rejected / lines,
  };
}
