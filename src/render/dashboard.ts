import type { Analysis, Condition, Judgement, LimitText, Stabilising } from '../domain/analysis.js';
import type { BatchHeader } from '../domain/batch.js';
import type { IncidentState } from '../domain/incident.js';
import type { LedgerEntry } from '../domain/ledger-entry.js';
import type { NoticeRecord } from '../domain/notice-record.js';
import { DAY, parseInstant } from '../domain/time.js';
import {
  decisionRows,
  incidentRows,
  noticeRows,
  secondsBetween,
  type DashboardDecision,
  type DashboardIncident,
  type DashboardNotice,
} from './dashboard-people.js';
import { rejectedShare, seriesColumns, windowsOf } from './dashboard-series.js';
import { punctuality, type Punctuality } from './dashboard-ticks.js';
import { oneLine } from './escape.js';
import { inOrder, mergeJudgements } from './series.js';

export const DASHBOARD_SCHEMA = 'phasegate.dashboard/3';

/**
 * What a dashboard draws, `reports/monitoring/dashboard.json`; described by `schemas/dashboard.schema.json`. Seven days of
 * many SLIs are columns, not rows: a column's nth number is of the window `windows.end[first + n]`.
 */
export interface Dashboard {
  readonly schema: typeof DASHBOARD_SCHEMA;
  readonly rollout: string;
  readonly phase: string;
  /** When the phase was entered; null before the first ledger entry. */
  readonly since: string | null;
  readonly gate: Analysis['gate'];
  readonly target: string | null;
  readonly reason: string;
  /** True from the window that calls for a rollback until one has closed behind its release. */
  readonly rollback_active: boolean;
  /** The rollback that is not released; null where there is none. */
  readonly stabilising: Pick<Stabilising, 'entry' | 'since' | 'until' | 'reason'> | null;
  /** The newest judged window. */
  readonly window: Analysis['window'];
  /** The tick's clock, RFC 3339: what freshness is measured at. */
  readonly at: string;
  /** Seconds from the newest judged window's end to the tick; null before the first window. */
  readonly freshness_s: number | null;
  /** Share of the lines of the last 24 hours that were rejected, 0 to 1, to five significant digits; null without lines. */
  readonly rejected_share: number | null;
  readonly windows: DashboardWindows;
  /** Those of the current phase first, in the policy's order. */
  readonly series: readonly DashboardSeries[];
  readonly promotion: readonly Omit<Condition, 'since'>[];
  /** The newest hundred entries of the ledger, oldest first. */
  readonly decisions: readonly DashboardDecision[];
  /** Open ones and those of the last seven days, the newest hundred, oldest first. */
  readonly incidents: readonly DashboardIncident[];
  /** Those of the last seven days, sent or waiting, the newest hundred, oldest first; null where none is known, as where the policy tells nobody. */
  readonly notices: readonly DashboardNotice[] | null;
  /** null where nothing says when ticks came. */
  readonly ticks: Punctuality | null;
  readonly governance: Analysis['governance'];
  readonly digests: Pick<Analysis['digests'], 'policy' | 'history'>;
}

/** Every judged window, oldest first, a column for each of its figures. */
export interface DashboardWindows {
  /** Length of the newest window in seconds; 0 where there is none. */
  readonly length_s: number;
  /** Ends, seconds since the epoch. */
  readonly end: readonly number[];
  /** Ids of the phases that were on, in the order in which they first were. */
  readonly phases: readonly string[];
  /** The window's phase: its index in `phases`. */
  readonly phase: readonly number[];
  /** Lines of the window by what became of them, those of other phases among them: after a switch some still come. */
  readonly accepted: readonly number[];
  readonly rejected: readonly number[];
  readonly duplicates: readonly number[];
  readonly late: readonly number[];
  /** Sources that delivered nothing, by the window's index. */
  readonly missed: readonly { readonly window: number; readonly sources: readonly string[] }[];
}

