import type { Gate, Judgement, Stabilising } from './analysis.js';
import { verdictTitle } from './gate.js';
import { heldRollback, heldUntil, notYetOver } from './held-rollback.js';
import type { Ledger } from './ledger-entry.js';
import type { Policy } from './policy.js';
import { freshnessMs } from './promotion.js';
import { formatDuration, formatInstant, parseInstant } from './time.js';

export interface StabilisingOptions {
  readonly policy: Policy;
  readonly ledger: Ledger | null;
  /** Windows judged in the current stint, oldest first. */
  readonly current: readonly Judgement[];
  /** End of the newest batch of any phase, ms since the epoch; null without any. */
  readonly newestEnd: number | null;
  readonly gate: Gate;
  /** Whether the ledger can be relied on. */
  readonly isTrusted: boolean;
  /** The clock of the tick, ms since the epoch. */
  readonly now: number;
}

/** What speaks against the SLOs being back; null where they are. Too few samples are no sign of illness, silence is no sign of health. */
function whyNotBack({ policy, current, newestEnd, now }: StabilisingOptions, lastsMs: number): string | null {
  const newest = current.at(-1);
  if (newest === undefined || newestEnd === null) return 'no window has been judged since the rollback';
  if (newestEnd < now - freshnessMs(policy))
    return `there has been no telemetry since ${formatInstant(newestEnd)}`;
  if (newest.counts.accepted === 0)
    return `there was no telemetry in the window that ended ${newest.window.end}`;
  const from = (parseInstant(newest.window.end) ?? 0) - lastsMs;
  for (const { window, verdicts } of [...current].reverse()) {
    if (window !== newest.window && (parseInstant(window.end) ?? 0) <= from) break;
    // Evidence is only asked for where the rule is met.
    const ill = verdicts.find(({ status, evidence }) => status === 'violation' || evidence !== null);
    if (ill !== undefined)
      return `${verdictTitle(ill)}: ${ill.reason}, in the window that ended ${window.end}`;
  }
  return null;
}

/**
 * How far a rollback's stabilising time is; null where none goes on. It is to be released once its time is over, and in the
 * windows of as long a time no SLO was violated and no rollback limit's rule was met.
 */
export function judgeStabilising(options: StabilisingOptions): Stabilising | null {
  const held = heldRollback(options.ledger);
  if (held === null) return null;
  const lastsMs = heldUntil(held) - (parseInstant(held.at) ?? 0);
  const ill = whyNotBack(options, lastsMs);
  const early = notYetOver(held, options.now);
  const back = ill === null;
  const due = back && early === null && options.gate !== 'rollback' && options.isTrusted;
  const lasted = `every SLO was kept in the windows of the last ${formatDuration(lastsMs)}`;
  return {
    entry: held.seq,
    since: held.at,
    until: held.until,
    flags: held.forced,
    back,
    due,
    reason: [...(early === null ? [] : [early]), ill ?? lasted].join('; '),
  };
}

/** Whether the rollback shows: while one is called for or not released, and until a window has closed behind the release. */
export function isRollbackActive(options: {
  readonly gate: Gate;
  readonly ledger: Ledger | null;
  readonly newestEnd: number | null;
}): boolean {
  const { gate, ledger, newestEnd } = options;
  if (gate === 'rollback' || heldRollback(ledger) !== null) return true;
  const last = ledger?.entries.at(-1);
  if (last?.action !== 'release') return false;
  return newestEnd === null || newestEnd <= (parseInstant(last.at) ?? 0);
}

/** What the pipeline does by itself after a tick; null: nothing. */
export function dueOf(analysis: {
  readonly gate: Gate;
  readonly rollback: Policy['rollback'];
  readonly stabilising: Stabilising | null;
}): 'rollback' | 'release' | null {
  if (analysis.gate === 'rollback' && analysis.rollback === 'automatic') return 'rollback';
  return analysis.stabilising?.due === true ? 'release' : null;
}
