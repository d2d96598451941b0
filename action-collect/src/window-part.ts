import { definitionsDigest, type Definitions } from '../../src/domain/batch-definitions.js';
import { addLineCounts, type LineCounts } from '../../src/domain/batch.js';
import type { Sli } from '../../src/domain/policy.js';
import { mergePhases, type PhaseSummary } from '../../src/domain/window-tally.js';
import type { HeldEvent, HeldTally } from './collector-state.js';

/** What was added up by the same definitions. */
export interface PartTally {
  readonly definitions: Definitions;
  readonly phases: Readonly<Record<string, PhaseSummary>>;
}

/**
 * What some of a window's sources brought to it, before it is a batch. Parts of different sources merge in any order and
 * grouping, and the window is closed over all of them as if one collector had read them.
 */
export interface WindowPart {
  /** Lines that arrived in the window and are no events of it, by source. */
  readonly counts: Readonly<Record<string, LineCounts>>;
  /** Of events that were not held, by the digest of what they were measured by. */
  readonly tallies: Readonly<Record<string, PartTally>>;
  /** Those that were held. */
  readonly events: readonly HeldEvent[];
}

export const EMPTY_PART: WindowPart = { counts: {}, tallies: {}, events: [] };

/** Two records as one; what both have is joined. */
function joined<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  join: (one: T, other: T) => T,
): Record<string, T> {
  const all = new Map(Object.entries(a));
  for (const [name, value] of Object.entries(b)) {
    const before = all.get(name);
    all.set(name, before === undefined ? value : join(before, value));
  }
  return Object.fromEntries(all);
}

/** Both together. */
export function mergeParts(a: WindowPart, b: WindowPart): WindowPart {
  return {
    counts: joined(a.counts, b.counts, addLineCounts),
    tallies: joined(a.tallies, b.tallies, (one, other) => ({
      definitions: one.definitions,
      phases: joined(one.phases, other.phases, mergePhases),
    })),
    events: [...a.events, ...b.events],
  };
}

/**
 * What the events of a window that are not held come to. Where a policy changed while the window was open, shards may have
 * begun it under either: it is measured as by the earlier one, as a collector does that began it then.
 */
export function tallyOf(slis: readonly Sli[], { tallies }: WindowPart): HeldTally | null {
  const now = definitionsDigest(slis);
  const [first] = Object.keys(tallies).sort(
    (a, b) => Number(a === now) - Number(b === now) || (a < b ? -1 : 1),
  );
  const definitions = first === undefined ? undefined : tallies[first]?.definitions;
  if (definitions === undefined) return null;
  const measuredAlike = ({
    definitions: { slis: by },
    phases,
  }: PartTally): Readonly<Record<string, PhaseSummary>> =>
    Object.fromEntries(
      Object.entries(phases).map(([phase, summary]) => [
        phase,
        { ...summary, summaries: summary.summaries.filter(({ sli }) => by[sli] === definitions.slis[sli]) },
      ]),
    );
  const phases = Object.values(tallies)
    .map((tally) => (tally.definitions.digest === definitions.digest ? tally.phases : measuredAlike(tally)))
    .reduce((all, one) => joined(all, one, mergePhases), {});
  return { definitions, phases: new Map(Object.entries(phases)), keys: new Map() };
}

/** Whether a part has events, held or not. */
export function hasEvents({ tallies, events }: WindowPart): boolean {
  return events.length > 0 || Object.keys(tallies).length > 0;
}

/** Whether a part brings nothing. */
export function isEmptyPart(part: WindowPart): boolean {
  return !hasEvents(part) && Object.keys(part.counts).length === 0;
}
