import type { Bound } from '../policy.js';
import type { Finding } from './finding.js';
import { judgeRule, type JudgedRule, type RuleSubject } from './judge-rule.js';
import { evidenceFor, type RuleEvidence } from './rule-evidence.js';

interface Told extends JudgedRule {
  readonly bound: Bound;
  readonly finding: Finding;
}

/** Every rule of an SLO, judged, and the one that decides. */
export interface Settlement {
  readonly warn: readonly JudgedRule[];
  readonly rollback: readonly JudgedRule[];
  /** The rule that the verdict rests on; null where all are clear or have no bound. */
  readonly decisive: Told | null;
  /** For a rollback rule that is met; null where none is asked for. */
  readonly evidence: RuleEvidence | null;
}

type Subject = RuleSubject & { readonly batchMs: number };

function isTold(one: JudgedRule, state: Finding['state']): one is Told {
  return one.finding?.state === state && one.bound !== null;
}

function firstIn(state: Finding['state'], rules: readonly JudgedRule[]): Told | null {
  for (const one of rules) if (isTold(one, state)) return one;
  return null;
}

/** Of the rollback rules that are met the first with its evidence, else the first; null where none is met. */
function firstMet(
  rollback: readonly JudgedRule[],
  subject: Subject,
): { readonly decisive: Told; readonly evidence: RuleEvidence | null } | null {
  let unproven: ReturnType<typeof firstMet> = null;
  for (const one of rollback) {
    if (!isTold(one, 'met')) continue;
    const evidence = evidenceFor(subject, { rule: one.rule, bound: one.bound, batchMs: subject.batchMs });
    if (evidence?.met !== false) return { decisive: one, evidence };
    unproven ??= { decisive: one, evidence };
  }
  return unproven;
}

/**
 * Judges an SLO's rules. In this order decides: a rollback rule that is met with its evidence, one that is met without,
 * one that is pending, a warning that is met, one that is pending; of several the first in the policy.
 */
export function settle(subject: Subject, value: number): Settlement {
  const rollback = subject.slo.rollback.map((rule) => judgeRule({ rule, name: 'rollback', value }, subject));
  const warn = subject.slo.warn.map((rule) => judgeRule({ rule, name: 'warn', value }, subject));
  const met = firstMet(rollback, subject);
  if (met !== null) return { warn, rollback, ...met };
  const decisive = firstIn('pending', rollback) ?? firstIn('met', warn) ?? firstIn('pending', warn);
  return { warn, rollback, decisive, evidence: null };
}
