import { formatInstant } from '../../src/domain/time.js';
import type { DashboardWindows } from '../../src/render/dashboard.js';

const HOUR = 3_600;
const STEPS = [HOUR / 4, HOUR / 2, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR];

/** Round UTC times between two ends (seconds), at most `count` of them. */
export function timeSplits(from: number, to: number, count: number): number[] {
  const step = STEPS.find((one) => (to - from) / one <= count) ?? 7 * 24 * HOUR;
  const splits: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) splits.push(at);
  return splits;
}

/** `14:15`, with the day where it begins and at the first one. */
export function timeLabels(splits: readonly number[]): string[] {
  return splits.map((at, index) => {
    const text = formatInstant(at * 1_000);
    const isDay = text.slice(11, 16) === '00:00';
    if (isDay) return text.slice(5, 10);
    return index === 0 ? `${text.slice(11, 16)}\n${text.slice(5, 10)}` : text.slice(11, 16);
  });
}

/** The charts' columns: a window each, and an empty one (null) where windows are missing, so that no line bridges them. */
export interface Columns {
  /** Seconds since the epoch. */
  readonly x: readonly number[];
  /** Index of the window. */
  readonly window: readonly (number | null)[];
}

export function columnsOf({ end, length_s }: DashboardWindows): Columns {
  const x: number[] = [];
  const window: (number | null)[] = [];
  end.forEach((at, index) => {
    const before = end[index - 1];
    if (before !== undefined && at - before > 1.5 * length_s) {
      x.push(before + length_s / 2);
      window.push(null);
    }
    x.push(at);
    window.push(index);
  });
  return { x, window };
}
