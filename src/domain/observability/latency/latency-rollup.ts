import type { BatchHeader, Measurement, Summary } from '../../batch.js';
import { countOf, mergeDistributions, type Distribution } from '../../distribution.js';
import { quantile } from '../../quantile.js';
import type { Sli } from '../../policy.js';
import { measurementOf } from '../../summary.js';
import { formatInstant, parseInstant, type Window } from '../../time.js';
import { csvLine } from '../csv-line.js';

/** An hour of signals, all their labels together. A percentile is null where nothing was measured. */
export interface LatencyRollup {
  readonly window: Window;
  /** Latencies that were measured. */
  readonly count: number;
  /** null: failures are not counted. */
  readonly failureCount: number | null;
  /** A share of the signals that failures are counted among; null without any. */
  readonly failureRate: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  /** Whether the SLI is beyond the rollback limit of its SLO. */
  readonly isBreach: boolean;
  /** How many hours in a row are, this one included. */
  readonly streak: number;
}

export const ROLLUP_COLUMNS = [
  'hour_utc',
  'window_end_utc',
  'count',
  'failure_count',
  'failure_rate',
  'p50_ms',
  'p95_ms',
  'p99_ms',
  'max_ms',
  'breach_flag',
  'breach_streak',
] as const;

export const ROLLUP_HEADER = csvLine(ROLLUP_COLUMNS);

/** What an hour's batch measured, before anybody judges it. */
export type MeasuredHour = Omit<LatencyRollup, 'isBreach' | 'streak'>;

/** What the batch measured of an SLI. Of a summary of another kind, from an earlier policy, nothing is taken. */
function measurements(sli: Sli, summaries: readonly Summary[]): Measurement[] {
  return summaries.filter((one) => one.sli === sli.id && one.kind === sli.measure.kind).map(measurementOf);
}

function failuresOf(sli: Sli, summaries: readonly Summary[]): { count: number; rate: number | null } {
  const { measure } = sli;
  const good = measure.kind === 'ratio' && measure.good;
  let count = 0;
  let total = 0;
  for (const one of measurements(sli, summaries)) {
    if (one.kind !== 'ratio') continue;
    count += good ? one.total - one.matching : one.matching;
    total += one.total;
  }
  return { count, rate: total === 0 ? null : count / total };
}

/** What the header of a closed batch says of the SLIs; `failures` is null where they are not counted. */
export function measuredHour(
  header: Pick<BatchHeader, 'window' | 'summaries'>,
  { sli, failures }: { readonly sli: Sli; readonly failures: Sli | null },
): MeasuredHour {
  const { window, summaries } = header;
  const parts = measurements(sli, summaries).flatMap((one): Distribution[] =>
    one.kind === 'quantile' ? [one.distribution] : [],
  );
  const all = mergeDistributions(parts);
  const failed = failures === null ? null : failuresOf(failures, summaries);
  return {
    window: {
      start: parseInstant(window.start) ?? Number.NaN,
      end: parseInstant(window.end) ?? Number.NaN,
    },
    count: countOf(all),
    failureCount: failed === null ? null : failed.count,
    failureRate: failed === null ? null : failed.rate,
    p50: quantile(all, 50),
    p95: quantile(all, 95),
    p99: quantile(all, 99),
    max: quantile(all, 100),
  };
}

/** The hour's value of a percentile that a rollup holds. */
export function percentileOf(hour: MeasuredHour, p: number): number | null {
  switch (p) {
    case 50:
      return hour.p50;
    case 95:
      return hour.p95;
    case 99:
      return hour.p99;
    default:
      throw new RangeError(`a rollup has no p${p}`);
  }
}

function shown(value: number | null): string {
  return value === null ? '' : String(value);
}

export function rollupLine(rollup: LatencyRollup): string {
  const { window, count, failureCount, failureRate, p50, p95, p99, max, isBreach, streak } = rollup;
  return csvLine([
    formatInstant(window.start),
    formatInstant(window.end),
    String(count),
    ...[failureCount, failureRate, p50, p95, p99, max].map(shown),
    String(isBreach),
    String(streak),
  ]);
}

/** undefined: the text is no number. */
function numberOf(text: string): number | null | undefined {
  if (text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The rollup of a record of the rollup file; null for what is none. */
export function readRollup(record: readonly string[]): LatencyRollup | null {
  if (record.length !== ROLLUP_COLUMNS.length) return null;
  const [from = '', until = '', ...rest] = record;
  const start = parseInstant(from);
  const end = parseInstant(until);
  const figures = rest.slice(0, 7).map(numberOf);
  const [flag, streakText = ''] = rest.slice(7);
  const streak = numberOf(streakText);
  if (start === null || end === null || streak == null || (flag !== 'true' && flag !== 'false')) return null;
  const [count, failureCount, failureRate, p50, p95, p99, max] = figures;
  if (count == null || figures.includes(undefined)) return null;
  return {
    window: { start, end },
    count,
    failureCount: failureCount ?? null,
    failureRate: failureRate ?? null,
    p50: p50 ?? null,
    p95: p95 ?? null,
    p99: p99 ?? null,
    max: max ?? null,
    isBreach: flag === 'true',
    streak,
  };
}
