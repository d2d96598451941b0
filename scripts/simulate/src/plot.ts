import { escapeHtml } from '../../../src/render/escape.js';

export interface Line {
  readonly name: string;
  /** null leaves a gap. */
  readonly values: readonly (number | null)[];
}

export interface Plot {
  readonly title: string;
  /** One for each value of a line, at equal distances. */
  readonly columns: readonly string[];
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
  /** Where a value is drawn: from 0, the bottom, to 1. */
  readonly scale: (value: number) => number;
  readonly lines: readonly Line[];
}

/** Colours that are told apart with every kind of colour vision (M. Okabe, K. Ito, 2008), and a dash for print. */
const STYLES = [
  { colour: '#0072b2', dash: '' },
  { colour: '#d55e00', dash: '6 3' },
  { colour: '#009e73', dash: '2 3' },
  { colour: '#cc79a7', dash: '8 3 2 3' },
  { colour: '#7f7f7f', dash: '4 4' },
  { colour: '#b8860b', dash: '1 4' },
];
const AREA = { left: 70, top: 44, width: 420, height: 240 };
const SIZE = { width: 760, height: 330 };

function at(column: number, columns: number): number {
  return AREA.left + (AREA.width * column) / Math.max(1, columns - 1);
}

function height(plot: Plot, value: number): number {
  return AREA.top + AREA.height * (1 - Math.min(1, Math.max(0, plot.scale(value))));
}

function axes(plot: Plot): string[] {
  const right = AREA.left + AREA.width;
  const rows = plot.ticks.flatMap(({ value, text }) => {
    const y = height(plot, value).toFixed(1);
    return [
      `<line x1="${AREA.left}" x2="${right}" y1="${y}" y2="${y}" stroke="#dddddd"/>`,
      `<text x="${AREA.left - 8}" y="${y}" dy="4" text-anchor="end">${escapeHtml(text)}</text>`,
    ];
  });
  const bottom = AREA.top + AREA.height + 20;
  const columns = plot.columns.map((text, i) => {
    const x = at(i, plot.columns.length).toFixed(1);
    return `<text x="${x}" y="${bottom}" text-anchor="middle">${escapeHtml(text)}</text>`;
  });
  const middle = AREA.left + AREA.width / 2;
  return [
    ...rows,
    ...columns,
    `<text x="${middle}" y="${bottom + 20}" text-anchor="middle">requests a batch</text>`,
  ];
}

function drawn(plot: Plot, line: Line, index: number): string[] {
  const { colour, dash } = STYLES[index % STYLES.length] ?? { colour: '#000000', dash: '' };
  const points = line.values.flatMap((value, i) =>
    value === null ? [] : [`${at(i, plot.columns.length).toFixed(1)},${height(plot, value).toFixed(1)}`],
  );
  const dots = points.map((point) => {
    const [x, y] = point.split(',');
    return `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`;
  });
  const key = AREA.top + 10 + index * 24;
  const from = AREA.left + AREA.width + 20;
  const stroke = `stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"`;
  return [
    `<polyline points="${points.join(' ')}" fill="none" ${stroke}/>`,
    ...dots,
    `<line x1="${from}" x2="${from + 26}" y1="${key}" y2="${key}" ${stroke}/>`,
    `<text x="${from + 32}" y="${key}" dy="4">${escapeHtml(line.name)}</text>`,
  ];
}

/** A chart of lines over levels of traffic, as an SVG file: the same bytes for the same plot. */
export function svg(plot: Plot): string {
  const body = [
    `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#ffffff"/>`,
    `<text x="${AREA.left}" y="24" font-size="15">${escapeHtml(plot.title)}</text>`,
    ...axes(plot),
    ...plot.lines.flatMap((line, i) => drawn(plot, line, i)),
  ];
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" font-family="sans-serif" font-size="12">`;
  return `${[open, `<title>${escapeHtml(plot.title)}</title>`, ...body, '</svg>'].join('\n')}\n`;
}
