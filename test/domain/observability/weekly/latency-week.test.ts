import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR } from '../../../../src/domain/time.js';
import {
  episodesOf,
  latencyAlerts,
  latencySummary,
  percentilesOf,
  type AlertRules,
  type LatencyHour,
} from '../../../../src/domain/observability/weekly/latency-week.js';

const START = Date.parse('2026-06-22T00:00:00Z');
const WEEK = { start: START, end: START + 7 * DAY };
const RULES: AlertRules = { warning: 2, critical: 3, limit: 'above 5000 ms' };
const EVIDENCE = 'ops/signal_latency_rollup.csv';

/** Rollups of hours counted from the week's begin: `+` a breach, `.` none, a space no rollup. */
function hours(first: number, marks: string): readonly LatencyHour[] {
  let streak = 0;
  return [...marks].flatMap((mark, i): LatencyHour[] => {
    if (mark === ' ') return [];
    streak = mark === '+' ? streak + 1 : 0;
    const start = START + (first + i) * HOUR;
    return [
      {
        start,
        end: start + HOUR,
        count: 2,
        p95: mark === '+' ? 6_000 + i : 100,
        isBreach: mark === '+',
        streak,
      },
    ];
  });
}

const told = (list: readonly LatencyHour[], rules = RULES) =>
  episodesOf(list, WEEK, rules).map(({ begin, end, windows, severity }) => [
    (begin - START) / HOUR,
    end === null ? null : (end - START) / HOUR,
    windows,
    severity,
  ]);

describe('breaches', () => {
  test.each<[string, readonly LatencyHour[], unknown]>([
    ['none', hours(0, '....'), []],
    [
      'one, two and three in a row',
      hours(0, '+.++.+++.'),
      [
        [0, 1, 1, null],
        [2, 4, 2, 'warning'],
        [5, 8, 3, 'critical'],
      ],
    ],
    ['one that began before the week', hours(-2, '+++.'), [[-2, 1, 3, 'critical']]],
    ['one that ended with the week before', hours(-2, '++..'), []],
    ['one that lasts beyond the week', hours(165, '.++++'), [[166, null, 2, 'warning']]],
    ['one that ends with the last hour of all', hours(160, '.++'), [[161, 163, 2, 'warning']]],
    ['one that ended with the hour before the last', hours(165, '.+.'), [[166, 167, 1, null]]],
    ['none without rollups', [], []],
  ])('%s', (_, list, expected) => expect(told(list)).toEqual(expected));

  test('a gap after which the streak began anew divides them', () => {
    const [before, after] = [hours(0, '++'), hours(5, '++')];
    expect(told([...before, ...after])).toEqual([
      [0, 2, 2, 'warning'],
      [5, 7, 2, 'warning'],
    ]);
  });

  test('a gap over which the streak was counted on does not', () => {
    const [first, second] = hours(0, '+ +');
    if (first === undefined || second === undefined) throw new Error('two hours');
    expect(told([first, second])).toEqual([[0, 3, 2, 'warning']]);
  });

  test('what comes behind the week changes nothing', () => {
    const marks = fc.string({ unit: fc.constantFrom('+', '.'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(marks, marks, (inside, behind) => {
        const all = hours(168 - inside.length, inside + behind);
        expect(told(all)).toEqual(told(all.slice(0, inside.length)));
      }),
    );
  });

  test('without rules nobody is told', () => {
    expect(told(hours(0, '+++.'), { ...RULES, warning: null, critical: null })).toEqual([[0, 3, 3, null]]);
  });
});

describe('percentiles of a week', () => {
  const list = hours(0, '...');
  const at = (hour: number, value: number) => ({ at: START + hour * HOUR, value });
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
    const hour = [
      { start: START, end: START + HOUR, count: values.length, p95: null, isBreach: false, streak: 0 },
    ];
    const samples = values.map((value, i) => ({ at: START + (i % 3_600) * 1_000, value }));
    const found = percentilesOf(samples, hour, WEEK);
    expect(found.p50).toBe(12_499.5);
    expect(found.p95).toBeCloseTo(24_999 * 0.95, 9);
    expect(percentilesOf(samples.toReversed(), hour, WEEK)).toEqual(found);
  });
});

test('the section and the alerts', () => {
  const episodes = episodesOf([...hours(12, '.++++.'), ...hours(20, '+.'), ...hours(166, '++')], WEEK, RULES);
  const percentiles = { p50: 320, p95: 540.5, incomplete: [] };
  expect(latencySummary(episodes, percentiles, EVIDENCE)).toEqual({
    p50_ms: 320,
    p95_ms: 540.5,
    breaches: [
      {
        begin: '2026-06-22T13:00:00Z',
        end: '2026-06-22T17:00:00Z',
        windows: 4,
        max_p95_ms: 6004,
        severity: 'critical',
        evidence_path: EVIDENCE,
      },
      {
        begin: '2026-06-22T20:00:00Z',
        end: '2026-06-22T21:00:00Z',
        windows: 1,
        max_p95_ms: 6000,
        severity: null,
        evidence_path: EVIDENCE,
      },
      {
        begin: '2026-06-28T22:00:00Z',
        end: null,
        windows: 2,
        max_p95_ms: 6001,
        severity: 'warning',
        evidence_path: EVIDENCE,
      },
    ],
    pending_alerts: 1,
  });
  const channelsOf = (severity: string): readonly string[] =>
    severity === 'critical' ? ['team', 'oncall'] : ['team'];
  expect(latencyAlerts(episodes, RULES, { evidence: EVIDENCE, channelsOf })).toEqual([
    {
      id: 'latency_breach-2026-06-22T130000Z',
      severity: 'critical',
      message: 'p95 above 5000 ms from 2026-06-22T13:00:00Z for 4 windows',
      notified_channels: ['team', 'oncall'],
      evidence_path: EVIDENCE,
    },
    {
      id: 'latency_breach-2026-06-28T220000Z',
      severity: 'warning',
      message: 'p95 above 5000 ms from 2026-06-28T22:00:00Z for 2 windows, and on',
      notified_channels: ['team'],
      evidence_path: EVIDENCE,
    },
  ]);
});
