import { formatInstant } from '../../time.js';
import { drawdown, type DailyFigures } from './daily-figures.js';
import { quoted } from './csv-table.js';
import type { Dataset, LeftOut } from './dataset.js';
import type { IndexedRun, RunIndex } from './run-index.js';

/** How often a run traded, and what it lost on the way. */
export interface TurnoverRow {
  readonly run_id: string;
  readonly timestamp: string;
  readonly trades: number;
  readonly wins: number;
  /** Null for a run without a trade. */
  readonly win_rate: number | null;
  /** Fills by day of the daily file, whether one came or not. */
  readonly avg_trades_per_day: number;
  /** Fills by day with a fill; null where there is no such day. */
  readonly avg_trades_active_day: number | null;
  /** Largest fall of the summed daily results below their highest point so far, in their unit. */
  readonly drawdown: number | null;
  /** The same of the account, in percent of its highest point so far; null where the account's size is not known. */
  readonly drawdown_pct: number | null;
  readonly start_date: string;
  readonly end_date: string;
}

export interface TurnoverOptions {
  /** Name of a run's file of days, in its folder. */
  readonly daily: string;
  /** What one unit of a day's result is worth in the account's currency; null where nobody said. */
  readonly pnlValue: number | null;
}

export function dailyFile(run: IndexedRun, options: Pick<TurnoverOptions, 'daily'>): string {
  return `${run.folder}/${options.daily}`;
}

function falls(
  { equity }: IndexedRun,
  { results }: DailyFigures,
  value: number | null,
): Pick<TurnoverRow, 'drawdown' | 'drawdown_pct'> {
  if (results === null) return { drawdown: null, drawdown_pct: null };
  const { fall } = drawdown(results, 0);
  if (equity === null || value === null) return { drawdown: fall, drawdown_pct: null };
  const course = results.map((result) => equity + result * value);
  return { drawdown: fall, drawdown_pct: drawdown(course, equity).share * 100 };
}

function turnoverRow(run: IndexedRun, figures: DailyFigures, value: number | null): TurnoverRow {
  const { days, activeDays, fills, firstDay, lastDay } = figures;
  return {
    run_id: run.id,
    timestamp: formatInstant(run.at),
    trades: run.trades,
    wins: run.wins,
    win_rate: run.trades === 0 ? null : run.wins / run.trades,
    avg_trades_per_day: fills / days,
    avg_trades_active_day: activeDays === 0 ? null : fills / activeDays,
    ...falls(run, figures, value),
    start_date: firstDay,
    end_date: lastDay,
  };
}

/** How often each run of the index traded. `days`: the figures by file, or why it has none; such a run is left out. */
export function turnover(
  index: Omit<RunIndex, 'unsafe'>,
  days: ReadonlyMap<string, DailyFigures | string>,
  options: TurnoverOptions,
): Dataset {
  const rows: Record<string, unknown>[] = [];
  const leftOut: LeftOut[] = [...index.leftOut];
  for (const run of index.runs) {
    const file = dailyFile(run, options);
    const figures = days.get(file) ?? 'is missing';
    if (typeof figures !== 'string') rows.push({ ...turnoverRow(run, figures, options.pnlValue) });
    else {
      const reason = `${figures}, so run ${quoted(run.id)} of ${index.file}:${run.line} is left out`;
      leftOut.push({ file, line: 0, reason });
    }
  }
  return { name: 'turnover', rows: { rows }, leftOut, older: index.older };
}
