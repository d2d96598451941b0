import type { Analysis, Verdict } from '../../src/domain/analysis.js';
import type { Decision } from '../../src/domain/decision.js';
import type { Phase, Policy, Rule, Sli, Slo } from '../../src/domain/policy.js';
import { boundWithin } from '../../src/domain/policy-convert-rules.js';
import { isBeyond } from '../../src/domain/rules/bound.js';
import { baselineText, ruleText } from '../../src/domain/rules/rule-text.js';
import { requireSli } from '../../src/domain/sli.js';
import { DAY } from '../../src/domain/time.js';
import { unitOf } from '../../src/domain/unit.js';
import type { Case, Reference } from './case-files.js';

/** A case with what became of it. */
export interface Ran {
  readonly reference: Reference;
  readonly one: Case;
  readonly analysis: Analysis;
  readonly decision: Decision | null;
}

/** One limit of a reference policy. */
export interface Limit {
  readonly policy: Policy;
  readonly phase: Phase;
  readonly slo: Slo;
  readonly sli: Sli;
  readonly rule: Rule;
  readonly name: 'warn' | 'rollback';
}

export function limitsOf(policy: Policy): Limit[] {
  return policy.phases.flatMap((phase) =>
    phase.slos.flatMap((slo) => {
      const common = { policy, phase, slo, sli: requireSli(policy, slo.sli) };
      return [
        ...slo.warn.map((rule): Limit => ({ ...common, rule, name: 'warn' })),
        ...slo.rollback.map((rule): Limit => ({ ...common, rule, name: 'rollback' })),
      ];
    }),
  );
}

/** The limit in words, as its verdicts say it; of a relative one without the figure. */
export function limitText({ rule, sli }: Limit): string {
  const unit = unitOf(sli);
  return rule.baseline === null ? ruleText(rule, { bound: rule, unit }) : baselineText(rule, unit);
}

/** What the case says of the limit's SLO, where its phase was on. */
export function verdictOn(limit: Limit, { reference, analysis }: Ran): Verdict | null {
  if (reference.policy !== limit.policy || analysis.phase !== limit.phase.id) return null;
  return analysis.verdicts.find(({ slo }) => slo === limit.slo.id) ?? null;
}

/** A warning that is met, where the verdict speaks of the rollback limit that the same windows are on their way to. */
function isOvertaken({ name, rule }: Limit, { status, value, streak }: Verdict): boolean {
  if (name !== 'warn' || rule.when.kind !== 'in-a-row' || rule.baseline !== null) return false;
  return status === 'warn' && value !== null && isBeyond(rule, value) && streak >= rule.when.windows;
}

/** Whether the case goes beyond the limit, with all that its rule asks for. */
export function isMet(limit: Limit, ran: Ran): boolean {
  const verdict = verdictOn(limit, ran);
  if (verdict === null || verdict.status !== (limit.name === 'warn' ? 'warn' : 'violation')) return false;
  const text = limitText(limit);
  if (limit.rule.baseline !== null) return verdict.rule.includes(text);
  return verdict.rule === text || isOvertaken(limit, verdict);
}

/** Cases on both sides of a limit. Null where there is none. */
export interface Sides {
  readonly met: Ran | null;
  /** The last one before it in its file that judges the SLO and does not meet the rule, else any one. */
  readonly kept: { readonly ran: Ran; readonly verdict: Verdict } | null;
}

export function sidesOf(limit: Limit, all: readonly Ran[]): Sides {
  const judged = all.flatMap((ran) => {
    const verdict = verdictOn(limit, ran);
    return verdict === null || verdict.value === null || verdict.status === 'insufficient'
      ? []
      : [{ ran, verdict }];
  });
  const metIn = judged.filter(({ ran }) => isMet(limit, ran));
  const plain = metIn.find(({ ran }) => ran.one.setup.evidence === 'none') ?? metIn[0];
  const met = plain?.ran ?? null;
  const keeps = ({ ran, verdict }: (typeof judged)[number]): boolean =>
    verdict.status !== 'violation' && !isMet(limit, ran);
  const before = plain === undefined ? [] : judged.slice(0, judged.indexOf(plain));
  const own = before.filter(({ ran }) => ran.one.file === met?.one.file);
  return { met, kept: own.findLast(keeps) ?? judged.find(keeps) ?? null };
}

/** Whether a case has just the limit's value, which keeps it; of an average or a number of times no one value tells. */
export function isTriedExactly(limit: Limit, all: readonly Ran[]): boolean {
  const { when, baseline, value } = limit.rule;
  if (baseline !== null || !['in-a-row', 'unmet-for'].includes(when.kind)) return true;
  return all.some((ran) => verdictOn(limit, ran)?.value === value && !isMet(limit, ran));
}

