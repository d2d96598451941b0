import { nextBusinessDay } from './business-time.js';
import type { IncidentState } from './incident.js';
import type { EscalationStep, IncidentPolicy } from './incident-policy.js';
import { formatDuration, formatInstant, parseInstant } from './time.js';

/** A comment that the incident is due for. */
export interface DueComment {
  /** The same for every try to write it: `escalation-1`, `reminder-3`. */
  readonly id: string;
  readonly what:
    | { readonly kind: 'escalation'; readonly level: number; readonly step: EscalationStep }
    | { readonly kind: 'reminder'; readonly count: number };
}

function openedAt(state: IncidentState): number {
  return parseInstant(state.opened) ?? 0;
}

/** When a step of the escalation is due, ms since the epoch. */
export function stepDue(step: EscalationStep, state: IncidentState, policy: IncidentPolicy): number {
  const opened = openedAt(state);
  return step.afterMs === null ? nextBusinessDay(opened, policy.business) : opened + step.afterMs;
}

/** `after 15m`, `on the next business day`. */
export function stepText({ afterMs }: EscalationStep): string {
  return afterMs === null ? 'on the next business day' : `after ${formatDuration(afterMs)}`;
}

/**
 * What the incident is due for at an instant: each step of the escalation once, while nobody has acknowledged it; else a
 * reminder, of several intervals that have gone by the last one.
 */
export function dueComments(
  state: IncidentState,
  policy: IncidentPolicy,
  now: number,
): readonly DueComment[] {
  if (state.resolved !== null) return [];
  const steps = state.acknowledged === null ? policy.escalate[state.priority] : [];
  const due = steps.flatMap((step, index): DueComment[] => {
    if (index < state.escalated.length || stepDue(step, state, policy) > now) return [];
    return [{ id: `escalation-${index + 1}`, what: { kind: 'escalation', level: index + 1, step } }];
  });
  if (due.length > 0 || policy.remindMs === 0) return due;
  const count = Math.floor((now - openedAt(state)) / policy.remindMs);
  // An escalation that was taken since calls it to mind as well.
  const escalatedAt = parseInstant(state.escalated.at(-1) ?? '') ?? -Infinity;
  const isNew = count > state.reminded && escalatedAt < openedAt(state) + count * policy.remindMs;
  return isNew ? [{ id: `reminder-${count}`, what: { kind: 'reminder', count } }] : [];
}

/** The state once a comment has been written. */
export function withComment(state: IncidentState, { what }: DueComment, now: number): IncidentState {
  switch (what.kind) {
    case 'escalation':
      return { ...state, escalated: [...state.escalated, formatInstant(now)] };
    case 'reminder':
      return { ...state, reminded: what.count };
  }
}

const NOTE = /^<!-- phasegate:note ([a-z]+-\d+) -->$/;

/** The hidden line by which a comment of an incident is known again. */
export function noteMarker({ id }: Pick<DueComment, 'id'>): string {
  return `<!-- phasegate:note ${id} -->`;
}

/** Which comment of an incident a text is: its last line says so; null where it is none. */
export function readNote(body: string): string | null {
  const line = body.trimEnd().split(/\r?\n/).at(-1)?.trim() ?? '';
  return NOTE.exec(line)?.[1] ?? null;
}
