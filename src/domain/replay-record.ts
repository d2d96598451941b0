import type { AnalysisResult } from './analyse.js';
import type { Analysis } from './analysis.js';
import { canonicalJsonPretty } from './canonical-json.js';
import { emptyHistory, retention, type IncomingBatch } from './history.js';
import type { Ledger, LedgerEntry } from './ledger.js';
import type { Policy } from './policy.js';
import {
  endOf,
  historyAfter,
  newestEnd,
  remake,
  type AnalysisInputs,
  type Progress,
} from './replay-analysis.js';
import { asKnownBefore, gaps } from './replay-batches.js';
import { firstDifference, type Difference } from './replay-difference.js';
import { parseInstant } from './time.js';
import { VERSION } from './version.js';

/** The analysis that a decision stood on, as the governance branch keeps it. */
export type RecordedAnalysis =
  | { readonly kind: 'analysis'; readonly text: string; readonly value: Analysis }
  /** A person decided without one. */
  | { readonly kind: 'none' }
  /** The snapshot is not there, or its bytes are not those that the ledger's entry names. */
  | { readonly kind: 'untrusted'; readonly why: string };

export interface RecordedDecision {
  readonly entry: LedgerEntry;
  readonly recorded: RecordedAnalysis;
}

/** What became of making one decision's analysis again. */
export type Outcome =
  /** `code`: the version that recorded it, which alone may differ. */
  | { readonly kind: 'identical'; readonly code: string }
  | { readonly kind: 'different'; readonly difference: Difference; readonly notes: readonly string[] }
  /** Nothing was recorded that could be made again. */
  | { readonly kind: 'nothing' }
  /** It cannot be made again. */
  | { readonly kind: 'impossible'; readonly why: string };

export interface ReplayedDecision {
  readonly entry: LedgerEntry;
  readonly outcome: Outcome;
}

export interface ReplayOptions {
  readonly ledger: Ledger;
  readonly decisions: readonly RecordedDecision[];
  /** As `distinctBatches` gives them. */
  readonly batches: readonly IncomingBatch[];
  /** Every policy at hand, by digest. */
  readonly policies: ReadonlyMap<string, Policy>;
  /** Texts of every checklist at hand, by digest. */
  readonly checklists: ReadonlyMap<string, string>;
}

/** A day of windows of 15 minutes: as long as a shard is waited for. */
const MAX_TRIED = 96;

function ms(instant: string): number {
  return parseInstant(instant) ?? Number.NaN;
}

/** Windows that the analysis judged and no batch at hand ended, and silences in the batches before them. */
function missingWindows(analysis: Analysis, policy: Policy, batches: readonly IncomingBatch[]): string[] {
  const ends = new Set(batches.map(endOf));
  const judged = [...analysis.recent, ...analysis.judged];
  const named = judged
    .filter(({ window }) => !ends.has(ms(window.end)))
    .map(({ phase, window }) => `the batch of ${phase}, ${window.start} to ${window.end}, is missing`);
  const to = newestEnd(analysis);
  const from = to - retention(policy).batchesMs;
  const silent = gaps(
    batches.map(({ header }) => header),
    { from, to },
  ).map((range) => `there is no batch from ${range}`);
  return [...new Set(named.length > 0 ? named : silent)].sort();
}

/** What stands beside a difference: which batches are not there, and what else is not as it was. */
function differenceNotes(value: Analysis, made: Analysis, inputs: AnalysisInputs): string[] {
  const sameBatches = value.digests.batches === made.digests.batches;
  const missing = sameBatches ? [] : missingWindows(value, inputs.policy, inputs.batches);
  const others =
    sameBatches || missing.length > 0 ? [] : ['the batches at hand are not the ones that were judged'];
  const { code } = value.digests;
  const version = code === VERSION ? [] : [`recorded by version ${code}, made again by ${VERSION}`];
  return [...missing, ...others, ...version];
}

/** The text of the analysis made again; the same answer by another version is the same answer. */
function textOf({ analysis }: AnalysisResult, code: string): string {
  return canonicalJsonPretty({ ...analysis, digests: { ...analysis.digests, code } });
}

