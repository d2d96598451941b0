import type { Condition } from './analysis.js';
import type { Phase } from './policy.js';

const GIVEN = /^([A-Za-z0-9._-]{1,64})=(\d{1,7})$/;

/** What people must have done, which is said only when somebody promotes. */
export function evidenceConditions(needed: Readonly<Record<string, number>>): readonly Condition[] {
  return Object.keys(needed)
    .sort()
    .map((name) => ({
      name: `evidence of ${name}`,
      met: false,
      since: null,
      evidence: `given at promotion: ${name}=${needed[name]} or more`,
    }));
}

/** Whether a condition is met only by what somebody says at the promotion, so that the analyzer cannot know of it. */
export function isGivenAtPromotion({ name }: Condition): boolean {
  return name === 'approvals' || name.startsWith('evidence of ');
}

/**
 * The numbers among the evidence of a request, `qa-cases=12`, each a word of its own: a form on the web has but one line.
 * Of a name that comes twice the greater one.
 */
function numbersIn(evidence: readonly string[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const word of evidence.flatMap((item) => item.split(/[\s,;]+/))) {
    const [, name, number] = GIVEN.exec(word) ?? [];
    if (name !== undefined) numbers.set(name, Math.max(numbers.get(name) ?? 0, Number(number)));
  }
  return numbers;
}

/** What the phase asks for and the request does not say, a sentence each. */
export function missingEvidence(phase: Phase, given: readonly string[]): readonly string[] {
  const needed = phase.promote?.evidence ?? {};
  const numbers = numbersIn(given);
  return Object.keys(needed)
    .sort()
    .flatMap((name) => {
      const least = needed[name] ?? 0;
      const said = numbers.get(name);
      if (said !== undefined && said >= least) return [];
      const found = said === undefined ? 'and it is not given' : `and ${said} are given`;
      return [
        `the policy asks for ${least} ${name} to leave ${phase.id}, ${found}; add ${name}=${least} or more to \`evidence\``,
      ];
    });
}
