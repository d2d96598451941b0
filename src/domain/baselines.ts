import type { Phase, Policy, Rule, Sli, Slo } from './policy.js';
import { readSeries } from './read-series.js';
import type { Series, TimedBatch } from './series.js';
import { requireSli } from './sli.js';

/** Finds the series that the baseline of one of an SLO's rules is read from; null where that phase has no such feature. */
export type Baselines = (slo: Slo, rule: Rule, feature: string) => Series | null;

/** The SLIs that baselines of a phase's rules are read from, by the baseline's phase. */
function neededSlis(policy: Policy, phase: Phase): ReadonlyMap<string, ReadonlySet<Sli>> {
  const needed = new Map<string, Set<Sli>>();
  for (const slo of phase.slos) {
    for (const { baseline } of [...slo.warn, ...slo.rollback]) {
      if (baseline === null) continue;
      const id = baseline.phase ?? phase.id;
      needed.set(id, (needed.get(id) ?? new Set()).add(requireSli(policy, slo.sli)));
    }
  }
  return needed;
}

/** Reads the baselines of a phase's rules from batches of any phase and stint, oldest first. */
export function readBaselines(policy: Policy, phase: Phase, all: readonly TimedBatch[]): Baselines {
  const byPhase = new Map(
    [...neededSlis(policy, phase)].map(([id, slis]) => {
      const batches = all.filter(({ header }) => header.phase === id);
      return [id, readSeries(policy, [...slis], batches)] as const;
    }),
  );
  return (slo, { baseline }, feature) => {
    const series = byPhase.get(baseline?.phase ?? phase.id)?.get(slo.sli) ?? [];
    return series.find((one) => one.feature === feature) ?? null;
  };
}
