import { describe, expect, test } from '@jest/globals';
import type { Judgement, VerdictStatus } from '../../src/domain/analysis.js';
import type { Phase } from '../../src/domain/policy.js';
import { judgePromotion } from '../../src/domain/promotion.js';
import { missingEvidence } from '../../src/domain/promotion-evidence.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { phase, policy, promote } from '../policy-builder.js';
import { at } from './batch-builder.js';

const own = phase({ promote: promote({ healthyMs: 2 * HOUR, approvals: ['qa', 'sre'] }) });
const rules = policy({ phases: [own, phase({ id: 'two' })] });

function judgement(end: number, status: VerdictStatus): Judgement {
  const window = { start: formatInstant(end - 15 * MINUTE), end: formatInstant(end) };
  const accepted = status === 'no-data' ? 0 : 10;
  const verdict = {
    slo: 'latency_p95',
    sli: 'latency_p95',
    feature: '',
    status,
    value: 1,
    unit: 'ms',
    warn: null,
    rollback: null,
  };
  return {
    phase: 'one',
    window,
    gate: 'hold',
    counts: { accepted, rejected: 0, duplicates: 0, late: 0 },
    missed: [],
    verdicts: [
      {
        ...verdict,
        window,
        n: accepted,
        error: 0,
        interval: null,
        rule: '',
        streak: 0,
        evidence: null,
        reason: `it is ${status}`,
        breakdown: [],
      },
    ],
  };
}

const LETTERS: Readonly<Record<string, VerdictStatus>> = {
  o: 'ok',
  w: 'warn',
  v: 'violation',
  '-': 'no-data',
  i: 'insufficient',
};

/** One window a letter, the first ends at 10:15; `.` is a window without a batch. */
function judge(
  windows: string,
  options: { since?: number | null; late?: number; phase?: Phase; checklist?: string } = {},
) {
  const current = [...windows].flatMap((letter, i) => {
    const status = LETTERS[letter];
    return status === undefined ? [] : [judgement(at('10:15') + i * 15 * MINUTE, status)];
  });
  const newestEnd = at('10:00') + windows.length * 15 * MINUTE;
  const since = options.since ?? null;
  const stint = { phase: 'one', since, entry: null, key: 'test' };
  const now = newestEnd + 2 * MINUTE + (options.late ?? 0);
  const { phase: judged = own, checklist = null } = options;
  return judgePromotion({
    policy: rules,
    phase: judged,
    stint,
    current,
    newestEnd,
    now,
    checklist,
    held: null,
  });
}

describe('healthy', () => {
  test.each([
    {
      name: 'eight quarters',
      windows: 'oooooooo',
      met: true,
      evidence: '2h since 2026-03-02T10:00:00Z, the first telemetry',
    },
    {
      name: 'seven quarters',
      windows: 'ooooooo',
      met: false,
      evidence: '1h45m since 2026-03-02T10:00:00Z, the first telemetry',
    },
    {
      name: 'warnings are healthy',
      windows: 'owwwwwwo',
      met: true,
      evidence: '2h since 2026-03-02T10:00:00Z, the first telemetry',
    },
    {
      name: 'a violation begins anew',
      windows: 'ooovoooooo',
      met: false,
      evidence: '1h30m since 2026-03-02T11:00:00Z, the last violation of latency_p95',
    },
    {
      name: 'two hours after a violation',
      windows: 'voooooooo',
      met: true,
      evidence: '2h since 2026-03-02T10:15:00Z, the last violation of latency_p95',
    },
    {
      name: 'a silence of max-gap is bridged',
      windows: 'ooo--ooo',
      met: true,
      evidence: '2h since 2026-03-02T10:00:00Z, the first telemetry',
    },
    {
      name: 'a longer one is not',
      windows: 'oo---oooo',
      met: false,
      evidence: '1h since 2026-03-02T11:15:00Z, the end of a silence',
    },
    {
      name: 'batches that never came are a silence too',
      windows: 'oo...oooo',
      met: false,
      evidence: '1h since 2026-03-02T11:15:00Z, the end of a silence',
    },
    {
      name: 'a silence that lasts',
      windows: 'oooooooo---',
      met: false,
      evidence: 'no telemetry since 2026-03-02T12:00:00Z',
    },
    {
      name: 'too few samples are no silence',
      windows: 'ooiiiioo',
      met: true,
      evidence: '2h since 2026-03-02T10:00:00Z, the first telemetry',
    },
    {
      name: 'never heard',
      windows: '---',
      met: false,
      evidence: 'no telemetry has been judged in this phase yet',
    },
  ])('$name', ({ windows, met, evidence }) => {
    expect(judge(windows).conditions[0]).toMatchObject({ name: 'healthy for 2h', met, evidence });
  });

  test('counts from the decision that began the phase', () => {
    const [healthy] = judge('oooooooo', { since: at('10:02') }).conditions;
    expect(healthy).toMatchObject({
      met: false,
      evidence: '1h58m since 2026-03-02T10:02:00Z, the beginning of the phase',
    });
  });

  test('telemetry that comes late after the decision is a silence', () => {
    const [healthy] = judge('oooooooo', { since: at('09:00') }).conditions;
    expect(healthy).toMatchObject({
      met: true,
      evidence: '2h since 2026-03-02T10:00:00Z, the end of a silence',
    });
  });
});

