import { phaseAt, type Ledger, type LedgerEntry } from './ledger.js';
import type { Policy } from './policy.js';
import { parseInstant } from './time.js';

/**
 * The stretch of time that a phase was on without a break and with the same flags: from one ledger entry to the next that
 * changes either.
 *
 * A release changes flags only where its rollback had forced some. Then what was measured before it says nothing of what
 * is on since, as after any switch: healthy time and streaks begin anew, and there is a warm-up. Where nothing was forced,
 * the service does not notice a release, and a release must not make a regression that is on its way forgotten.
 */
export interface Stint {
  readonly phase: string;
  /** Milliseconds since the epoch; null where the phase was on from the beginning, or was forced. */
  readonly since: number | null;
  /** The decision that began it; null where none did. */
  readonly entry: LedgerEntry | null;
  /** Tells stints apart: the entry's hash, `start` before the first entry, `forced` where the caller named the phase. */
  readonly key: string;
}

function changesFlags(entry: LedgerEntry, before: LedgerEntry | undefined): boolean {
  return entry.action !== 'release' || Object.keys(before?.forced ?? {}).length > 0;
}

/** The stint that an instant (ms since the epoch) belongs to. A forced phase is one stint without beginning or end. */
export function stintAt(options: {
  readonly policy: Policy;
  readonly ledger: Ledger | null;
  readonly forcedPhase: string | null;
  readonly at: number;
}): Stint {
  const { policy, ledger, forcedPhase, at } = options;
  if (forcedPhase !== null) return { phase: forcedPhase, since: null, entry: null, key: 'forced' };
  const phase = phaseAt(policy, ledger, at);
  const entries = ledger?.entries ?? [];
  const entry =
    entries.findLast(
      (one, i) => (parseInstant(one.at) ?? Infinity) <= at && changesFlags(one, entries[i - 1]),
    ) ?? null;
  return { phase, since: entry === null ? null : parseInstant(entry.at), entry, key: entry?.hash ?? 'start' };
}
