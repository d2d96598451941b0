import { definitionsDigest, type Definitions } from '../../src/domain/batch-definitions.js';
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
import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { Fields } from '../../src/domain/event.js';
import type { Policy } from '../../src/domain/policy.js';
import { summarise } from '../../src/domain/summary.js';
import { formatInstant } from '../../src/domain/time.js';
import { mergePhases, NO_EVENTS, PhaseTally, type PhaseSummary } from '../../src/domain/window-tally.js';
import type { HeldEvent } from './collector-state.js';
import type { KeptPhase } from './kept-phase.js';

export interface ClosedBatch {
  readonly header: BatchHeader;
  /** Below the collector's folder. */
  readonly file: string;
  readonly text: string;
  /** The same as bytes, made anew each time; missing: it is at hand as text. */
  readonly bytes?: () => Uint8Array;
  /** What it sums up, in order, as far as it was held. */
  readonly events: readonly HeldEvent[];
}

/** What a batch is made of. */
export interface WindowContents {
  readonly start: number;
  readonly phase: string;
  /** Events of the phase, in order. */
  readonly events: readonly HeldEvent[];
  /** Those that are kept, where no others are held; null: none. */
  readonly kept: KeptPhase | null;
  /** What else was taken of it, and by what it was measured. */
  readonly tally: PhaseSummary | null;
  readonly definitions: Definitions | null;
  /** Lines that were not accepted; only for the phase that was on. */
  readonly others: ReadonlyMap<string, LineCounts>;
  readonly missed: ReadonlySet<string>;
  readonly lacks: BatchHeader['lacks'] | null;
}

/** Of events that are not kept: those that were held one by one are added to those that were not. */
function tallied(policy: Policy, { events, tally }: WindowContents): PhaseSummary {
  if (events.length === 0) return tally ?? NO_EVENTS;
  const held = new PhaseTally();
  for (const { source, line } of events) held.add(policy.slis, source, JSON.parse(line) as Fields);
  return mergePhases(held.summary(), tally ?? NO_EVENTS);
}

/** Of events that are kept behind the header. */
function kept(policy: Policy, events: readonly HeldEvent[]): PhaseSummary {
  const accepted: Record<string, number> = {};
  for (const { source } of events) accepted[source] = (accepted[source] ?? 0) + 1;
  const lines = events.map(({ line }) => line);
  const fields = lines.map((line) => JSON.parse(line) as Fields);
  return { accepted, digest: batchDigest(lines), summaries: summarise(policy.slis, fields) };
}

/** The batch of one phase of a window. */
export function makeBatch(policy: Policy, contents: WindowContents): ClosedBatch {
  const phase = contents.kept;
  const isKept = policy.keepEvents && contents.tally === null;
  const summary =
    phase !== null
      ? phase.summary(policy.slis)
      : isKept
        ? kept(policy, contents.events)
        : tallied(policy, contents);
  const { accepted, digest } = summary;
  const sources: Record<string, LineCounts & { missed: boolean }> = {};
  for (const { name } of policy.sources) {
    const own = Object.hasOwn(accepted, name) ? (accepted[name] ?? 0) : 0;
    const lines = addLineCounts(contents.others.get(name) ?? NO_LINES, { ...NO_LINES, accepted: own });
    sources[name] = { ...lines, missed: contents.missed.has(name) };
  }
  const lines = isKept ? contents.events.map((event) => event.line) : [];
  const header: BatchHeader = {
    schema: BATCH_SCHEMA,
    rollout: policy.rollout,
    phase: contents.phase,
    window: { start: formatInstant(contents.start), end: formatInstant(contents.start + policy.batchMs) },
    counts: Object.values(sources).reduce(addLineCounts, NO_LINES),
    sources,
    digest,
    definitions: contents.definitions?.digest ?? definitionsDigest(policy.slis),
    // Made when they are asked for: those of a long tick are large together.
    get summaries() {
      return summary.summaries;
    },
    events: phase?.size ?? lines.length,
    ...(contents.lacks == null ? {} : { lacks: contents.lacks }),
  };
  if (phase !== null) return keptBatch(header, phase);
  return {
    header,
    file: batchFileName(header),
    get text() {
      return renderBatch(header, lines);
    },
    events: contents.events,
  };
}

/** A batch whose text is made each time that it is asked for: all of them are as large as the telemetry. */
function keptBatch(header: BatchHeader, phase: KeptPhase): ClosedBatch {
  const bytes = (): Uint8Array => phase.behind(canonicalJson(header));
  return {
    header,
    file: batchFileName(header),
    bytes,
    get text() {
      return Buffer.from(bytes()).toString('utf8');
    },
    get events() {
      return phase.events();
    },
  };
}
