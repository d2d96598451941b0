import type { Intervals } from '../bucketed.js';
import type { Grown } from './growth.js';

/** The label of a classic histogram's buckets: their upper end, at or below which a value is. */
export const BUCKET_LABEL = 'le';

interface Bucket {
  readonly growth: number;
  readonly series: number;
}

function upperEnd(text: string): number | null {
  if (text === '+Inf') return Infinity;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/**
 * What the buckets of some histograms say together, or what is wrong with them.
 *
 * Histograms whose buckets have other ends are told from the number of series behind each: only ends that all of them have are
 * taken, since a bucket that some of them lack counts too little. What that loses is precision, and no value.
 *
 * A lowest bucket that ends above 0 begins at 0, as everywhere with Prometheus.
 */
export function intervalsOf(buckets: readonly Grown[]): Intervals | string {
  const byEnd = new Map<number, Bucket>();
  for (const { labels, growth, series } of buckets) {
    const text = labels[BUCKET_LABEL] ?? '';
    const end = upperEnd(text);
    if (end === null) return `a bucket ends at ${JSON.stringify(text.slice(0, 40))}, which is no number`;
    const sum = byEnd.get(end) ?? { growth: 0, series: 0 };
    byEnd.set(end, { growth: sum.growth + growth, series: sum.series + series });
  }
  const last = byEnd.get(Infinity);
  if (last === undefined) return 'it has no bucket that ends at +Inf';
  const ends = [...byEnd.keys()]
    .filter((end) => byEnd.get(end)?.series === last.series)
    .sort((a, b) => a - b);
  if (ends.length < 2) return 'its histograms have no bucket in common';
  const below = ends.map((end) => byEnd.get(end)?.growth ?? 0);
  const counts = below.map((count, i) => count - (below[i - 1] ?? 0));
  if (counts.some((count) => count < 0)) return 'a bucket counts less than the one below it';
  const [first = 0] = ends;
  return {
    lower: ends.map((_, i) => (i === 0 ? (first > 0 ? 0 : null) : (ends[i - 1] ?? null))),
    upper: ends.map((end) => (end === Infinity ? null : end)),
    counts,
  };
}
