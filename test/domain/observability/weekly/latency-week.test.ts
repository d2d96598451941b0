import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import type { LatencyRollup } from '../../../../src/domain/observability/latency/latency-rollup.js';
import type { LatencyRules } from '../../../../src/domain/observability/latency/latency-rules.js';
import {
  alertsOf,
  breachesOf,
  latencyAlerts,
  latencySummary,
  percentilesOf,
} from '../../../../src/domain/observability/weekly/latency-week.js';
import { DAY, HOUR } from '../../../../src/domain/time.js';

const START = Date.parse('2026-06-22T00:00:00Z');
const WEEK = { start: START, end: START + 7 * DAY };
const EVIDENCE = 'ops/signal_latency_rollup.csv';
const RULES: LatencyRules = {
  sli: {
    id: 'signal_p95',
    events: ['signal'],
    where: [],
    measure: { kind: 'quantile', of: 'latency_ms', p: 95 },
    by: null,
    unit: 'ms',
  },
  failures: null,
  p: 95,
  warning: { bound: { side: 'above', value: 4_000 }, windows: 2 },
  critical: { bound: { side: 'above', value: 5_000 }, windows: 3 },
  minSamples: 1,
  maxGapMs: 2 * HOUR,
};

/** Rollups of hours counted from the week's begin: `+` a breach, `w` beyond the warning limit alone, `.` well, ` ` none. */
function hours(first: number, marks: string): readonly LatencyRollup[] {
  let streak = 0;
  return [...marks].flatMap((mark, i): LatencyRollup[] => {
    if (mark === ' ') return [];
    streak = mark === '+' ? streak + 1 : 0;
    const start = START + (first + i) * HOUR;
    const p95 = mark === '+' ? 6_000 + i : mark === 'w' ? 4_500 : 100;
    return [
      {
        window: { start, end: start + HOUR },
        count: 2,
        failureCount: null,
        failureRate: null,
        p50: 50,
        p95,
        p99: p95,
        max: p95,
        isBreach: mark === '+',
        streak,
      },
    ];
  });
}

const hour = (at: number | null): number | null => (at === null ? null : (at - START) / HOUR);
const breaches = (list: readonly LatencyRollup[]) =>
  breachesOf(list, WEEK).map(({ begin, end, hours: count }) => [hour(begin), hour(end), count]);
const alerts = (list: readonly LatencyRollup[], rules = RULES) =>
  alertsOf(list, WEEK, rules).map(({ from, until, levels, isOpen }) => [
    hour(from),
    isOpen ? null : hour(until),
    levels.at(-1),
  ]);

describe('breaches', () => {
  test.each<[string, readonly LatencyRollup[], unknown]>([
    ['none', hours(0, '..w.'), []],
    [
      'one, two and three in a row',
      hours(0, '+.++.+++.'),
      [
        [0, 1, 1],
        [2, 4, 2],
        [5, 8, 3],
      ],
    ],
    ['one that began before the week', hours(-2, '+++.'), [[-2, 1, 3]]],
    ['one that ended with the week before', hours(-2, '++..'), []],
    ['one that lasts beyond the week', hours(165, '.++++'), [[166, null, 2]]],
    ['one that ends with the last hour there is', hours(160, '.++'), [[161, 163, 2]]],
    ['one that ended with the hour before the last', hours(165, '.+.'), [[166, 167, 1]]],
    ['none without rollups', [], []],
  ])('%s', (_, list, expected) => expect(breaches(list)).toEqual(expected));

  test('a gap after which the streak began anew divides them, and one over which it was counted on does not', () => {
    expect(breaches([...hours(0, '++'), ...hours(5, '++')])).toEqual([
      [0, 2, 2],
      [5, 7, 2],
    ]);
    expect(breaches(hours(0, '+ +'))).toEqual([[0, 3, 2]]);
  });
});

describe('alerts', () => {
  test.each<[string, readonly LatencyRollup[], unknown]>([
    ['none of one bad hour', hours(0, '.+.'), []],
    [
      'a warning of two, and a critical one of three',
      hours(0, '.++.+++.'),
      [
        [1, 3, 'warning'],
        [4, 7, 'critical'],
      ],
    ],
    ['a warning by its own limit', hours(0, '.ww.'), [[1, 3, 'warning']]],
    ['one that began before the week', hours(-4, '.+++++.'), [[-3, 2, 'critical']]],
    ['none that was over before the week', hours(-4, '+++.'), []],
    ['one that lasts beyond the week', hours(165, '+++++'), [[165, null, 'critical']]],
  ])('%s', (_, list, expected) => expect(alerts(list)).toEqual(expected));

  test('without a warning limit nothing warns', () => {
    expect(alerts(hours(0, '++.+++.'), { ...RULES, warning: null })).toEqual([[3, 6, 'critical']]);
  });
});

