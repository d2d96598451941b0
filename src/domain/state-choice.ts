import type { TickRef } from './tick.js';

/** How far a stage's state has come. */
export interface Progress {
  /** Up to when windows are closed, or judged, ms since the epoch; null: none is. */
  readonly until: number | null;
  /** The collector's tick that it was left by, or that was taken last; null: not known. */
  readonly tick: TickRef | null;
  /** That tick's clock, ms since the epoch; null: not known. */
  readonly at: number | null;
}

/**
 * Whether a state has come further than another: event time first, since what a run has closed another must not close
 * again; of states that are level there, the one that has read longer.
 */
export function isFurther(a: Progress, b: Progress): boolean {
  const byEvents = (a.until ?? -Infinity) - (b.until ?? -Infinity);
  if (byEvents > 0 || byEvents < 0) return byEvents > 0;
  const byClock = (a.at ?? -Infinity) - (b.at ?? -Infinity);
  if (byClock > 0 || byClock < 0) return byClock > 0;
  const byRun = (a.tick?.run ?? 0) - (b.tick?.run ?? 0);
  return byRun === 0 ? (a.tick?.attempt ?? 0) > (b.tick?.attempt ?? 0) : byRun > 0;
}
