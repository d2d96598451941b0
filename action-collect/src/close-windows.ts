import { definitionsDigest } from '../../src/domain/batch-definitions.js';
import {
  addLineCounts,
  BATCH_SCHEMA,
  batchDigest,
  batchFileName,
  NO_LINES,
  renderBatch,
  type BatchHeader,
  type LineCounts,
} from '../../src/domain/batch.js';
import type { Fields } from '../../src/domain/event.js';
import type { Policy } from '../../src/domain/policy.js';
import { summarise } from '../../src/domain/summary.js';
import { formatInstant, windowAt } from '../../src/domain/time.js';
import type { HeldEvent } from './collector-state.js';
import { identity, type IntakeResult } from './intake.js';

export interface CloseOptions {
  readonly policy: Policy;
  readonly taken: IntakeResult;
  /** As in the state; null on the first tick. */
  readonly closedUntil: number | null;
  /** The collector's clock; a window is closed once its end and the policy's grace lie behind it. */
  readonly clock: number;
  readonly forcedPhase: string | null;
  readonly phaseAt: (ms: number) => string;
  /** Sources that could not be asked. */
  readonly unanswered: ReadonlySet<string>;
}

export interface ClosedBatch {
  readonly header: BatchHeader;
  /** Below the collector's folder. */
  readonly file: string;
  readonly text: string;
  /** What it sums up, in order; also where the file does not hold it. */
  readonly events: readonly HeldEvent[];
}

export interface Closing {
  readonly batches: readonly ClosedBatch[];
  /** Keys of the events of each closed window, by its start: what later duplicates are known by. */
  readonly keys: ReadonlyMap<number, readonly string[]>;
  readonly closedUntil: number | null;
  /** What stays for later ticks. */
  readonly held: readonly HeldEvent[];
  readonly counts: Readonly<Record<string, Readonly<Record<string, LineCounts>>>>;
  /** Windows times sources that delivered nothing. */
  readonly missed: number;
}

type SourceCounts = ReadonlyMap<string, LineCounts>;

/** Start of the first window that is not closed yet. */
function firstOpen(options: CloseOptions): number {
  const { policy, taken, closedUntil, clock } = options;
  // A window size that was changed by the policy may leave `closedUntil` inside a window: go on with the next whole one.
  if (closedUntil !== null) return Math.ceil(closedUntil / policy.batchMs) * policy.batchMs;
  const newestClosed = windowAt(clock - policy.graceMs, policy.batchMs).start - policy.batchMs;
  const starts = taken.held.map((event) => windowAt(event.ts, policy.batchMs).start);
  return starts.reduce(
    (earliest, start) => Math.min(earliest, start),
    taken.held.length === 0 ? newestClosed : Infinity,
  );
}

/** Counts by window, those of closed windows moved to the first open one. */
function placeCounts(counts: IntakeResult['counts'], first: number): Map<number, Map<string, LineCounts>> {
  const placed = new Map<number, Map<string, LineCounts>>();
  for (const [start, bySource] of counts) {
    const target = Math.max(start, first);
    const sum = placed.get(target) ?? new Map<string, LineCounts>();
    for (const [source, lines] of bySource)
      sum.set(source, addLineCounts(sum.get(source) ?? NO_LINES, lines));
    placed.set(target, sum);
  }
  return placed;
}

function byTimeThenText(a: HeldEvent, b: HeldEvent): number {
  if (a.ts !== b.ts) return a.ts - b.ts;
  return a.line < b.line ? -1 : a.line > b.line ? 1 : 0;
}

interface WindowContents {
  readonly start: number;
  readonly phase: string;
  /** Events of the phase, in order. */
  readonly events: readonly HeldEvent[];
  /** Lines that were not accepted; only for the phase that was on. */
  readonly others: SourceCounts;
  readonly missed: ReadonlySet<string>;
}

