import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../../src/domain/analyse.js';
import type { Verdict } from '../../../src/domain/analysis.js';
import { emptyHistory } from '../../../src/domain/history.js';
import type { Policy, Rule, Sli } from '../../../src/domain/policy.js';
import { DAY, MINUTE } from '../../../src/domain/time.js';
import { LATENCY, limit, phase, policy, slo, SUCCESS, type SloChanges } from '../../policy-builder.js';
import { at, header, incoming, ledgerOf, type BatchSpec } from '../batch-builder.js';

const COUNT: Sli = { ...LATENCY, id: 'requests', measure: { kind: 'count' }, unit: null };
const MEAN: Sli = { ...LATENCY, id: 'latency_mean', measure: { kind: 'mean', of: 'duration_ms' } };
const QUARTER = 15 * MINUTE;
const SWITCH = at('10:00');

/** Phases `one` and `two`; the second, which is on since 10:00, is judged by one SLO. */
function rolloutOf(changes: SloChanges): Policy {
  const own = slo({ windowMs: QUARTER, warn: null, ...changes });
  return policy({
    slis: [LATENCY, SUCCESS, COUNT, MEAN],
    phases: [phase({ slos: [] }), phase({ id: 'two', slos: [own], promote: null })],
  });
}

/** Quarters of phase `two` from the switch on; each n requests of which so many failed and so many were slow. */
interface Quarter {
  readonly n: number;
  readonly failed?: number;
  readonly slow?: number;
}

function spec({ n, failed = 0, slow = 0 }: Quarter, i: number, id = 'two'): BatchSpec {
  const latencies = Array.from({ length: n }, (_, k) => (k < slow ? 950 : 100 + (k % 7)));
  const end = id === 'two' ? SWITCH + (i + 1) * QUARTER : SWITCH - i * QUARTER;
  return { end, phase: id, latencies, failed };
}

