import type { Judgement, Verdict } from './analysis.js';
import { NO_LINES } from './batch.js';
import { neighbours, type Phase, type Policy, type Rule, type Slo } from './policy.js';
import { rulesReachMs } from './rules/reach.js';
import { endedBy, pointsWithin, seriesOf, type Series, type TimedBatch } from './series.js';
import { requireSli } from './sli.js';
import type { Stint } from './stint.js';
import { formatInstant } from './time.js';
import { judgeSlo, sloWindow } from './verdict.js';

/** A stint's batches, with the series read from them so far. */
export interface StintData {
  readonly stint: Stint;
  readonly phase: Phase;
  /** Batches of the stint's phase whose window ends after the stint began, oldest first. */
  readonly batches: readonly TimedBatch[];
  /** By SLI. */
  readonly series: ReadonlyMap<string, readonly Series[]>;
  /** By SLO, where it has a warm-up: without the batches that ended in it. */
  readonly warm: ReadonlyMap<string, readonly Series[]>;
  /** By {@link baselineKey}: what baselines are read from, of any stint. */
  readonly baselines: ReadonlyMap<string, readonly Series[]>;
}

function baselineKey(phase: string, sli: string): string {
  return `${phase}/${sli}`;
}

/** The series that the baselines of a phase's rules are read from. */
function baselinesOf(
  policy: Policy,
  phase: Phase,
  all: readonly TimedBatch[],
): ReadonlyMap<string, readonly Series[]> {
  const needed = phase.slos.flatMap((slo) =>
    [...slo.warn, ...slo.rollback].flatMap(({ baseline }) =>
      baseline === null ? [] : [{ id: baseline.phase ?? phase.id, sli: slo.sli }],
    ),
  );
  return new Map(
    needed.map(({ id, sli }) => {
      const batches = all.filter(({ header }) => header.phase === id);
      return [baselineKey(id, sli), seriesOf(policy, requireSli(policy, sli), batches)];
    }),
  );
}

/** Series without the batches that ended in the SLO's warm-up. */
function warmSeries(slo: Slo, since: number, series: readonly Series[]): readonly Series[] {
  return series.map(({ feature, points }) => ({
    feature,
    points: points.filter(({ window }) => window.end - since > slo.warmUpMs),
    measured: new Map(),
  }));
}

/** Reads what the batches (of any phase, oldest first) say of a stint. */
export function readStint(policy: Policy, phase: Phase, stint: Stint, all: readonly TimedBatch[]): StintData {
  const batches = all.filter(
    ({ header, window }) => header.phase === phase.id && (stint.since === null || window.end > stint.since),
  );
  const ids = new Set(phase.slos.map((slo) => slo.sli));
  const series = new Map([...ids].map((id) => [id, seriesOf(policy, requireSli(policy, id), batches)]));
  const { since } = stint;
  const warm = phase.slos.flatMap((slo): [string, readonly Series[]][] =>
    since === null || slo.warmUpMs === 0 ? [] : [[slo.id, warmSeries(slo, since, series.get(slo.sli) ?? [])]],
  );
  return { stint, phase, batches, series, warm: new Map(warm), baselines: baselinesOf(policy, phase, all) };
}

/** Whether an instant is in the SLO's warm-up; a batch that ends with the warm-up is the last one in it. */
function isWarmingUp({ stint }: StintData, slo: Slo, at: number): boolean {
  return stint.since !== null && slo.warmUpMs > 0 && at - stint.since <= slo.warmUpMs;
}

/** The features that occurred within the reach of the SLO's rules; where none did, the one without a name. */
export function seriesAt(
  data: StintData,
  slo: Slo,
  options: { end: number; maxGapMs: number },
): readonly Series[] {
  const { end, maxGapMs } = options;
  // What is seen during the warm-up is shown, and not judged; after it, it is not looked at any more.
  const cold = isWarmingUp(data, slo, end);
  const all = (cold ? undefined : data.warm.get(slo.id)) ?? data.series.get(slo.sli) ?? [];
  const reach = { start: end - rulesReachMs(slo, maxGapMs), end };
  const occurring = all.filter((series) => pointsWithin(series, reach).some((point) => point.occurred));
  if (occurring.length > 0) return occurring;
  return [all.find(({ feature }) => feature === '') ?? { feature: '', points: [], measured: new Map() }];
}

/** Finds the baseline of a rule for one feature. */
function baselineReader(data: StintData, slo: Slo, { feature }: Series): (rule: Rule) => Series | null {
  return ({ baseline }) => {
    const all = data.baselines.get(baselineKey(baseline?.phase ?? data.phase.id, slo.sli)) ?? [];
    return all.find((series) => series.feature === feature) ?? null;
  };
}

/** Judges the window that ends at `end` for the phase that was on: every SLO, each feature by itself. */
export function judgeWindow(
  policy: Policy,
  data: StintData,
  window: { start: number; end: number },
): Judgement {
  const { phase, batches } = data;
  const { end } = window;
  // Oldest first, so that the ones up to an instant are found by halving: this runs for every SLO of every window.
  const known = endedBy(batches, end);
  const first = batches[endedBy(batches, end - 1)];
  const newest = first?.window.end === end ? first.header : undefined;
  const missed = Object.entries(newest?.sources ?? {}).flatMap(([name, source]) =>
    source.missed ? [name] : [],
  );
  missed.sort();
  const verdicts = phase.slos.flatMap((slo): Verdict[] => {
    const { start } = sloWindow(slo, end);
    const within = batches
      .slice(endedBy(batches, start), known)
      .filter((batch) => batch.window.start >= start).length;
    const sli = requireSli(policy, slo.sli);
    const { maxGapMs, batchMs } = policy;
    const common = { slo, sli, end, maxGapMs, batchMs, batches: within, missed };
    const warmingUp = isWarmingUp(data, slo, end);
    return seriesAt(data, slo, { end, maxGapMs }).map((series) =>
      judgeSlo({ ...common, series, baselineOf: baselineReader(data, slo, series), warmingUp }),
    );
  });
  const violated = verdicts.some((verdict) => verdict.status === 'violation');
  return {
    phase: phase.id,
    window: { start: formatInstant(window.start), end: formatInstant(end) },
    // Out of the first phase there is no way back: the alert says so, and the gate holds.
    gate: violated && neighbours(policy, phase.id).previous !== null ? 'rollback' : 'hold',
    counts: newest?.counts ?? NO_LINES,
    missed,
    verdicts,
  };
}