function compare(recorded: string, inputs: AnalysisInputs): { outcome: Outcome; made: AnalysisResult } {
  const { code } = inputs.analysis.digests;
  const made = remake(inputs, false);
  const again = textOf(made, code);
  const isSame = again === recorded || textOf(remake(inputs, true), code) === recorded;
  if (isSame) return { outcome: { kind: 'identical', code }, made };
  // A tick that came while a shard was silent knew less than is known now.
  const newest = newestEnd(inputs.analysis);
  const known = inputs.batches.filter((batch) => endOf(batch) <= newest);
  for (const batches of asKnownBefore(known).slice(0, MAX_TRIED)) {
    const then = remake({ ...inputs, batches }, false);
    if (textOf(then, code) === recorded) return { outcome: { kind: 'identical', code }, made: then };
  }
  const found = firstDifference(JSON.parse(recorded), JSON.parse(again));
  // The same values in another form: a text that the analyzer did not write.
  const difference = found ?? { path: '', recorded: 'the same in another form', made: null };
  const notes = differenceNotes(inputs.analysis, made.analysis, inputs);
  return { outcome: { kind: 'different', difference, notes }, made };
}

/** What the analysis was made from, or why that cannot be known. */
function inputsOf(
  entry: LedgerEntry,
  analysis: Analysis,
  options: ReplayOptions & { readonly progress: Progress },
): AnalysisInputs | string {
  const { policies, checklists, batches, progress } = options;
  const { digests, governance } = analysis;
  const policy = policies.get(digests.policy);
  const hint = 'fetch the whole git history (fetch-depth: 0)';
  if (policy === undefined)
    return `no policy with the digest ${digests.policy.slice(0, 12)} is at hand; ${hint}`;
  const checklist = digests.checklist === null ? null : checklists.get(digests.checklist);
  if (checklist === undefined)
    return `no checklist with the digest ${digests.checklist?.slice(0, 12)} is at hand; ${hint}`;
  const seen = governance.entries;
  if (seen >= entry.seq)
    return `its analysis saw ${seen} ledger entries, and ${entry.seq - 1} came before it`;
  const ledger = { ...options.ledger, entries: options.ledger.entries.slice(0, seen) };
  return { analysis, policy, ledger, checklist, batches, progress };
}

/** One decision, and what the next one goes on from. */
function replayOne(
  { entry, recorded }: RecordedDecision,
  progress: Progress,
  options: ReplayOptions,
): [Outcome, Progress] {
  switch (recorded.kind) {
    case 'none':
      return [{ kind: 'nothing' }, progress];
    case 'untrusted':
      return [{ kind: 'impossible', why: recorded.why }, progress];
    case 'analysis': {
      const inputs = inputsOf(entry, recorded.value, { ...options, progress });
      if (typeof inputs === 'string') return [{ kind: 'impossible', why: inputs }, progress];
      const { outcome, made } = compare(recorded.text, inputs);
      const until = Math.max(progress.until, newestEnd(recorded.value));
      return [outcome, { history: historyAfter(made, inputs.policy.rollout), until }];
    }
  }
}

/**
 * Makes the analysis of every recorded decision again, from the batches, the policy that was in force and the ledger as it
 * was before it, and holds the bytes against the record. Pure, and the same for the same record.
 */
export function replayRecord(options: ReplayOptions): ReplayedDecision[] {
  let progress: Progress = { history: emptyHistory(options.ledger.rollout), until: -Infinity };
  return options.decisions.map((decision) => {
    const [outcome, next] = replayOne(decision, progress, options);
    progress = next;
    return { entry: decision.entry, outcome };
  });
}

/** Decisions made between two instants (ms since the epoch), both included. */
export function decidedWithin<T extends { readonly entry: LedgerEntry }>(
  decisions: readonly T[],
  range: { readonly from: number; readonly to: number },
): T[] {
  return decisions.filter(({ entry }) => ms(entry.at) >= range.from && ms(entry.at) <= range.to);
}
