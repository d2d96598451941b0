import {
  ACKNOWLEDGED_LABEL,
  MAX_REFUSED,
  type Acknowledgement,
  type IncidentState,
  type Refusal,
} from './incident.js';
import type { IssueRecord, KnownIncident } from './incident-issue.js';
import { formatInstant, parseInstant } from './time.js';

/** A comment on an issue, as GitHub tells of it. */
export interface CommentRecord {
  readonly id: number;
  readonly author: { readonly login: string; readonly isBot: boolean };
  readonly body: string;
  /** Milliseconds since the epoch, GitHub's clock. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** That a label was put on an issue, or the issue given to somebody. */
export interface IssueEventRecord {
  readonly id: number;
  readonly event: 'labeled' | 'assigned';
  /** The label, or the login. */
  readonly subject: string;
  /** Who did it. */
  readonly actor: { readonly login: string; readonly isBot: boolean };
  readonly createdAt: number;
}

/** Something that may be an acknowledgement, before anybody knows what its author may do. */
export interface Claim extends Pick<Acknowledgement, 'by' | 'how'> {
  readonly id: string;
  /** Milliseconds since the epoch, GitHub's clock. */
  readonly at: number;
  /** Why it is none, whatever its author may do. */
  readonly fault: 'bot' | 'edited' | null;
}

const ACK_LINE = /^\/ack\s*$/i;

/** Which of an issue's parts have to be read to know whether it was acknowledged. */
export function questionsOf({ issue, state }: KnownIncident): {
  readonly comments: boolean;
  readonly events: boolean;
} {
  const open = state.acknowledged === null && state.resolved === null;
  const given = issue.assignees.some((login) => !isGiven(state, login));
  return {
    comments: open && issue.comments > 0,
    events: open && (issue.labels.includes(ACKNOWLEDGED_LABEL) || given),
  };
}

function isGiven({ assigned }: IncidentState, login: string): boolean {
  return assigned.some((one) => one.toLowerCase() === login.toLowerCase());
}

function ofComment({ id, author, body, createdAt, updatedAt }: CommentRecord): Claim[] {
  const [first = ''] = body.split(/\r?\n/, 1);
  if (!ACK_LINE.test(first)) return [];
  const fault = author.isBot ? 'bot' : updatedAt === createdAt ? null : 'edited';
  return [{ id: `comment-${id}`, by: author.login, how: 'comment', at: createdAt, fault }];
}

/** What counts is who put the label on or gave the issue away, and only while that still stands. */
function ofEvent(event: IssueEventRecord, { issue, state }: KnownIncident): Claim[] {
  const { id, actor, subject, createdAt } = event;
  const how = event.event === 'labeled' ? 'label' : 'assignee';
  const stands =
    event.event === 'labeled'
      ? subject === ACKNOWLEDGED_LABEL && issue.labels.includes(subject)
      : issue.assignees.includes(subject) && !isGiven(state, subject);
  if (!stands) return [];
  return [{ id: `${how}-${id}`, by: actor.login, how, at: createdAt, fault: actor.isBot ? 'bot' : null }];
}

/** Everything that may acknowledge the incident and was not refused yet, oldest first. */
export function claimsOf(
  incident: KnownIncident,
  read: { readonly comments: readonly CommentRecord[]; readonly events: readonly IssueEventRecord[] },
): readonly Claim[] {
  const refused = new Set(incident.state.refused.map(({ id }) => id));
  return [...read.comments.flatMap(ofComment), ...read.events.flatMap((event) => ofEvent(event, incident))]
    .filter(({ id }) => !refused.has(id))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** An instant of GitHub's clock on the clock of the ticks: as long after the opening as it was after the issue was made. */
export function onTickClock(ms: number, state: IncidentState, issue: Pick<IssueRecord, 'createdAt'>): number {
  return (parseInstant(state.opened) ?? 0) + Math.max(0, ms - issue.createdAt);
}

/**
 * Whose permission has to be asked for, at most `limit` people: those first who were not refused yet, so that a crowd of
 * strangers keeps nobody from being heard.
 */
export function askedFor(
  { state }: KnownIncident,
  claims: readonly Claim[],
  limit: number,
): readonly string[] {
  const refused = new Set(state.refused.map(({ by }) => by.toLowerCase()));
  const logins = new Map(
    claims.filter(({ fault }) => fault === null).map(({ by }) => [by.toLowerCase(), by]),
  );
  const isKnown = (login: string): number => (refused.has(login) ? 1 : 0);
  return [...logins]
    .sort(([a], [b]) => isKnown(a) - isKnown(b))
    .slice(0, limit)
    .map(([, login]) => login);
}

/** Who may write, by login in lower case. */
export type Permissions = ReadonlyMap<string, boolean>;

/**
 * The state after the claims: acknowledged by the first that counts, and what does not count noted down once. A claim
 * whose author's permission is not known is left for later.
 */
export function withClaims(
  { issue, state }: KnownIncident,
  claims: readonly Claim[],
  options: { readonly permissions: Permissions; readonly now: number },
): IncidentState {
  const { permissions, now } = options;
  const mayWrite = ({ by }: Claim): boolean | undefined => permissions.get(by.toLowerCase());
  const good = claims.find((claim) => claim.fault === null && mayWrite(claim) === true);
  const refused = claims.flatMap((claim): Refusal[] => {
    const why = claim.fault ?? (mayWrite(claim) === false ? 'no-permission' : null);
    return why === null ? [] : [{ id: claim.id, by: claim.by.slice(0, 100), why }];
  });
  const noted = { ...state, refused: [...state.refused, ...refused].slice(0, MAX_REFUSED) };
  if (good === undefined) return noted;
  return {
    ...noted,
    acknowledged: {
      at: formatInstant(onTickClock(good.at, state, issue)),
      seen: formatInstant(now),
      by: good.by.slice(0, 100),
      how: good.how,
    },
  };
}
