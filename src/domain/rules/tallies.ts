import type { Measurement } from '../batch.js';
import { countOf } from '../distribution.js';
import { countAbove, countBelow } from '../quantile.js';
import type { Bound, Measure } from '../policy.js';

/** Samples on the bad side of a bound, and all of them. */
export interface Tally {
  readonly bad: number;
  readonly total: number;
}

/** The samples of a ratio or a quantile against a bound; null for a mean or a count, whose single samples have no side. */
export function tallyOf(measurement: Measurement, bound: Bound): Tally | null {
  switch (measurement.kind) {
    case 'ratio': {
      const { matching, total } = measurement;
      return { bad: bound.side === 'above' ? matching : total - matching, total };
    }
    case 'quantile': {
      const { distribution } = measurement;
      const beyond = bound.side === 'above' ? countAbove : countBelow;
      return { bad: beyond(distribution, bound.value), total: countOf(distribution) };
    }
    case 'mean':
    case 'count':
      return null;
  }
}

/**
 * Share of samples that a bound allows on its bad side, 0 to 1: a ratio of at least 0.99 allows 0.01; a p95 of at most L
 * allows 0.05 above L, since that is what the p95 says. Null for a mean or a count.
 */
export function allowedShare(measure: Measure, { side, value }: Bound): number | null {
  const within = (share: number): number => Math.min(1, Math.max(0, Number(share.toPrecision(12))));
  switch (measure.kind) {
    case 'ratio':
      return within(side === 'above' ? value : 1 - value);
    case 'quantile':
      return within(side === 'above' ? 1 - measure.p / 100 : measure.p / 100);
    case 'mean':
    case 'count':
      return null;
  }
}
