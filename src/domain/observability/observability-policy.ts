import type { WeeklyPolicy } from './weekly/weekly-policy.js';

/** Samples, rollups and alerts of signal latency. */
export interface LatencyPolicy {
  /** A quantile SLI: its distribution gives the percentiles, the rollback limit of its SLO is what a breach is beyond. */
  readonly sli: string;
  /** A ratio SLI whose bad events are the failures; null: failures are not counted. */
  readonly failures: string | null;
  /** How long samples are kept, in milliseconds. Default 14 days. */
  readonly keepSamplesMs: number;
  /** How long rollups are kept, in milliseconds. Default 90 days. */
  readonly keepRollupsMs: number;
  /** A file of samples larger than this is put into the archive, in bytes. Default 10 MB. */
  readonly rotateAtBytes: number;
}

/** A program with its arguments; no shell is between. */
export interface UploadCommand {
  /** Never empty; an argument `{folder}` is the folder of the datasets. */
  readonly command: readonly string[];
  /** Default 2 minutes. */
  readonly timeoutMs: number;
}

/** How often runs traded. */
export interface TurnoverPolicy {
  /** CSV file with a run a line. */
  readonly index: string;
  /** CSV file with a day a line, in the folder of each run. Default `daily.csv`. */
  readonly daily: string;
  /** So many runs, the newest. Default 1000. */
  readonly newest: number;
  /** Column of a day's result. Default `pnl_pips`. */
  readonly pnl: string;
  /** What one unit of that is worth in the account's currency; null: there is no drawdown in percent. */
  readonly pnlValue: number | null;
}

/** The datasets of a dashboard; null: this one is not made. */
export interface DashboardPolicy {
  /** How long the history is kept, in milliseconds. Default 56 days. */
  readonly keepMs: number;
  /** The newest files of a glob. `newest`: default 32. */
  readonly evHistory: { readonly files: string; readonly newest: number } | null;
  readonly slippage: { readonly json: string } | null;
  readonly turnover: TurnoverPolicy | null;
  /** Whether the rollups of signal latency are a dataset. Default false. */
  readonly latency: boolean;
  readonly upload: UploadCommand | null;
}

/** Standing observability jobs; null parts: there is no such job. Paths are relative to the working directory and stay in it. */
export interface ObservabilityPolicy {
  /** Folder of everything that the jobs write. Default `.phasegate/observability`. */
  readonly root: string;
  readonly latency: LatencyPolicy | null;
  readonly weekly: WeeklyPolicy | null;
  readonly dashboard: DashboardPolicy | null;
  /** How long lines of the run log are kept, in milliseconds. Default 60 days. */
  readonly runLog: { readonly keepMs: number };
  /** A heartbeat older than this is stale, in milliseconds. Default 6 hours. */
  readonly verify: { readonly heartbeatMs: number };
}

export const DEFAULT_OBSERVABILITY_ROOT = '.phasegate/observability';
