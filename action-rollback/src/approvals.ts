import {
  approvalsOf,
  environmentOf,
  typedApprovals,
  type Approval,
  type EnvironmentReview,
} from '../../src/domain/approval.js';
import type { DecisionRequest } from '../../src/domain/decision-input.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { findPhase, type Policy } from '../../src/domain/policy.js';

export interface ApprovalInputs {
  readonly operation: DecisionRequest['operation'];
  /** `run`: the run's reviews alone count; `input`: what was typed. */
  readonly from: 'input' | 'run';
  /** Roles as they were typed. */
  readonly typed: readonly string[];
  readonly executor: string;
  readonly policy: Policy;
  /** Reads the reviews of this run's environments; null: there is no token to read them with. */
  readonly reviews: (() => Promise<readonly EnvironmentReview[]>) | null;
}

/**
 * Who approved. Only a promotion asks: a rollback never waits for an approval, nor for the call that reads it.
 *
 * @throws PhasegateError `bad-input` without a token, and what reading the reviews throws.
 */
export async function readApprovals(
  inputs: ApprovalInputs,
): Promise<Pick<DecisionRequest, 'approvals' | 'rejections'>> {
  const { operation, from, typed, executor, policy, reviews } = inputs;
  if (operation !== 'promote') return { approvals: [], rejections: [] };
  if (from === 'input') return { approvals: typedApprovals(typed, executor), rejections: [] };
  if (reviews === null)
    throw new PhasegateError(
      'bad-input',
      'approvals-from is `run`, which is read through the API; give `github-token` and the permission `actions: read`',
    );
  return approvalsOf(policy, await reviews());
}

/** The approvals that a promotion out of a phase needs, with the environment that each comes from. */
export function neededApprovals(
  policy: Policy,
  phase: string,
): { role: Approval['role']; environment: string }[] {
  const roles = findPhase(policy, phase)?.promote?.approvals ?? [];
  return roles.map((role) => ({ role, environment: environmentOf(policy, role) }));
}
