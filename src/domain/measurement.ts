import type { Measurement } from './batch.js';
import {
  countOf,
  distributionOf,
  mergeDistributions,
  relativeError,
  type Distribution,
} from './distribution.js';
import { quantile, quantileBounds } from './quantile.js';
import { exactSum, exactSumOfSquares, meanOf, mergeSums } from './exact-sum.js';
import { matches } from './match.js';
import { measureMetric } from './metrics/metric-event.js';
import type { Measure, Sli } from './policy.js';

type Fields = Readonly<Record<string, unknown>>;

export interface MeasuredValue {
  /** A share from 0 to 1 for a ratio, else in the SLI's unit; null without samples. A count of nothing is 0. */
  readonly value: number | null;
  /** Samples. */
  readonly n: number;
  /** Bound on the value's relative error; 0: exact. Where nothing bounds it, `bound` says so. */
  readonly error: number;
  /** Where a histogram has no end: what is measured is at least, or at most, the value. */
  readonly bound?: 'at-least' | 'at-most';
}

function finiteNumbers(events: readonly Fields[], field: string): number[] {
  return events
    .map((event) => (Object.hasOwn(event, field) ? event[field] : undefined))
    .filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
}

/** What the events measure. An event whose measured field is missing or no finite number does not count. */
export function measure(sli: Pick<Sli, 'measure' | 'metric'>, events: readonly Fields[]): Measurement {
  const rule = sli.measure;
  if (sli.metric !== undefined) return measureMetric(rule.kind, events);
  switch (rule.kind) {
    case 'ratio': {
      const matching = events.filter((event) => matches(event, rule.match)).length;
      return { kind: 'ratio', matching, total: events.length };
    }
    case 'quantile':
      return { kind: 'quantile', distribution: distributionOf(finiteNumbers(events, rule.of)) };
    case 'mean': {
      const values = finiteNumbers(events, rule.of);
      return { kind: 'mean', n: values.length, sum: exactSum(values), squares: exactSumOfSquares(values) };
    }
    case 'count':
      return { kind: 'count', total: events.length };
  }
}

function ofKind<K extends Measurement['kind']>(
  list: readonly Measurement[],
  kind: K,
): readonly Extract<Measurement, { kind: K }>[] {
  for (const one of list) {
    if (one.kind !== kind) throw new TypeError(`a ${one.kind} and a ${kind} cannot be merged`);
  }
  return list as readonly Extract<Measurement, { kind: K }>[];
}

function sumOf<T>(list: readonly T[], numberOf: (one: T) => number): number {
  let sum = 0;
  for (const one of list) sum += numberOf(one);
  return sum;
}

/** All samples together; the order of the list does not matter. @throws TypeError for an empty list or mixed kinds. */
export function mergeMeasurements(list: readonly Measurement[]): Measurement {
  const [first] = list;
  if (first === undefined) throw new TypeError('nothing to merge');
  // A mean's sums are brought to their one form.
  if (list.length === 1 && first.kind !== 'mean') return first;
  switch (first.kind) {
    case 'ratio': {
      const ratios = ofKind(list, 'ratio');
      return {
        kind: 'ratio',
        matching: sumOf(ratios, (one) => one.matching),
        total: sumOf(ratios, (one) => one.total),
      };
    }
    case 'quantile': {
      const distributions = ofKind(list, 'quantile').map((one) => one.distribution);
      return { kind: 'quantile', distribution: mergeDistributions(distributions) };
    }
    case 'mean': {
      const means = ofKind(list, 'mean');
      return {
        kind: 'mean',
        n: sumOf(means, (one) => one.n),
        sum: mergeSums(means.map((one) => one.sum)),
        squares: mergeSums(means.map((one) => one.squares)),
      };
    }
    case 'count':
      return { kind: 'count', total: sumOf(ofKind(list, 'count'), (one) => one.total) };
  }
}

function quantileOf(distribution: Distribution, p: number): Omit<MeasuredValue, 'n'> {
  const value = quantile(distribution, p);
  if (distribution.kind !== 'buckets') return { value, error: relativeError(distribution) };
  const ends = quantileBounds(distribution, p);
  if (value === null || ends === null) return { value, error: 0 };
  if (ends.high === Infinity) return { value, error: 0, bound: 'at-least' };
  if (ends.low === -Infinity) return { value, error: 0, bound: 'at-most' };
  const distance = Math.max(value - ends.low, ends.high - value);
  const scale = value === 0 ? Math.max(-ends.low, ends.high) : Math.abs(value);
  return { value, error: distance === 0 ? 0 : distance / scale };
}

/** The SLI's value. @throws TypeError where the measurement is of another kind than the measure. */
export function valueOf(measurement: Measurement, rule: Measure): MeasuredValue {
  switch (measurement.kind) {
    case 'ratio': {
      const { matching, total } = measurement;
      return { value: total === 0 ? null : matching / total, n: total, error: 0 };
    }
    case 'quantile': {
      if (rule.kind !== 'quantile')
        throw new TypeError(`a quantile was measured where the policy says ${rule.kind}`);
      const { distribution } = measurement;
      return { n: countOf(distribution), ...quantileOf(distribution, rule.p) };
    }
    case 'mean':
      return { value: meanOf(measurement.sum, measurement.n), n: measurement.n, error: 0 };
    case 'count':
      return { value: measurement.total, n: measurement.total, error: 0 };
  }
}
