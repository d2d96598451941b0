import type uPlot from 'uplot';
import { element } from './element.js';

export interface FigureOptions {
  readonly title: string;
  /** What a screen reader says of the chart; its numbers are in the table. */
  readonly description: string;
  /** What is said of the chart's column under the cursor; null: nothing is. */
  readonly reading: (column: number | null) => string;
  readonly draw: (parts: {
    target: HTMLElement;
    width: number;
    onCursor: (column: number | null) => void;
  }) => uPlot;
  readonly table: HTMLElement;
}

/** A chart that is on the page. */
export interface Shown {
  readonly figure: HTMLElement;
  readonly chart: () => uPlot;
  readonly frame: HTMLElement;
}

const FIRST_WIDTH = 320;

/** Moves the cursor to the column `by` further on, or to an end. */
function step(chart: uPlot, key: string): boolean {
  const x = Array.from(chart.data[0]);
  const { min = 0, max = 0 } = chart.scales['x'] ?? {};
  const shown = x.flatMap((at, index) => (at >= min && at <= max ? [index] : []));
  const [first = 0] = shown;
  const last = shown.at(-1) ?? 0;
  const now = chart.cursor.idx ?? last;
  const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: first, End: last }[key];
  if (next === undefined) return false;
  const at = x[Math.min(Math.max(next, first), last)] ?? 0;
  chart.setCursor({ left: chart.valToPos(at, 'x'), top: 0 });
  return true;
}

/** A chart with its name, a reading of what the cursor is on, and its numbers as a table. */
export function chartFigure({ title, description, reading, draw, table }: FigureOptions): Shown {
  const frame = element('div', {
    class: 'chart',
    tabindex: '0',
    role: 'group',
    'aria-label': `${description} Left and right arrow keys read window by window.`,
  });
  const output = element('output', { 'aria-live': 'off' }, reading(null));
  const figure = element(
    'figure',
    {},
    element('figcaption', {}, element('h3', {}, title), output),
    frame,
    table,
  );
  let chart: uPlot | null = null;
  const made = (): uPlot => {
    chart ??= draw({
      target: frame,
      width: frame.clientWidth || FIRST_WIDTH,
      onCursor: (column) => (output.textContent = reading(column)),
    });
    return chart;
  };
  frame.addEventListener('keydown', (event) => {
    if (step(made(), event.key)) event.preventDefault();
  });
  // Twenty charts whose cursors move together must not all speak.
  frame.addEventListener('focus', () => output.setAttribute('aria-live', 'polite'));
  frame.addEventListener('blur', () => output.setAttribute('aria-live', 'off'));
  return { figure, frame, chart: made };
}
