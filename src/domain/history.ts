import type { Judgement, LedgerMark } from './analysis.js';
import type { BatchHeader } from './batch.js';
import type { Policy } from './policy.js';
import type { TimedBatch } from './series.js';
import { lookbackMs } from './rules/reach.js';
import { DAY, parseInstant } from './time.js';

/** A window that was judged: a cache, since judging it again gives the same. */
export interface Outcome {
  readonly judgement: Judgement;
  /** Digest of the policy it was judged under. */
  readonly policy: string;
  /** Key of the stint it was judged in. */
  readonly stint: string;
}

/** What the analyzer carries from tick to tick. It may vanish: batches bring it back. */
export interface History {
  readonly rollout: string;
  /** Sorted by window end, then start, then phase; one for each window and phase. */
  readonly batches: readonly BatchHeader[];
  /** Sorted by window end; one for each window end. */
  readonly outcomes: readonly Outcome[];
  /** The last ledger entry that was seen, so that a ledger which lacks it is noticed; null before the first. */
  readonly ledger: LedgerMark | null;
}

/** A batch header that was just read, and where from. */
export interface IncomingBatch {
  readonly file: string;
  readonly header: BatchHeader;
}

export function emptyHistory(rollout: string): History {
  return { rollout, batches: [], outcomes: [], ledger: null };
}

function instantOf(text: string): number {
  const ms = parseInstant(text);
  if (ms === null)
    throw new RangeError(`${JSON.stringify(text)} is no instant; batches are checked when they are read`);
  return ms;
}

/** When the outcome's window ended, ms since the epoch. */
export function outcomeEnd(outcome: Outcome): number {
  return instantOf(outcome.judgement.window.end);
}

export function timed(header: BatchHeader): TimedBatch {
  return { header, window: { start: instantOf(header.window.start), end: instantOf(header.window.end) } };
}

function keyOf({ window, header }: TimedBatch): string {
  return `${window.start}/${window.end}/${header.phase}`;
}

function byWindowAndPhase(a: TimedBatch, b: TimedBatch): number {
  const byTime = a.window.end - b.window.end || a.window.start - b.window.start;
  if (byTime !== 0) return byTime;
  return a.header.phase < b.header.phase ? -1 : a.header.phase > b.header.phase ? 1 : 0;
}

function contradiction({ file, header }: IncomingBatch, known: BatchHeader): string {
  const { start, end } = header.window;
  return `${file}: another batch of phase ${header.phase} and window ${start} to ${end} was judged before, with the digest ${known.digest.slice(0, 12)} instead of ${header.digest.slice(0, 12)}; a closed window does not change, so the one that was judged stays`;
}

type Standing = 'new' | 'fuller' | 'poorer' | 'alike';

/** How a batch stands to the one that is known of its window and phase: some were made without all shards. */
function standing(header: BatchHeader, known: BatchHeader | undefined): Standing {
  if (known === undefined) return 'new';
  const [now, before] = [header.lacks, known.lacks];
  if (before === undefined) return now === undefined ? 'alike' : 'poorer';
  if (now === undefined) return 'fuller';
  if (now.of !== before.of) return 'poorer';
  const isWithin = now.shards.every((shard) => before.shards.includes(shard));
  if (isWithin) return now.shards.length < before.shards.length ? 'fuller' : 'alike';
  return 'poorer';
}

/** A history, and what was not let into it. */
export interface AddedBatches {
  readonly history: History;
  /** A sentence for each batch that contradicts an earlier one, naming its file. */
  readonly contradictions: readonly string[];
}

/**
 * How long outcomes are kept, and the batches that they rest on, in milliseconds before the newest window's end. A week of
 * outcomes, or the longest healthy time a promotion asks for; and before it as far as their judgement looks back.
 */
export function retention(policy: Policy): { readonly outcomesMs: number; readonly batchesMs: number } {
  const healthy = policy.phases.map(({ promote }) =>
    Math.max(promote?.healthyMs ?? 0, (promote?.healthyBatches ?? 0) * policy.batchMs),
  );
  const reach = policy.phases.flatMap(({ slos }) => slos.map((slo) => lookbackMs(slo, policy.maxGapMs)));
  const outcomesMs = Math.max(7 * DAY, ...healthy) + policy.batchMs;
  return { outcomesMs, batchesMs: outcomesMs + Math.max(DAY, ...reach) };
}

/**
 * The history with new batches, pruned to what the policy can still need. A batch that comes again changes nothing; one
 * that comes late makes the outcomes from its window on void, so that they are judged with it. So does one that has what an
 * earlier one lacked of shards, which takes its place; one that lacks what is known is left out.
 *
 * A window and phase that come again with other events (a collector that lost its state reads late lines as timely ones)
 * stay as they were judged: a decision must not change under the feet of the record.
 */
export function addBatches(
  history: History,
  incoming: readonly IncomingBatch[],
  policy: Policy,
): AddedBatches {
  const known = new Map(history.batches.map(timed).map((batch) => [keyOf(batch), batch]));
  const contradictions: string[] = [];
  let changedFrom = Infinity;
  for (const one of incoming) {
    const batch = timed(one.header);
    const key = keyOf(batch);
    const before = known.get(key)?.header;
    const how = standing(one.header, before);
    if (before !== undefined && how === 'alike' && before.digest !== one.header.digest) {
      contradictions.push(contradiction(one, before));
    }
    if (how === 'alike' || how === 'poorer') continue;
    known.set(key, batch);
    changedFrom = Math.min(changedFrom, batch.window.end);
  }
  const batches = [...known.values()].sort(byWindowAndPhase);
  const newest = batches.at(-1)?.window.end ?? 0;
  const { outcomesMs, batchesMs } = retention(policy);
  const added: History = {
    ...history,
    batches: batches.filter(({ window }) => window.end > newest - batchesMs).map(({ header }) => header),
    outcomes: history.outcomes.filter((outcome) => {
      const end = outcomeEnd(outcome);
      return end < changedFrom && end > newest - outcomesMs;
    }),
  };
  return { history: added, contradictions };
}
