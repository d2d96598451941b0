import { alertsOf } from './alert.js';
import { ANALYSIS_SCHEMA, type Alert, type Analysis, type Judgement } from './analysis.js';
import { answer } from './answer.js';
import { batchesDigest } from './batch.js';
import { sha256 } from './digest.js';
import { earlierStints } from './earlier-stints.js';
import {
  addBatches,
  outcomeEnd,
  retention,
  timed,
  type History,
  type IncomingBatch,
  type Outcome,
} from './history.js';
import { heldRollback } from './held-rollback.js';
import { renderHistory } from './history-file.js';
import { judgeWindow, readStint, type StintData } from './judgement.js';
import { requirePhase, type Ledger } from './ledger.js';
import { integrityOf, markOf } from './ledger-integrity.js';
import { findPhase, neighbours, type Policy } from './policy.js';
import { wasJudgedOtherwise, withPolicyChange } from './policy-change.js';
import type { TimedBatch } from './series.js';
import { isRollbackActive, judgeStabilising } from './stabilising.js';
import { stintAt, type Stint } from './stint.js';
import { DAY, formatInstant, type Window } from './time.js';
import { VERSION } from './version.js';

export interface AnalyseOptions {
  readonly policy: Policy;
  readonly ledger: Ledger | null;
  /** Commit of the governance branch that the ledger was read at. */
  readonly head: string | null;
  readonly history: History;
  readonly incoming: readonly IncomingBatch[];
  /** The clock of the tick, ms since the epoch: only how fresh the data is depends on it. */
  readonly now: number;
  /** Judges everything as this phase, whatever the ledger says; null: as the ledger says. */
  readonly forcedPhase: string | null;
  /** Text of the checklist that promotions ask for; null, and the default: there is none. */
  readonly checklist?: string | null;
}

export interface AnalysisResult {
  readonly analysis: Analysis;
  readonly history: { readonly text: string; readonly digest: string };
  /** Batches that contradict an earlier one and were not taken, a sentence each. */
  readonly contradictions: readonly string[];
}

/** The windows that batches have closed, oldest first; of several that end together, the longest. */
function closedWindows(batches: readonly TimedBatch[]): Window[] {
  const byEnd = new Map<number, Window>();
  for (const { window } of batches) {
    const known = byEnd.get(window.end);
    byEnd.set(window.end, { start: Math.min(window.start, known?.start ?? window.start), end: window.end });
  }
  return [...byEnd.values()].sort((a, b) => a.end - b.end);
}

/** Each stint's data, read once. */
function stintReader(
  options: AnalyseOptions,
  batches: readonly TimedBatch[],
): (stint: Stint) => StintData | null {
  const { policy } = options;
  const earlier = earlierStints({ ...options, batches });
  const known = new Map<string, StintData | null>();
  return (stint) => {
    const before = known.get(stint.key);
    if (before !== undefined) return before;
    const phase = findPhase(policy, stint.phase);
    // A phase that the policy has dropped since cannot be judged any more; the current one is required to be there.
    const data = phase === undefined ? null : readStint(policy, phase, stint, batches, earlier);
    known.set(stint.key, data);
    return data;
  };
}

interface Judged {
  /** Every judged window that is kept, oldest first. */
  readonly outcomes: readonly Outcome[];
  /** Windows that no earlier tick had judged, and those of this tick's batches: a tick run again says the same again. */
  readonly fresh: readonly { readonly judgement: Judgement; readonly data: StintData }[];
}

/** Judges every window that was not, or was in another stint, or under another policy in the current stint. */
function judgeAll(options: AnalyseOptions, history: History, current: Stint): Judged {
  const { policy } = options;
  const batches = history.batches.map(timed);
  const oldest = (batches.at(-1)?.window.end ?? 0) - retention(policy).outcomesMs;
  const dataOf = stintReader(options, batches);
  const before = new Set(options.history.outcomes.map(outcomeEnd));
  const delivered = new Set(options.incoming.map(({ header }) => timed(header).window.end));
  const cached = new Map(history.outcomes.map((outcome) => [outcomeEnd(outcome), outcome]));
  const outcomes: Outcome[] = [];
  const fresh: { judgement: Judgement; data: StintData }[] = [];
  for (const window of closedWindows(batches)) {
    if (window.end <= oldest) continue;
    const stint = stintAt({ ...options, at: window.end });
    const known = cached.get(window.end);
    const holds = known?.stint === stint.key && (known.policy === policy.digest || stint.key !== current.key);
    const isFresh = !before.has(window.end) || delivered.has(window.end);
    if (holds) outcomes.push(known);
    if (holds && !isFresh) continue;
    const data = dataOf(stint);
    if (data === null) continue;
    const judgement = holds ? known.judgement : judgeWindow(policy, data, window);
    if (!holds) outcomes.push({ judgement, policy: policy.digest, stint: stint.key });
    if (isFresh) fresh.push({ judgement, data });
  }
  return { outcomes, fresh };
}

