import { describe, expect, test } from '@jest/globals';
import { typedApprovals } from '../../src/domain/approval.js';
import type { Analysis } from '../../src/domain/analysis.js';
import { planPromotion, planRollback } from '../../src/domain/decision.js';
import { DAY, formatInstant, MINUTE } from '../../src/domain/time.js';
import { ALL, BETA, inputOf, type Case } from './decision-cases.js';
import { changeOf, EMPTY_STATE, NOON, phase, policyWith, verdict } from './rollout-builder.js';

function promotion(changes: Case = {}): string[] {
  const decision = planPromotion(inputOf(changes));
  return decision.kind === 'refused' ? [...decision.reasons] : [decision.kind];
}

function rollback({ request, ...changes }: Case = {}): string[] {
  const decision = planRollback(inputOf({ ...changes, request: { operation: 'rollback', ...request } }));
  return decision.kind === 'refused' ? [...decision.reasons] : [decision.kind];
}

const automatic = { automatic: true, reason: '', executor: 'x' };
const burning: Partial<Analysis> = { gate: 'rollback', target: 'off', reason: 'latency_p95 is 431 ms' };

describe('a promotion', () => {
  test('goes one phase forward when everything is met', () => {
    expect(changeOf(planPromotion(inputOf({}))).entry).toMatchObject({
      seq: 2,
      action: 'promote',
      from: 'beta',
      to: 'all',
      at: formatInstant(NOON),
      executor: 'octocat',
      approvals: [
        { role: 'qa', by: 'octocat', source: 'input' },
        { role: 'sre', by: 'octocat', source: 'input' },
      ],
      trigger: null,
      policy: 'd'.repeat(64),
      previous: BETA.lastAudit?.hash,
    });
  });

  const late = formatInstant(NOON - 48 * MINUTE);
  test.each<[string, Case, RegExp[]]>([
    ['without an analysis', { analysis: null }, [/needs the analysis/]],
    ['of another rollout', { analysis: { rollout: 'other' } }, [/of rollout other, not of search/]],
    ['of another phase', { analysis: { phase: 'off' } }, [/judged phase off, and beta is on/]],
    [
      'after another decision',
      { analysis: { governance: { head: null, entries: 0 } } },
      [/stale: it saw 0 ledger entries and there are 1/],
    ],
    [
      'under another policy',
      { analysis: { digests: { policy: 'old', history: '', batches: '', checklist: null, code: '' } } },
      [/the policy changed since/],
    ],
    ['before any window', { analysis: { window: null } }, [/judged no window yet/]],
    [
      'on an old analysis',
      { analysis: { window: { start: late, end: late } } },
      [/ended 48m ago.*more than 47m/],
    ],
    ['on an analysis of the future', { request: { now: NOON - 10 * MINUTE } }, [/a time to come/]],
    [
      'before the last entry',
      { request: { now: NOON - 2 * DAY } },
      [/before the ledger's last entry/, /a time to come/],
    ],
    ['without a reason', { request: { reason: ' \n' } }, [/a reason is missing/]],
    ['without an executor', { request: { executor: '' } }, [/the executor is missing/]],
    [
      'with a reason too long',
      { request: { reason: 'x'.repeat(2_001) } },
      [/has 2001 characters; at most 2000/],
    ],
    [
      'with too much evidence',
      { request: { evidence: Array.from({ length: 51 }, () => 'x') } },
      [/51 items; at most 50/],
    ],
    [
      'with evidence too long',
      { request: { evidence: ['a', 'x'.repeat(2_001)] } },
      [/evidence item 2 has 2001/],
    ],
    [
      'without the approvals',
      { request: { approvals: typedApprovals(['qa'], 'octocat') } },
      [/approval of sre is missing/],
    ],
    [
      'from the last phase',
      { state: ALL, analysis: { gate: 'hold' } },
      [/all is the last phase/, /the gate is hold/],
    ],
    ['by the pipeline', { request: { automatic: true } }, [/asked for by a person/]],
    [
      'that a role rejected',
      {
        request: { rejections: [{ role: 'sre', by: 'mona' }], approvals: typedApprovals(['qa', 'sre'], 'x') },
      },
      [/^sre rejected it \(mona\); settle why/],
    ],
    [
      'with a role rejected and one missing, in an environment of its own',
      {
        policy: policyWith({ environments: { qa: 'quality-gate' } }),
        request: { rejections: [{ role: 'sre', by: 'mona' }], approvals: [] },
      },
      [/^sre rejected it/, /approval of qa is missing.*environment quality-gate/],
    ],
  ])('%s is refused', (_, changes, expected) => {
    const reasons = promotion(changes);
    expect(reasons).toHaveLength(expected.length);
    expected.forEach((pattern, i) => expect(reasons[i]).toMatch(pattern));
  });

  test('lists every condition that is not met with its evidence, and every missing approval', () => {
    const conditions = [
      { name: 'healthy for 48h', met: false, since: null, evidence: 'for 3h so far' },
      { name: 'fresh data', met: true, since: null, evidence: '' },
      { name: 'approvals', met: false, since: null, evidence: 'given at promotion: qa, sre' },
    ];
    expect(
      promotion({
        analysis: { gate: 'hold', reason: 'not yet', promotion: conditions },
        request: { approvals: [] },
      }),
    ).toEqual([
      'the gate is hold, not promote: not yet',
      'not met: healthy for 48h (for 3h so far)',
      'the approval of qa is missing; the policy asks for it to leave beta (environment phasegate-qa)',
      'the approval of sre is missing; the policy asks for it to leave beta (environment phasegate-sre)',
    ]);
  });

  test('is refused with every reason at once', () => {
    expect(promotion({ analysis: null, request: { reason: '', executor: '', approvals: [] } })).toHaveLength(
      5,
    );
  });

  test('in a phase that the policy no longer has says what to do', () => {
    const policy = policyWith({ phases: [phase('off'), phase('all')] });
    expect(() => promotion({ policy })).toThrow(/phase "beta" is on.*put the phase back/);
  });
});

describe('a rollback by a person', () => {
  test.each<[string, Case]>([
    ['without an analysis', { analysis: null }],
    ['whatever the gate says', {}],
    [
      'whatever phase the analysis judged',
      { analysis: { phase: 'off', governance: { head: null, entries: 9 } } },
    ],
    ['on an old analysis', { analysis: { window: null } }],
    ['where the policy only proposes', { policy: policyWith({ rollback: 'propose' }) }],
  ])('goes one phase back %s', (_, changes) => {
    expect(rollback(changes)).toEqual(['plan']);
  });

  test.each<[string, Case, RegExp]>([
    ['from the first phase', { state: EMPTY_STATE }, /off is the first phase/],
    ['without a reason', { request: { reason: '' } }, /a reason is missing/],
    ['with the analysis of another rollout', { analysis: { rollout: 'other' } }, /of rollout other/],
  ])('%s is refused', (_, changes, expected) => {
    expect(rollback(changes)).toEqual([expect.stringMatching(expected)]);
  });

  test('repeated by the same run is done, and asked again by another run goes back once more', () => {
    const request = { operation: 'rollback', request: 'run-7' } as const;
    const first = changeOf(planRollback(inputOf({ state: ALL, analysis: null, request })));
    const state = { ledger: first.ledger, lastAudit: first.audit, auditToday: '' };
    expect(planRollback(inputOf({ state, analysis: null, request }))).toEqual({
      kind: 'done',
      entry: first.entry,
    });
    expect(rollback({ state, analysis: null, request: { request: 'run-8' } })).toEqual(['plan']);
    expect(rollback({ state, analysis: null, request: { request: 'run-7', reason: 'another one' } })).toEqual(
      ['plan'],
    );
  });

  test.each<[string, Partial<Analysis> | null, string | null]>([
    ['the gate asks for it', { ...burning, verdicts: [verdict({ status: 'violation' })] }, 'latency_p95'],
    ['the gate does not', { verdicts: [verdict({ status: 'violation' })] }, null],
    ['there is no analysis', null, null],
  ])('names its trigger where %s', (_, analysis, trigger) => {
    const input = inputOf({ analysis, request: { operation: 'rollback' } });
    expect(changeOf(planRollback(input)).entry.trigger).toBe(trigger);
  });
});

describe('a rollback by the pipeline', () => {
  test('goes one phase back, with the reason and the trigger of the analysis', () => {
    const verdicts = [verdict(), verdict({ slo: 'error_rate', status: 'violation' })];
    const input = inputOf({
      analysis: { ...burning, verdicts },
      request: { operation: 'rollback', ...automatic },
    });
    const { entry, event } = changeOf(planRollback(input));
    expect(entry).toMatchObject({
      from: 'beta',
      to: 'off',
      executor: 'phasegate (automatic)',
      reason: 'latency_p95 is 431 ms',
      trigger: 'error_rate',
    });
    expect(event).toMatchObject({
      event: 'rollback.executed',
      trigger_metric: 'error_rate',
      phase: 'off',
      id: entry.hash,
    });
  });

  test('finds the trigger of an older window, where the newest one is well again', () => {
    const window = verdict().window;
    const judged = {
      phase: 'beta',
      window,
      gate: 'rollback' as const,
      counts: { accepted: 1, rejected: 0, duplicates: 0, late: 0 },
      missed: [],
    };
    const recent = [{ ...judged, verdicts: [verdict({ slo: 'error_rate', status: 'violation' })] }];
    const input = inputOf({
      analysis: { ...burning, recent },
      request: { operation: 'rollback', ...automatic },
    });
    expect(changeOf(planRollback(input)).entry.trigger).toBe('error_rate');
  });

  test('is done where the ledger moved on since the analysis, so that running twice commits once', () => {
    const input = inputOf({
      state: ALL,
      analysis: burning,
      request: { operation: 'rollback', ...automatic },
    });
    const first = changeOf(planRollback(input));
    const state = { ledger: first.ledger, lastAudit: first.audit, auditToday: '' };
    expect(planRollback({ ...input, state })).toEqual({ kind: 'done', entry: first.entry });
  });

  test.each<[string, Case, RegExp]>([
    [
      'where the policy only proposes',
      { analysis: burning, policy: policyWith({ rollback: 'propose' }) },
      /rollback: propose/,
    ],
    ['without an analysis', { analysis: null }, /needs the analysis/],
    [
      'when the gate holds',
      { analysis: { gate: 'hold', reason: 'no data' } },
      /the gate is hold, not rollback: no data/,
    ],
    ['for another phase', { analysis: { ...burning, phase: 'all' } }, /judged phase all, and beta is on/],
    [
      'on a ledger that was rewritten',
      {
        analysis: {
          ...burning,
          integrity: {
            message: 'the ledger was rewritten',
            repair: '',
            seen: { seq: 3, hash: 'a', head: null, trust: null },
            found: { entries: 1, head: null },
          },
        },
      },
      /the ledger was rewritten/,
    ],
    [
      'on a ledger that lost entries',
      { analysis: { ...burning, governance: { head: null, entries: 5 } } },
      /saw 5 ledger entries and there are 1/,
    ],
  ])('%s is refused', (_, changes, expected) => {
    expect(rollback({ ...changes, request: automatic })).toEqual([expect.stringMatching(expected)]);
  });
});
