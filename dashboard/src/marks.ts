import type uPlot from 'uplot';
import type { Dashboard, DashboardSeries } from '../../src/render/dashboard.js';
import type { DashboardDecision } from '../../src/render/dashboard-people.js';
import type { Palette } from './palette.js';
import type { Columns } from './time-axis.js';

function scaled(font: number): string {
  return `${font * devicePixelRatio}px system-ui, sans-serif`;
}

/** Runs work on the canvas within the plot's own area. */
function within(u: uPlot, work: (context: CanvasRenderingContext2D) => void): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  // Above the area there is room for the names of phases, beside it for the sign of the first and the last window.
  const beside = 5 * devicePixelRatio;
  ctx.rect(bbox.left - beside, 0, bbox.width + 2 * beside, bbox.top + bbox.height);
  ctx.clip();
  work(ctx);
  ctx.restore();
}

interface Run {
  readonly phase: string;
  readonly from: number;
  readonly to: number;
}

/** How long each phase was on, in seconds, by the judged windows. */
function phaseRuns({ windows }: Dashboard): Run[] {
  const runs: Run[] = [];
  windows.end.forEach((end, index) => {
    const phase = windows.phases[windows.phase[index] ?? -1] ?? '';
    const last = runs.at(-1);
    if (last?.phase === phase) runs[runs.length - 1] = { ...last, to: end };
    else runs.push({ phase, from: last?.to ?? end - windows.length_s, to: end });
  });
  return runs;
}

/** Every other phase stands on a band, and each has its name above. */
export function drawPhases(u: uPlot, { data, palette }: { data: Dashboard; palette: Palette }): void {
  const { bbox } = u;
  within(u, (context) => {
    context.font = scaled(11);
    context.textAlign = 'left';
    context.textBaseline = 'bottom';
    phaseRuns(data).forEach(({ phase, from, to }, index) => {
      const left = Math.max(u.valToPos(from, 'x', true), bbox.left);
      const right = Math.min(u.valToPos(to, 'x', true), bbox.left + bbox.width);
      if (right <= left) return;
      context.fillStyle = palette.of('band');
      if (index % 2 === 1) context.fillRect(left, bbox.top, right - left, bbox.height);
      context.fillStyle = palette.of('muted');
      if (context.measureText(phase).width < right - left - 6)
        context.fillText(phase, left + 3 * devicePixelRatio, bbox.top - 2 * devicePixelRatio);
    });
  });
}

function arrow({ action }: DashboardDecision): string {
  switch (action) {
    case 'promote':
      return '▲';
    case 'rollback':
      return '▼';
    case 'release':
      return '◆';
  }
}

/** A line and a sign where a decision was carried out. */
export function drawDecisions(u: uPlot, { data, palette }: { data: Dashboard; palette: Palette }): void {
  const { bbox } = u;
  within(u, (context) => {
    context.font = scaled(11);
    context.textAlign = 'center';
    context.textBaseline = 'bottom';
    for (const decision of data.decisions) {
      const x = u.valToPos(Date.parse(decision.at) / 1_000, 'x', true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      const colour = palette.of(decision.action === 'rollback' ? 'bad' : 'text');
      context.strokeStyle = colour;
      context.fillStyle = colour;
      context.lineWidth = devicePixelRatio;
      context.beginPath();
      context.moveTo(x, bbox.top);
      context.lineTo(x, bbox.top + bbox.height);
      context.stroke();
      context.fillText(arrow(decision), x, bbox.top + bbox.height);
    }
  });
}

export interface StatusMarks {
  readonly series: DashboardSeries;
  readonly columns: Columns;
  readonly palette: Palette;
}

/** A violation is a cross and a warning a ring, so that colour is not the only sign. */
export function drawStatus(u: uPlot, { series, columns, palette }: StatusMarks): void {
  const { min = 0, max = 0 } = u.scales['x'] ?? {};
  const size = 3.5 * devicePixelRatio;
  within(u, (context) => {
    context.lineWidth = 1.75 * devicePixelRatio;
    columns.window.forEach((window, index) => {
      if (window === null) return;
      const at = columns.x[index] ?? 0;
      const value = series.value[window - series.first];
      const letter = series.status[window - series.first];
      if (value == null || at < min || at > max || (letter !== 'w' && letter !== 'v')) return;
      const x = u.valToPos(at, 'x', true);
      const y = u.valToPos(value, 'y', true);
      context.strokeStyle = palette.of(letter === 'v' ? 'bad' : 'warn');
      context.beginPath();
      if (letter === 'v') {
        context.moveTo(x - size, y - size);
        context.lineTo(x + size, y + size);
        context.moveTo(x - size, y + size);
        context.lineTo(x + size, y - size);
      } else {
        context.arc(x, y, size, 0, 2 * Math.PI);
      }
      context.stroke();
    });
  });
}
