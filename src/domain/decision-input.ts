import type { Analysis } from './analysis.js';
import type { Approval, Rejection } from './approval.js';
import type { AuditLine } from './audit.js';
import type { Ledger, LedgerAction } from './ledger-entry.js';
import type { Policy } from './policy.js';

/** What is asked for, by whom and why. Texts are data: they are stored, and escaped wherever they are shown. */
export interface DecisionRequest {
  readonly operation: LedgerAction;
  /** Asked by the pipeline itself and not by a person. */
  readonly automatic: boolean;
  readonly executor: string;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly approvals: readonly Approval[];
  /** Roles whose approval was refused; none by default. */
  readonly rejections?: readonly Rejection[];
  /** Id of what asked (a workflow run): the same request is carried out once. null: cannot be told. */
  readonly request: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What the governance branch says when the decision is made. */
export interface GovernanceState {
  /** null before the first decision. */
  readonly ledger: Ledger | null;
  /** The audit line of the ledger's last entry. */
  readonly lastAudit: AuditLine | null;
  /** Text of the audit file of the day of `now`; empty where there is none. */
  readonly auditToday: string;
}

export interface DecisionInput {
  readonly policy: Policy;
  readonly state: GovernanceState;
  /** The analyzer's answer, and the text it was read from; null where none was given. */
  readonly analysis: { readonly text: string; readonly value: Analysis } | null;
  readonly request: DecisionRequest;
}
