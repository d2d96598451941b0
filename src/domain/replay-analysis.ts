import { analyse, type AnalysisResult } from './analyse.js';
import type { Analysis } from './analysis.js';
import { timed, type History, type IncomingBatch } from './history.js';
import { readHistory } from './history-file.js';
import type { Ledger } from './ledger.js';
import type { Policy } from './policy.js';
import { stintAt } from './stint.js';
import { parseInstant } from './time.js';

/** What is carried from decision to decision: the history, and until which window's end its batches are in it. */
export interface Progress {
  readonly history: History;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

function ms(instant: string): number {
  return parseInstant(instant) ?? Number.NaN;
}

/** When the batch's window ended, ms since the epoch. */
export function endOf({ header }: IncomingBatch): number {
  return timed(header).window.end;
}

/** The history that an analysis leaves. */
export function historyAfter({ history }: AnalysisResult, rollout: string): History {
  return readHistory(history.text, rollout, 'history').history;
}

/** The end of the newest window that the analysis had judged; without any, before all time. Milliseconds since the epoch. */
export function newestEnd({ recent }: Analysis): number {
  const newest = recent.at(-1);
  return newest === undefined ? -Infinity : ms(newest.window.end);
}

/** A phase that is on since a decision is not on from the beginning, unless the tick was told to judge it so. */
function forcedPhase(analysis: Analysis, ledger: Ledger): string | null {
  return analysis.since === null && ledger.entries.length > 0 ? analysis.phase : null;
}

/** All that one analysis was made from, as far as it is known. */
export interface AnalysisInputs {
  readonly analysis: Analysis;
  readonly policy: Policy;
  readonly ledger: Ledger;
  readonly checklist: string | null;
  readonly batches: readonly IncomingBatch[];
  readonly progress: Progress;
}

/** The history as it was when another policy had judged it before: then a tick says so, and nothing else says when it was. */
function judgedOtherwise(history: History, stint: string): History {
  const outcomes = history.outcomes.map((one) => (one.stint === stint ? { ...one, policy: '' } : one));
  return { ...history, outcomes };
}

/**
 * Makes an analysis again. The tick had brought the windows that it says it judged; all others were known before it, and
 * were judged by earlier ticks. `isPolicyNew`: whether those ticks had another policy in the phase that is on.
 */
export function remake(inputs: AnalysisInputs, isPolicyNew: boolean): AnalysisResult {
  const { analysis, policy, ledger, checklist, batches, progress } = inputs;
  const until = newestEnd(analysis);
  const fresh = new Set(analysis.judged.map(({ window }) => ms(window.end)));
  // What lacked a shard then may have been made anew since.
  const lacking = new Set(
    progress.history.batches
      .filter(({ lacks }) => lacks !== undefined)
      .map((header) => timed(header).window.end),
  );
  const earlier = batches.filter(
    (batch) =>
      (endOf(batch) > progress.until || lacking.has(endOf(batch))) &&
      endOf(batch) <= until &&
      !fresh.has(endOf(batch)),
  );
  const common = {
    policy,
    ledger,
    checklist,
    head: analysis.governance.head,
    now: ms(analysis.now),
    forcedPhase: forcedPhase(analysis, ledger),
  };
  // What an earlier decision saw of the ledger was on the record then; only what the analysis itself complained of is told again.
  const unmarked = { ...progress.history, ledger: null };
  const known = historyAfter(analyse({ ...common, history: unmarked, incoming: earlier }), policy.rollout);
  const before = { ...known, ledger: analysis.integrity?.seen ?? known.ledger };
  const stint = stintAt({ ...common, at: Infinity });
  return analyse({
    ...common,
    history: isPolicyNew ? judgedOtherwise(before, stint.key) : before,
    incoming: batches.filter((batch) => fresh.has(endOf(batch))),
  });
}