test('what comes behind the week changes nothing', () => {
  const marks = fc.string({ unit: fc.constantFrom('+', 'w', '.'), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(marks, marks, (inside, behind) => {
      const all = hours(168 - inside.length, inside + behind);
      const week = all.slice(0, inside.length);
      expect(breaches(all)).toEqual(breaches(week));
      expect(alerts(all)).toEqual(alerts(week));
    }),
  );
});

describe('percentiles of a week', () => {
  const list = hours(0, '...');
  const at = (hours: number, value: number) => ({ at: START + hours * HOUR, value });
  const SAMPLES = [at(0, 10), at(0.5, 20), at(1, 30), at(1.99, 40), at(2, 50), at(2.5, 1_000)];

  test('are those of its samples, not of its rollups', () => {
    const around = [at(-0.01, 9_999), at(168, 9_999)];
    expect(percentilesOf([...around, ...SAMPLES], list, WEEK)).toEqual({
      p50: 35,
      p95: 762.5,
      incomplete: [],
    });
  });

  test.each([
    ['samples were dropped', SAMPLES.slice(1), [START]],
    ['an hour has more samples than its rollup counted', [...SAMPLES, at(1.5, 1)], [START + HOUR]],
    ['all samples are gone', [], [START, START + HOUR, START + 2 * HOUR]],
  ])('are null where %s', (_, samples, incomplete) => {
    expect(percentilesOf(samples, list, WEEK)).toEqual({ p50: null, p95: null, incomplete });
  });

  test('are null in a week without samples', () => {
    expect(percentilesOf([], [], WEEK)).toEqual({ p50: null, p95: null, incomplete: [] });
  });

  test('do not depend on the order of the samples, and stay exact beyond what a sketch begins with', () => {
    const values = Array.from({ length: 25_000 }, (_, i) => (i * 7_919) % 25_000);
    const [one] = list;
    if (one === undefined) throw new Error('an hour');
    const samples = values.map((value, i) => ({ at: START + (i % 3_600) * 1_000, value }));
    const found = percentilesOf(samples, [{ ...one, count: values.length }], WEEK);
    expect(found.p50).toBe(12_499.5);
    expect(found.p95).toBeCloseTo(24_999 * 0.95, 9);
    expect(percentilesOf(samples.toReversed(), [{ ...one, count: values.length }], WEEK)).toEqual(found);
  });
});

test('the sections of latency and of alerts', () => {
  const list = [...hours(12, '.++++.'), ...hours(20, '+.'), ...hours(166, 'ww')];
  const week = {
    breaches: breachesOf(list, WEEK),
    alerts: alertsOf(list, WEEK, RULES),
    percentiles: { p50: 320, p95: 540.5, incomplete: [] },
  };
  expect(latencySummary(week)).toEqual({
    p50_ms: 320,
    p95_ms: 540.5,
    breaches: [
      {
        begin: '2026-06-22T13:00:00Z',
        end: '2026-06-22T17:00:00Z',
        hours: 4,
        max_p95_ms: 6_004,
        evidence_path: EVIDENCE,
      },
      {
        begin: '2026-06-22T20:00:00Z',
        end: '2026-06-22T21:00:00Z',
        hours: 1,
        max_p95_ms: 6_000,
        evidence_path: EVIDENCE,
      },
    ],
    pending_alerts: 1,
  });
  const channelsOf = (severity: string): readonly string[] =>
    severity === 'critical' ? ['team', 'oncall'] : ['team'];
  expect(latencyAlerts(week.alerts, RULES, channelsOf)).toEqual([
    {
      id: 'latency_breach-2026-06-22T13:00:00Z',
      severity: 'critical',
      message: 'signal_p95 above 5000 ms from 2026-06-22T13:00:00Z to 2026-06-22T17:00:00Z',
      notified_channels: ['team', 'oncall'],
      evidence_path: EVIDENCE,
    },
    {
      id: 'latency_breach-2026-06-28T22:00:00Z',
      severity: 'warning',
      message: 'signal_p95 above 4000 ms since 2026-06-28T22:00:00Z',
      notified_channels: ['team'],
      evidence_path: EVIDENCE,
    },
  ]);
});
