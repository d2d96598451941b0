import { type Distribution } from '../../distribution.js';
import { quantile } from '../../quantile.js';
import { figure } from '../../figure.js';
import { formatInstant, type Window } from '../../time.js';
import { judgeHour, NO_BREACH, type Episode } from '../latency/breach.js';
import { ROLLUP_FILE } from '../latency/latency-alert.js';
import type { LatencyRollup } from '../latency/latency-rollup.js';
import type { LatencyRules } from '../latency/latency-rules.js';

/** Hours in a row whose p95 was beyond the limit. */
export interface Breach {
  readonly begin: number;
  /** null: it lasted beyond the week. */
  readonly end: number | null;
  readonly hours: number;
  readonly maxP95: number | null;
}

/**
 * The breaches of a week, each from its own begin, which may be before the week. `rollups`: in order of time, with those before
 * the week. What comes behind the week is not looked at: the report of a week does not depend on when it is made.
 */
export function breachesOf(rollups: readonly LatencyRollup[], week: Window): readonly Breach[] {
  const known = rollups.filter(({ window }) => window.start < week.end);
  const rows: LatencyRollup[][] = [];
  for (const hour of known.filter(({ isBreach }) => isBreach)) {
    const row = rows.at(-1);
    // A streak that begins anew is another breach.
    if (row !== undefined && row.at(-1)?.streak === hour.streak - 1) row.push(hour);
    else rows.push([hour]);
  }
  return rows.flatMap((row): Breach[] => {
    const [first] = row;
    const last = row.at(-1);
    if (first === undefined || last === undefined || last.window.end <= week.start) return [];
    const end = last === known.at(-1) && last.window.end >= week.end ? null : last.window.end;
    const p95 = row.flatMap((hour) => hour.p95 ?? []);
    return [
      {
        begin: first.window.start,
        end,
        hours: row.length,
        maxP95: p95.length === 0 ? null : Math.max(...p95),
      },
    ];
  });
}

/** An alert that people were told of, by the rules that told them. */
export interface WeekAlert extends Episode {
  /** Whether it lasted beyond the week. */
  readonly isOpen: boolean;
}

/** The alerts of a week: its hours, and those before it, are judged once more. */
export function alertsOf(
  rollups: readonly LatencyRollup[],
  week: Window,
  rules: LatencyRules,
): readonly WeekAlert[] {
  const over: Episode[] = [];
  let state = NO_BREACH;
  for (const hour of rollups.filter(({ window }) => window.start < week.end)) {
    const { episode } = state;
    ({ state } = judgeHour(rules, state, hour));
    if (episode !== null && state.episode === null) over.push(episode);
  }
  const open = state.episode === null ? [] : [{ ...state.episode, isOpen: true }];
  return [...over.map((episode) => ({ ...episode, isOpen: false })), ...open].filter(
    ({ until, isOpen }) => isOpen || until > week.start,
  );
}

/** The exact distribution of values, however many. */
function exactly(values: readonly number[]): Distribution {
  const keys: number[] = [];
  const counts: number[] = [];
  for (const value of Float64Array.from(values).sort()) {
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
  /** Begins of the hours whose samples are not all there. Where there are some, there are no percentiles. */
  readonly incomplete: readonly number[];
}

/**
 * Percentiles of a week, from its samples: rollups hold figures and no distribution, and no mean of hourly percentiles is a
 * percentile of the week. Each hour's samples are held against the count of its rollup; where they are not the same, the
 * percentiles are null and never those of a part.
 */
export function percentilesOf(
  samples: readonly Sample[],
  rollups: readonly LatencyRollup[],
  week: Window,
): Percentiles {
  const hours = rollups.filter(({ window }) => window.start >= week.start && window.start < week.end);
  const of = samples.filter(({ at }) => at >= week.start && at < week.end).sort((a, b) => a.at - b.at);
  let next = 0;
  const incomplete = hours.flatMap(({ window, count }) => {
    while ((of[next]?.at ?? Infinity) < window.start) next += 1;
    const first = next;
    while ((of[next]?.at ?? Infinity) < window.end) next += 1;
    return next - first === count ? [] : [window.start];
  });
  if (incomplete.length > 0) return { p50: null, p95: null, incomplete };
  const distribution = exactly(of.map(({ value }) => value));
  return { p50: quantile(distribution, 50), p95: quantile(distribution, 95), incomplete };
}

/** The section of a week's latency. */
export function latencySummary(week: {
  readonly breaches: readonly Breach[];
  readonly alerts: readonly WeekAlert[];
  readonly percentiles: Percentiles;
}): Readonly<Record<string, unknown>> {
  const { breaches, alerts, percentiles } = week;
  return {
    p50_ms: percentiles.p50,
    p95_ms: percentiles.p95,
    breaches: breaches.map(({ begin, end, hours, maxP95 }) => ({
      begin: formatInstant(begin),
      end: end === null ? null : formatInstant(end),
      hours,
      max_p95_ms: maxP95,
      evidence_path: ROLLUP_FILE,
    })),
    pending_alerts: alerts.filter(({ isOpen }) => isOpen).length,
  };
}

/** The section of a week's alerts. `channelsOf`: who is told of one, by the policy. */
export function latencyAlerts(
  alerts: readonly WeekAlert[],
  { sli, warning, critical }: LatencyRules,
  channelsOf: (severity: 'warning' | 'critical') => readonly string[],
): readonly Readonly<Record<string, unknown>>[] {
  return alerts.map(({ from, until, levels, isOpen }) => {
    const severity = levels.includes('critical') ? 'critical' : 'warning';
    const { bound } = severity === 'warning' && warning !== null ? warning : critical;
    const when = isOpen
      ? `since ${formatInstant(from)}`
      : `from ${formatInstant(from)} to ${formatInstant(until)}`;
    return {
      id: `latency_breach-${formatInstant(from)}`,
      severity,
      message: `${sli.id} ${bound.side} ${figure(bound.value, sli.unit)} ${when}`,
      notified_channels: channelsOf(severity),
      evidence_path: ROLLUP_FILE,
    };
  });
}
