import type { BatchHeader, Measurement } from './batch.js';
import { mergeMeasurements, valueOf, type MeasuredValue } from './measurement.js';
import type { Sli } from './policy.js';
import type { Window } from './time.js';

/** A batch with its window in milliseconds since the epoch. */
export interface TimedBatch {
  readonly window: Window;
  readonly header: BatchHeader;
}

/** What a batch measured for one value of the SLI's label; null where the SLI has none. */
export interface Part {
  readonly label: string | null;
  readonly measurement: Measurement;
}

/** What one batch says of one SLI and feature. */
export interface Point {
  readonly window: Window;
  /** By label; one part with the label null where the SLI has none. */
  readonly parts: readonly Part[];
  /** Whether the feature occurred in the batch; false where a count of 0 was concluded from its absence. */
  readonly occurred: boolean;
}

/** One SLI and feature over time. */
export interface Series {
  readonly feature: string;
  /** Oldest first: only batches that say something of it. */
  readonly points: readonly Point[];
  /** When each point's window ended, so that a window's points are found by halving. */
  readonly ends: Float64Array;
  /** Windows that were measured already, by length and then by end: a long row asks for the same ones at every judgement. */
  readonly measured: Map<number, Map<number, MeasuredValue>>;
}

/** @param points sorted by their window's end */
export function toSeries(feature: string, points: readonly Point[]): Series {
  return { feature, points, ends: endsOf(points), measured: new Map() };
}

/** When each window ended. */
export function endsOf(list: readonly { readonly window: Window }[]): Float64Array {
  const ends = new Float64Array(list.length);
  for (const [i, { window }] of list.entries()) ends[i] = window.end;
  return ends;
}

/** How many of the ends, which ascend, are at or before an instant. */
export function endedBy(ends: Float64Array, instant: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The points whose batch lies within a window. */
export function pointsWithin({ points, ends }: Series, { start, end }: Window): Point[] {
  const near = points.slice(endedBy(ends, start), endedBy(ends, end));
  // Batches may have had another length under an earlier policy, and so begin before the window.
  const within = (point: Point): boolean => point.window.start >= start;
  return near.every(within) ? near : near.filter(within);
}

/** Whether the feature occurred in a batch within a window. */
export function occurredWithin({ points, ends }: Series, { start, end }: Window): boolean {
  // From the newest back: a feature that is in use occurred there.
  for (let at = endedBy(ends, end) - 1; at >= 0; at -= 1) {
    const point = points[at];
    if (point === undefined || point.window.end <= start) return false;
    if (point.occurred && point.window.start >= start) return true;
  }
  return false;
}

/** What a window's batches say of the SLI. */
export interface WindowReading {
  readonly points: readonly Point[];
  /** All of them together; null where they say nothing. */
  readonly measurement: Measurement | null;
  readonly measured: MeasuredValue;
}

const NOTHING_MEASURED: MeasuredValue = { value: null, n: 0, error: 0 };

/** The SLI over a window, with what its value is made from. */
export function readWindow(sli: Sli, series: Series, window: Window): WindowReading {
  const points = pointsWithin(series, window);
  const [only] = points;
  const parts =
    points.length === 1 && only !== undefined ? only.parts : points.flatMap((point) => point.parts);
  const measurement = parts.length === 0 ? null : mergeMeasurements(parts.map((part) => part.measurement));
  const measured = measurement === null ? NOTHING_MEASURED : valueOf(measurement, sli.measure);
  const length = window.end - window.start;
  const ofLength = series.measured.get(length) ?? new Map<number, MeasuredValue>();
  series.measured.set(length, ofLength.set(window.end, measured));
  return { points, measurement, measured };
}

/** The SLI's value over a window. */
export function valueOver(sli: Sli, series: Series, window: Window): MeasuredValue {
  const known = series.measured.get(window.end - window.start)?.get(window.end);
  return known ?? readWindow(sli, series, window).measured;
}

/** What was measured for each value of the SLI's label, sorted; empty where the SLI has none. */
export function byLabel(points: readonly Point[]): { label: string; measurement: Measurement }[] {
  if (points.every(({ parts }) => parts.every(({ label }) => label === null))) return [];
  const groups = new Map<string, Measurement[]>();
  for (const { parts } of points) {
    for (const { label, measurement } of parts) {
      if (label === null) continue;
      const group = groups.get(label);
      if (group === undefined) groups.set(label, [measurement]);
      else group.push(measurement);
    }
  }
  return [...groups.keys()]
    .sort()
    .map((label) => ({ label, measurement: mergeMeasurements(groups.get(label) ?? []) }));
}
