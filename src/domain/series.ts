import type { BatchHeader, Measurement, Summary } from './batch.js';
import { countOf } from './distribution.js';
import { mergeMeasurements, valueOf, type MeasuredValue } from './measurement.js';
import type { Policy, Sli } from './policy.js';
import { measurementOf } from './summary.js';
import type { Window } from './time.js';

/** A batch with its window in milliseconds since the epoch. */
export interface TimedBatch {
  readonly window: Window;
  readonly header: BatchHeader;
}

/** What one batch says of one SLI and feature. */
export interface Point {
  readonly window: Window;
  /** By label; one part with the label null where the SLI has none. */
  readonly parts: readonly { readonly label: string | null; readonly measurement: Measurement }[];
  /** Whether the feature occurred in the batch; false where a count of 0 was concluded from its absence. */
  readonly occurred: boolean;
}

/** One SLI and feature over time, oldest first: only batches that say something of it. */
export interface Series {
  readonly feature: string;
  readonly points: readonly Point[];
  /** Windows that were measured already, by start and end: a long row asks for the same ones at every judgement. */
  readonly measured: Map<string, MeasuredValue>;
}

function hasSamples(measurement: Measurement): boolean {
  switch (measurement.kind) {
    case 'ratio':
      return measurement.total > 0;
    case 'quantile':
      return countOf(measurement.distribution) > 0;
    case 'mean':
      return measurement.n > 0;
    case 'count':
      return true;
  }
}

/** Whether the absence of an SLI's events in a batch means 0: no source that may carry them was silent. */
function speaksOfAbsence(policy: Policy, sli: Sli, { sources }: BatchHeader): boolean {
  return policy.sources
    .filter(({ constants }) => constants.event === null || sli.events.includes(constants.event))
    .every(({ name }) => Object.hasOwn(sources, name) && sources[name]?.missed === false);
}

function pointOf(batch: TimedBatch, summaries: readonly Summary[]): Point {
  const parts = summaries.map((summary) => ({ label: summary.label, measurement: measurementOf(summary) }));
  return {
    window: batch.window,
    parts: parts.filter((part) => hasSamples(part.measurement)),
    occurred: true,
  };
}

const NOTHING_COUNTED: Measurement = { kind: 'count', total: 0 };

/**
 * The SLI's series, one a feature, sorted by feature; for a count also one of the feature `''` for batches in which it did
 * not occur. Summaries of another kind than the SLI's (measured under an earlier policy) are left out.
 */
export function seriesOf(policy: Policy, sli: Sli, batches: readonly TimedBatch[]): Series[] {
  const summaries = batches.map(({ header }) =>
    header.summaries.filter((one) => one.sli === sli.id && one.kind === sli.measure.kind),
  );
  const features = new Set(summaries.flat().map((one) => one.feature));
  if (sli.measure.kind === 'count') features.add('');
  return [...features].sort().map((feature) => {
    const points = batches.flatMap((batch, i): Point[] => {
      const own = (summaries[i] ?? []).filter((one) => one.feature === feature);
      if (own.length > 0) return [pointOf(batch, own)];
      if (sli.measure.kind !== 'count' || !speaksOfAbsence(policy, sli, batch.header)) return [];
      return [
        { window: batch.window, parts: [{ label: null, measurement: NOTHING_COUNTED }], occurred: false },
      ];
    });
    return { feature, points: points.filter((point) => point.parts.length > 0), measured: new Map() };
  });
}

/** How many points, which are sorted by their window's end, end at or before an instant. */
export function endedBy(points: readonly { readonly window: Window }[], instant: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.window.end ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The points whose batch lies within a window. */
export function pointsWithin(series: Series, { start, end }: Window): Point[] {
  const near = series.points.slice(endedBy(series.points, start), endedBy(series.points, end));
  // Batches may have had another length under an earlier policy, and so begin before the window.
  return near.filter(({ window }) => window.start >= start);
}

/** Everything that a window's batches say of the SLI; null where they say nothing. */
export function measurementOver(series: Series, window: Window): Measurement | null {
  const parts = pointsWithin(series, window).flatMap((point) => point.parts.map((part) => part.measurement));
  return parts.length === 0 ? null : mergeMeasurements(parts);
}

/** The SLI over a window. */
export function valueOver(sli: Sli, series: Series, window: Window): MeasuredValue {
  const key = `${window.start}/${window.end}`;
  const known = series.measured.get(key);
  if (known !== undefined) return known;
  const all = measurementOver(series, window);
  const measured = all === null ? { value: null, n: 0, error: 0 } : valueOf(all, sli.measure);
  series.measured.set(key, measured);
  return measured;
}

/** What was measured for each value of the SLI's label, sorted; empty where the SLI has none. */
export function byLabel(points: readonly Point[]): { label: string; measurement: Measurement }[] {
  const groups = new Map<string, Measurement[]>();
  for (const { label, measurement } of points.flatMap((point) => point.parts)) {
    if (label !== null) groups.set(label, [...(groups.get(label) ?? []), measurement]);
  }
  return [...groups.keys()]
    .sort()
    .map((label) => ({ label, measurement: mergeMeasurements(groups.get(label) ?? []) }));
}
