import type { Rule } from '../policy.js';
import type { Finding, Wording } from './finding.js';
import { judgeRule, type JudgedRule, type RuleSubject } from './judge-rule.js';
import { evidenceFor, type RuleEvidence } from './rule-evidence.js';

/** A judged rule, and whether it warns or rolls back. */
export interface NamedRule extends JudgedRule {
  readonly name: Wording['name'];
}

interface Told extends NamedRule {
  readonly finding: Finding;
}

/** Every rule of an SLO, judged, and the one that decides. */
export interface Settlement {
  readonly warn: readonly NamedRule[];
  readonly rollback: readonly NamedRule[];
  /** The rule that the verdict rests on; null where all are clear or have no bound. */
  readonly decisive: Told | null;
  /** For a rollback rule that is met; null where none is asked for. */
  readonly evidence: RuleEvidence | null;
}

function judgeAll(
  rules: readonly Rule[],
  name: Wording['name'],
  subject: RuleSubject & { readonly value: number },
): NamedRule[] {
  return rules.map((rule) => ({ ...judgeRule(rule, name, subject), name }));
}

function inState(rules: readonly NamedRule[], state: Finding['state']): Told[] {
  return rules.flatMap((one) => (one.finding?.state === state ? [{ ...one, finding: one.finding }] : []));
}

/**
 * Judges an SLO's rules. In this order decides: a rollback rule that is met with its evidence, one that is met without,
 * one that is pending, a warning that is met, one that is pending; of several the first in the policy.
 */
export function settle(subject: RuleSubject & { readonly batchMs: number }, value: number): Settlement {
  const own = { ...subject, value };
  const rollback = judgeAll(subject.slo.rollback, 'rollback', own);
  const met = inState(rollback, 'met').map((one) => ({
    one,
    evidence:
      one.bound === null ? null : evidenceFor(subject, { ...subject, rule: one.rule, bound: one.bound }),
  }));
  const warn = judgeAll(subject.slo.warn, 'warn', own);
  const first = met.find(({ evidence }) => evidence?.met !== false) ?? met[0];
  if (first !== undefined) return { warn, rollback, decisive: first.one, evidence: first.evidence };
  const [decisive = null] = [
    ...inState(rollback, 'pending'),
    ...inState(warn, 'met'),
    ...inState(warn, 'pending'),
  ];
  return { warn, rollback, decisive, evidence: null };
}
