import type { Ledger, LedgerEntry } from './ledger-entry.js';
import { formatDuration, parseInstant } from './time.js';

/** A rollback that has not been released. */
export interface HeldRollback extends LedgerEntry {
  readonly until: string;
}

/** The rollback whose stabilising time goes on; null where there is none. Nothing but a rollback or a release may follow it. */
export function heldRollback(ledger: Ledger | null): HeldRollback | null {
  const last = ledger?.entries.at(-1);
  return last === undefined || last.until === null ? null : { ...last, until: last.until };
}

/** When the stabilising time is over at the earliest, ms since the epoch. */
export function heldUntil({ until }: HeldRollback): number {
  return parseInstant(until) ?? Infinity;
}

/** Whether an instant (ms since the epoch) is before the rollback's time is over, in words; null where it is over. */
export function notYetOver(held: HeldRollback, now: number): string | null {
  const left = heldUntil(held) - now;
  return left > 0 ? `it lasts until ${held.until}, ${formatDuration(left)} from now` : null;
}
