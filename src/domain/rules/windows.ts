import type { MeasuredValue } from '../measurement.js';
import { pointsWithin, type Series } from '../series.js';
import type { Window } from '../time.js';

/** One window of a row that goes back in time. */
export interface WindowValue {
  /** Half-open, ms since the epoch. */
  readonly start: number;
  readonly end: number;
  /** Where its oldest batch with data begins, and its newest one ends. */
  readonly heardFrom: number;
  readonly heardUntil: number;
  /** Null where there are too few samples for a verdict. */
  readonly value: number | null;
}

export interface WindowsOptions {
  readonly series: Series;
  readonly windowMs: number;
  /** End of the newest window, ms since the epoch. */
  readonly end: number;
  /** No window begins before this. */
  readonly horizon: number;
  /** The value of a window; null where it has too few samples. */
  readonly valueOf: (window: Window) => MeasuredValue['value'];
}

function windowValue({ series, windowMs, valueOf }: WindowsOptions, end: number): WindowValue | null {
  const start = end - windowMs;
  const points = pointsWithin(series, { start, end });
  const [oldest, newest] = [points[0]?.window, points.at(-1)?.window];
  if (oldest === undefined || newest === undefined) return null;
  const value = valueOf({ start, end });
  return { start, end, heardFrom: oldest.start, heardUntil: newest.end, value };
}

/** The disjoint windows with data, newest first: `[end-w, end)` and back. */
export function* disjointWindows(options: WindowsOptions): Generator<WindowValue, void> {
  const { end, horizon, windowMs } = options;
  for (let to = end; to - windowMs >= horizon; to -= windowMs) {
    const one = windowValue(options, to);
    if (one !== null) yield one;
  }
}

/** As {@link disjointWindows}, until a silence longer than `maxGapMs` between the data of one window and of the next. */
export function* unbrokenWindows(
  options: WindowsOptions & { readonly maxGapMs: number },
): Generator<WindowValue, void> {
  let heardFrom: number | null = null;
  for (const one of disjointWindows(options)) {
    if (heardFrom !== null && heardFrom - one.heardUntil > options.maxGapMs) return;
    heardFrom = one.heardFrom;
    yield one;
  }
}

/** The windows with data that end where a batch ends, newest first. They overlap where a window is longer than a batch. */
export function* slidingWindows(options: WindowsOptions): Generator<WindowValue, void> {
  const { series, end, horizon, windowMs } = options;
  const ends = new Set(pointsWithin(series, { start: horizon, end }).map((point) => point.window.end));
  for (const to of [...ends].sort((a, b) => b - a)) {
    const one = to - windowMs < horizon ? null : windowValue(options, to);
    if (one !== null) yield one;
  }
}
