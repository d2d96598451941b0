import { incidentKey, withRow, type IncidentState } from './incident.js';
import type { KnownIncident } from './incident-issue.js';
import { ms, observe, speaksOf, type IncidentChange, type PlanContext } from './incident-plan.js';
import type { Subject } from './incident-subject.js';
import { formatInstant } from './time.js';

/** A new incident's state. */
export function newIncident(subject: Subject, { rollout, policy, entries, now }: PlanContext): IncidentState {
  const opened = formatInstant(now);
  return {
    v: 1,
    rollout,
    kind: subject.kind,
    subject: subject.subject,
    priority: subject.priority,
    phase: subject.phase,
    issue: null,
    opened,
    window: subject.window,
    entries,
    evidence: subject.evidence,
    action: subject.action,
    acknowledged: null,
    escalated: [],
    reminded: 0,
    assigned: policy.assignees,
    refused: [],
    rows: [{ at: opened, text: `opened: ${subject.because}` }],
    left: 0,
    resolved: null,
  };
}

/**
 * What becomes of something that is wrong and has no open incident. `closed`: closed incidents, read right before.
 *
 * A violation that a closed incident already speaks of (a tick that is run again) opens no other one; one that a person
 * closed while it lasts is opened again.
 */
export function planOpening(
  subject: Subject,
  options: { readonly closed: readonly KnownIncident[]; readonly context: PlanContext },
): IncidentChange {
  const { closed, context } = options;
  if (subject.status !== 'on') return { kind: 'none' };
  const fresh = newIncident(subject, context);
  const before = closed
    .filter(({ issue, state }) => !issue.open && incidentKey(state) === incidentKey(fresh))
    .reduce<KnownIncident | null>(
      (newest, one) => (newest === null || one.issue.number > newest.issue.number ? one : newest),
      null,
    );
  if (before === null) return { kind: 'open', state: fresh };
  if (isTold(before.state, subject, context)) return { kind: 'none' };
  return before.state.resolved === null && goesOn(before.state, subject)
    ? reopening(before, subject, context)
    : { kind: 'open', state: fresh };
}

/** Whether a closed incident speaks of this already. */
function isTold(state: IncidentState, subject: Subject, { entries }: PlanContext): boolean {
  // Flags that are not in force are repaired by a person, who closes the issue: nothing measures it.
  if (subject.kind === 'flags-rollback-failed') return state.entries === entries;
  return subject.window !== null && ms(state.window) >= ms(subject.window);
}

/** Whether it is the same trouble, without a good window between. */
function goesOn(state: IncidentState, subject: Subject): boolean {
  if (subject.kind === 'flags-rollback-failed') return false;
  if (subject.window === null) return speaksOf(state, subject);
  return subject.unbroken !== null && ms(state.window) >= ms(subject.unbroken);
}

function reopening({ issue, state }: KnownIncident, subject: Subject, { now }: PlanContext): IncidentChange {
  const text = 'it was closed by hand while it lasts, and is open again';
  const seen = observe(state, subject, now);
  return {
    kind: 'change',
    issue: issue.number,
    comments: [],
    state: { ...withRow(seen, { at: formatInstant(now), text }), issue: issue.number },
    turns: 'open',
    what: ['opened again'],
  };
}
