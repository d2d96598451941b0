import type { Ledger } from './ledger.js';
import type { Policy, Sli } from './policy.js';
import { seriesOf } from './read-series.js';
import type { Series, TimedBatch } from './series.js';
import { stintAt, type Stint } from './stint.js';

/** What one stint says of an SLI. */
export interface StintSeries {
  readonly stint: Stint;
  /** One a feature. */
  readonly series: readonly Series[];
}

/** Reads an SLI in the stints before one, of any phase, oldest first. */
export type EarlierStints = (stint: Stint, sli: Sli) => readonly StintSeries[];

interface StintBatches {
  readonly stint: Stint;
  readonly batches: TimedBatch[];
}

/** The batches by the stint that was on when their window ended; those of a phase that was not on are left out. */
function byStint(
  batches: readonly TimedBatch[],
  context: { readonly policy: Policy; readonly ledger: Ledger | null; readonly forcedPhase: string | null },
): readonly StintBatches[] {
  const groups = new Map<string, StintBatches>();
  for (const batch of batches) {
    // A window is half-open: one that ends with the switch was before it.
    const stint = stintAt({ ...context, at: batch.window.end - 1 });
    if (batch.header.phase !== stint.phase) continue;
    const group = groups.get(stint.key) ?? { stint, batches: [] };
    group.batches.push(batch);
    groups.set(stint.key, group);
  }
  return [...groups.values()];
}

function began({ since }: Stint): number {
  return since ?? -Infinity;
}

/** A reader of earlier stints; it sorts the batches (of any phase, oldest first) when it is first asked. */
export function earlierStints(options: {
  readonly policy: Policy;
  readonly ledger: Ledger | null;
  readonly forcedPhase: string | null;
  readonly batches: readonly TimedBatch[];
}): EarlierStints {
  let groups: readonly StintBatches[] | null = null;
  const known = new Map<string, readonly StintSeries[]>();
  return (stint, sli) => {
    groups ??= byStint(options.batches, options);
    const all =
      known.get(sli.id) ??
      groups.map((group) => ({ stint: group.stint, series: seriesOf(options.policy, sli, group.batches) }));
    known.set(sli.id, all);
    return all.filter((one) => began(one.stint) < began(stint));
  };
}
