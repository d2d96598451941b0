import { member, numberOf, recordOf, textOf } from '../../raw-values.js';
import { normalTailQuantile } from '../../statistics/normal.js';
import { formatInstant } from '../../time.js';
import { quoted } from './csv-table.js';
import type { Dataset } from './dataset.js';
import type { Archives, StateArchive } from './state-archive.js';

/** What a strategy's archived state says of the chance that a trade wins. */
export interface EvRow {
  readonly timestamp: string;
  readonly strategy: string;
  readonly symbol: string;
  readonly ev_alpha: number;
  readonly ev_beta: number;
  readonly decay: number | null;
  readonly confidence: number;
  readonly win_rate_mean: number;
  readonly win_rate_lcb: number;
}

/**
 * The lower bound of a Beta(α, β) variable by the normal approximation, clamped to [0, 1]: mean − z·sd, with z at the
 * normal quantile of 0.5 + confidence / 2.
 */
export function winRateBound(alpha: number, beta: number, confidence: number): number {
  const total = alpha + beta;
  const mean = alpha / total;
  const deviation = Math.sqrt((mean * (1 - mean)) / (total + 1));
  return Math.min(1, Math.max(0, mean - normalTailQuantile(0.5 - confidence / 2) * deviation));
}

function evRow({ state, strategy, symbol, at }: StateArchive): EvRow | string {
  const ev = recordOf(member(state, 'ev_global'));
  if (ev === null) return 'has no ev_global';
  const [alpha, beta, confidence] = ['alpha', 'beta', 'conf'].map((key) => numberOf(ev[key]));
  if (alpha == null || beta == null || alpha <= 0 || beta <= 0)
    return 'ev_global has no alpha and beta above 0';
  if (confidence == null || confidence <= 0 || confidence >= 1)
    return 'ev_global has no conf between 0 and 1';
  const said = textOf(member(member(state, 'meta'), 'symbol'));
  if (said !== null && said !== symbol)
    return `lies below ${quoted(symbol)}, and its meta.symbol is ${quoted(said)}`;
  return {
    timestamp: formatInstant(at),
    strategy,
    symbol,
    ev_alpha: alpha,
    ev_beta: beta,
    decay: numberOf(ev['decay']),
    confidence,
    win_rate_mean: alpha / (alpha + beta),
    win_rate_lcb: winRateBound(alpha, beta, confidence),
  };
}

/** The chance of winning, state by state, oldest first. */
export function evHistory({ found, leftOut: unread, older }: Archives): Dataset {
  const rows: Record<string, unknown>[] = [];
  const leftOut = [...unread];
  for (const archive of found) {
    const row = evRow(archive);
    if (typeof row === 'string') leftOut.push({ file: archive.file, line: 0, reason: row });
    else rows.push({ ...row });
  }
  return { name: 'ev_history', rows: { rows }, leftOut, older };
}
