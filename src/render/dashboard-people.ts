import type { IncidentKind, IncidentState } from '../domain/incident.js';
import type { LedgerAction, LedgerEntry } from '../domain/ledger-entry.js';
import type { NoticeTemplate, Severity } from '../domain/notice.js';
import type { NoticeAnswer, NoticeRecord } from '../domain/notice-record.js';
import { parseInstant } from '../domain/time.js';
import { oneLine } from './escape.js';

/** A page must stay light, however long a rollout's story is. */
const MAX_ROWS = 100;

export interface DashboardDecision {
  readonly seq: number;
  readonly at: string;
  readonly action: LedgerAction;
  readonly from: string;
  readonly to: string;
  readonly executor: string;
  readonly reason: string;
  /** SLO that triggered a rollback. */
  readonly trigger: string | null;
}

export interface DashboardIncident {
  /** Number of the issue; null until it is known. */
  readonly issue: number | null;
  readonly kind: IncidentKind;
  /** SLO; empty for another kind. */
  readonly subject: string;
  readonly priority: string;
  readonly phase: string;
  readonly opened: string;
  readonly acknowledged: string | null;
  readonly acknowledged_by: string | null;
  /** Seconds from the opening to the acknowledgement. */
  readonly ack_s: number | null;
  readonly resolved: string | null;
  /** Seconds from the opening to the end. */
  readonly duration_s: number | null;
}

/** A notice, and what came of it on each channel of its routes. */
export interface DashboardNotice {
  /** When the tick recorded it. */
  readonly at: string;
  readonly template: NoticeTemplate;
  readonly severity: Severity;
  readonly phase: string;
  readonly title: string;
  /** `at`: when it was sent or given up; null while it waits. `why` it waits or was refused; empty else. */
  readonly to: readonly NoticeAnswer[];
}

export function secondsBetween(from: string, to: string | undefined): number | null {
  if (to === undefined) return null;
  return Math.floor(((parseInstant(to) ?? 0) - (parseInstant(from) ?? 0)) / 1_000);
}

function incidentOf(state: IncidentState): DashboardIncident {
  const { issue, kind, subject, priority, phase, opened, acknowledged, resolved } = state;
  return {
    issue,
    kind,
    subject: oneLine(subject),
    priority,
    phase: oneLine(phase),
    opened,
    acknowledged: acknowledged?.at ?? null,
    acknowledged_by: acknowledged === null ? null : oneLine(acknowledged.by),
    ack_s: secondsBetween(opened, acknowledged?.at),
    resolved: resolved?.at ?? null,
    duration_s: secondsBetween(opened, resolved?.at),
  };
}

function decisionOf(entry: LedgerEntry): DashboardDecision {
  const { seq, at, action, from, to, executor, reason, trigger } = entry;
  return { seq, at, action, from, to, executor: oneLine(executor), reason: oneLine(reason), trigger };
}

function noticeOf({ recorded, template, severity, phase, title, to }: NoticeRecord): DashboardNotice {
  return {
    at: recorded,
    template,
    severity,
    phase: oneLine(phase),
    title: oneLine(title),
    to: to.map(({ channel, state, at, why }) => ({
      channel: oneLine(channel),
      state,
      at,
      why: oneLine(why),
    })),
  };
}

/** The newest hundred entries, oldest first. */
export function decisionRows(ledger: readonly LedgerEntry[]): readonly DashboardDecision[] {
  return ledger.slice(-MAX_ROWS).map(decisionOf);
}

/** The newest hundred by their opening, oldest first. */
export function incidentRows(incidents: readonly IncidentState[]): readonly DashboardIncident[] {
  const byOpening = [...incidents].sort((a, b) => (a.opened < b.opened ? -1 : a.opened > b.opened ? 1 : 0));
  return byOpening.slice(-MAX_ROWS).map(incidentOf);
}

/** The newest hundred, oldest first; null where none is known. */
export function noticeRows(notices: readonly NoticeRecord[] | null): readonly DashboardNotice[] | null {
  return notices?.slice(-MAX_ROWS).map(noticeOf) ?? null;
}
