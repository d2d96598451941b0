import type { Dashboard, DashboardSeries } from '../../src/render/dashboard.js';
import { formatCount, formatValue } from '../../src/render/format.js';
import { chartFigure, type Shown } from './chart-figure.js';
import { element, figureOf, lazyTable, type TableText } from './element.js';
import { lineChart } from './line-chart.js';
import type { Palette } from './palette.js';
import type { Columns } from './time-axis.js';
import { clock, intervalText, limitsAt, limitText, nameOf, statusWords, valueText } from './words.js';

export interface Drawing {
  readonly data: Dashboard;
  readonly columns: Columns;
  readonly palette: Palette;
}

/** Every window of the series, the newest first. */
function tableOf(data: Dashboard, series: DashboardSeries): TableText {
  const { end, phases, phase } = data.windows;
  const hasInterval = series.low.length > 0;
  const rows = series.value.map((value, index) => {
    const window = series.first + index;
    const { warn, rollback } = limitsAt(series, window);
    return [
      clock(end[window] ?? 0),
      phases[phase[window] ?? -1] ?? '',
      figureOf(value, valueText(series, window)),
      ...(hasInterval ? [intervalText(series, window)] : []),
      figureOf(series.n[index] ?? 0, formatCount(series.n[index] ?? 0)),
      statusWords(series.status[index] ?? ' '),
      limitText(warn, series.unit),
      limitText(rollback, series.unit),
    ];
  });
  return {
    caption: `${nameOf(series, data.series)}, each window`,
    head: [
      'Window end',
      'Phase',
      'Value',
      ...(hasInterval ? ['95 % interval'] : []),
      'Samples',
      'Verdict',
      'Warn',
      'Rollback',
    ],
    rows: rows.reverse(),
  };
}

/** What is said of a window: its end, value, interval, verdict and samples. */
function readingOf(data: Dashboard, series: DashboardSeries, window: number): string {
  const index = window - series.first;
  const at = clock(data.windows.end[window] ?? 0);
  const status = statusWords(series.status[index] ?? ' ');
  if ((series.value[index] ?? null) === null) return `${at}: ${status}`;
  const interval = intervalText(series, window);
  const n = series.n[index] ?? 0;
  const samples = `${formatCount(n)} ${n === 1 ? 'sample' : 'samples'}`;
  return `${at}: ${[valueText(series, window), ...(interval === '–' ? [] : [interval]), status, samples].join(', ')}`;
}

function describe(series: DashboardSeries, name: string): string {
  const numbers = series.value.filter((value) => value !== null);
  if (numbers.length === 0) return `Chart of ${name}: no data.`;
  const of = (value: number): string => formatValue(value, series.unit);
  return `Chart of ${name} from ${of(Math.min(...numbers))} to ${of(Math.max(...numbers))}.`;
}

function sliFigure(drawing: Drawing, series: DashboardSeries): Shown {
  const { data, columns } = drawing;
  const name = nameOf(series, data.series);
  const newest = series.first + series.value.length - 1;
  return chartFigure({
    title: name,
    description: describe(series, name),
    reading: (column) => {
      const window = column === null ? newest : columns.window[column];
      return window == null ? 'no window' : readingOf(data, series, window);
    },
    draw: ({ target, ...rest }) => lineChart({ ...drawing, series, ...rest }, target),
    table: lazyTable(`${name} as a table`, () => tableOf(data, series)),
  });
}

/** A chart for each SLO, in the order of the data. */
export function sliFigures(drawing: Drawing): Shown[] {
  return drawing.data.series.map((series) => sliFigure(drawing, series));
}

/** What the charts' signs mean. */
export function legend(): HTMLElement {
  const entries: readonly [string, string][] = [
    ['line', 'measured'],
    ['interval', '95 % interval'],
    ['warn', 'warn limit'],
    ['bad', 'rollback limit'],
    ['warn-mark', 'warn'],
    ['bad-mark', 'violation'],
    ['promote', 'promoted'],
    ['rollback', 'rolled back'],
    ['release', 'released'],
  ];
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Signs in the charts' },
    ...entries.map(([name, text]) =>
      element('li', {}, element('span', { class: `key ${name}`, 'aria-hidden': 'true' }), text),
    ),
  );
}
