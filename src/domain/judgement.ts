import type { Judgement, Verdict } from './analysis.js';
import { readBaselines } from './baselines.js';
import { NO_LINES, type LineCounts } from './batch.js';
import type { EarlierStints, StintSeries } from './earlier-stints.js';
import { neighbours, type Phase, type Policy, type Sli, type Slo } from './policy.js';
import { readSeries } from './read-series.js';
import type { RuleSubject } from './rules/judge-rule.js';
import { rulesReachMs } from './rules/reach.js';
import { fixedLimitsText } from './rules/rule-text.js';
import { endedBy, endsOf, occurredWithin, toSeries, type Series, type TimedBatch } from './series.js';
import { requireSli } from './sli.js';
import type { Stint } from './stint.js';
import { formatInstant } from './time.js';
import { judgeSlo, sloWindow, type WindowFacts } from './verdict.js';

/** An SLO of a stint, with what is the same for all its windows. */
export interface StintSlo {
  readonly slo: Slo;
  readonly sli: Sli;
  /** One a feature. */
  readonly series: readonly Series[];
  /** The same without the batches that ended in the SLO's warm-up. */
  readonly warm: readonly Series[];
  /** How far back its windows are judged, see {@link rulesReachMs}. */
  readonly reachMs: number;
  /** See {@link fixedLimitsText}. */
  readonly limitsText: string | null;
  readonly baselineOf: RuleSubject['baselineOf'];
  readonly earlier: RuleSubject['earlier'];
}

/** A stint's batches, with the series that are read from them. */
export interface StintData {
  readonly stint: Stint;
  readonly phase: Phase;
  /** Batches of the stint's phase whose window ends after the stint began, oldest first. */
  readonly batches: readonly TimedBatch[];
  /** When each of them ended. */
  readonly ends: Float64Array;
  /** Those of the phase, in the order of the policy. */
  readonly slos: readonly StintSlo[];
}

/** Series without the batches that ended in the SLO's warm-up. */
function warmSeries(slo: Slo, since: number | null, series: readonly Series[]): readonly Series[] {
  if (since === null || slo.warmUpMs === 0) return series;
  return series.map(({ feature, points }) =>
    toSeries(
      feature,
      points.filter(({ window }) => window.end - since > slo.warmUpMs),
    ),
  );
}

/** One feature in earlier stints, oldest first. */
function earlierSeries(slo: Slo, stints: readonly StintSeries[], feature: string): Series[] {
  return stints.flatMap(({ stint, series }) =>
    warmSeries(
      slo,
      stint.since,
      series.filter((one) => one.feature === feature),
    ),
  );
}

/** Reads what the batches (of any phase, oldest first) say of a stint; `earlier`: of those before it, none by default. */
export function readStint(
  policy: Policy,
  phase: Phase,
  stint: Stint,
  all: readonly TimedBatch[],
  earlier: EarlierStints = () => [],
): StintData {
  const batches = all.filter(
    ({ header, window }) => header.phase === phase.id && (stint.since === null || window.end > stint.since),
  );
  const baselines = readBaselines(policy, phase, all);
  const slis = phase.slos.map((slo) => requireSli(policy, slo.sli));
  const bySli = readSeries(policy, [...new Set(slis)], batches);
  const slos = phase.slos.map((slo): StintSlo => {
    const sli = requireSli(policy, slo.sli);
    const series = bySli.get(slo.sli) ?? [];
    const warm = warmSeries(slo, stint.since, series);
    const reachMs = rulesReachMs(slo, policy.maxGapMs);
    return {
      slo,
      sli,
      series,
      warm,
      reachMs,
      limitsText: fixedLimitsText(slo, sli),
      baselineOf: (rule, feature) => baselines(slo, rule, feature),
      earlier: (feature) => earlierSeries(slo, earlier(stint, sli), feature),
    };
  });
  return { stint, phase, batches, ends: endsOf(batches), slos };
}

/** Whether an instant is in the SLO's warm-up; a batch that ends with the warm-up is the last one in it. */
function isWarmingUp({ since }: Stint, { warmUpMs }: Slo, at: number): boolean {
  return since !== null && warmUpMs > 0 && at - since <= warmUpMs;
}

/** The features that occurred within the reach of the SLO's rules; where none did, the one without a name. */
export function seriesAt(stint: Stint, own: StintSlo, end: number): readonly Series[] {
  // What is seen during the warm-up is shown, and not judged; after it, it is not looked at any more.
  const all = isWarmingUp(stint, own.slo, end) ? own.series : own.warm;
  const reach = { start: end - own.reachMs, end };
  const occurs = (series: Series): boolean => occurredWithin(series, reach);
  const occurring = all.every(occurs) ? all : all.filter(occurs);
  if (occurring.length > 0) return occurring;
  return [all.find(({ feature }) => feature === '') ?? toSeries('', [])];
}

/** Finds out the facts of each length of window once. */
function factsReader({ batches, ends }: StintData, end: number): (slo: Slo) => WindowFacts {
  const known = new Map<number, WindowFacts>();
  return (slo) => {
    const before = known.get(slo.windowMs);
    if (before !== undefined) return before;
    const { start } = sloWindow(slo, end);
    const within = batches
      .slice(endedBy(ends, start), endedBy(ends, end))
      .filter((batch) => batch.window.start >= start).length;
    const facts = { window: { start: formatInstant(start), end: formatInstant(end) }, batches: within };
    known.set(slo.windowMs, facts);
    return facts;
  };
}

/** The batch that a window is that of, and the sources that were silent in it; of several that end together, the first. */
function closingBatch({ batches, ends }: StintData, end: number): { counts: LineCounts; missed: string[] } {
  const newest = batches[endedBy(ends, end - 1)];
  if (newest?.window.end !== end) return { counts: NO_LINES, missed: [] };
  const { counts, sources } = newest.header;
  const missed = Object.entries(sources).flatMap(([name, source]) => (source.missed ? [name] : []));
  return { counts, missed: missed.sort() };
}

/** Judges the window that ends at `end` for the phase that was on: every SLO, each feature by itself. */
export function judgeWindow(
  policy: Policy,
  data: StintData,
  window: { start: number; end: number },
): Judgement {
  const { phase, stint } = data;
  const { end } = window;
  const { counts, missed } = closingBatch(data, end);
  const factsOf = factsReader(data, end);
  const { maxGapMs, batchMs } = policy;
  const verdicts = data.slos.flatMap((own): Verdict[] => {
    const { slo, sli, baselineOf, earlier, reachMs, limitsText } = own;
    const warmingUp = isWarmingUp(stint, slo, end);
    const facts = factsOf(slo);
    // Written out, since a spread costs more than most of what is judged: this runs for every verdict.
    return seriesAt(stint, own, end).map((series) =>
      judgeSlo({
        slo,
        sli,
        series,
        baselineOf,
        earlier,
        end,
        maxGapMs,
        reachMs,
        batchMs,
        facts,
        missed,
        warmingUp,
        limitsText,
      }),
    );
  });
  const violated = verdicts.some((verdict) => verdict.status === 'violation');
  return {
    phase: phase.id,
    window: { start: formatInstant(window.start), end: formatInstant(end) },
    // Out of the first phase there is no way back: the alert says so, and the gate holds.
    gate: violated && neighbours(policy, phase.id).previous !== null ? 'rollback' : 'hold',
    counts,
    missed,
    verdicts,
  };
}
