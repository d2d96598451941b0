import type { MeasuredValue } from './measurement.js';
import type { Limit, Sli, Slo } from './policy.js';
import { pointsWithin, valueOver, type Series } from './series.js';
import { DAY } from './time.js';

/** Strictly beyond: a value at its limit keeps it. */
export function isBeyond(limit: Limit, value: number): boolean {
  return limit.side === 'above' ? value > limit.value : value < limit.value;
}

/** Whether a value rests on enough samples for a verdict. A count is itself the number of samples, so any will do. */
export function isEnough(slo: Slo, sli: Sli, measured: MeasuredValue): boolean {
  return measured.value !== null && (sli.measure.kind === 'count' || measured.n >= slo.minSamples);
}

/**
 * How far back the judgement of an SLO looks, in milliseconds: as many windows as its limits ask for, with the longest
 * silence between them that does not break a row; at least a day, so that a long row is seen as one.
 */
export function lookbackMs(slo: Slo, maxGapMs: number): number {
  const windows = Math.max(1, slo.warn?.batches ?? 1, slo.rollback?.batches ?? 1);
  return Math.max(DAY, windows * slo.windowMs + (windows - 1) * maxGapMs);
}

/**
 * How many disjoint windows in a row, `[end-w, end)` and back, are beyond the limit, as far as {@link lookbackMs} reaches.
 *
 * A window without a verdict neither counts nor breaks the row. A silence longer than `maxGapMs` between the data of one
 * window and that of the next older one breaks it.
 */
export function streakBeyond(
  limit: Limit,
  options: {
    readonly slo: Slo;
    readonly sli: Sli;
    readonly series: Series;
    readonly end: number;
    readonly maxGapMs: number;
  },
): number {
  const { slo, sli, series, end, maxGapMs } = options;
  const horizon = end - lookbackMs(slo, maxGapMs);
  let streak = 0;
  let heardFrom = end;
  for (let to = end; to - slo.windowMs >= horizon; to -= slo.windowMs) {
    const window = { start: to - slo.windowMs, end: to };
    const points = pointsWithin(series, window);
    const [oldest, newest] = [points[0], points.at(-1)];
    if (oldest === undefined || newest === undefined) continue;
    if (streak > 0 && heardFrom - newest.window.end > maxGapMs) break;
    heardFrom = oldest.window.start;
    const measured = valueOver(sli, series, window);
    if (measured.value === null || !isEnough(slo, sli, measured)) continue;
    if (!isBeyond(limit, measured.value)) break;
    streak += 1;
  }
  return streak;
}
