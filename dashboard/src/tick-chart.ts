import uPlot from 'uplot';
import type { Punctuality } from '../../src/render/dashboard-ticks.js';
import { chartFigure, type Shown } from './chart-figure.js';
import { element, figureOf, lazyTable } from './element.js';
import { FONT, HEIGHT } from './line-chart.js';
import type { Palette } from './palette.js';
import { timeLabels, timeSplits } from './time-axis.js';
import { clock, lasting } from './words.js';

function draw(ticks: Punctuality, palette: Palette) {
  return (parts: {
    target: HTMLElement;
    width: number;
    onCursor: (column: number | null) => void;
  }): uPlot => {
    const common = {
      font: FONT,
      stroke: () => palette.of('muted'),
      grid: { stroke: () => palette.of('grid'), width: 1 },
      ticks: { show: false },
    };
    return new uPlot(
      {
        width: parts.width,
        height: HEIGHT,
        legend: { show: false },
        padding: [16, 12, 0, 0],
        scales: { x: { time: false }, y: { range: (_u, _min, max) => [0, Math.max(60, max * 1.1)] } },
        axes: [
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
            incrs: [10, 30, 60, 120, 300, 600, 1_200, 3_600],
            values: (_u, splits) => splits.map(lasting),
          },
        ],
        series: [
          {},
          { stroke: 'transparent', points: { show: true, size: 5, fill: () => palette.of('line') } },
        ],
        cursor: { y: false, drag: { x: false, y: false } },
        hooks: { setCursor: [(u) => parts.onCursor(u.cursor.idx ?? null)] },
      },
      [[...ticks.at], [...ticks.delay_s]],
      parts.target,
    );
  };
}

/** How late each tick was, as a chart. */
export function tickFigure(ticks: Punctuality, palette: Palette): Shown {
  const reading = (index: number): string =>
    `${clock(ticks.at[index] ?? 0)}: ${lasting(ticks.delay_s[index] ?? null)} into its slot`;
  return chartFigure({
    title: 'Slot delay',
    description: `Chart of ${ticks.at.length} ticks by their delay.`,
    reading: (column) => reading(column ?? ticks.at.length - 1),
    draw: draw(ticks, palette),
    table: lazyTable('Slot delay as a table', () => ({
      caption: 'Ticks, each with its delay',
      head: ['Tick', 'Slot delay'],
      rows: ticks.at
        .map((at, index) => [
          clock(at),
          figureOf(ticks.delay_s[index] ?? 0, lasting(ticks.delay_s[index] ?? null)),
        ])
        .reverse(),
    })),
  });
}

/** `94 of 96 ticks came` in words that can be read alone. */
export function ticksText(ticks: Punctuality): HTMLElement {
  return element(
    'span',
    {},
    figureOf(ticks.delivered, String(ticks.delivered)),
    ' of ',
    figureOf(ticks.expected, String(ticks.expected)),
  );
}
