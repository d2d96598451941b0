import { askedFor, claimsOf, questionsOf } from '../domain/incident-acknowledge.js';
import type { KnownIncident } from '../domain/incident-issue.js';
import type { Answers } from '../domain/incident-plan.js';
import type { IncidentIssues } from '../ports/incidents.js';

/** People whose permission is asked for in one tick, of one incident. */
const MAX_ASKED = 3;

export interface AskOptions {
  /** Whether it matters which comments are there already. */
  readonly mayComment: boolean;
  /** Whether so many requests may still be sent. */
  readonly fits: (requests: number) => boolean;
}

/** What people wrote on an incident's issue, and what they may do: as much of it as can matter. */
export async function askIncident(
  issues: IncidentIssues,
  incident: KnownIncident,
  { mayComment, fits }: AskOptions,
): Promise<Answers> {
  const { issue } = incident;
  const wanted = questionsOf(incident);
  const reads = issue.comments > 0 && (wanted.comments || mayComment);
  const comments = reads ? await issues.comments(issue) : [];
  const events = wanted.events ? await issues.events(issue) : [];
  const claims = wanted.comments || wanted.events ? claimsOf(incident, { comments, events }) : [];
  const permissions = new Map<string, boolean>();
  for (const login of askedFor(incident, claims, MAX_ASKED)) {
    if (!fits(1)) break;
    const mayWrite = await issues.mayWrite(login);
    if (mayWrite !== null) permissions.set(login.toLowerCase(), mayWrite);
  }
  return { comments, events, permissions };
}
