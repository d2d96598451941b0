import { missingColumns, quoted, RowReader, type CsvTable } from './csv-table.js';
import { parseInstant } from '../../time.js';

/** What a run's days add up to. */
export interface DailyFigures {
  readonly days: number;
  /** Days with a fill. */
  readonly activeDays: number;
  readonly fills: number;
  readonly firstDay: string;
  readonly lastDay: string;
  /** The result after each day since the start, in order of the days; null where the file has no such column. */
  readonly results: readonly number[] | null;
}

interface Day {
  readonly date: string;
  readonly fills: number;
  readonly result: number;
}

function readDays(table: CsvTable, pnl: string | null): Day[] | string {
  const days = new Map<string, Day>();
  for (const row of table.rows) {
    const reader = new RowReader(row);
    const date = reader.text('date');
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || parseInstant(`${date}T00:00:00Z`) === null)
      reader.refuse(`date ${quoted(date)} is no day such as 2026-03-02`);
    const fills = reader.count('fills');
    const result = pnl === null ? 0 : reader.number(pnl);
    if (days.has(date)) reader.refuse(`is a second line of ${date}`);
    if (reader.fault !== null) return `line ${row.line}: ${reader.fault}`;
    days.set(date, { date, fills, result });
  }
  return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/**
 * The figures of a run's daily file, in whatever order its days stand. One wrong line makes every average wrong, so the
 * whole file is refused for it; a text says why.
 */
export function dailyFigures(table: CsvTable, pnlColumn: string): DailyFigures | string {
  const missing = missingColumns(table, ['date', 'fills']);
  if (missing.length > 0) return `has no column ${missing.join(' and no column ')}`;
  const [broken] = table.broken;
  if (broken !== undefined) return `line ${broken.line}: ${broken.reason}`;
  const hasResult = table.columns.includes(pnlColumn);
  const days = readDays(table, hasResult ? pnlColumn : null);
  if (typeof days === 'string') return days;
  const [first] = days;
  const last = days[days.length - 1];
  if (first === undefined || last === undefined) return 'has no day';
  let sum = 0;
  return {
    days: days.length,
    activeDays: days.filter(({ fills }) => fills > 0).length,
    fills: days.reduce((total, { fills }) => total + fills, 0),
    firstDay: first.date,
    lastDay: last.date,
    results: hasResult ? days.map(({ result }) => (sum += result)) : null,
  };
}

/** How far a course that began at `start` fell at most below its highest point so far, and as a share of that point. */
export function drawdown(course: readonly number[], start: number): { fall: number; share: number } {
  let peak = start;
  let fall = 0;
  let share = 0;
  for (const value of course) {
    peak = Math.max(peak, value);
    fall = Math.max(fall, peak - value);
    if (peak > 0) share = Math.max(share, (peak - value) / peak);
  }
  return { fall, share };
}
