import { describe, expect, test } from '@jest/globals';
import type { Analysis } from '../../src/domain/analysis.js';
import {
  analysisSubjects,
  failedFlags,
  failedFlagsSubject,
  ledgerSubjects,
  livenessSubject,
  verifiedSubject,
} from '../../src/domain/incident-findings.js';
import { priorityOf, sloSubjects, type Subject } from '../../src/domain/incident-subject.js';
import { flagsFailure } from '../../src/domain/flags-failure.js';
import type { LedgerEntry } from '../../src/domain/ledger.js';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import { incidentPolicy, incidentState, OPENED_AT } from '../incident-builder.js';
import { phase, policy, slo } from '../policy-builder.js';
import { governanceFiles, NOON, policyWith } from './rollout-builder.js';
import {
  alert,
  analysis,
  judgementAt,
  ratio,
  rollbackAnalysis,
  verdict,
} from '../render/analysis-builder.js';

const PAY = slo({ id: 'pay_p95', sli: 'pay_p95' });
const SUCCESS = slo({ id: 'pay_success', sli: 'pay_success' });
const POLICY = policy({
  incidents: incidentPolicy({ priorities: { pay_p95: 'P0' } }),
  phases: [phase({ id: 'P-0', slos: [SUCCESS] }), phase({ id: 'P-1', slos: [PAY, SUCCESS] })],
});
const ledgerEntry: LedgerEntry = {
  seq: 1,
  at: '2026-03-02T14:32:00Z',
  action: 'rollback',
  from: 'P-1',
  to: 'P-0',
  executor: 'octocat',
  reason: 'too slow',
  evidence: [],
  approvals: [],
  trigger: null,
  request: null,
  files: {},
  policy: '0'.repeat(64),
  previous: '0'.repeat(64),
  hash: '1'.repeat(64),
  until: null,
  forced: {},
};
const STABILISING = {
  entry: 7,
  since: '2026-03-02T12:02:00Z',
  until: '2026-03-02T12:32:00Z',
  flags: {},
  back: false,
  due: false,
  reason: 'it lasts until 2026-03-02T12:32:00Z',
};

function subjects(of: Analysis, open = [incidentState()]): readonly Subject[] {
  return sloSubjects({ policy: POLICY, analysis: of, open, metricsPath: 'reports/metrics/x.json' });
}

function violated(changes: Partial<Analysis> = {}): Analysis {
  return rollbackAnalysis({ rollback: 'propose', ...changes });
}

