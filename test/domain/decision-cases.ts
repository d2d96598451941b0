import type { Analysis } from '../../src/domain/analysis.js';
import type { DecisionInput, DecisionRequest, GovernanceState } from '../../src/domain/decision-input.js';
import type { Policy } from '../../src/domain/policy.js';
import { DAY } from '../../src/domain/time.js';
import { analysisFor, branchAfter, NOON, policyWith, requestOf } from './rollout-builder.js';

export const BETA = branchAfter(policyWith(), [{ operation: 'promote', at: NOON - DAY }]).state;
export const ALL = branchAfter(policyWith(), [
  { operation: 'promote', at: NOON - 2 * DAY },
  { operation: 'promote', at: NOON - DAY },
]).state;

export interface Case {
  readonly policy?: Policy;
  readonly state?: GovernanceState;
  readonly analysis?: Partial<Analysis> | null;
  readonly request?: Partial<DecisionRequest>;
}

/** By default: in beta, a fitting analysis whose gate is `promote`, every approval. */
export function inputOf({
  policy = policyWith(),
  state = BETA,
  analysis = {},
  request = {},
}: Case): DecisionInput {
  return {
    policy,
    state,
    analysis: analysis === null ? null : analysisFor({ policy, state }, analysis),
    request: requestOf(request),
  };
}
