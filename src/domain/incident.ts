import type { Priority } from './incident-policy.js';
import { compactInstant, parseInstant } from './time.js';

/** The label by which an incident's issue is found. */
export const INCIDENT_LABEL = 'phasegate-incident';
/** The label that acknowledges an incident. */
export const ACKNOWLEDGED_LABEL = 'acknowledged';

/**
 * `slo`: an SLO is violated; `flags-rollback-failed`: a decision was recorded and its flags did not arrive; `integrity`:
 * the governance branch is not what it was; `unknown-phase`: the policy does not have the phase that is on; `liveness`:
 * the pipeline has fallen silent; `verification`: what the standing jobs wrote is not as it should be.
 */
export type IncidentKind =
  'slo' | 'flags-rollback-failed' | 'integrity' | 'unknown-phase' | 'liveness' | 'verification';

export const INCIDENT_KINDS: readonly IncidentKind[] = [
  'slo',
  'flags-rollback-failed',
  'integrity',
  'unknown-phase',
  'liveness',
  'verification',
];

/** Rows of an incident's history; the first and the newest are kept. */
export const MAX_ROWS = 20;
/** Refused acknowledgements that are remembered; a crowd of strangers must not fill the marker. */
export const MAX_REFUSED = 40;
export const MAX_EVIDENCE = 10;

export interface HistoryRow {
  /** RFC 3339, the tick's clock. */
  readonly at: string;
  /** Plain text, untrusted. */
  readonly text: string;
}

export type AcknowledgedBy = 'comment' | 'label' | 'assignee';

export interface Acknowledgement {
  /** When it was given, RFC 3339: the opening and what GitHub's clock says has gone by since. */
  readonly at: string;
  /** When a tick saw it, RFC 3339. */
  readonly seen: string;
  readonly by: string;
  readonly how: AcknowledgedBy;
}

/** What was meant as an acknowledgement and is none. */
export interface Refusal {
  /** `comment-17`, `label-18`, `assignee-19`. */
  readonly id: string;
  readonly by: string;
  readonly why: 'bot' | 'edited' | 'no-permission';
}

/** What an incident's issue carries in its hidden marker: the record of the incident. */
export interface IncidentState {
  readonly v: 1;
  readonly rollout: string;
  readonly kind: IncidentKind;
  /** Id of the SLO; empty for the other kinds. */
  readonly subject: string;
  readonly priority: Priority;
  /** The phase that was on when it opened. */
  readonly phase: string;
  /** Number of the issue; null until the first change after it was made. */
  readonly issue: number | null;
  /** When it opened, RFC 3339, the tick's clock. */
  readonly opened: string;
  /** End of the newest window that the history speaks of, RFC 3339; null where there is none. */
  readonly window: string | null;
  /** Entries that the ledger had when it opened. */
  readonly entries: number;
  /** Plain sentences, untrusted, most telling first; at most {@link MAX_EVIDENCE}. */
  readonly evidence: readonly string[];
  readonly action: IncidentAction;
  readonly acknowledged: Acknowledgement | null;
  /** When each step of the escalation was taken, RFC 3339. */
  readonly escalated: readonly string[];
  /** How many reminder intervals were told. */
  readonly reminded: number;
  /** Logins that the issue was given to when it was made: they have not acknowledged anything by that. */
  readonly assigned: readonly string[];
  /** Oldest first, at most {@link MAX_REFUSED}. */
  readonly refused: readonly Refusal[];
  /** Oldest first, at most {@link MAX_ROWS}; and how many were left out behind the first. */
  readonly rows: readonly HistoryRow[];
  readonly left: number;
  readonly resolved: { readonly at: string; readonly because: string } | null;
}

/** What is to be done about an incident. */
export type IncidentAction =
  /** A person rolls back, with this reason and evidence. */
  | { readonly kind: 'rollback'; readonly reason: string; readonly evidence: string; readonly to: string }
  /** The pipeline rolls back by itself; a person does where it did not. */
  | { readonly kind: 'automatic'; readonly reason: string; readonly evidence: string; readonly to: string }
  /** Steps for a person, plain sentences. */
  | { readonly kind: 'steps'; readonly steps: readonly string[] };

/** What tells incidents of one repository apart: at most one of each is open. */
export function incidentKey({
  rollout,
  kind,
  subject,
}: Pick<IncidentState, 'rollout' | 'kind' | 'subject'>): string {
  return `${rollout}/${kind}/${subject}`;
}

/** The incident as files and people name it: `checkout-pay_p95-20260302T143200Z`. */
export function incidentName(state: Pick<IncidentState, 'rollout' | 'kind' | 'subject' | 'opened'>): string {
  const what = state.kind === 'slo' ? state.subject : state.kind;
  return `${state.rollout}-${what}-${compactInstant(parseInstant(state.opened) ?? 0)}`;
}

/** What the incident is about, in a few plain words. */
export function incidentTitle({ kind, subject }: Pick<IncidentState, 'kind' | 'subject'>): string {
  switch (kind) {
    case 'slo':
      return `${subject} is violated`;
    case 'flags-rollback-failed':
      return 'flags-rollback-failed: the flags did not follow the ledger';
    case 'integrity':
      return 'the governance branch is not what it was';
    case 'unknown-phase':
      return 'the policy does not have the phase that is on';
    case 'liveness':
      return 'no tick has come';
    case 'verification':
      return 'what observability keeps is not as it should be';
  }
}

/** The state with one more row; the first row and the newest ones stay. */
export function withRow(state: IncidentState, row: HistoryRow): IncidentState {
  const rows = [...state.rows, row];
  if (rows.length <= MAX_ROWS) return { ...state, rows };
  const kept = [...rows.slice(0, 1), ...rows.slice(rows.length - MAX_ROWS + 1)];
  return { ...state, rows: kept, left: state.left + rows.length - kept.length };
}
