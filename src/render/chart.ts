import type { VerdictStatus } from '../domain/analysis.js';
import { parseInstant } from '../domain/time.js';
import { oneLine } from './escape.js';
import { formatClock, formatDayClock, formatLimits, formatValue } from './format.js';
import type { Point, Series } from './series.js';

/*
 * Charts are drawn in text, not in Mermaid: a text chart is the same in a summary, a terminal, an e-mail and a file,
 * takes the colours of the reader's theme, shows a gap as a gap, and can mark each window with its verdict beside the
 * limits; Mermaid's xychart does none of these.
 */

const HEIGHT = 6;

/** How much room a chart has. */
export interface ChartShape {
  readonly columns: number;
  /** Whether the limits' names stand at the end of their lines, or under the title with the figures. */
  readonly names: 'beside' | 'above';
}

/**
 * On a run's page a block of code is some 100 characters wide where the window is 1,280 px; what is wider is cut off at the
 * right, where the newest windows stand. A day of 15-minute windows is two windows a column.
 */
const WIDE: ChartShape = { columns: 72, names: 'beside' };
/** For a phone: at 12 px a line of some 45 characters fits 390 px. A day of 15-minute windows is three windows a column. */
export const NARROW: ChartShape = { columns: 32, names: 'above' };

/**
 * All glyphs here, and those of the lines and the frame, are of WGL4: the fonts that code is set in have them, on Windows
 * and phones too. One that is taken from another font is wider or narrower, and moves what stands behind it.
 */
const MARKS: Readonly<Record<VerdictStatus, string>> = {
  ok: '•',
  warn: '+',
  violation: '×',
  insufficient: '·',
  'no-data': ' ',
};
const RANK: readonly VerdictStatus[] = ['no-data', 'insufficient', 'ok', 'warn', 'violation'];

const WARN_LINE = '-';
const ROLLBACK_LINE = '─';

export const CHART_LEGEND = `• ok   + warn   × violation   · too few samples   ${WARN_LINE} warn limit   ${ROLLBACK_LINE} rollback limit   blank: no data`;
/** The same for {@link NARROW}. */
export const NARROW_LEGEND: readonly string[] = [
  '• ok   + warn   × violation',
  '· too few samples   blank: no data',
  `${WARN_LINE} warn limit   ${ROLLBACK_LINE} rollback limit`,
];

interface Column {
  readonly value: number | null;
  readonly status: VerdictStatus;
}

function worse(a: Column | undefined, b: Column): Column {
  return a === undefined || RANK.indexOf(b.status) >= RANK.indexOf(a.status) ? b : a;
}

/** One column a window, or several windows a column, shown by the worst of them. */
function columnsOf(points: readonly Point[], most: number): (Column | undefined)[] {
  const times = points.map((point) => ({
    point,
    at: parseInstant(point.start) ?? 0,
    end: parseInstant(point.end) ?? 0,
  }));
  const step = Math.max(1, Math.min(...times.map(({ at, end }) => end - at)));
  const first = Math.min(...times.map(({ at }) => at));
  const slots = Math.round((Math.max(...times.map(({ at }) => at)) - first) / step) + 1;
  const perColumn = Math.ceil(slots / most);
  const columns: (Column | undefined)[] = Array.from({ length: Math.ceil(slots / perColumn) });
  for (const { point, at } of times) {
    const index = Math.floor(Math.round((at - first) / step) / perColumn);
    columns[index] = worse(columns[index], point);
  }
  return columns;
}

interface Row {
  label: string;
  cells: string[];
  ending: string;
}

function drawLimits(rows: Row[], series: Series, rowOf: (value: number) => number): void {
  const limits = [
    { limit: series.warn, line: WARN_LINE, name: 'warn' },
    { limit: series.rollback, line: ROLLBACK_LINE, name: 'rollback' },
  ];
  for (const { limit, line, name } of limits) {
    const row = limit === null ? undefined : rows[rowOf(limit.value)];
    if (limit === null || row === undefined) continue;
    row.cells.fill(line);
    row.ending = row.ending === '' ? name : `${row.ending}, ${name}`;
    row.label = formatValue(limit.value, series.unit);
  }
}

/**
 * A small chart of a series against its limits: a title, {@link HEIGHT} rows from the highest to the lowest value or
 * limit, and the time axis. Lines of plain text for a fixed-width font; empty when the series has no value.
 */
export function chart(series: Series, name: string, shape: ChartShape = WIDE): string[] {
  const values = series.points.flatMap((point) => (point.value === null ? [] : [point.value]));
  const first = series.points[0];
  const last = series.points.at(-1);
  if (values.length === 0 || first === undefined || last === undefined) return [];
  const limits = [series.warn, series.rollback].flatMap((limit) => (limit === null ? [] : [limit.value]));
  const high = Math.max(...values, ...limits);
  const low = Math.min(...values, ...limits);
  const rowOf = (value: number): number => {
    const share = high === low ? 0 : (value - low) / (high - low);
    return HEIGHT - 1 - Math.round(share * (HEIGHT - 1));
  };
  const columns = columnsOf(series.points, shape.columns);
  const rows: Row[] = Array.from({ length: HEIGHT }, () => ({
    label: '',
    cells: Array.from({ length: columns.length }, () => ' '),
    ending: '',
  }));
  drawLimits(rows, series, rowOf);
  columns.forEach((column, index) => {
    const row = column?.value === null || column === undefined ? undefined : rows[rowOf(column.value)];
    if (column !== undefined && row !== undefined) row.cells[index] = MARKS[column.status];
  });
  for (const value of [Math.max(...values), Math.min(...values)]) {
    const row = rows[rowOf(value)];
    if (row !== undefined && row.label === '') row.label = formatValue(value, series.unit, limits);
  }
  const title = oneLine(name, 80);
  const span = { from: first.start, to: last.end };
  switch (shape.names) {
    case 'beside':
      return [title, ...framed(rows, axisText(span))];
    case 'above': {
      const named = formatLimits(series);
      const bare = rows.map((row) => ({ ...row, ending: '' }));
      // Nobody reads a mail a year later without its date.
      return [
        title,
        ...(named === '' ? [] : [named]),
        ...framed(bare, axisText(span).replace(/\b\d{4}-/g, '')),
      ];
    }
  }
}

function axisText({ from, to }: { readonly from: string; readonly to: string }): string {
  const sameDay = from.slice(0, 10) === to.slice(0, 10);
  return `${formatDayClock(from)} to ${sameDay ? formatClock(to) : formatDayClock(to)}`;
}

function framed(rows: readonly Row[], axis: string): string[] {
  const labels = rows.map((row) => oneLine(row.label, 24));
  const width = Math.max(...labels.map((label) => label.length));
  const body = rows.map((row, index) => {
    const label = labels[index] ?? '';
    return `${label.padStart(width)} ${label === '' ? '│' : '┤'}${row.cells.join('')} ${row.ending}`.trimEnd();
  });
  return [...body, `${' '.repeat(width)} └ ${axis}`];
}
