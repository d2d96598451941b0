import type { Verdict, VerdictStatus } from './analysis.js';
import { figure, plural } from './figure.js';
import { valueOf, type MeasuredValue } from './measurement.js';
import type { Limit, Sli, Slo } from './policy.js';
import { byLabel, pointsWithin, valueOver, type Point, type Series } from './series.js';
import { isBeyond, isEnough, streakBeyond } from './streak.js';
import { formatInstant, type Window } from './time.js';

export interface JudgeOptions {
  readonly slo: Slo;
  readonly sli: Sli;
  /** One feature of the SLI, in one phase and stint. */
  readonly series: Series;
  /** End of the window, ms since the epoch. Later points are not looked at. */
  readonly end: number;
  /** The policy's `max-gap`. */
  readonly maxGapMs: number;
  /** Why there may be no data: batches in the window, and sources that were silent in the newest of them. */
  readonly batches: number;
  readonly missed: readonly string[];
}

interface Finding {
  readonly status: VerdictStatus;
  readonly streak: number;
  readonly reason: string;
}

/** The unit that the SLI's value is printed with. */
export function unitOf(sli: Sli): string | null {
  switch (sli.measure.kind) {
    case 'ratio':
      return '%';
    case 'count':
      return null;
    case 'quantile':
    case 'mean':
      return sli.unit;
  }
}

function silence({ batches, missed }: JudgeOptions): string {
  if (batches === 0) return 'no batch of this phase in the window';
  return missed.length === 0
    ? 'no samples in the window'
    : `no samples in the window; ${missed.join(', ')} delivered nothing`;
}

function withinText(value: number, { slo, sli }: JudgeOptions): string {
  const unit = unitOf(sli);
  const limits = [
    { name: 'warn', limit: slo.warn },
    { name: 'rollback', limit: slo.rollback },
  ].flatMap(({ name, limit }) =>
    limit === null ? [] : [`${name} ${limit.side} ${figure(limit.value, unit)}`],
  );
  return `${figure(value, unit)} is within the limits (${limits.join(', ')})`;
}

/** What it means that the value is beyond a limit: all of it, or too few windows in a row so far. */
function beyond(value: number, name: 'warn' | 'rollback', options: JudgeOptions & { limit: Limit }): Finding {
  const { limit, sli } = options;
  const unit = unitOf(sli);
  const streak = streakBeyond(limit, options);
  const text = `${figure(value, unit)} is ${limit.side} the ${name} limit of ${figure(limit.value, unit)}`;
  if (streak < limit.batches) {
    const status = name === 'rollback' ? 'warn' : 'ok';
    return { status, streak, reason: `${text}, ${streak} of ${limit.batches} windows in a row` };
  }
  const row = streak > 1 ? `, ${streak} windows in a row` : '';
  return { status: name === 'rollback' ? 'violation' : 'warn', streak, reason: text + row };
}

function find(options: JudgeOptions, measured: MeasuredValue): Finding {
  const { slo, sli } = options;
  const { value, n } = measured;
  if (value === null) return { status: 'no-data', streak: 0, reason: silence(options) };
  if (!isEnough(slo, sli, measured)) {
    return {
      status: 'insufficient',
      streak: 0,
      reason: `${plural(n, 'sample')}; ${slo.minSamples} are needed for a verdict`,
    };
  }
  const { rollback, warn } = slo;
  if (rollback !== null && isBeyond(rollback, value))
    return beyond(value, 'rollback', { ...options, limit: rollback });
  if (warn !== null && isBeyond(warn, value)) return beyond(value, 'warn', { ...options, limit: warn });
  return { status: 'ok', streak: 0, reason: withinText(value, options) };
}

function breakdown(sli: Sli, points: readonly Point[]): Verdict['breakdown'] {
  return byLabel(points).map(({ label, measurement }) => {
    const { value, n } = valueOf(measurement, sli.measure);
    return { label, value, n };
  });
}

/** The SLO's window that ends at an instant. */
export function sloWindow(slo: Slo, end: number): Window {
  return { start: end - slo.windowMs, end };
}

/** Judges one SLO over the window that ends at `end`, for one feature. Pure; the same points give the same bytes. */
export function judgeSlo(options: JudgeOptions): Verdict {
  const { slo, sli, series, end } = options;
  const window = sloWindow(slo, end);
  const measured = valueOver(sli, series, window);
  const { status, streak, reason } = find(options, measured);
  return {
    slo: slo.id,
    sli: sli.id,
    feature: series.feature,
    status,
    value: measured.value,
    unit: unitOf(sli),
    warn: slo.warn,
    rollback: slo.rollback,
    window: { start: formatInstant(window.start), end: formatInstant(window.end) },
    n: measured.n,
    error: measured.error,
    streak,
    reason,
    breakdown: breakdown(sli, pointsWithin(series, window)),
  };
}
