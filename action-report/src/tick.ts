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
import { numbered, type People, type Told } from './tell.js';

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
  /** What failed; the next tick does it. */
  readonly failures: readonly Error[];
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
  readonly report: (analysis: Analysis, people: People) => Promise<ReportPlan>;
  /** null: there are no issues. */
  readonly attend: ((attending: Attending) => Promise<Attended>) | null;
  /** Shows the report in the run. */
  readonly announce: (plan: ReportPlan) => Promise<void>;
  readonly tell: (telling: Telling) => Promise<Told>;
}

/**
 * One tick of one rollout: incidents, people, and a report that tells of both. What one of these lacks keeps none of the
 * others; it is a fault.
 */
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
  faults.push(...(attended?.failures ?? []));
  const incidents = attended?.incidents ?? null;
  const told = await guarded(() => tick.tell({ analysis, incidents, now }));
  if (told !== null && told.fault !== null) faults.push(told.fault);
  const people = told?.people ?? { incidents: incidents && numbered(incidents), notices: null };
  const plan = analysis === null ? null : await guarded(() => tick.report(analysis, people));
  if (plan !== null) await guarded(() => tick.announce(plan));
  return { path: output, plan, incidents: attended?.open ?? [], faults };
}
