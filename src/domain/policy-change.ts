import type { Judgement, Verdict } from './analysis.js';
import type { Outcome } from './history.js';

const NOTE = 'judged anew by the changed policy';

function noted(verdict: Verdict): Verdict {
  return verdict.streak > 0 ? { ...verdict, reason: `${verdict.reason}; ${NOTE}` } : verdict;
}

/**
 * Says of a judgement that its streaks were judged under another policy before. Only what a tick tells carries it: the
 * history is the same whichever tick the policy changed in.
 */
export function withPolicyChange(judgement: Judgement): Judgement {
  return { ...judgement, verdicts: judgement.verdicts.map(noted) };
}

/** Whether any window of a stint was judged under another policy than the one of that digest. */
export function wasJudgedOtherwise(
  outcomes: readonly Outcome[],
  { stint, policy }: { readonly stint: string; readonly policy: string },
): boolean {
  return outcomes.some((outcome) => outcome.stint === stint && outcome.policy !== policy);
}
