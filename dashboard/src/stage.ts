import type { Shown } from './chart-figure.js';
import { element } from './element.js';
import { HEIGHT } from './line-chart.js';
import type { Palette } from './palette.js';

const DAYS = [1, 3, 7];
const PRINT_WIDTH = 640;

export interface Stage {
  readonly shown: readonly Shown[];
  readonly palette: Palette;
  /** Seconds since the epoch: first window's begin and last window's end. */
  readonly from: number;
  readonly to: number;
  /** How many days are shown at first. */
  readonly days: number;
}

function showDays({ shown, from, to }: Stage, days: number): void {
  const min = Math.max(from, to - days * 86_400);
  for (const { chart } of shown) chart().setScale('x', { min, max: to });
}

/** Chooses how many days the charts show. */
export function rangeControl(stage: Stage): HTMLElement {
  const span = (stage.to - stage.from) / 86_400;
  const wanted = DAYS.filter((days, index) => index === 0 || span > (DAYS[index - 1] ?? 0));
  const buttons = wanted.map((days) => {
    const button = element(
      'button',
      { type: 'button', 'aria-pressed': 'false' },
      days === 1 ? '24 hours' : `${days} days`,
    );
    button.addEventListener('click', () => {
      for (const one of buttons) one.setAttribute('aria-pressed', String(one === button));
      showDays(stage, days);
    });
    return button;
  });
  const first = wanted.indexOf(stage.days);
  buttons.at(first)?.setAttribute('aria-pressed', 'true');
  return element(
    'div',
    { class: 'range', role: 'group', 'aria-label': 'Time that the charts show' },
    ...buttons,
  );
}

function fit({ shown }: Stage, width: number | null): void {
  for (const { chart, frame } of shown)
    chart().setSize({ width: width ?? frame.clientWidth, height: HEIGHT });
}

/** Draws the charts and keeps them in the page's width and colours, on the screen and on paper. */
export function keepDrawn(stage: Stage): void {
  const { shown, palette } = stage;
  showDays(stage, stage.days);
  const repaint = (): void => {
    palette.read();
    for (const { chart } of shown) chart().redraw(false, false);
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
  const first = shown[0]?.frame;
  if (first !== undefined) {
    let width = first.clientWidth;
    new ResizeObserver(() => {
      if (first.clientWidth === width) return;
      width = first.clientWidth;
      fit(stage, null);
    }).observe(first);
  }
  const forPaper = matchMedia('print');
  forPaper.addEventListener('change', () => {
    fit(stage, forPaper.matches ? PRINT_WIDTH : null);
    repaint();
  });
}
