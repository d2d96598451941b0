import {
  claimsOf,
  onTickClock,
  withClaims,
  type CommentRecord,
  type IssueEventRecord,
  type Permissions,
} from './incident-acknowledge.js';
import { canonicalJson } from './canonical-json.js';
import { dueComments, readNote, withComment, type DueComment } from './incident-escalation.js';
import { withRow, type IncidentState } from './incident.js';
import type { KnownIncident } from './incident-issue.js';
import type { IncidentPolicy } from './incident-policy.js';
import { sentence, type Subject } from './incident-subject.js';
import { formatDuration, formatInstant, HOUR, parseInstant } from './time.js';

/** How long an incident's end waits for GitHub to tell what somebody who acknowledged it may do. */
const MAX_UNKNOWN_MS = HOUR;

/** What is to become of one incident: plain data, carried out in this order. */
export type IncidentChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly state: IncidentState }
  | {
      readonly kind: 'change';
      readonly issue: number;
      readonly comments: readonly DueComment[];
      /** The state after it. */
      readonly state: IncidentState;
      /** Whether the issue is closed, or opened again. */
      readonly turns: 'closed' | 'open' | null;
      /** What happens, in words for the log. */
      readonly what: readonly string[];
    };

export interface PlanContext {
  readonly rollout: string;
  readonly policy: IncidentPolicy;
  /** Entries of the ledger. */
  readonly entries: number;
  /** The tick's clock, ms since the epoch. */
  readonly now: number;
}

/** What was read of an incident's issue besides the issue itself. */
export interface Answers {
  readonly comments: readonly CommentRecord[];
  readonly events: readonly IssueEventRecord[];
  readonly permissions: Permissions;
}

export const NO_ANSWERS: Answers = { comments: [], events: [], permissions: new Map() };

/** How long an incident lasted, or has lasted, in milliseconds. */
export function lastedMs(state: IncidentState, now: number): number {
  const end = state.resolved === null ? now : (parseInstant(state.resolved.at) ?? now);
  return Math.max(0, end - (parseInstant(state.opened) ?? end));
}

function acknowledge(
  before: IncidentState,
  incident: KnownIncident,
  answers: Answers,
  now: number,
): IncidentState {
  if (before.acknowledged !== null) return before;
  const claims = claimsOf({ ...incident, state: before }, answers);
  const after = withClaims({ ...incident, state: before }, claims, { permissions: answers.permissions, now });
  const { acknowledged } = after;
  if (acknowledged === null) return after;
  const latency = Math.max(0, (parseInstant(acknowledged.at) ?? 0) - (parseInstant(before.opened) ?? 0));
  const text = `acknowledged by ${acknowledged.by} (${acknowledged.how}) after ${formatDuration(latency)}`;
  return withRow(after, { at: acknowledged.at, text });
}

/** Whether it may have been acknowledged a short while ago: once it is closed, nobody looks again. */
function isUnclear({ issue, state }: KnownIncident, answers: Answers, now: number): boolean {
  if (state.acknowledged !== null) return false;
  return claimsOf({ issue, state }, answers).some(
    ({ fault, by, at }) =>
      fault === null &&
      !answers.permissions.has(by.toLowerCase()) &&
      onTickClock(at, state, issue) > now - MAX_UNKNOWN_MS,
  );
}

/** The state with what the tick says of its subject: a row for each new window or sentence, the newest evidence. */
export function observe(before: IncidentState, subject: Subject | null, now: number): IncidentState {
  if (subject === null || subject.status !== 'on') return before;
  const isNews =
    subject.window === null ? !speaksOf(before, subject) : ms(subject.window) > ms(before.window);
  if (!isNews) return before;
  const { window, evidence, action } = subject;
  const at = window ?? formatInstant(now);
  return withRow({ ...before, window, evidence, action }, { at, text: subject.because });
}

function resolve(before: IncidentState, because: string, now: number): IncidentState {
  const at = formatInstant(now);
  const lasted = formatDuration(lastedMs(before, now));
  const text = sentence(`resolved after ${lasted}: ${because}`);
  return withRow({ ...before, resolved: { at, because: sentence(because) } }, { at, text });
}

function escalate(before: IncidentState, due: readonly DueComment[], now: number): IncidentState {
  return due.reduce((state, comment) => {
    const after = withComment(state, comment, now);
    const { what } = comment;
    if (what.kind === 'reminder') return after;
    const to = what.step.to.length === 0 ? '' : ` to ${what.step.to.join(', ')}`;
    return withRow(after, { at: formatInstant(now), text: sentence(`escalated, step ${what.level}${to}`) });
  }, before);
}

function differences(before: IncidentState, after: IncidentState): readonly string[] {
  const told: string[] = [];
  if (before.acknowledged === null && after.acknowledged !== null)
    told.push(`acknowledged by ${after.acknowledged.by}`);
  if (after.refused.length > before.refused.length) told.push('refused what is no acknowledgement');
  if (after.escalated.length > before.escalated.length) told.push('escalated');
  if (after.reminded > before.reminded) told.push('reminded');
  if (after.resolved !== null) told.push('resolved');
  return told.length === 0 ? ['updated'] : told;
}

/** What becomes of an open incident. `subject`: what the tick says of it; null where it says nothing. */
export function planChange(
  incident: KnownIncident,
  options: { readonly subject: Subject | null; readonly answers: Answers; readonly context: PlanContext },
): IncidentChange {
  const { subject, answers, context } = options;
  const { issue, state: before } = incident;
  const { now, policy } = context;
  const acked = acknowledge(before, incident, answers, now);
  const seen = observe(acked, subject, now);
  const isOver = subject?.status === 'off';
  const ends = isOver && !isUnclear({ issue, state: acked }, answers, now);
  const due = isOver ? [] : dueComments(seen, policy, now);
  const after = ends ? resolve(seen, subject.because, now) : escalate(seen, due, now);
  if (canonicalJson(after) === canonicalJson(before)) return { kind: 'none' };
  const written = new Set(answers.comments.filter(({ author }) => isOurs(author, incident)).map(noteOf));
  return {
    kind: 'change',
    issue: issue.number,
    comments: due.filter(({ id }) => !written.has(id)),
    state: { ...after, issue: issue.number },
    turns: ends ? 'closed' : null,
    what: differences(before, after),
  };
}

function noteOf({ body }: CommentRecord): string | null {
  return readNote(body);
}

function isOurs(author: CommentRecord['author'], { issue }: KnownIncident): boolean {
  return author.login === issue.author.login;
}

/** A second issue for what an older one is open for: closed, and the older one goes on. */
export function planDouble(
  { issue, state }: KnownIncident,
  options: { of: number; now: number },
): IncidentChange {
  const after = resolve(state, `#${options.of} is open for the same`, options.now);
  return {
    kind: 'change',
    issue: issue.number,
    comments: [],
    state: { ...after, issue: issue.number },
    turns: 'closed',
    what: [`closed as a double of #${options.of}`],
  };
}

/** Milliseconds since the epoch; before every instant where there is none. */
export function ms(instant: string | null): number {
  return (instant === null ? null : parseInstant(instant)) ?? -Infinity;
}

/** Whether the history has the sentence already. */
export function speaksOf({ rows }: IncidentState, { because }: Subject): boolean {
  return rows.some(({ text }) => text.endsWith(because));
}
