import type { Measurement } from '../batch.js';
import { figure } from '../figure.js';
import type { Measure } from '../policy.js';
import {
  countInterval,
  meanInterval,
  quantileInterval,
  shareInterval,
  type Interval,
} from '../statistics/intervals.js';

/** Digits that are kept of an end: the last ones of a logarithm differ from machine to machine. */
const DIGITS = 9;

function ends(measure: Measure, measurement: Measurement): Interval | null {
  switch (measurement.kind) {
    case 'ratio':
      return shareInterval(measurement.matching, measurement.total);
    case 'quantile':
      return measure.kind === 'quantile' ? quantileInterval(measurement.distribution, measure.p) : null;
    case 'mean':
      return meanInterval(measurement);
    case 'count':
      return countInterval(measurement.total);
  }
}

/** Where the SLI itself lies with 95 % confidence, in the value's unit; null where there are too few samples to tell. */
export function intervalOf(measure: Measure, measurement: Measurement | null): Interval | null {
  const interval = measurement === null ? null : ends(measure, measurement);
  if (interval === null || !Number.isFinite(interval.low) || !Number.isFinite(interval.high)) return null;
  const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
  return { low: rounded(interval.low), high: rounded(interval.high) };
}

/** `, 95 % interval 96.9 % to 98.6 %`, as the end of a sentence; empty without one. */
export function intervalText(interval: Interval | null, unit: string | null): string {
  if (interval === null) return '';
  const short = (value: number): string => figure(Number(value.toPrecision(4)), unit);
  return `, 95 % interval ${short(interval.low)} to ${short(interval.high)}`;
}
