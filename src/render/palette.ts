import type { Gate, VerdictStatus } from '../domain/analysis.js';

type Paint = (text: string) => string;

/** How a terminal shows meaning. Text says the same without it: colour is never the only sign. */
export interface Palette {
  readonly strong: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly caution: Paint;
  readonly bad: Paint;
}

const plain: Paint = (text) => text;

function ansi(on: number, off: number): Paint {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}

export const PLAIN: Palette = { strong: plain, dim: plain, good: plain, caution: plain, bad: plain };

/** The eight basic colours, which terminals adapt to a light or a dark background. */
export const ANSI: Palette = {
  strong: ansi(1, 22),
  dim: ansi(2, 22),
  good: ansi(32, 39),
  caution: ansi(33, 39),
  bad: ansi(31, 39),
};

export function paintOfStatus(palette: Palette, status: VerdictStatus): Paint {
  switch (status) {
    case 'ok':
      return palette.good;
    case 'warn':
      return palette.caution;
    case 'violation':
      return palette.bad;
    case 'no-data':
    case 'insufficient':
      return palette.dim;
  }
}

export function paintOfGate(palette: Palette, gate: Gate): Paint {
  switch (gate) {
    case 'promote':
      return palette.good;
    case 'hold':
      return palette.strong;
    case 'rollback':
      return palette.bad;
  }
}