function makeBatch(policy: Policy, contents: WindowContents): ClosedBatch {
  const sources: Record<string, LineCounts & { missed: boolean }> = {};
  for (const { name } of policy.sources) {
    const accepted = contents.events.filter((event) => event.source === name).length;
    const lines = addLineCounts(contents.others.get(name) ?? NO_LINES, { ...NO_LINES, accepted });
    sources[name] = { ...lines, missed: contents.missed.has(name) };
  }
  const lines = contents.events.map((event) => event.line);
  const header: BatchHeader = {
    schema: BATCH_SCHEMA,
    rollout: policy.rollout,
    phase: contents.phase,
    window: { start: formatInstant(contents.start), end: formatInstant(contents.start + policy.batchMs) },
    counts: Object.values(sources).reduce(addLineCounts, NO_LINES),
    sources,
    digest: batchDigest(lines),
    definitions: definitionsDigest(policy.slis),
    summaries: summarise(
      policy.slis,
      lines.map((line) => JSON.parse(line) as Fields),
    ),
    events: policy.keepEvents ? lines.length : 0,
  };
  const text = renderBatch(header, policy.keepEvents ? lines : []);
  return { header, file: batchFileName(header), text, events: contents.events };
}

function eventsByWindow(policy: Policy, held: readonly HeldEvent[]): Map<number, HeldEvent[]> {
  const byWindow = new Map<number, HeldEvent[]>();
  for (const event of held) {
    const { start } = windowAt(event.ts, policy.batchMs);
    const events = byWindow.get(start);
    if (events === undefined) byWindow.set(start, [event]);
    else events.push(event);
  }
  return byWindow;
}

/** Sources that should have delivered in a window and did not, not even lines that were rejected. */
function missedSources(
  { policy, unanswered }: Pick<CloseOptions, 'policy' | 'unanswered'>,
  events: readonly HeldEvent[],
  others: SourceCounts,
): Set<string> {
  const delivered = new Set(events.map((event) => event.source));
  const silent = policy.sources.filter(
    (source) =>
      source.files !== '' &&
      (!source.sparse || unanswered.has(source.name)) &&
      !delivered.has(source.name) &&
      (others.get(source.name)?.rejected ?? 0) === 0,
  );
  return new Set(silent.map((source) => source.name));
}

function closeWindow(
  options: CloseOptions,
  start: number,
  events: readonly HeldEvent[],
  others: SourceCounts,
): ClosedBatch[] {
  const { policy } = options;
  const current = options.forcedPhase ?? options.phaseAt(start + policy.batchMs);
  const missed = missedSources(options, events, others);
  const phases = [...new Set([current, ...events.map((event) => event.phase)])].sort();
  return phases.map((phase) =>
    makeBatch(policy, {
      start,
      phase,
      events: events.filter((event) => event.phase === phase).sort(byTimeThenText),
      others: phase === current ? others : new Map(),
      missed: phase === current ? missed : new Set(),
    }),
  );
}

/**
 * Closes every window that has ended (and its grace passed) since the last tick, in order: a batch for each phase that had
 * events, and always one for the phase that was on, even when it is empty. Pure.
 */
export function closeWindows(options: CloseOptions): Closing {
  const { policy, taken, clock } = options;
  const first = firstOpen(options);
  const counts = placeCounts(taken.counts, first);
  const byWindow = eventsByWindow(policy, taken.held);
  const batches: ClosedBatch[] = [];
  const keys = new Map<number, readonly string[]>();
  let start = first;
  let missed = 0;
  for (; start + policy.batchMs + policy.graceMs <= clock; start += policy.batchMs) {
    const events = byWindow.get(start) ?? [];
    const others = counts.get(start) ?? new Map<string, LineCounts>();
    batches.push(...closeWindow(options, start, events, others));
    missed += missedSources(options, events, others).size;
    keys.set(start, events.map((event) => identity(event.source, event.key)).sort());
  }
  const open = [...counts].filter(([at]) => at >= start).sort(([a], [b]) => a - b);
  return {
    batches,
    keys,
    closedUntil: start,
    held: taken.held.filter((event) => event.ts >= start).sort(byTimeThenText),
    counts: Object.fromEntries(open.map(([at, bySource]) => [String(at), Object.fromEntries(bySource)])),
    missed,
  };
}
