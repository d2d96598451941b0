import { PhasegateError } from '../domain/fault.js';
import type { IncidentState } from '../domain/incident.js';
import type { KnownIncident } from '../domain/incident-issue.js';
import type { Subject } from '../domain/incident-subject.js';
import type { Policy } from '../domain/policy.js';
import type { IncidentIssues } from '../ports/incidents.js';
import { attendIncidents } from './attend-incidents.js';
import { incidentView } from './incident-view.js';
import { sealOf } from './seal.js';

/** Tokens of people: what they write is told from what others write by a signature alone. */
const PERSONAL_TOKEN = /^(?:ghp_|gho_|github_pat_)/;

export interface RolloutIncidents {
  readonly policy: Policy;
  readonly issues: IncidentIssues;
  readonly token: string;
  /** Keys, one a line; empty: markers are not signed. */
  readonly signingKey: string;
  /** Entries of the ledger. */
  readonly entries: number;
  /** The tick's clock, ms since the epoch. */
  readonly now: number;
  readonly subjects: (open: readonly IncidentState[]) => readonly Subject[];
  /** Requests that may be sent. Default 10. */
  readonly budget?: number;
  readonly isDryRun: boolean;
  readonly writeFiles: (files: Readonly<Record<string, string>>) => Promise<void>;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: { readonly info: (line: string) => void; readonly warning: (line: string) => void };
}

export interface AttendedRollout {
  /** Numbers of the issues that are open. */
  readonly open: readonly number[];
  /** The incidents as this tick leaves them; null where the policy wants none. */
  readonly incidents: readonly KnownIncident[] | null;
  /** What failed; the next tick does it. */
  readonly failures: readonly Error[];
}

/**
 * Brings a rollout's issues in line with what is said of it; nothing where its policy wants no incidents.
 *
 * @throws PhasegateError `bad-input` for a token or a key that cannot be used; else what kept the issues from being read.
 */
export async function attendRollout(options: RolloutIncidents): Promise<AttendedRollout> {
  const { policy, issues, token, signingKey, entries, now, log, environment, ...others } = options;
  if (policy.incidents === null) return { open: [], incidents: null, failures: [] };
  const seal = sealOf(signingKey);
  if (seal === null && PERSONAL_TOKEN.test(token)) {
    throw new PhasegateError(
      'bad-input',
      "github-token is a person's, so incidents need the input signing-key to be known again; give one, use the workflow's own token, or write `incidents: none` into the policy",
    );
  }
  const { repository } = issues;
  const attendance = await attendIncidents({
    issues,
    view: await incidentView({ policy: policy.incidents, repository, seal, environment }),
    context: { rollout: policy.rollout, policy: policy.incidents, entries, now },
    ...others,
  });
  for (const line of attendance.told) log.info(`incidents: ${line}`);
  for (const line of attendance.warnings) log.warning(`incidents: ${line}`);
  const { open, incidents, failures } = attendance;
  return { open, incidents, failures };
}
