import type { Dashboard } from '../../src/render/dashboard.js';
import { element, section } from './element.js';
import { incidentSection, promotionSection, timelineSection } from './governance.js';
import { noticeSection } from './notices.js';
import { headline, verdictSection } from './overview.js';
import { Palette } from './palette.js';
import { legend, sliFigures } from './sli-charts.js';
import { keepDrawn, rangeControl, type Stage } from './stage.js';
import { tickFigure } from './tick-chart.js';
import { columnsOf } from './time-axis.js';
import { volumeSection } from './volume.js';

function readData(): Dashboard {
  return JSON.parse(document.getElementById('data')?.textContent ?? '') as Dashboard;
}

function chartSection(stage: Stage): HTMLElement {
  const figures = stage.shown.map(({ figure }) => figure);
  return section(
    'charts',
    'SLIs against their limits',
    element('div', { class: 'tools' }, rangeControl(stage), legend()),
    element('div', { class: 'charts' }, ...figures),
  );
}

function tickSection(data: Dashboard, palette: Palette): { stage: Stage; content: HTMLElement } | null {
  const { ticks, windows } = data;
  if (ticks === null) return null;
  const shown = [tickFigure(ticks, palette)];
  const stage = {
    shown,
    palette,
    from: ticks.at[0] ?? 0,
    to: Math.max(ticks.at.at(-1) ?? 0, windows.end.at(-1) ?? 0),
    days: 7,
  };
  const text = `${ticks.delivered} of ${ticks.expected} slots had a tick. A slot begins when a window ends; its delay counts from there.`;
  const figures = shown.map(({ figure }) => figure);
  return { stage, content: section('ticks', 'Ticks', element('p', { class: 'note' }, text), ...figures) };
}

function footer({ digests, governance, at }: Dashboard): HTMLElement {
  const ledger = `ledger ${governance.entries} entries${governance.head === null ? '' : ` at ${governance.head.slice(0, 12)}`}`;
  const text = `Made from the analysis of ${at}: policy ${digests.policy.slice(0, 12)}, history ${digests.history.slice(0, 12)}, ${ledger}. All times are UTC.`;
  return element('footer', {}, text);
}

function show(data: Dashboard): void {
  const palette = new Palette();
  const columns = columnsOf(data.windows);
  const from = (data.windows.end[0] ?? 0) - data.windows.length_s;
  const to = data.windows.end.at(-1) ?? 0;
  // Who comes because of an incident wants to see it, not the week.
  const days = data.rollback_active ? 1 : 7;
  const stage = { shown: sliFigures({ data, columns, palette }), palette, from, to, days };
  const ticks = tickSection(data, palette);
  const parts = [
    headline(data),
    verdictSection(data),
    ...(stage.shown.length === 0 ? [] : [chartSection(stage)]),
    volumeSection(data.windows),
    promotionSection(data),
    timelineSection(data),
    incidentSection(data),
    noticeSection(data),
    ...(ticks === null ? [] : [ticks.content]),
    footer(data),
  ];
  document.getElementById('page')?.replaceChildren(...parts);
  keepDrawn(stage);
  if (ticks !== null) keepDrawn(ticks.stage);
}

show(readData());