describe('the other conditions', () => {
  test('every SLO must be seen, and what is not is named', () => {
    const promotion = judge('oooooooi');
    expect(promotion.conditions[1]).toEqual({
      name: 'every SLO within its rollback limit',
      met: false,
      since: null,
      evidence: 'latency_p95: it is insufficient, in the window that ended 2026-03-02T12:00:00Z',
    });
    expect(promotion.ready).toBe(false);
  });

  test.each([
    { late: 0, met: true },
    { late: 45 * MINUTE, met: true },
    { late: 46 * MINUTE, met: false },
  ])('data that is $late ms older than usual is fresh: $met', ({ late, met }) => {
    const promotion = judge('oooooooo', { late });
    expect(promotion.conditions[2]).toMatchObject({ name: 'fresh data', met });
    expect(promotion.ready).toBe(met);
  });

  test('approvals are listed and never met here, and do not stop the recommendation', () => {
    const promotion = judge('oooooooo');
    expect(promotion.conditions[3]).toEqual({
      name: 'approvals',
      met: false,
      since: null,
      evidence: 'given at promotion: qa, sre',
    });
    expect(promotion.ready).toBe(true);
  });

  test('a phase that names no promotion has no conditions', () => {
    const stint = { phase: 'two', since: null, entry: null, key: 'test' };
    const two = phase({ id: 'two', promote: null });
    const promotion = judgePromotion({
      policy: rules,
      phase: two,
      stint,
      current: [],
      newestEnd: null,
      now: 0,
      checklist: null,
      held: null,
    });
    expect(promotion).toEqual({ conditions: [], ready: false });
  });
});

describe('healthy without a warning', () => {
  const strict = phase({ promote: promote({ healthyMs: 2 * HOUR, without: 'warnings' }) });
  const counted = phase({ promote: promote({ healthyBatches: 3, without: 'warnings' }) });

  test.each([
    {
      name: 'eight quarters',
      windows: 'oooooooo',
      met: true,
      evidence: '2h since 2026-03-02T10:00:00Z, the first telemetry',
    },
    {
      name: 'a warning begins anew',
      windows: 'owoooooooo',
      met: true,
      evidence: '2h since 2026-03-02T10:30:00Z, the last warning of latency_p95',
    },
    {
      name: 'seven quarters after a warning',
      windows: 'ooowooooooo',
      met: false,
      evidence: '1h45m since 2026-03-02T11:00:00Z, the last warning of latency_p95',
    },
    {
      name: 'a warning right now',
      windows: 'oooooooow',
      met: false,
      evidence: '0s since 2026-03-02T12:15:00Z, the last warning of latency_p95',
    },
    {
      name: 'a violation too',
      windows: 'ovoooooo',
      met: false,
      evidence: '1h30m since 2026-03-02T10:30:00Z, the last violation of latency_p95',
    },
    {
      name: 'too few samples are no warning',
      windows: 'oooiiooo',
      met: true,
      evidence: '2h since 2026-03-02T10:00:00Z, the first telemetry',
    },
  ])('$name', ({ windows, met, evidence }) => {
    const [healthy] = judge(windows, { phase: strict }).conditions;
    expect(healthy).toMatchObject({ name: 'healthy for 2h without a warning', met, evidence });
  });

  test.each([
    { name: 'three since the warning', windows: 'owooo', met: true },
    { name: 'two since the warning', windows: 'oowoo', met: false },
  ])('batches: $name', ({ windows, met }) => {
    const [healthy] = judge(windows, { phase: counted }).conditions;
    expect(healthy).toMatchObject({ name: 'healthy for 3 batches without a warning', met });
  });
});

