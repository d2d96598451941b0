import { describe, expect, test } from '@jest/globals';
import type { Judgement, VerdictStatus } from '../../src/domain/analysis.js';
import { judgePromotion } from '../../src/domain/promotion.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { phase, policy } from '../policy-builder.js';
import { at } from './batch-builder.js';

const own = phase({ promote: { healthyMs: 2 * HOUR, approvals: ['qa', 'sre'] } });
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
      { ...verdict, window, n: accepted, error: 0, streak: 0, reason: `it is ${status}`, breakdown: [] },
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
function judge(windows: string, options: { since?: number | null; late?: number } = {}) {
  const current = [...windows].flatMap((letter, i) => {
    const status = LETTERS[letter];
    return status === undefined ? [] : [judgement(at('10:15') + i * 15 * MINUTE, status)];
  });
  const newestEnd = at('10:00') + windows.length * 15 * MINUTE;
  const since = options.since ?? null;
  const stint = { phase: 'one', since, entry: null, key: 'test' };
  const now = newestEnd + 2 * MINUTE + (options.late ?? 0);
  return judgePromotion({ policy: rules, phase: own, stint, current, newestEnd, now });
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
    expect(judge(windows).conditions[0]).toEqual({ name: 'healthy for 2h', met, evidence });
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
    });
    expect(promotion).toEqual({ conditions: [], ready: false });
  });
});
