import type { LineCounts } from './batch.js';

export const ANALYSIS_SCHEMA = 'phasegate.analysis/1';

export type VerdictStatus = 'ok' | 'warn' | 'violation' | 'no-data' | 'insufficient';
export type Gate = 'promote' | 'hold' | 'rollback';

/** One SLO judged over one window. */
export interface Verdict {
  readonly slo: string;
  readonly sli: string;
  readonly feature: string;
  readonly status: VerdictStatus;
  /** null without data. A ratio is a share, 0 to 1; a quantile or mean is in the SLI's unit. */
  readonly value: number | null;
  /** `%` for a ratio, else the SLI's unit; null for a count or where none is named. */
  readonly unit: string | null;
  readonly warn: LimitText | null;
  readonly rollback: LimitText | null;
  readonly window: { readonly start: string; readonly end: string };
  /** Samples in the window. */
  readonly n: number;
  /** Relative error of the value: 0 while the distribution is exact. */
  readonly error: number;
  /** Disjoint windows in a row beyond the rollback limit, or beyond the warn limit where it is a warning. */
  readonly streak: number;
  /** One sentence for people. */
  readonly reason: string;
  /** The SLI by label value, sorted by label; empty where the SLI has no label. */
  readonly breakdown: readonly {
    readonly label: string;
    readonly value: number | null;
    readonly n: number;
  }[];
}

export interface LimitText {
  readonly side: 'above' | 'below';
  readonly value: number;
  readonly batches: number;
}

/** What one closed window meant for the phase that was on at its end. */
export interface Judgement {
  readonly phase: string;
  readonly window: { readonly start: string; readonly end: string };
  readonly gate: 'hold' | 'rollback';
  readonly counts: LineCounts;
  /** Sources that delivered nothing. */
  readonly missed: readonly string[];
  readonly verdicts: readonly Verdict[];
}

export interface Alert {
  readonly id: string;
  readonly severity: 'warning' | 'critical';
  readonly phase: string;
  readonly slo: string;
  readonly window: { readonly start: string; readonly end: string };
  readonly summary: string;
  readonly verdict: Verdict;
  /** Why-why draft: sentences, most telling first. */
  readonly why: readonly string[];
}

/** One condition of a promotion. */
export interface Condition {
  readonly name: string;
  readonly met: boolean;
  readonly evidence: string;
}

/** The analyzer's answer for one tick: what the report shows and the rollback acts on. */
export interface Analysis {
  readonly schema: typeof ANALYSIS_SCHEMA;
  readonly rollout: string;
  readonly phase: string;
  /** When the phase was entered; null before the first ledger entry. */
  readonly since: string | null;
  readonly previous: string | null;
  readonly next: string | null;
  readonly gate: Gate;
  /** The phase that the gate leads to; null on hold. */
  readonly target: string | null;
  readonly reason: string;
  readonly rollback: 'propose' | 'automatic';
  readonly governance: { readonly head: string | null; readonly entries: number };
  /** Newest judged window; null before the first. */
  readonly window: { readonly start: string; readonly end: string } | null;
  /** Verdicts of the newest window. */
  readonly verdicts: readonly Verdict[];
  /** Windows judged in this tick for the first time, oldest first. */
  readonly judged: readonly Judgement[];
  /** The last 24 hours of judgements, oldest first: what charts and the daily report are drawn from. */
  readonly recent: readonly Judgement[];
  readonly alerts: readonly Alert[];
  readonly promotion: readonly Condition[];
  readonly digests: { readonly policy: string; readonly history: string };
}
