import type { Analysis, Condition, LimitText, Stabilising, VerdictStatus } from '../domain/analysis.js';
import { oneLine } from './escape.js';
import { seriesOf } from './series.js';

export const DASHBOARD_SCHEMA = 'phasegate.dashboard/1';

/** What a dashboard draws, `reports/monitoring/dashboard.json`; described by `schemas/dashboard.schema.json`. */
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
  readonly window: Analysis['window'];
  /** Of the current phase, in the policy's order. */
  readonly series: readonly DashboardSeries[];
  /** Volume of the last 24 hours over all phases, a window each. */
  readonly volume: readonly {
    readonly phase: string;
    readonly window_end: string;
    readonly accepted: number;
    readonly rejected: number;
    readonly duplicates: number;
    readonly late: number;
    readonly missed: readonly string[];
  }[];
  readonly promotion: readonly Omit<Condition, 'since'>[];
  readonly governance: Analysis['governance'];
  readonly digests: Pick<Analysis['digests'], 'policy' | 'history'>;
}

export interface DashboardSeries {
  readonly slo: string;
  readonly sli: string;
  readonly feature: string;
  readonly unit: string | null;
  readonly warn: LimitText | null;
  readonly rollback: LimitText | null;
  readonly points: readonly {
    readonly window_end: string;
    readonly value: number | null;
    readonly n: number;
    readonly status: VerdictStatus;
  }[];
}

function stabilisingOf({ stabilising }: Analysis): Dashboard['stabilising'] {
  if (stabilising === null) return null;
  const { entry, since, until, reason } = stabilising;
  return { entry, since, until, reason: oneLine(reason) };
}

/** The dashboard's data. It holds no time but the data's own, so the same analysis gives the same bytes. */
export function dashboard(analysis: Analysis): Dashboard {
  const { rollout, phase, since, gate, target, reason, window, promotion, governance, digests } = analysis;
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
    series: seriesOf(analysis.recent, phase).map(({ slo, sli, feature, unit, warn, rollback, points }) => ({
      slo,
      sli,
      feature: oneLine(feature),
      unit: unit === null ? null : oneLine(unit),
      warn,
      rollback,
      points: points.map(({ end, value, n, status }) => ({ window_end: end, value, n, status })),
    })),
    volume: analysis.recent.map((judgement) => ({
      phase: judgement.phase,
      window_end: judgement.window.end,
      accepted: judgement.counts.accepted,
      rejected: judgement.counts.rejected,
      duplicates: judgement.counts.duplicates,
      late: judgement.counts.late,
      missed: judgement.missed.map((source) => oneLine(source)),
    })),
    promotion: promotion.map(({ name, met, evidence }) => ({
      name: oneLine(name),
      met,
      evidence: oneLine(evidence),
    })),
    governance,
    digests: { policy: digests.policy, history: digests.history },
  };
}