function alertsOfTick(policy: Policy, { outcomes, fresh }: Judged): Alert[] {
  return fresh.flatMap(({ judgement, data }) => {
    const stint = outcomes.filter((outcome) => outcome.stint === data.stint.key).map((one) => one.judgement);
    return alertsOf({ policy, data, judgement, earlier: stint.slice(0, stint.indexOf(judgement)) });
  });
}

/** What a tick comes to before it is written. */
export interface TickJudgement {
  readonly analysis: Omit<Analysis, 'digests'>;
  readonly history: History;
  readonly contradictions: readonly string[];
}

/**
 * One tick of the analyzer: the history with the new batches, every window that is due judged in order, and the gate.
 *
 * Pure. The history depends on the batches, the ledger and the policy alone, not on how many ticks brought them, so that
 * twenty missed ticks and then one end as twenty on time.
 *
 * @throws PhasegateError `bad-policy` where the policy does not have the phase that is on.
 */
export function judgeTick(options: AnalyseOptions): TickJudgement {
  const { policy, ledger, head, now, forcedPhase } = options;
  const { history, contradictions } = addBatches(options.history, options.incoming, policy);
  const stint = stintAt({ policy, ledger, forcedPhase, at: Infinity });
  const phase = requirePhase(policy, stint.phase);
  const judged = judgeAll(options, history, stint);
  const { outcomes } = judged;
  const changed = wasJudgedOtherwise(options.history.outcomes, { stint: stint.key, policy: policy.digest });
  const told = (judgement: Judgement): Judgement => (changed ? withPolicyChange(judgement) : judgement);
  const current = outcomes
    .filter((outcome) => outcome.stint === stint.key)
    .map((outcome) => told(outcome.judgement));
  const lastBatch = history.batches.at(-1);
  const newestEnd = lastBatch === undefined ? null : timed(lastBatch).window.end;
  const newestOutcome = outcomes.at(-1);
  const recentFrom = newestOutcome === undefined ? 0 : outcomeEnd(newestOutcome) - DAY;
  const { previous, next } = neighbours(policy, phase.id);
  const seen = options.history.ledger;
  const integrity = integrityOf({ policy, seen, ledger, head });
  // A phase that was named is judged whatever the ledger says.
  const decided = forcedPhase === null ? ledger : null;
  const checklist = options.checklist ?? null;
  const held = heldRollback(decided);
  const said = answer({ policy, phase, stint, current, newestEnd, now, checklist, held, integrity });
  const { gate } = said;
  const trusted = integrity === null;
  const analysis: TickJudgement['analysis'] = {
    schema: ANALYSIS_SCHEMA,
    rollout: policy.rollout,
    phase: phase.id,
    since: stint.since === null ? null : formatInstant(stint.since),
    previous: previous?.id ?? null,
    next: next?.id ?? null,
    ...said,
    rollback: policy.rollback,
    governance: { head, entries: ledger?.entries.length ?? 0 },
    integrity,
    stabilising: judgeStabilising({
      policy,
      ledger: decided,
      current,
      newestEnd,
      gate,
      isTrusted: trusted,
      now,
    }),
    rollbackActive: isRollbackActive({ gate, ledger: decided, newestEnd }),
    window: current.at(-1)?.window ?? null,
    verdicts: current.at(-1)?.verdicts ?? [],
    judged: judged.fresh.map(({ judgement, data }) =>
      data.stint.key === stint.key ? told(judgement) : judgement,
    ),
    recent: outcomes.filter((one) => outcomeEnd(one) > recentFrom).map((one) => one.judgement),
    alerts: alertsOfTick(policy, judged),
    now: formatInstant(now),
  };
  // What was seen stays so until the ledger holds it again, or the policy says that it may be gone.
  const mark = trusted ? markOf(ledger, { head, policy }) : seen;
  return { analysis, history: { ...history, outcomes, ledger: mark }, contradictions };
}

/** As {@link judgeTick}, with the history as its file holds it and the digests of what the analysis was made from. */
export function analyse(options: AnalyseOptions): AnalysisResult {
  const { analysis, history, contradictions } = judgeTick(options);
  const file = renderHistory(history);
  const digests = {
    policy: options.policy.digest,
    history: file.digest,
    batches: batchesDigest(history.batches),
    checklist: options.checklist == null ? null : sha256(options.checklist),
    code: VERSION,
  };
  return { analysis: { ...analysis, digests }, history: file, contradictions };
}