describe('an SLO', () => {
  test('that is violated is on, with its sentence, its why and what to do', () => {
    const [said] = subjects(violated(), []);
    expect(said).toMatchObject({
      kind: 'slo',
      subject: 'pay_p95',
      priority: 'P0',
      status: 'on',
      phase: 'P-1',
    });
    expect(said?.evidence.length).toBeGreaterThan(1);
    expect(said?.action).toMatchObject({ kind: 'rollback', to: 'P-0', evidence: 'reports/metrics/x.json' });
  });

  test.each([
    { name: 'automatic', of: violated({ rollback: 'automatic' }), kind: 'automatic' },
    {
      name: 'in the first phase',
      of: violated({ gate: 'hold', target: null, previous: null }),
      kind: 'steps',
    },
  ])('what to do: $name', ({ of, kind }) => {
    expect(subjects(of)[0]?.action.kind).toBe(kind);
  });

  test('that was violated in a window of a late tick is on, though the newest is good', () => {
    const of = analysis({ alerts: [alert()] });
    expect(subjects(of, [])[0]).toMatchObject({ status: 'on', window: '2026-03-02T12:15:00Z' });
  });

  test('that the phase was left with by a rollback is on until its release, as nothing else speaks of it', () => {
    const bad = judgementAt(0, {
      verdicts: [verdict({ status: 'violation', reason: '1,000 ms is above 900 ms' }), ratio()],
    });
    const after = { phase: 'P-0', verdicts: [ratio()], recent: [bad, judgementAt(1, { phase: 'P-0' })] };
    const stabilising = { ...STABILISING, since: bad.window.end };
    const [first, ...others] = subjects(analysis({ ...after, stabilising }), []);
    expect(first).toMatchObject({
      subject: 'pay_p95',
      status: 'on',
      phase: 'P-1',
      window: bad.window.end,
      because: expect.stringContaining('1,000 ms is above 900 ms'),
      evidence: [expect.stringContaining('1,000 ms'), expect.stringContaining('ledger entry 7')],
    });
    expect(others).toEqual([]);
    expect(subjects(analysis(after), [])).toEqual([]);
    const early = { ...STABILISING, since: bad.window.start };
    expect(subjects(analysis({ ...after, stabilising: early }), [])).toEqual([]);
  });

  test.each([
    { name: 'good again', of: analysis(), status: 'off' },
    {
      name: 'near its limit, which is good enough',
      of: analysis({ verdicts: [verdict({ status: 'warn' }), ratio()] }),
      status: 'off',
    },
    {
      name: 'not heard of',
      of: analysis({ verdicts: [verdict({ status: 'no-data', value: null })] }),
      status: 'unknown',
    },
    {
      name: 'not measured often enough',
      of: analysis({ verdicts: [verdict({ status: 'insufficient' })] }),
      status: 'unknown',
    },
    {
      name: 'good in one of two features',
      of: analysis({ verdicts: [verdict(), verdict({ feature: 'b', status: 'insufficient' })] }),
      status: 'unknown',
    },
    {
      name: 'silent',
      of: analysis({
        judged: [judgementAt(0, { counts: { accepted: 0, rejected: 0, duplicates: 0, late: 0 } })],
      }),
      status: 'unknown',
    },
    { name: 'still called back for', of: analysis({ gate: 'rollback', target: 'P-0' }), status: 'unknown' },
    { name: 'without any window', of: analysis({ window: null, verdicts: [] }), status: 'unknown' },
    { name: 'stabilising', of: analysis({ stabilising: STABILISING }), status: 'unknown' },
    {
      name: 'not judged in the phase that is on, while stabilising',
      of: analysis({ phase: 'P-0', verdicts: [ratio()], stabilising: STABILISING }),
      status: 'unknown',
    },
    {
      name: 'not judged in the phase that is on, after its release',
      of: analysis({ phase: 'P-0', verdicts: [ratio()] }),
      status: 'off',
    },
  ])('of an open incident that is $name is $status', ({ of, status }) => {
    expect(subjects(of).find(({ subject }) => subject === 'pay_p95')?.status).toBe(status);
  });

  test('an unbroken row of bad windows begins after the last good one', () => {
    const bad = [verdict({ status: 'violation', value: 1_000 }), ratio()];
    const of = violated({
      recent: [
        judgementAt(0, { verdicts: bad }),
        judgementAt(1),
        judgementAt(2, { verdicts: bad }),
        judgementAt(3, { verdicts: bad }),
      ],
    });
    expect(subjects(of)[0]?.unbroken).toBe('2026-03-02T12:45:00Z');
  });
});

test.each([
  { name: 'by the SLO', priorities: { 'pay_p95-1h': 'P2', pay_p95: 'P0' }, is: 'P2' },
  { name: 'by its SLI', priorities: { pay_p95: 'P0' }, is: 'P0' },
  { name: 'of the policy', priorities: {}, is: 'P1' },
  { name: 'by a name that every object has', priorities: {}, slo: 'constructor', is: 'P1' },
] as const)('a priority $name', (one) => {
  const hourly = slo({ id: 'pay_p95-1h', sli: 'pay_p95' });
  const own = policy({
    incidents: incidentPolicy({ priorities: one.priorities }),
    phases: [phase({ slos: [hourly] })],
  });
  expect(priorityOf(own, 'slo' in one ? one.slo : 'pay_p95-1h')).toBe(one.is);
});

