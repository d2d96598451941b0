import uPlot from 'uplot';
import type { Dashboard, DashboardSeries } from '../../src/render/dashboard.js';
import { formatValue } from '../../src/render/format.js';
import { drawDecisions, drawPhases, drawStatus } from './marks.js';
import type { Palette } from './palette.js';
import { timeLabels, timeSplits, type Columns } from './time-axis.js';
import { limitsAt } from './words.js';

export const HEIGHT = 190;
export const FONT = '12px system-ui, sans-serif';
/** Series of a chart, by their place in uPlot's list; 0 is time. */
const VALUE = 1;

export interface ChartOptions {
  readonly data: Dashboard;
  readonly series: DashboardSeries;
  readonly columns: Columns;
  readonly palette: Palette;
  readonly width: number;
  readonly onCursor: (column: number | null) => void;
}

type Column = (number | null)[];

function column({ columns }: ChartOptions, of: (window: number) => number | null | undefined): Column {
  return columns.window.map((window) => (window === null ? null : (of(window) ?? null)));
}

/** Whether the series was judged at the window at all. */
function isWithin({ first, value }: DashboardSeries, window: number): boolean {
  return window >= first && window < first + value.length;
}

function columnsOf(options: ChartOptions): uPlot.AlignedData {
  const { series, columns } = options;
  const limit = (kind: 'warn' | 'rollback'): Column =>
    column(options, (window) => (isWithin(series, window) ? limitsAt(series, window)[kind]?.value : null));
  return [
    [...columns.x],
    column(options, (window) => series.value[window - series.first]),
    limit('warn'),
    limit('rollback'),
    column(options, (window) => series.low[window - series.first]),
    column(options, (window) => series.high[window - series.first]),
  ];
}

/** All values, intervals and limits, with a little air; a share stays between 0 and 1. */
function rangeOf(columns: uPlot.AlignedData, unit: string | null): [number, number] {
  const all = [1, 2, 3, 4, 5].flatMap((index) => [...(columns[index] ?? [])]).filter((one) => one != null);
  if (all.length === 0) return [0, 1];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const air = (high - low) * 0.1 || Math.abs(high) * 0.1 || 1;
  return unit === '%'
    ? [Math.max(0, low - air), Math.min(1, high + air)]
    : [low >= 0 ? Math.max(0, low - air) : low - air, high + air];
}

function axes({ palette, series }: ChartOptions): uPlot.Axis[] {
  const common = {
    font: FONT,
    stroke: () => palette.of('muted'),
    grid: { stroke: () => palette.of('grid'), width: 1 },
    ticks: { show: false },
  };
  return [
    {
      ...common,
      size: 34,
      splits: (u, _axis, min, max) =>
        timeSplits(min, max, Math.max(2, Math.floor(u.bbox.width / devicePixelRatio / 60))),
      values: (_u, splits) => timeLabels(splits),
    },
    {
      ...common,
      size: 74,
      values: (_u, splits) =>
        splits.map((value) =>
          formatValue(
            value,
            series.unit,
            splits.filter((one) => one !== value),
          ),
        ),
    },
  ];
}

function lines({ palette }: ChartOptions): uPlot.Series[] {
  const stepped = uPlot.paths.stepped?.({ align: -1 });
  const limit = (name: 'warn' | 'bad', dash: number[]): uPlot.Series => ({
    stroke: () => palette.of(name),
    width: 1.5,
    dash,
    points: { show: false },
    ...(stepped === undefined ? {} : { paths: stepped }),
  });
  const edge: uPlot.Series = { stroke: 'transparent', points: { show: false } };
  return [
    {},
    { stroke: () => palette.of('line'), width: 1.75, points: { show: false } },
    limit('warn', [3, 4]),
    limit('bad', [9, 4]),
    edge,
    edge,
  ];
}

/** An SLI over time against its limits: phases as bands, decisions as marks, and where it is a ratio its interval. */
export function lineChart(options: ChartOptions, target: HTMLElement): uPlot {
  const { data, series, palette, columns, width, onCursor } = options;
  const values = columnsOf(options);
  const range = rangeOf(values, series.unit);
  return new uPlot(
    {
      width,
      height: HEIGHT,
      legend: { show: false },
      padding: [16, 12, 0, 0],
      scales: { x: { time: false }, y: { range: () => range } },
      axes: axes(options),
      series: lines(options),
      bands: [{ series: [VALUE + 4, VALUE + 3], fill: () => palette.of('interval') }],
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: 'phasegate' }, points: { size: 7 } },
      hooks: {
        drawAxes: [(u) => drawPhases(u, { data, palette })],
        draw: [
          (u) => drawStatus(u, { series, columns, palette }),
          (u) => drawDecisions(u, { data, palette }),
        ],
        setCursor: [(u) => onCursor(u.cursor.idx ?? null)],
      },
    },
    values,
    target,
  );
}
