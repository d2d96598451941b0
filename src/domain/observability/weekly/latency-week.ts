import { quantile, type Distribution } from '../../distribution.js';
import { formatInstant, utcDay, type Window } from '../../time.js';

/** A batch of signal latency as its rollup tells it. */
export interface LatencyHour {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  /** null: it held no sample. */
  readonly p95: number | null;
  readonly isBreach: boolean;
  /** How many breaches in a row ended with this one. */
  readonly streak: number;
}

/** How many breaches in a row are told of; null: none are, however many there are. */
export interface AlertRules {
  readonly warning: number | null;
  readonly critical: number | null;
  /** In words, such as `above 5000 ms`. */
  readonly limit: string;
}

/** Breaches in a row. */
export interface Episode {
  readonly begin: number;
  /** null: it lasted beyond the week. */
  readonly end: number | null;
  readonly windows: number;
  readonly maxP95: number | null;
  readonly severity: 'warning' | 'critical' | null;
}

function severityOf(streak: number, { warning, critical }: AlertRules): Episode['severity'] {
  if (critical !== null && streak >= critical) return 'critical';
  return warning !== null && streak >= warning ? 'warning' : null;
}

function largest(hours: readonly LatencyHour[]): number | null {
  return hours.reduce<number | null>(
    (max, { p95 }) => (p95 === null ? max : max === null ? p95 : Math.max(max, p95)),
    null,
  );
}

/**
 * The breaches of a week, each from its own begin, which may be before the week. `hours`: rollups in order of time, with those
 * before the week. What comes behind the week is not looked at: the report of a week does not depend on when it is made.
 */
export function episodesOf(
  hours: readonly LatencyHour[],
  week: Window,
  rules: AlertRules,
): readonly Episode[] {
  const known = hours.filter(({ start }) => start < week.end);
  const runs: LatencyHour[][] = [];
  for (const hour of known) {
    const run = runs.at(-1);
    if (!hour.isBreach) continue;
    // A streak that begins anew is another breach, also where hours without samples lie between.
    if (run !== undefined && hour.streak > 1 && run.at(-1)?.streak === hour.streak - 1) run.push(hour);
    else runs.push([hour]);
  }
  const newest = known.at(-1);
  return runs.flatMap((run): Episode[] => {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined || last.end <= week.start) return [];
    const end = last === newest && last.end >= week.end ? null : last.end;
    const severity = severityOf(last.streak, rules);
    return [{ begin: first.start, end, windows: run.length, maxP95: largest(run), severity }];
  });
}

/** The exact distribution of values, however many. */
function exactly(values: readonly number[]): Distribution {
  const sorted = Float64Array.from(values).sort();
  const keys: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (keys.at(-1) === value) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else {
      keys.push(value);
      counts.push(1);
    }
  }
  return { kind: 'exact', values: keys, counts };
}

/** A sample of the week. */
export interface Sample {
  readonly at: number;
  readonly value: number;
}

export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  /** Begins of the rollups whose samples are not all there. Where there are some, there are no percentiles. */
  readonly incomplete: readonly number[];
}

/**
 * Percentiles of a week, from its samples: rollups hold figures and no distribution, and no mean of hourly percentiles is a
 * percentile of the week. Each hour's samples are held against the count of its rollup; where samples were dropped, or came
 * to another file, the percentiles are null and never those of a part.
 */
export function percentilesOf(
  samples: readonly Sample[],
  hours: readonly LatencyHour[],
  week: Window,
): Percentiles {
  const inWeek = hours.filter(({ start }) => start >= week.start && start < week.end);
  const of = samples.filter(({ at }) => at >= week.start && at < week.end);
  const sorted = of.map(({ at }) => at).sort((a, b) => a - b);
  let next = 0;
  const incomplete = inWeek.flatMap(({ start, end, count }) => {
    while ((sorted[next] ?? Infinity) < start) next += 1;
    const first = next;
    while ((sorted[next] ?? Infinity) < end) next += 1;
    return next - first === count ? [] : [start];
  });
  if (incomplete.length > 0) return { p50: null, p95: null, incomplete };
  const distribution = exactly(of.map(({ value }) => value));
  return { p50: quantile(distribution, 50), p95: quantile(distribution, 95), incomplete };
}

/** The section of a week's latency. */
export function latencySummary(
  episodes: readonly Episode[],
  percentiles: Percentiles,
  evidence: string,
): Readonly<Record<string, unknown>> {
  return {
    p50_ms: percentiles.p50,
    p95_ms: percentiles.p95,
    breaches: episodes.map((one) => ({
      begin: formatInstant(one.begin),
      end: one.end === null ? null : formatInstant(one.end),
      windows: one.windows,
      max_p95_ms: one.maxP95,
      severity: one.severity,
      evidence_path: evidence,
    })),
    pending_alerts: episodes.filter(({ end, severity }) => end === null && severity !== null).length,
  };
}

/** The alerts of a week's latency: breaches that lasted long enough to be told of. `channelsOf`: who is told of one, by the policy. */
export function latencyAlerts(
  episodes: readonly Episode[],
  rules: AlertRules,
  options: {
    readonly evidence: string;
    readonly channelsOf: (severity: 'warning' | 'critical') => readonly string[];
  },
): readonly Readonly<Record<string, unknown>>[] {
  return episodes.flatMap(({ begin, end, windows, severity }) => {
    if (severity === null) return [];
    const lasted = end === null ? `${windows} windows, and on` : `${windows} windows`;
    return [
      {
        id: `latency_breach-${utcDay(begin)}T${formatInstant(begin).slice(11, 19).replaceAll(':', '')}Z`,
        severity,
        message: `p95 ${rules.limit} from ${formatInstant(begin)} for ${lasted}`,
        notified_channels: options.channelsOf(severity),
        evidence_path: options.evidence,
      },
    ];
  });
}