describe('healthy for a number of batches', () => {
  const three = phase({ promote: promote({ healthyBatches: 3 }) });
  test.each([
    {
      name: 'two',
      windows: 'oo',
      since: null,
      evidence: '2 batches since 2026-03-02T10:00:00Z, the first telemetry',
    },
    { name: 'three', windows: 'ooo', since: '2026-03-02T10:45:00Z', evidence: '3 batches since' },
    {
      name: 'five: since the third',
      windows: 'ooooo',
      since: '2026-03-02T10:45:00Z',
      evidence: '5 batches since',
    },
    {
      name: 'a violation begins anew',
      windows: 'oovoo',
      since: null,
      evidence: '2 batches since 2026-03-02T10:45:00Z, the last violation',
    },
    {
      name: 'a window without data is no batch',
      windows: 'oo-o',
      since: '2026-03-02T11:00:00Z',
      evidence: '3 batches since',
    },
    {
      name: 'a silence begins anew',
      windows: 'ooo---o',
      since: null,
      evidence: '1 batch since 2026-03-02T11:30:00Z, the end of a silence',
    },
  ])('$name', ({ windows, since, evidence }) => {
    const [healthy] = judge(windows, { phase: three }).conditions;
    expect(healthy).toMatchObject({ name: 'healthy for 3 batches', met: since !== null, since });
    expect(healthy?.evidence).toContain(evidence);
  });
});

describe('since when a condition is met', () => {
  test('healthy: since the time was reached', () => {
    expect(judge('oooooooooo').conditions[0]).toMatchObject({ met: true, since: '2026-03-02T12:00:00Z' });
    expect(judge('ooooooo').conditions[0]).toMatchObject({ met: false, since: null });
  });

  test('every SLO within its limit: since the first window after the last that was not', () => {
    expect(judge('ooivoo').conditions[1]).toMatchObject({ met: true, since: '2026-03-02T11:15:00Z' });
    expect(judge('oooi').conditions[1]).toMatchObject({ met: false, since: null });
  });
});

describe('checklist and manual evidence', () => {
  const asks = phase({
    promote: promote({
      healthyBatches: 1,
      checklist: [{ heading: 'before', signedBy: [] }],
      evidence: { 'qa-cases': 10, drills: 1 },
    }),
  });
  const signed = '## Before\n- [x] backup\n\nSigned: QA, Mika, 2026-03-02\n';

  test('a section that is not complete stops the recommendation', () => {
    const promotion = judge('oo', { phase: asks, checklist: signed.replace('[x]', '[ ]') });
    expect(promotion.ready).toBe(false);
    expect(promotion.conditions[3]).toMatchObject({ name: 'checklist "before"', met: false });
  });

  test('one that is complete and signed does not; evidence is given at the promotion, listed by name', () => {
    const promotion = judge('oo', { phase: asks, checklist: signed });
    expect(promotion.ready).toBe(true);
    expect(promotion.conditions.slice(3)).toMatchObject([
      { name: 'checklist "before"', met: true, since: '2026-03-02T00:00:00Z' },
      { name: 'evidence of drills', met: false, evidence: 'given at promotion: drills=1 or more' },
      { name: 'evidence of qa-cases', met: false, evidence: 'given at promotion: qa-cases=10 or more' },
    ]);
  });

  test.each([
    { name: 'all of it', given: ['qa-cases=10', 'drills=2'], missing: [] },
    {
      name: 'more, among other evidence',
      given: ['see https://example.test', ' qa-cases=12 ', 'drills=1'],
      missing: [],
    },
    { name: 'all in one line', given: ['reports/a.json qa-cases=10, drills=1'], missing: [] },
    {
      name: 'part of a longer word, or as the command leaves a place for it',
      given: ['https://example.test/?qa-cases=10', 'drills=<1 or more>'],
      missing: [/drills/, /qa-cases/],
    },
    {
      name: 'nothing',
      given: [],
      missing: [/1 drills .* not given; add drills=1/, /10 qa-cases .* not given/],
    },
    {
      name: 'too few',
      given: ['qa-cases=9', 'drills=1'],
      missing: [/10 qa-cases to leave one, and 9 are given/],
    },
    { name: 'no number', given: ['qa-cases=ten', 'drills=-1'], missing: [/drills/, /qa-cases/] },
    {
      name: 'a name that every object has',
      given: ['constructor=5', 'drills=1', 'qa-cases=10'],
      missing: [],
    },
  ])('given at the promotion: $name', ({ given, missing }) => {
    const found = missingEvidence(asks, given);
    expect(found).toHaveLength(missing.length);
    missing.forEach((pattern, i) => expect(found[i]).toMatch(pattern));
  });
});
