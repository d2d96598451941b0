import { incidentKey, INCIDENT_LABEL, type IncidentState } from './incident.js';
import { readMarker, type Seal } from './incident-marker.js';

/** An issue as GitHub tells of it. Every text in it is untrusted. */
export interface IssueRecord {
  readonly number: number;
  readonly body: string;
  readonly open: boolean;
  /** Milliseconds since the epoch, GitHub's clock. */
  readonly createdAt: number;
  /** Null while it is open. */
  readonly closedAt: number | null;
  /** How many comments it has. */
  readonly comments: number;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly author: { readonly login: string; readonly isBot: boolean };
  /** What the author is to the repository: `OWNER`, `MEMBER`, `COLLABORATOR`, `NONE`, … */
  readonly association: string;
}

/** An issue with the state that its marker holds. */
export interface KnownIncident {
  readonly issue: IssueRecord;
  readonly state: IncidentState;
}

/** An issue with the label that is not taken for an incident, and why. */
export interface DoubtfulIssue {
  readonly number: number;
  readonly why: string;
}

export interface TrustedIncidents {
  /** By number. */
  readonly known: readonly KnownIncident[];
  /** Open incidents of which an older one is open. */
  readonly doubles: readonly { readonly incident: KnownIncident; readonly of: number }[];
  readonly doubtful: readonly DoubtfulIssue[];
}

/** People with a say in the repository; a bot is judged by itself. */
const INSIDERS: readonly string[] = ['OWNER', 'MEMBER', 'COLLABORATOR'];

/** Why a marker that can be read is not believed; null where it is. */
function doubt(issue: IssueRecord, state: IncidentState, signed: boolean): string | null {
  if (state.issue !== null && state.issue !== issue.number)
    return `its marker was copied from #${state.issue}`;
  if (issue.author.isBot) return null;
  if (!signed) return 'its marker is not signed, and its author is no bot';
  // A marker that was copied from an issue of an earlier day keeps its signature, so a stranger's issue stays one.
  return INSIDERS.includes(issue.association)
    ? null
    : 'its author is neither a bot nor a collaborator of the repository';
}

/**
 * Which of the issues are incidents. Each has the label and a marker that can be believed: signed with the key where one is
 * given, else written by a bot. A marker that was put into another issue is not. Of several that are open for one thing the
 * lowest number is the incident.
 */
export function trustedIncidents(
  issues: readonly IssueRecord[],
  options: { readonly repository: string; readonly seal: Seal | null },
): TrustedIncidents {
  const doubtful: DoubtfulIssue[] = [];
  const known: KnownIncident[] = [];
  const doubles: { incident: KnownIncident; of: number }[] = [];
  const open = new Map<string, number>();
  for (const issue of [...issues].sort((a, b) => a.number - b.number)) {
    if (!issue.labels.includes(INCIDENT_LABEL)) continue;
    const reading = readMarker(issue.body, options);
    const why =
      reading.kind === 'state'
        ? doubt(issue, reading.state, reading.signed)
        : reading.kind === 'doubtful'
          ? reading.why
          : 'it has no marker';
    if (reading.kind !== 'state' || why !== null) {
      doubtful.push({ number: issue.number, why: why ?? '' });
      continue;
    }
    const incident = { issue, state: reading.state };
    const key = incidentKey(reading.state);
    const first = open.get(key);
    if (issue.open && first !== undefined) doubles.push({ incident, of: first });
    else known.push(incident);
    if (issue.open && first === undefined) open.set(key, issue.number);
  }
  return { known, doubles, doubtful };
}
