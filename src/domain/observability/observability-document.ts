import type { WeeklyDocument } from './weekly/document.js';

/** The section `observability` of a policy as it is written. */
export interface ObservabilityDocument {
  readonly root?: string;
  readonly latency?: LatencyDocument;
  readonly weekly?: WeeklyDocument;
  readonly dashboard?: DashboardDocument;
  readonly 'run-log'?: { readonly keep?: string };
  readonly verify?: { readonly heartbeat?: string };
}

export interface LatencyDocument {
  readonly sli: string;
  readonly failures?: string;
  readonly 'keep-samples'?: string;
  readonly 'keep-rollups'?: string;
  /** A number of bytes such as `10MB`. */
  readonly 'rotate-at'?: string;
}

export interface TurnoverDocument {
  readonly index: string;
  readonly daily?: string;
  readonly newest?: number;
  readonly pnl?: string;
  readonly 'pnl-value'?: number;
}

export interface DashboardDocument {
  readonly keep?: string;
  readonly 'ev-history'?: { readonly files: string; readonly newest?: number };
  readonly slippage?: { readonly json: string };
  readonly turnover?: TurnoverDocument;
  readonly latency?: boolean;
  readonly upload?: { readonly command: readonly string[]; readonly timeout?: string };
}
