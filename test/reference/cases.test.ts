import { describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { Analysis, Verdict } from '../../src/domain/analysis.js';
import type { Decision } from '../../src/domain/decision.js';
import { readReferences, type Case, type Reference } from './case-files.js';
import type { Expected, ExpectedVerdict } from './case-format.js';
import { conditionsOf, isTriedExactly, limitsOf, limitText, RULES, sidesOf, type Ran } from './coverage.js';
import { rulesPage } from './rules-page.js';
import { runCase } from './run-case.js';

/** Generated from the cases: `UPDATE_GOLDEN=1 npm test -- test/reference` writes it. */
const PAGE = 'docs/rules.md';

/** Run by itself, the page runs every case. */
const ALL_CASES_MS = 180_000;

const references = await readReferences();
const results = new Map<Case, Ran>();

/** A case is run once, however many tests look at it. */
function run(reference: Reference, one: Case): Ran {
  const ran = results.get(one) ?? { reference, one, ...runCase(reference, one.setup) };
  results.set(one, ran);
  return ran;
}

function runAll(): Ran[] {
  return references.flatMap((reference) => reference.cases.map((one) => run(reference, one)));
}

function expectVerdict(verdict: Verdict, expected: ExpectedVerdict): void {
  const { status, value, n, streak, rule } = verdict;
  const own = Object.keys(expected).filter((key) => key !== 'reason');
  const said = Object.entries({ status, value, n, streak, rule }).filter(([key]) => own.includes(key));
  const { reason, ...others } = expected;
  expect({ ...Object.fromEntries(said), reason: verdict.reason }).toEqual({
    ...others,
    reason: expect.stringContaining(reason ?? ''),
  });
}

function expectVerdicts(analysis: Analysis, expected: Expected): void {
  const named = expected.verdicts ?? {};
  const known = analysis.verdicts.map(({ slo }) => slo);
  expect(known).toEqual(expect.arrayContaining(Object.keys(named)));
  for (const verdict of analysis.verdicts) {
    const one = Object.hasOwn(named, verdict.slo) ? named[verdict.slo] : undefined;
    const wanted = typeof one === 'object' ? one : { status: one ?? 'ok' };
    const place = { slo: verdict.slo, feature: verdict.feature };
    try {
      expectVerdict(verdict, wanted);
    } catch (error) {
      throw new Error(`${JSON.stringify(place)}: ${(error as Error).message}`, { cause: error });
    }
  }
}

function expectPromotion({ promotion }: Analysis, expected: Expected): void {
  for (const [name, wanted] of Object.entries(expected.promotion ?? {})) {
    const found = promotion.filter((condition) => condition.name.startsWith(name));
    const { met, evidence } = typeof wanted === 'boolean' ? { met: wanted, evidence: '' } : wanted;
    expect({ name, found }).toEqual({
      name,
      found: [expect.objectContaining({ met, evidence: expect.stringContaining(evidence) })],
    });
  }
}

/** All that is said against the promotion, but for the gate, which says the same in other words, is what the case names. */
function expectAnswer(decision: Decision | null, { answer }: Expected): void {
  if (answer === undefined) return;
  if (answer === 'plan') {
    expect(decision).toMatchObject({ kind: 'plan' });
    return;
  }
  const reasons = decision?.kind === 'refused' ? decision.reasons : [];
  expect(reasons).toEqual(
    expect.arrayContaining(answer.map((part) => expect.stringContaining(part) as unknown)),
  );
  const isNamed = (reason: string): boolean => answer.some((part) => reason.includes(part));
  expect(reasons.filter((reason) => !isNamed(reason) && !reason.startsWith('the gate is '))).toEqual([]);
}

describe.each(references.map((reference) => [reference.name, reference] as const))('%s', (_, reference) => {
  test.each(reference.cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const { expected } = one;
    const { analysis, decision } = run(reference, one);
    expect({ gate: analysis.gate, reason: analysis.reason }).toEqual({
      gate: expected.gate,
      reason: expect.stringContaining(expected.because ?? ''),
    });
    if (expected.phase !== undefined) expect(analysis.phase).toBe(expected.phase);
    expectVerdicts(analysis, expected);
    expectPromotion(analysis, expected);
    expectAnswer(decision, expected);
  });
});

describe('together the cases', () => {
  const limits = references.flatMap(({ policy }) => limitsOf(policy));

  test.each(
    limits.map(
      (limit) =>
        [
          `${limit.policy.rollout} ${limit.phase.id} ${limit.slo.id} ${limit.name} ${limitText(limit)}`,
          limit,
        ] as const,
    ),
  )('show both sides of %s', (_, limit) => {
    const { met, kept } = sidesOf(limit, runAll());
    expect({ isMet: met !== null, isKept: kept !== null }).toEqual({ isMet: true, isKept: true });
    expect(isTriedExactly(limit, runAll())).toBe(true);
  });

  test.each(RULES.map((rule) => [rule.name, rule] as const))('show a limit by the rule: %s', (_, rule) => {
    expect(limits.filter(rule.is)).not.toEqual([]);
  });

  test.each(references.map((reference) => [reference.name, reference] as const))(
    'show every condition of a promotion of %s met and not met',
    (_, reference) => {
      const conditions = conditionsOf(reference, runAll());
      const unseen = conditions.filter(({ met, unmet }) => met === null || unmet === null);
      expect(unseen.map(({ phase, name, met }) => ({ phase, name, isMet: met !== null }))).toEqual([]);
    },
  );

  test(
    'are what docs/rules.md says',
    async () => {
      const options = { ...(await resolveConfig(PAGE)), parser: 'markdown' };
      const page = await format(rulesPage(references, runAll()), options);
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(PAGE, page);
      expect(readFileSync(PAGE, 'utf8')).toBe(page);
    },
    ALL_CASES_MS,
  );
});