function newest(
  rules: Policy,
  quarters: readonly Quarter[],
  before: readonly Quarter[] = [],
): Verdict | undefined {
  const specs = [...before.map((one, i) => spec(one, i, 'one')), ...quarters.map((one, i) => spec(one, i))];
  const { analysis } = analyse({
    policy: rules,
    ledger: ledgerOf(rules, [[SWITCH, 'two']]),
    head: null,
    history: emptyHistory(rules.rollout),
    incoming: incoming(specs.map((one) => header(rules, one))),
    now: SWITCH + DAY,
    forcedPhase: null,
  });
  return analysis.verdicts[0];
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('evidence beside the rule', () => {
  const proven = { falseAlarmEveryMs: 300 * DAY, sli: 'success_rate' };
  const two = { ...proven, rollback: limit('below', 0.99, 2) };

  test.each([
    {
      name: 'two of 20 failed twice: the rule is met by chance',
      n: 20,
      failed: 1,
      status: 'warn',
      met: false,
    },
    { name: 'a tenth of 1000 failed twice', n: 1000, failed: 100, status: 'violation', met: true },
  ])('a ratio: $name', ({ n, failed, status, met }) => {
    const verdict = newest(rolloutOf(two), [...times(20, { n }), ...times(2, { n, failed })]);
    expect(verdict).toMatchObject({
      status,
      streak: 2,
      evidence: { met },
      rule: 'below 99 %, 2 windows in a row',
    });
  });

  test('the reason says how often such evidence would be a false alarm, and where the value lies', () => {
    const strong = newest(rolloutOf(two), [...times(20, { n: 1000 }), ...times(2, { n: 1000, failed: 100 })]);
    expect(strong?.reason).toMatch(
      /^90 % is below the rollback limit of 99 %, 2 windows in a row, false alarm less than once in \d+ years, 95 % interval 87\.\d+ % to 91\.\d+ %$/,
    );
    const weak = newest(rolloutOf(two), [...times(20, { n: 20 }), ...times(2, { n: 20, failed: 1 })]);
    expect(weak?.reason).toContain(
      '2 windows in a row, but the evidence is not there yet (false alarm more often than once in 300 days)',
    );
  });

  test('one bad batch alone does not violate a rule of two windows, however bad', () => {
    const verdict = newest(rolloutOf(two), [...times(20, { n: 1000 }), { n: 1000, failed: 900 }]);
    expect(verdict).toMatchObject({ status: 'warn', streak: 1, evidence: null });
  });

  test('small batches add up: the rule waits for them', () => {
    const statuses = [2, 4, 8, 16, 32].map(
      (count) =>
        newest(rolloutOf(two), [...times(8, { n: 20 }), ...times(count, { n: 20, failed: 2 })])?.status,
    );
    expect(statuses[0]).toBe('warn');
    expect(statuses.at(-1)).toBe('violation');
    expect(statuses.lastIndexOf('warn')).toBeLessThan(statuses.indexOf('violation'));
  });

  test('without evidence the rule alone decides', () => {
    const verdict = newest(rolloutOf({ ...two, falseAlarmEveryMs: null }), times(2, { n: 20, failed: 1 }));
    expect(verdict).toMatchObject({ status: 'violation', evidence: null });
  });

  test('a p95 is a ratio in disguise', () => {
    const rules = rolloutOf({ falseAlarmEveryMs: 300 * DAY, rollback: limit('above', 900) });
    const calm = times(20, { n: 40 });
    expect(newest(rules, [...calm, { n: 40, slow: 3 }])).toMatchObject({
      status: 'warn',
      evidence: { met: false },
    });
    expect(newest(rules, [...calm, { n: 400, slow: 200 }])).toMatchObject({
      status: 'violation',
      evidence: { met: true },
    });
  });

  test('a mean by its batches', () => {
    const rules = rolloutOf({
      sli: 'latency_mean',
      falseAlarmEveryMs: 300 * DAY,
      rollback: limit('above', 110),
    });
    expect(newest(rules, [{ n: 3, slow: 1 }])).toMatchObject({ status: 'warn', evidence: { met: false } });
    expect(newest(rules, times(6, { n: 200, slow: 60 }))).toMatchObject({ status: 'violation' });
  });

  test.each([
    { name: 'one where none is allowed', allowed: 0, n: 1, status: 'violation' },
    { name: 'none where none is allowed', allowed: 0, n: 0, status: 'ok' },
    { name: 'one more than usual', allowed: 20, n: 21, status: 'warn' },
    { name: 'far more than allowed', allowed: 20, n: 200, status: 'violation' },
  ])('a count: $name', ({ allowed, n, status }) => {
    const own = { sli: 'requests', falseAlarmEveryMs: 300 * DAY, rollback: limit('above', allowed) };
    expect(newest(rolloutOf(own), [{ n }])).toMatchObject({ status, n });
  });
});

describe('several rollback limits', () => {
  const rollback: readonly Rule[] = [
    limit('above', 900, 3),
    { ...limit('above', 500), when: { kind: 'times', times: 2, withinMs: DAY } },
  ];
  const slow = { n: 10, slow: 10 };
  test.each([
    { name: 'none', quarters: [{ n: 10 }], status: 'ok', rule: '' },
    {
      name: 'the first is pending',
      quarters: [slow],
      status: 'warn',
      rule: 'above 900 ms, 3 windows in a row',
    },
    {
      name: 'the second is met',
      quarters: [slow, { n: 10 }, slow],
      status: 'violation',
      rule: 'above 500 ms, 2 times within 1d',
    },
    {
      name: 'both are met: the first in the policy',
      quarters: times(3, slow),
      status: 'violation',
      rule: 'above 900 ms, 3 windows in a row',
    },
    {
      name: 'met by windows before the newest',
      quarters: [slow, slow, { n: 10 }],
      status: 'violation',
      rule: 'above 500 ms, 2 times within 1d',
    },
  ])('$name: $status', ({ quarters, status, rule }) => {
    expect(newest(rolloutOf({ rollback }), quarters)).toMatchObject({ status, rule });
  });
});

describe('a baseline', () => {
  const rule = (id: string | null): Rule => ({
    side: 'above',
    value: 0.05,
    baseline: { phase: id, windowMs: DAY, relative: true },
    when: { kind: 'in-a-row', windows: 1 },
  });
  const requests = (id: string | null): Policy => rolloutOf({ sli: 'requests', rollback: rule(id) });
  const means = (more: SloChanges = {}): Policy =>
    rolloutOf({ sli: 'latency_mean', rollback: rule('one'), ...more });

  test.each([
    { name: 'at 105 %', slow: 0, status: 'ok' },
    { name: 'beyond', slow: 1, status: 'violation' },
  ])('of the previous phase: $name', ({ slow, status }) => {
    expect(newest(means(), [{ n: 100, slow }], [{ n: 100 }, { n: 100 }])).toMatchObject({ status });
  });

  test('the verdict carries the limit in figures', () => {
    const verdict = newest(means(), [{ n: 7, slow: 7 }], [{ n: 7 }]);
    expect(verdict?.rollback?.value).toBeCloseTo(103 * 1.05, 9);
    expect(verdict?.rule).toContain('5 % above phase one’s last 1d');
  });

  test('without data there is no verdict, and with too few samples neither', () => {
    expect(newest(means(), [{ n: 7, slow: 7 }])).toMatchObject({
      status: 'insufficient',
      rollback: null,
      reason: 'the baseline has no data: 5 % above phase one’s last 1d',
    });
    const few = newest(means({ minSamples: 5 }), [{ n: 7, slow: 7 }], [{ n: 4 }]);
    expect(few).toMatchObject({ status: 'insufficient' });
  });

  test('another limit of the list still counts', () => {
    const rules = means({ rollback: [rule('one'), limit('above', 500)] });
    expect(newest(rules, [{ n: 7, slow: 7 }])).toMatchObject({ status: 'violation', rule: 'above 500 ms' });
    expect(newest(rules, [{ n: 7 }])).toMatchObject({ status: 'insufficient' });
  });

  test('of the own phase ends where the judged window begins', () => {
    // 10, then 11 a quarter: a baseline of one day that held the newest window too would not be exceeded by 21.
    expect(newest(requests(null), [{ n: 10 }, { n: 11 }])).toMatchObject({ status: 'violation', value: 11 });
    expect(newest(requests(null), [{ n: 10 }, { n: 10 }])).toMatchObject({ status: 'ok' });
  });
});

describe('warm-up after a switch', () => {
  const bad = { n: 10, slow: 10 };
  const rules = (quarters: number): Policy =>
    rolloutOf({ rollback: limit('above', 900, 2), warmUpMs: quarters * QUARTER });

  test.each([
    { name: 'in it', warm: 2, quarters: times(2, bad), status: 'insufficient', streak: 0 },
    {
      name: 'the first window after it begins a new row',
      warm: 2,
      quarters: times(3, bad),
      status: 'warn',
      streak: 1,
    },
    { name: 'the second violates', warm: 2, quarters: times(4, bad), status: 'violation', streak: 2 },
    {
      name: 'without one the first two batches count',
      warm: 0,
      quarters: times(2, bad),
      status: 'violation',
      streak: 2,
    },
  ])('$name: $status', ({ warm, quarters, status, streak }) => {
    expect(newest(rules(warm), quarters)).toMatchObject({ status, streak });
  });

  test('the value is shown all the same, and the reason says that it is not judged', () => {
    expect(newest(rules(2), [bad])).toMatchObject({
      value: 950,
      reason: 'warm-up: the first 30m after the switch are not judged',
    });
  });
});

describe('a policy that changes in the middle of a streak', () => {
  const bad = { n: 10, slow: 10 };
  const quarters = times(2, bad);
  const tick = (rules: Policy, history = emptyHistory(rules.rollout), count = quarters.length) =>
    analyse({
      policy: rules,
      ledger: ledgerOf(rules, [[SWITCH, 'two']]),
      head: null,
      history,
      incoming: incoming(quarters.slice(0, count).map((one, i) => header(rules, spec(one, i)))),
      now: SWITCH + DAY,
      forcedPhase: null,
    });
  const historyOf = (text: string) =>
    (JSON.parse(text) as { history: ReturnType<typeof emptyHistory> }).history;
  const strict = rolloutOf({ rollback: limit('above', 900, 3) });
  const loose = { ...rolloutOf({ rollback: limit('above', 900, 2) }), digest: 'f'.repeat(64) };

  test('the streak is judged anew by the new rule, and the analysis says so', () => {
    const before = tick(strict);
    expect(before.analysis.verdicts).toMatchObject([{ status: 'warn', streak: 2 }]);
    const { analysis } = tick(loose, historyOf(before.history.text));
    expect(analysis.verdicts).toMatchObject([
      { status: 'violation', reason: expect.stringMatching(/; judged anew by the changed policy$/) },
    ]);
    expect(analysis.gate).toBe('rollback');
    expect(analysis.reason).toContain('judged anew by the changed policy');
  });

  test('the history is the same as if the policy had always been the new one', () => {
    const changed = tick(loose, historyOf(tick(strict).history.text));
    expect(changed.history.text).toBe(tick(loose).history.text);
  });

  test('a tick under the same policy says nothing of it', () => {
    const { analysis } = tick(loose, historyOf(tick(loose, undefined, 1).history.text));
    expect(analysis.verdicts[0]?.reason).toBe(
      '950 ms is above the rollback limit of 900 ms, 2 windows in a row',
    );
  });
});
