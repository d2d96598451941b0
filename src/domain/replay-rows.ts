import { analyse } from './analyse.js';
import type { Analysis, Judgement, Verdict } from './analysis.js';
import { verdictTitle } from './gate.js';
import { emptyHistory, retention, timed, type IncomingBatch } from './history.js';
import type { Ledger, LedgerEntry } from './ledger.js';
import type { Policy } from './policy.js';
import type { RecordedDecision } from './replay-record.js';
import { causeOf, type Walk, type WalkStep } from './replay-walker.js';
import { formatDuration, parseInstant } from './time.js';

/** A rollback on fewer samples than this is worth a second look. */
export const FEW_SAMPLES = 60;

/** One move of the walked policy beside what the record says. */
export interface ReplayRow {
  /** End of the window, or the time of the decision. */
  readonly at: string;
  readonly move: string;
  /** The verdict that the move rests on; null where it rests on none. */
  readonly verdict: Verdict | null;
  readonly record: string;
  /** Whether the record says something else. */
  readonly differs: boolean;
}

export interface ReplayReport {
  readonly rows: readonly ReplayRow[];
  readonly rollbacks: number;
  /** Rollbacks on fewer than {@link FEW_SAMPLES} samples. */
  readonly onFewSamples: number;
  readonly recordedRollbacks: number;
  /** Those of them that a person made for a reason of their own. */
  readonly byHand: number;
  readonly windows: number;
  readonly blind: Walk['blind'];
}

export interface ReportOptions {
  readonly walk: Walk;
  readonly decisions: readonly RecordedDecision[];
  /** Decisions from here on (ms since the epoch) were walked, up to `to`. */
  readonly from: number;
  readonly to: number;
  /** Digest of the policy that was walked. */
  readonly walked: string;
  /** The repository's policy: in force after the last decision. */
  readonly inForce: Policy;
  /** Every policy at hand, by digest. */
  readonly policies: ReadonlyMap<string, Policy>;
  readonly ledger: Ledger | null;
  readonly batches: readonly IncomingBatch[];
}

function ms(instant: string): number {
  return parseInstant(instant) ?? Number.NaN;
}

function analysisOf({ decisions }: ReportOptions, entry: LedgerEntry): Analysis | null {
  const recorded = decisions.find((one) => one.entry.seq === entry.seq)?.recorded;
  return recorded?.kind === 'analysis' ? recorded.value : null;
}

/** The window that the record rolled back for; null where its analysis names none. */
function recordedCause(options: ReportOptions, entry: LedgerEntry): Judgement | null {
  const analysis = analysisOf(options, entry);
  return analysis === null ? null : (causeOf(analysis)?.judgement ?? null);
}

/**
 * The policy that was in force at an instant: that of the next decision; after the last one the repository's. Where that is
 * the walked one (a change that is being reviewed), the last decision's. Null where it is not at hand.
 */
function policyAt({ walked, inForce, policies, ledger }: ReportOptions, at: number): Policy | null {
  const entries = ledger?.entries ?? [];
  const next = entries.find((entry) => ms(entry.at) >= at);
  const isSame = inForce.digest === walked;
  const decided = next ?? (isSame ? entries.at(-1) : undefined);
  if (decided !== undefined) return policies.get(decided.policy) ?? null;
  return isSame ? null : inForce;
}

/** A window under the policy in force, with the ledger as it was. */
function underPolicyInForce(
  { ledger, batches }: ReportOptions,
  inForce: Policy,
  judgement: Judgement,
): Judgement | null {
  const end = ms(judgement.window.end);
  const reach = end - retention(inForce).batchesMs;
  const then = ledger?.entries.filter(({ at }) => ms(at) <= end) ?? [];
  const { analysis } = analyse({
    policy: inForce,
    ledger: ledger === null ? null : { ...ledger, entries: then },
    head: null,
    history: emptyHistory(inForce.rollout),
    incoming: batches.filter(({ header }) => {
      const { window } = timed(header);
      return window.end <= end && window.end > reach;
    }),
    now: end + inForce.graceMs,
    forcedPhase: null,
  });
  return analysis.recent.find(({ window }) => window.end === judgement.window.end) ?? null;
}