/** The rules that the reference policies are written in. */
export const RULES: readonly {
  readonly name: string;
  readonly written: string;
  readonly is: (limit: Limit) => boolean;
}[] = [
  {
    name: 'N consecutive batches beyond a limit',
    written: '`{ below: 0.992, batches: 2 }`',
    is: ({ rule: { when } }) => when.kind === 'in-a-row' && when.windows > 1,
  },
  {
    name: 'the mean of N batches beyond a limit',
    written: '`{ above: 4800, mean-of: 3 }`',
    is: ({ rule: { when } }) => when.kind === 'mean-of',
  },
  {
    name: 'one batch',
    written: '`{ below: 0.99 }`',
    is: (limit) => isOneWindow(limit) && !isDaily(limit) && !isShare(limit),
  },
  {
    name: 'M times within 24 hours',
    written: '`{ above: 2500, times: 3, within: 24h }`',
    is: ({ rule: { when } }) => when.kind === 'times' && when.withinMs === DAY,
  },
  {
    name: 'unmet for 24 hours without a break',
    written: '`{ above: 900, unmet-for: 24h }`',
    is: ({ rule: { when } }) => when.kind === 'unmet-for' && when.ms === DAY,
  },
  { name: 'more than N a day', written: 'a count over `window: 1d` with `{ above: 3 }`', is: isDaily },
  {
    name: 'relative to a baseline',
    written: '`{ above-by: 5%, baseline: { phase: previous } }`',
    is: ({ rule }) => rule.baseline !== null,
  },
  {
    name: 'a moving average',
    written: '`{ above: 0, moving-average: 4 }`',
    is: ({ rule: { when } }) => when.kind === 'moving-average',
  },
  { name: 'a warning within 80 % of the limit', written: '`warn: 80%`', is: isShare },
];

function isOneWindow({ rule }: Limit): boolean {
  return rule.baseline === null && rule.when.kind === 'in-a-row' && rule.when.windows === 1;
}

function isDaily(limit: Limit): boolean {
  return isOneWindow(limit) && limit.sli.measure.kind === 'count' && limit.slo.windowMs === DAY;
}

function isShare({ rule, name, slo, sli }: Limit): boolean {
  const [first] = slo.rollback;
  if (name === 'rollback' || first === undefined || first.baseline !== null) return false;
  return rule.value !== 0 && boundWithin(first, 0.8, sli.measure).value === rule.value;
}

/** One condition of the promotion out of a phase, with a case in which it is met and one in which it is not. */
export interface ConditionSides {
  readonly phase: string;
  readonly name: string;
  readonly met: Ran | null;
  readonly unmet: Ran | null;
}

function isExpected({ one, analysis }: Ran, name: string, met: boolean): boolean {
  const named = Object.keys(one.expected.promotion ?? {}).some((key) => name.startsWith(key));
  return named && analysis.promotion.some((condition) => condition.name === name && condition.met === met);
}

/** The answer to a promotion that was asked for: what is given with it is checked there. */
function isAnswered({ one, decision }: Ran, name: string, met: boolean): boolean {
  const { answer } = one.expected;
  if (met)
    return (
      decision?.kind === 'plan' ||
      (Array.isArray(answer) && answer.length === 1 && answer.join().endsWith('the last phase'))
    );
  const word = name === 'approvals' ? 'approval of' : name.replace('evidence of ', '');
  return Array.isArray(answer) && answer.some((part: string) => part.includes(word));
}

/** The conditions of every promotion of a policy. */
export function conditionsOf({ policy }: Reference, all: readonly Ran[]): ConditionSides[] {
  return policy.phases.flatMap((phase) => {
    const own = all.filter(
      ({ reference, analysis }) => reference.policy === policy && analysis.phase === phase.id,
    );
    const names = new Set(own.flatMap(({ analysis }) => analysis.promotion.map(({ name }) => name)));
    // Nothing can be beyond the limits of a phase that has none.
    if (phase.slos.length === 0) names.delete('every SLO within its rollback limit');
    return [...names].map((name) => {
      const isGiven = name === 'approvals' || name.startsWith('evidence of ');
      const find = (met: boolean): Ran | null =>
        own.find((ran) => (isGiven ? isAnswered : isExpected)(ran, name, met)) ?? null;
      return { phase: phase.id, name, met: find(true), unmet: find(false) };
    });
  });
}
