import type { LedgerEntry } from '../domain/ledger.js';
import type { Policy, WorkflowStep } from '../domain/policy.js';

export interface WorkflowRequest {
  readonly policy: Policy;
  readonly step: WorkflowStep;
  /** The decision that it is started for. */
  readonly entry: LedgerEntry;
  /** Commit of the governance branch that holds the entry. */
  readonly commit: string;
  /** Whether an earlier try may have started it: then it is looked for first, and started only where it is not found. */
  readonly isRepeated: boolean;
}

export type WorkflowResult =
  | { readonly kind: 'success'; readonly url: string }
  /** `url`: the run's page; null where there is no run, or it is not known. */
  | { readonly kind: 'failed'; readonly why: string; readonly url: string | null };

/**
 * Starts a workflow of the repository for a decision, once, and waits for its end within the step's limit. What goes wrong
 * is a result and no error: the decision is on the record already. Implementation: GitHub's API (github-workflow.ts).
 */
export type RunWorkflow = (request: WorkflowRequest) => Promise<WorkflowResult>;
