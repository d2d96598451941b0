import type { Analysis } from '../../src/domain/analysis.js';
import type { SeenLedger } from '../../src/domain/incident-findings.js';
import type { KnownIncident } from '../../src/domain/incident-issue.js';
import type { IncidentState } from '../../src/domain/incident.js';
import type { Subject } from '../../src/domain/incident-subject.js';
import type { Policy } from '../../src/domain/policy.js';
import { parseInstant } from '../../src/domain/time.js';
import { tickSubjects } from './incident-subjects.js';
import { asError, type RolloutOutputs } from './outputs.js';
import type { ReportPlan } from './plan-report.js';

/** What is said of a rollout where its incidents are attended to. */
export interface Attending {
  /** The clock, ms since the epoch. */
  readonly now: number;
  /** Entries of the ledger. */
  readonly entries: number;
  /** `open`: states of the incidents that are open. */
  readonly subjects: (open: readonly IncidentState[]) => readonly Subject[];
}

export interface Attended {
  /** Numbers of the issues that are open. */
  readonly open: readonly number[];
  /** The incidents as this tick leaves them; null where the policy wants none. */
  readonly incidents: readonly KnownIncident[] | null;
}

/** What people are told of. */
export interface Telling {
  readonly analysis: Analysis | null;
  /** null: there are no issues, or they could not be attended to. */
  readonly incidents: readonly KnownIncident[] | null;
  readonly now: number;
}

export interface ReportTick {
  readonly policy: Policy;
  /** The rollout's output folder. */
  readonly output: string;
  /** The clock where there is no analysis to take it from. */
  readonly now: number;
  readonly readAnalysis: () => Promise<Analysis>;
  /** The ledger that was seen; null where none was. */
  readonly readSeen: () => Promise<SeenLedger | null>;
  /** Writes the report's files. */
  readonly report: (analysis: Analysis) => Promise<ReportPlan>;
  /** null: there are no issues. */
  readonly attend: ((attending: Attending) => Promise<Attended>) | null;
  /** Shows the report in the run. */
  readonly announce: (plan: ReportPlan) => Promise<void>;
  readonly tell: (telling: Telling) => Promise<void>;
}

/** One tick of one rollout: report, incidents, people. What one of these lacks keeps none of the others; it is a fault. */
export async function reportTick(tick: ReportTick): Promise<RolloutOutputs> {
  const { policy, output, attend } = tick;
  const faults: Error[] = [];
  const guarded = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      faults.push(asError(error));
      return null;
    }
  };
  const analysis = await guarded(tick.readAnalysis);
  const now = (analysis === null ? null : parseInstant(analysis.now)) ?? tick.now;
  const plan = analysis === null ? null : await guarded(() => tick.report(analysis));
  const attended =
    attend === null
      ? null
      : await guarded(async () => {
          const seen = analysis === null ? await tick.readSeen() : null;
          const entries = analysis?.governance.entries ?? 0;
          const subjects = (open: readonly IncidentState[]): readonly Subject[] =>
            tickSubjects({ policy, analysis, seen }, open);
          return attend({ now, entries, subjects });
        });
  if (plan !== null) await guarded(() => tick.announce(plan));
  const incidents = attended?.incidents ?? null;
  await guarded(() => tick.tell({ analysis, incidents, now }));
  return { path: output, plan, incidents: attended?.open ?? [], faults };
}
