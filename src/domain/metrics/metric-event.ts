import type { Measurement } from '../batch.js';
import { mergeIntervals, type Intervals } from '../bucketed.js';
import { distributionOfIntervals } from '../distribution.js';
import type { Sli, SliMetric } from '../policy.js';
import { recordOf } from '../raw-values.js';

type Fields = Readonly<Record<string, unknown>>;

/** Event names that begin so are of what a server counted: no line of telemetry may have one. */
export const METRIC_EVENT = 'metric ';

/** What is measured of a window, in an event's field `measured`. */
export type Measured =
  { readonly matching: number; readonly total: number } | { readonly total: number } | Intervals;

/**
 * Name of the event that holds what a server counted for an SLI in a window. It is all that the event depends on, so that SLIs
 * which measure the same share it, and one that measures something else never takes it for its own.
 */
export function metricEventName(sli: Pick<Sli, 'measure' | 'by'>, { source, selectors }: SliMetric): string {
  const by = sli.by === null ? '' : ` by ${sli.by}`;
  return `${METRIC_EVENT}${source}: ${sli.measure.kind} ${selectors.join(' of ')}${by}`;
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? (value as unknown[]).filter((one) => typeof one === 'number') : [];
}

function ends(value: unknown): (number | null)[] {
  return Array.isArray(value)
    ? (value as unknown[]).map((one) => (typeof one === 'number' ? one : null))
    : [];
}

function countIn(measured: Fields, name: string): number {
  const value = Object.hasOwn(measured, name) ? measured[name] : 0;
  return typeof value === 'number' ? value : 0;
}

function intervalsIn(measured: Fields): Intervals {
  return {
    lower: ends(measured['lower']),
    upper: ends(measured['upper']),
    counts: numbers(measured['counts']),
  };
}

/** What events of this kind measure together, in any order. */
export function measureMetric(kind: Sli['measure']['kind'], events: readonly Fields[]): Measurement {
  const all = events.map(
    (event) => recordOf(Object.hasOwn(event, 'measured') ? event['measured'] : {}) ?? {},
  );
  const sum = (name: string): number => all.reduce((total, one) => total + countIn(one, name), 0);
  switch (kind) {
    case 'ratio':
      return { kind, matching: sum('matching'), total: sum('total') };
    case 'count':
      return { kind, total: sum('total') };
    case 'quantile':
      return { kind, distribution: distributionOfIntervals(mergeIntervals(all.map(intervalsIn))) };
    case 'mean':
      throw new TypeError('no mean is measured by a server');
  }
}