export interface DashboardSeries {
  readonly slo: string;
  readonly sli: string;
  readonly feature: string;
  readonly unit: string | null;
  /** Limits by the index of the first window that they hold from; a later one ends an earlier one. */
  readonly limits: readonly {
    readonly from: number;
    readonly warn: LimitText | null;
    readonly rollback: LimitText | null;
  }[];
  /** Index of the window that the columns begin with. */
  readonly first: number;
  /** To seven significant digits; null without data and where the SLO was not judged. */
  readonly value: readonly (number | null)[];
  readonly n: readonly number[];
  /** A letter a window: `o` ok, `w` warn, `v` violation, `-` no data, `i` insufficient, space: not judged. */
  readonly status: string;
  /** Where the SLI lies with 95 % confidence, to five significant digits. Empty for what is no ratio. */
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** A batch as far as its lines are counted. */
export type CountedBatch = Pick<BatchHeader, 'phase' | 'window' | 'counts'>;

/** What a dashboard is made of besides the analysis; all of it may be missing. */
export interface DashboardSources {
  /** Judgements of the analyzer's history. Default: none, so that the 24 hours of the analysis are shown. */
  readonly history?: readonly Judgement[];
  /** Batches of the analyzer's history. Default: none, so that the events of the phase that was on are counted alone. */
  readonly batches?: readonly CountedBatch[];
  /** Entries of the ledger, oldest first. */
  readonly ledger?: readonly LedgerEntry[];
  /** Open ones, and those that are over as far as they are remembered. */
  readonly incidents?: readonly IncidentState[];
  /** null: none is known, as where the policy tells nobody. */
  readonly notices?: readonly NoticeRecord[] | null;
  /** When ticks came, ms since the epoch, in any order. */
  readonly ticks?: readonly number[];
}

/** How far back a dashboard shows. */
export const DASHBOARD_REACH_MS = 7 * DAY;

function stabilisingOf({ stabilising }: Analysis): Dashboard['stabilising'] {
  if (stabilising === null) return null;
  const { entry, since, until, reason } = stabilising;
  return { entry, since, until, reason: oneLine(reason) };
}

/** One judgement a window end, the newest seven days of them, oldest first. What a late tick judged is in the history too. */
function judgementsOf(analysis: Analysis, history: readonly Judgement[]): readonly Judgement[] {
  const all = mergeJudgements(history, analysis.recent);
  const byEnd = new Map(all.map((one) => [one.window.end, one]));
  const newest = parseInstant(all.at(-1)?.window.end ?? '') ?? 0;
  return inOrder([...byEnd.values()]).filter(
    ({ window }) => (parseInstant(window.end) ?? 0) > newest - DASHBOARD_REACH_MS,
  );
}

/** The dashboard's data. It holds no time but the data's own, so the same sources give the same bytes. */
export function dashboard(analysis: Analysis, sources: DashboardSources = {}): Dashboard {
  const { rollout, phase, since, gate, target, reason, window, promotion, governance, digests, now } =
    analysis;
  const { history = [], batches = [], ledger = [], incidents = [], notices = null, ticks = [] } = sources;
  const judgements = judgementsOf(analysis, history);
  const windows = windowsOf(judgements, batches);
  const at = parseInstant(now) ?? 0;
  return {
    schema: DASHBOARD_SCHEMA,
    rollout,
    phase,
    since,
    gate,
    target,
    reason: oneLine(reason),
    rollback_active: analysis.rollbackActive,
    stabilising: stabilisingOf(analysis),
    window,
    at: now,
    freshness_s: window === null ? null : secondsBetween(window.end, now),
    rejected_share: rejectedShare(windows),
    windows,
    series: seriesColumns(judgements, phase),
    promotion: promotion.map(({ name, met, evidence }) => ({
      name: oneLine(name),
      met,
      evidence: oneLine(evidence),
    })),
    decisions: decisionRows(ledger),
    incidents: incidentRows(incidents),
    notices: noticeRows(notices),
    ticks: punctuality({ ticks, everyMs: windows.length_s * 1_000, now: at, reachMs: DASHBOARD_REACH_MS }),
    governance,
    digests: { policy: digests.policy, history: digests.history },
  };
}
