import type { Analysis, Integrity } from './analysis.js';
import { rollbackCause, violationText } from './gate.js';
import { neighbours } from './policy.js';
import { freshnessMs, isHeard, judgePromotion, type Promotion, type PromotionOptions } from './promotion.js';
import { formatDuration, formatInstant } from './time.js';

export type Answer = Pick<Analysis, 'gate' | 'target' | 'reason' | 'promotion'>;

/** Why there is nothing to go by; null where the newest window of the phase was heard in time. */
function silence({ policy, phase, current, newestEnd, now }: PromotionOptions): string | null {
  if (newestEnd === null) return 'no telemetry: there are no batches yet';
  if (newestEnd < now - freshnessMs(policy)) {
    return `no telemetry: the newest batch is of the window that ended ${formatInstant(newestEnd)}, ${formatDuration(now - newestEnd)} ago`;
  }
  const newest = current.at(-1);
  if (newest === undefined) return `no window has been judged in ${phase.id} yet`;
  if (newest.counts.accepted > 0) return null;
  const heard = current.findLast(isHeard);
  return `no telemetry ${heard === undefined ? `in ${phase.id} yet` : `since ${heard.window.end}`}`;
}

function holdReason(options: PromotionOptions, promotion: Promotion): string {
  const { policy, phase, current } = options;
  const { previous, next } = neighbours(policy, phase.id);
  const newest = current.at(-1);
  const violated = newest?.verdicts.some((verdict) => verdict.status === 'violation') === true;
  if (newest !== undefined && violated && previous === null) {
    return `${violationText(newest)}; ${phase.id} is the first phase, so there is nothing to roll back to`;
  }
  const silent = silence(options);
  if (silent !== null) return silent;
  if (next === null) return `${phase.id} is the last phase`;
  if (phase.promote === null) return `the policy names nothing that a promotion out of ${phase.id} needs`;
  const [unmet] = promotion.conditions.filter((condition) => !condition.met);
  return unmet === undefined ? 'nothing is due' : `not yet ${unmet.name}: ${unmet.evidence}`;
}

/**
 * The gate of a tick: a rollback that is due goes first, then a promotion, else it holds.
 *
 * On a ledger that was rewritten nothing is due: it is not known which phase is on, so a rollback might lead to the wrong
 * one, and its entry would make the rewritten ledger look like the record. A person can still roll back.
 */
export function answer(options: PromotionOptions & { readonly integrity: Integrity | null }): Answer {
  const { policy, phase, current } = options;
  const { previous, next } = neighbours(policy, phase.id);
  const promotion = judgePromotion(options);
  const { conditions } = promotion;
  if (options.integrity !== null)
    return { gate: 'hold', target: null, reason: options.integrity.message, promotion: conditions };
  const cause = rollbackCause(policy.rollback, current);
  if (cause !== null && previous !== null) {
    return { gate: 'rollback', target: previous.id, reason: violationText(cause), promotion: conditions };
  }
  if (promotion.ready && next !== null) {
    const reason = `every condition that the analyzer can see is met for ${next.id}`;
    return { gate: 'promote', target: next.id, reason, promotion: conditions };
  }
  return { gate: 'hold', target: null, reason: holdReason(options, promotion), promotion: conditions };
}