function statusUnder(options: ReportOptions, step: WalkStep & { kind: 'rollback' }): string {
  const policy = policyAt(options, ms(step.judgement.window.end));
  if (policy === null) return `stayed in ${step.from}; the policy in force is not at hand`;
  const judgement = underPolicyInForce(options, policy, step.judgement);
  const { slo, sli, feature } = step.verdict;
  const own = judgement?.verdicts.filter((one) => one.feature === feature) ?? [];
  const verdict = own.find((one) => one.slo === slo) ?? own.find((one) => one.sli === sli);
  if (judgement === null || verdict === undefined)
    return `stayed in ${judgement?.phase ?? step.from}; the policy in force does not judge ${sli}`;
  return `stayed in ${judgement.phase}: ${verdict.status}, ${verdict.reason}`;
}

function rollbackRow(options: ReportOptions, step: WalkStep & { kind: 'rollback' }): ReplayRow {
  const { judgement, verdict, counterpart, from, to } = step;
  const row = { at: judgement.window.end, move: `rolls back ${from} → ${to}`, verdict };
  if (counterpart === null) return { ...row, record: statusUnder(options, step), differs: true };
  const entry = `entry ${counterpart.seq}`;
  const cause = recordedCause(options, counterpart);
  if (cause === null) {
    const by = counterpart.trigger === null ? ' by hand' : '';
    return { ...row, record: `rolled back${by} at ${counterpart.at} (${entry})`, differs: true };
  }
  const later = ms(cause.window.end) - ms(judgement.window.end);
  if (later === 0) return { ...row, record: `rolled back on the same window (${entry})`, differs: false };
  const when = `${formatDuration(Math.abs(later))} ${later > 0 ? 'later' : 'earlier'}`;
  return {
    ...row,
    record: `rolled back on the window that ended ${cause.window.end}, ${when} (${entry})`,
    differs: true,
  };
}

/** What the walked policy said of the window that the record rolled back for. */
function staysRow(options: ReportOptions, entry: LedgerEntry): ReplayRow {
  const cause = recordedCause(options, entry);
  const own = options.walk.judged.find(({ window }) => window.end === cause?.window.end);
  const recorded = cause?.verdicts.find(({ status }) => status === 'violation');
  const verdict =
    own?.verdicts.find((one) => one.slo === recorded?.slo && one.feature === recorded.feature) ?? null;
  const why = verdict === null ? '' : `: ${verdict.status}, ${verdict.reason}`;
  return {
    at: cause?.window.end ?? entry.at,
    move: `stays in ${entry.from}${why}`,
    verdict,
    record: `rolled back (entry ${entry.seq})${recorded === undefined ? '' : ` for ${verdictTitle(recorded)}`}`,
    differs: true,
  };
}

function said({ action, from, to, seq }: LedgerEntry): string {
  switch (action) {
    case 'promote':
      return `promoted ${from} → ${to} (entry ${seq})`;
    case 'rollback':
      return `rolled back ${from} → ${to} (entry ${seq})`;
    case 'release':
      return `released in ${to} (entry ${seq})`;
  }
}

function rowOf(options: ReportOptions, step: WalkStep): ReplayRow {
  switch (step.kind) {
    case 'rollback':
      return rollbackRow(options, step);
    case 'stays':
      return staysRow(options, step.entry);
    case 'promoted': {
      const { entry } = step;
      const move = `promotes ${entry.from} → ${entry.to}`;
      return { at: entry.at, move, verdict: null, record: said(entry), differs: false };
    }
    case 'refused': {
      const { entry, why } = step;
      const move = `does not promote out of ${entry.from}: ${why}`;
      return { at: entry.at, move, verdict: null, record: said(entry), differs: true };
    }
    case 'elsewhere': {
      const { entry, phase } = step;
      return { at: entry.at, move: `is in ${phase}`, verdict: null, record: said(entry), differs: true };
    }
    case 'by-hand': {
      const { entry } = step;
      const record = `${said(entry)} by hand`;
      return { at: entry.at, move: 'is rolled back by hand', verdict: null, record, differs: false };
    }
  }
}

/** The walk beside the record, in the order of time. */
export function reportOf(options: ReportOptions): ReplayReport {
  const { walk, ledger, from, to } = options;
  const rollbacks = walk.steps.filter((step) => step.kind === 'rollback');
  const recorded = (ledger?.entries ?? []).filter(
    ({ action, at }) => action === 'rollback' && ms(at) >= from && ms(at) <= to + options.inForce.graceMs,
  );
  return {
    rows: walk.steps.map((step) => rowOf(options, step)),
    rollbacks: rollbacks.length,
    onFewSamples: rollbacks.filter(({ verdict }) => verdict.n < FEW_SAMPLES).length,
    recordedRollbacks: recorded.length,
    byHand: recorded.filter(({ trigger }) => trigger === null).length,
    windows: walk.judged.length,
    blind: walk.blind,
  };
}
