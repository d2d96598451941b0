import { learnedDesignEffect } from '../../../src/domain/evidence/design-effect.js';
import type { Evidence } from '../../../src/domain/evidence/e-detector.js';
import { judgeEvidence, type Tally } from '../../../src/domain/evidence/evidence.js';

/** All that was seen of a service, a list for each release, oldest first; the last one is the release that is watched. */
export type Past = readonly (readonly Tally[])[];

/** Mean time between false alarms: 300 days of 96 batches. */
export const FALSE_ALARM_EVERY = 300 * 96;
/** Seven days of batches, as far back as evidence is gathered. */
export const LOOKBACK = 7 * 96;

/** The releases as far back as evidence is gathered. */
function lookback(past: Past): Past {
  let left = LOOKBACK;
  const seen = [...past].reverse().map((release) => {
    const known = left > 0 ? release.slice(-left) : [];
    left -= known.length;
    return known;
  });
  return seen.reverse();
}

/** What the analyzer weighs when a rule is met by the newest batch: the release's batches, tempered by all that is known. */
export function weigh(
  past: Past,
  options: { readonly allowed: number; readonly spreadOver: number },
): Evidence & { readonly designEffect: number } {
  const { allowed, spreadOver } = options;
  const stints = lookback(past);
  const designEffect = learnedDesignEffect({ stints, allowedBadRate: allowed });
  const evidence = judgeEvidence({
    batches: stints.at(-1) ?? [],
    allowedBadRate: allowed,
    falseAlarmEveryBatches: FALSE_ALARM_EVERY,
    designEffect,
    spreadOver,
  });
  return { ...evidence, designEffect };
}
