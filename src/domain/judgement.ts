import type { Judgement, Verdict } from './analysis.js';
import { NO_LINES } from './batch.js';
import { neighbours, type Phase, type Policy, type Slo } from './policy.js';
import { pointsWithin, seriesOf, type Series, type TimedBatch } from './series.js';
import { requireSli } from './sli.js';
import type { Stint } from './stint.js';
import { lookbackMs } from './streak.js';
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
}

/** Reads what the batches (of any phase, oldest first) say of a stint. */
export function readStint(policy: Policy, phase: Phase, stint: Stint, all: readonly TimedBatch[]): StintData {
  const batches = all.filter(
    ({ header, window }) => header.phase === phase.id && (stint.since === null || window.end > stint.since),
  );
  const ids = new Set(phase.slos.map((slo) => slo.sli));
  const series = new Map([...ids].map((id) => [id, seriesOf(policy, requireSli(policy, id), batches)]));
  return { stint, phase, batches, series };
}

/** The features that occurred within the SLO's lookback; where none did, the one without a name. */
export function seriesAt(
  data: StintData,
  slo: Slo,
  options: { end: number; maxGapMs: number },
): readonly Series[] {
  const { end, maxGapMs } = options;
  const all = data.series.get(slo.sli) ?? [];
  const reach = { start: end - lookbackMs(slo, maxGapMs), end };
  const occurring = all.filter((series) => pointsWithin(series, reach).some((point) => point.occurred));
  if (occurring.length > 0) return occurring;
  return [all.find(({ feature }) => feature === '') ?? { feature: '', points: [], measured: new Map() }];
}

/** Judges the window that ends at `end` for the phase that was on: every SLO, each feature by itself. */
export function judgeWindow(
  policy: Policy,
  data: StintData,
  window: { start: number; end: number },
): Judgement {
  const { phase, batches } = data;
  const { end } = window;
  const newest = batches.find((batch) => batch.window.end === end)?.header;
  const missed = Object.entries(newest?.sources ?? {}).flatMap(([name, source]) =>
    source.missed ? [name] : [],
  );
  missed.sort();
  const verdicts = phase.slos.flatMap((slo): Verdict[] => {
    const { start } = sloWindow(slo, end);
    const within = batches.filter((batch) => batch.window.start >= start && batch.window.end <= end).length;
    const sli = requireSli(policy, slo.sli);
    const { maxGapMs } = policy;
    return seriesAt(data, slo, { end, maxGapMs }).map((series) =>
      judgeSlo({ slo, sli, series, end, maxGapMs, batches: within, missed }),
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