describe('the record', () => {
  test('a rewritten branch is on, with its repair', () => {
    const integrity = {
      message: 'the ledger lacks entry 7',
      repair: 'push 3f2a1c9 again',
      seen: { seq: 7, hash: 'a'.repeat(64), head: null, trust: null },
      found: { entries: 6, head: null },
    };
    const [said] = analysisSubjects(analysis({ integrity }));
    expect(said).toMatchObject({
      kind: 'integrity',
      priority: 'P0',
      status: 'on',
      because: integrity.message,
    });
    expect(said?.action).toMatchObject({ steps: expect.arrayContaining([integrity.repair]) });
  });

  test('an analysis without findings ends what was open', () => {
    expect(analysisSubjects(analysis()).map(({ kind, status }) => [kind, status])).toEqual([
      ['integrity', 'off'],
      ['unknown-phase', 'off'],
      ['liveness', 'off'],
    ]);
  });

  test.each([
    { name: 'no ledger yet', text: null, kind: 'unknown-phase', status: 'off' },
    {
      name: 'a ledger changed by hand',
      text: 'schema: phasegate.ledger/1\nhand: made\n',
      kind: 'integrity',
      status: 'on',
    },
  ])('$name', ({ text, kind, status }) => {
    const [said] = ledgerSubjects(POLICY, { head: null, text }, 'governance/phase-ledger.yaml');
    expect([said?.kind, said?.status]).toEqual([kind, status]);
  });

  test('a ledger whose phase the policy has lost says so, by name', () => {
    const decided = policyWith({ rollout: POLICY.rollout });
    const files = governanceFiles(decided, [{ operation: 'promote', at: NOON }]);
    const text = files.get('phase-ledger.yaml') ?? null;
    const [said] = ledgerSubjects(POLICY, { head: null, text }, 'governance/phase-ledger.yaml');
    expect([said?.kind, said?.status, said?.priority]).toEqual(['unknown-phase', 'on', 'P0']);
    expect(said?.because).toContain('has no such phase (it has P-0, P-1)');
  });

  test('failed flags end with the next decision', () => {
    const open = incidentState({ kind: 'flags-rollback-failed', subject: '', entries: 6 });
    expect(failedFlagsSubject(analysis(), open).status).toBe('unknown');
    const later = analysis({ governance: { head: null, entries: 7 } });
    expect(failedFlagsSubject(later, open).status).toBe('off');
  });

  test('failed flags say which decision, and that nothing is tried again', () => {
    const failure = flagsFailure(POLICY, {
      entry: { ...ledgerEntry, seq: 7, action: 'rollback', from: 'P-1', to: 'P-0' },
      commit: 'c'.repeat(40),
      step: 'flags-push',
      reason: 'the workflow flags-push.yml failed',
      url: null,
      repair: ['Run it by hand.'],
    });
    const said = failedFlags(failure);
    expect(said).toMatchObject({ priority: 'P0', phase: 'P-0', status: 'on' });
    expect(said.evidence.join()).toContain('Ledger entry 7, rollback from P-1 to P-0');
    expect(said.action).toEqual({
      kind: 'steps',
      steps: ['It is not tried again by itself.', 'Run it by hand.'],
    });
  });

  test('what a check found lasts until a check finds nothing, whatever the analyzer sees', () => {
    const found = verifiedSubject('P-1', ['entry 3: its hash is wrong', 'entry 4: it is missing']);
    expect(found).toMatchObject({ kind: 'integrity', subject: 'verify', status: 'on' });
    expect(found.evidence.length).toBe(2);
    expect(verifiedSubject('P-1', []).status).toBe('off');
    expect(analysisSubjects(analysis()).some(({ subject }) => subject === 'verify')).toBe(false);
  });
});

describe('liveness', () => {
  test.each([
    { name: 'a tick within the limit', ago: 6 * HOUR, status: 'off' },
    { name: 'a silence beyond it', ago: 6 * HOUR + MINUTE, status: 'on' },
    { name: 'no tick ever', ago: null, status: 'unknown' },
  ])('$name is $status', ({ ago, status }) => {
    const lastTick = ago === null ? null : OPENED_AT - ago;
    const said = livenessSubject(POLICY, { lastTick, now: OPENED_AT });
    expect([said.kind, said.status]).toEqual(['liveness', status]);
  });

  test('says the same sentence while the silence lasts', () => {
    const at = (hours: number): string =>
      livenessSubject(POLICY, { lastTick: OPENED_AT, now: OPENED_AT + hours * HOUR }).because;
    expect(at(9)).toBe(at(40));
  });
});
