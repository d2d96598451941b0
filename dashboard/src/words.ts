import { formatDuration, formatInstant } from '../../src/domain/time.js';
import type { LimitText } from '../../src/domain/analysis.js';
import type { DashboardSeries } from '../../src/render/dashboard.js';
import { formatDayClock, formatLimit, formatValue } from '../../src/render/format.js';

/** `2026-03-02 14:15Z` of seconds since the epoch. */
export function clock(seconds: number): string {
  return formatDayClock(formatInstant(seconds * 1_000));
}

/** `1h30m` of seconds; `–` where there are none. */
export function lasting(seconds: number | null): string {
  return seconds === null ? '–' : formatDuration(seconds * 1_000);
}

export function statusWords(letter: string): string {
  switch (letter) {
    case 'o':
      return 'ok';
    case 'w':
      return 'warn';
    case 'v':
      return 'violation';
    case '-':
      return 'no data';
    case 'i':
      return 'too few samples';
    default:
      return 'not judged';
  }
}

export interface Limits {
  readonly warn: LimitText | null;
  readonly rollback: LimitText | null;
}

/** The limits that hold at the window with the index. */
export function limitsAt({ limits }: DashboardSeries, window: number): Limits {
  return limits.findLast(({ from }) => from <= window) ?? { warn: null, rollback: null };
}

export function limitNumbers({ warn, rollback }: Limits): number[] {
  return [warn, rollback].flatMap((limit) => (limit === null ? [] : [limit.value]));
}

/** A series' value at the window with the index, told apart from its limits. */
export function valueText(series: DashboardSeries, window: number): string {
  const value = series.value[window - series.first] ?? null;
  return formatValue(value, series.unit, limitNumbers(limitsAt(series, window)));
}

/** `99.61 % to 99.92 %`; `–` without an interval. */
export function intervalText(series: DashboardSeries, window: number): string {
  const low = series.low[window - series.first] ?? null;
  const high = series.high[window - series.first] ?? null;
  if (low === null || high === null) return '–';
  return `${formatValue(low, series.unit)} to ${formatValue(high, series.unit)}`;
}

export function limitText(limit: LimitText | null, unit: string | null): string {
  if (limit === null) return '–';
  const batches = limit.batches > 1 ? `, ${limit.batches} in a row` : '';
  return `${formatLimit(limit, unit)}${unit === null || unit === '' ? '' : ` ${unit}`}${batches}`;
}

/** The SLO's id, with the feature behind it where the SLO occurs under several. */
export function nameOf(series: DashboardSeries, all: readonly DashboardSeries[]): string {
  const several = all.filter(({ slo }) => slo === series.slo).length > 1;
  return several && series.feature !== '' ? `${series.slo} (${series.feature})` : series.slo;
}
