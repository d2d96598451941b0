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
  /** Where the quantile lies in a histogram's bucket without an end: it is at least, or at most, the value. */
  readonly bound?: 'at-least' | 'at-most';
  /** Where the SLI itself lies with 95 % confidence, in the value's unit; null without data. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** The rule that the verdict rests on, as `above 900 ms, 2 windows in a row`; empty where none is met or pending. */
  readonly rule: string;
  /** Disjoint windows that speak for the rule: in a row beyond its limit, or as many as it counts. */
  readonly streak: number;
  /** Evidence for a rollback limit whose rule is met; null where none is asked for. */
  readonly evidence: EvidenceText | null;
  /** One sentence for people. */
  readonly reason: string;
  /** The SLI by label value, sorted by label; empty where the SLI has no label. */
  readonly breakdown: readonly {
    readonly label: string;
    readonly value: number | null;
    readonly n: number;
  }[];
}

/** Whether a service at its limit would be accused by chance, and how often. */
export interface EvidenceText {
  readonly met: boolean;
  /** Mean time between false alarms of evidence this strong, in milliseconds. */
  readonly falseAlarmMs: number;
  /** The one that the policy asks for, in milliseconds. */
  readonly falseAlarmEveryMs: number;
  /** How many samples weigh as one, by the service's own healthy past; at least 1. */
  readonly designEffect: number;
}

/** A limit in figures. `batches`: windows in a row; 1 where the rule counts in another way. */
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
  /** Since when it is met, RFC 3339; null where it is not, or where nothing says. */
  readonly since: string | null;
  readonly evidence: string;
}

/** The time after a rollback in which promotions are refused and flags may be forced. */
export interface Stabilising {
  /** Number of the rollback's ledger entry. */
  readonly entry: number;
  readonly since: string;
  /** When it is over at the earliest. */
  readonly until: string;
  /** Flags that are forced meanwhile. */
  readonly flags: Readonly<Record<string, string | number | boolean>>;
  /** Whether the SLOs are back. */
  readonly back: boolean;
  /** Whether the pipeline is to release the rollback now. */
  readonly due: boolean;
  /** What it waits for, or why it is to be released. */
  readonly reason: string;
}

/** The last entry of a ledger as it was seen. */
export interface LedgerMark {
  readonly seq: number;
  readonly hash: string;
  /** Commit of the governance branch that it was read at. */
  readonly head: string | null;
  /** The policy's `governance.trust` at that time. */
  readonly trust: string | null;
}

/** A ledger that lacks what an earlier tick saw in it: somebody rewrote the branch. */
export interface Integrity {
  readonly message: string;
  /** What a person does about it. */
  readonly repair: string;
  readonly seen: LedgerMark;
  readonly found: { readonly entries: number; readonly head: string | null };
}

/** What an analysis was made from, so that it can be made again and held against the record. */
export interface AnalysisDigests {
  readonly policy: string;
  readonly history: string;
  /** SHA-256 over window, phase and digest of each batch that the history holds. */
  readonly batches: string;
  /** SHA-256 of the checklist's text; null where there was none. */
  readonly checklist: string | null;
  /** Version of Phasegate that made the analysis. */
  readonly code: string;
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
  /** Whether the governance branch was rewritten, so that nothing is decided on it; null: it was not. */
  readonly integrity: Integrity | null;
  /** The rollback that has not been released; null where there is none. */
  readonly stabilising: Stabilising | null;
  /** True from the window that calls for a rollback until one has closed behind its release. */
  readonly rollbackActive: boolean;
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
  /** The clock of the tick: only how fresh the data is depends on it. */
  readonly now: string;
  readonly digests: AnalysisDigests;
}
