import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../src/domain/analyse.js';
import { emptyHistory } from '../../src/domain/history.js';
import { MINUTE } from '../../src/domain/time.js';
import type { Rule } from '../../src/domain/policy.js';
import { LATENCY, limit, phase, policy, slo, SUCCESS, type SloChanges } from '../policy-builder.js';
import { at, header, incoming, ledgerOf, type BatchSpec } from './batch-builder.js';

const slos = [
  slo({ windowMs: 15 * MINUTE, warn: null }),
  slo({
    id: 'success',
    sli: 'success_rate',
    windowMs: 15 * MINUTE,
    warn: null,
    rollback: limit('below', 0.9),
  }),
];
const rules = policy({
  slis: [{ ...LATENCY, by: 'region' }, SUCCESS],
  phases: [phase(), phase({ id: 'two', slos, promote: null })],
});
const ledger = ledgerOf(rules, [[at('10:02'), 'two']]);

/** One number a quarter from 10:15 on, in region eu but for those that are given as of us. */
function whyOf(
  when: Rule['when'],
  windows: readonly (number | readonly [region: string, latency: number])[],
  changes: SloChanges = {},
): readonly string[] {
  const rule: Rule = { ...limit('above', 900), when };
  const own = slo({ windowMs: 15 * MINUTE, warn: null, rollback: rule, ...changes });
  const judged = policy({
    slis: [{ ...LATENCY, by: 'region' }],
    phases: [phase(), phase({ id: 'two', slos: [own], promote: null })],
  });
  const headers = windows.map((one, i) => {
    const [region, latency] = typeof one === 'number' ? ['eu', one] : one;
    const end = at('10:15') + i * 15 * MINUTE;
    return header(judged, { end, phase: 'two', latencies: [latency], region });
  });
  const { alerts: found } = analyse({
    policy: judged,
    ledger,
    head: null,
    history: emptyHistory(judged.rollout),
    incoming: incoming(headers),
    now: 0,
    forcedPhase: null,
  }).analysis;
  const newest = found.at(-1);
  expect(newest?.window.end).toBe(headers.at(-1)?.window.end);
  return newest?.why ?? [];
}

function alerts(...windows: readonly (readonly [BatchSpec, ...BatchSpec[]])[]) {
  const batches = incoming(windows.map((specs) => header(rules, ...specs)));
  const history = emptyHistory(rules.rollout);
  return analyse({ policy: rules, ledger, head: null, history, incoming: batches, now: 0, forcedPhase: null })
    .analysis.alerts;
}

const good = { end: at('10:15'), phase: 'two', latencies: [100, 100], region: 'eu' } as const;

describe('the why-why draft', () => {
  test('names what is beyond, the label that carries it, the last good window, and the last decision', () => {
    const slow = { end: at('10:30'), phase: 'two', latencies: [950, 950], region: 'eu' };
    const quick = { end: at('10:30'), phase: 'two', latencies: [100, 100, 100, 100, 100, 100], region: 'us' };
    const [alert] = alerts([good], [slow, quick]);
    expect(alert).toMatchObject({
      id: expect.stringMatching(/^two\/latency_p95\/2026-03-02T10:30:00Z\/[0-9a-f]{12}$/),
      severity: 'critical',
    });
    expect(alert?.why).toEqual([
      'latency_p95 of "shop": 950 ms is above the rollback limit of 900 ms (8 samples from 2026-03-02T10:15:00Z to 2026-03-02T10:30:00Z).',
      'region "eu" has 100 % of the bad samples and 25 % of all.',
      'The last window within this limit ended 2026-03-02T10:15:00Z with 100 ms.',
      'The last decision before it was #1, promote from one to two, at 2026-03-02T10:02:00Z by octocat.',
    ]);
  });

  test('of a ratio counts what is on the wrong side', () => {
    const failing = { end: at('10:30'), phase: 'two', latencies: [1, 1, 1, 1], failed: 3, region: 'eu' };
    const well = { end: at('10:30'), phase: 'two', latencies: [1, 1, 1, 1], failed: 1, region: 'us' };
    const [alert] = alerts([good], [failing, well]);
    expect(alert?.slo).toBe('success');
    expect(alert?.why[1]).toBe('region "eu" has 75 % of the bad samples and 50 % of all.');
  });

  test('says when no label stands out', () => {
    const both = ['eu', 'us'].map((region) => ({ end: at('10:30'), phase: 'two', latencies: [950], region }));
    const [a, b] = both;
    if (a === undefined || b === undefined) throw new Error('two regions');
    expect(alerts([good], [a, b])[0]?.why[1]).toBe('No value of region stands out.');
  });

  test('says when nothing was good before', () => {
    const [alert] = alerts([{ end: at('10:15'), phase: 'two', latencies: [950] }]);
    expect(alert?.why).toContain('No earlier window of this phase was within this limit.');
  });
});

describe('where the newest window is within the limit, the draft is made from those that met the rule', () => {
  const day = 24 * 60 * MINUTE;

  test('so many times within a day', () => {
    const when = { kind: 'times', times: 2, withinMs: day } as const;
    const why = whyOf(when, [['us', 100], 950, 100, ['us', 960], 100, ['us', 200]]);
    expect(why).toEqual([
      'latency_p95 of "shop": above the rollback limit of 900 ms, 2 times within 1d (1 sample from 2026-03-02T11:15:00Z to 2026-03-02T11:30:00Z).',
      'The windows that count ended 2026-03-02T10:30:00Z with 950 ms, 2026-03-02T11:00:00Z with 960 ms.',
      'No value of region stands out.',
      'The last window within this limit ended 2026-03-02T10:15:00Z with 100 ms.',
      'The last decision before it was #1, promote from one to two, at 2026-03-02T10:02:00Z by octocat.',
    ]);
  });

  test('the newest of many are named', () => {
    const when = { kind: 'times', times: 2, withinMs: day } as const;
    const why = whyOf(when, [901, 902, 903, 904, 905, 906, 907, 100]);
    expect(why[1]).toMatch(
      /^The windows that count ended 2 earlier, 2026-03-02T10:45:00Z with 903 ms, .* with 907 ms\.$/,
    );
    expect(why).toContain('No earlier window of this phase was within this limit.');
  });

  test('a mean of so many, with the label that carries it', () => {
    const why = whyOf({ kind: 'mean-of', windows: 3 }, [100, 200, ['us', 5_000], 300]);
    expect(why.slice(1, 4)).toEqual([
      'The windows that count ended 2026-03-02T10:30:00Z with 200 ms, 2026-03-02T10:45:00Z with 5000 ms, 2026-03-02T11:00:00Z with 300 ms.',
      'region "us" has 100 % of the bad samples and 33 % of all.',
      'The last window within this limit ended 2026-03-02T10:30:00Z with 200 ms.',
    ]);
  });

  test('a moving average', () => {
    const why = whyOf({ kind: 'moving-average', windows: 2 }, [100, ['us', 5_000], 300]);
    expect(why[1]).toBe(
      'The windows that count ended 2026-03-02T10:30:00Z with 5000 ms, 2026-03-02T10:45:00Z with 300 ms.',
    );
    expect(why[2]).toBe('region "us" has 100 % of the bad samples and 50 % of all.');
  });

  test('the limit is that of the rule, though the newest is beyond a warning', () => {
    const warn = limit('above', 150);
    const why = whyOf({ kind: 'times', times: 2, withinMs: day }, [950, 100, ['us', 960], 200], { warn });
    expect(why[0]).toContain('above the rollback limit of 900 ms');
    expect(why[1]).toContain('T10:15:00Z with 950 ms, 2026-03-02T10:45:00Z with 960 ms');
  });
});

test('where it is beyond, the draft is of the newest window alone', () => {
  const why = whyOf({ kind: 'mean-of', windows: 2 }, [100, 5_000, ['us', 950]]);
  expect(why[0]).toContain('the mean of 2 windows');
  expect(why[1]).toBe('The last window within this limit ended 2026-03-02T10:15:00Z with 100 ms.');
});

test('a budget that burns: from the long window', () => {
  const when = {
    kind: 'burn-rate',
    longMs: 60 * MINUTE,
    shortMs: 30 * MINUTE,
    objective: 0.9,
    factor: 2,
  } as const;
  const own = slo({
    sli: 'success_rate',
    windowMs: 15 * MINUTE,
    warn: null,
    rollback: { ...limit('below', 0.8), when },
  });
  const burning = policy({
    slis: [SUCCESS],
    phases: [phase(), phase({ id: 'two', slos: [own], promote: null })],
  });
  const quarter = (i: number, failed: number): [BatchSpec, BatchSpec] => {
    const end = at('10:15') + i * 15 * MINUTE;
    const common = { end, phase: 'two', latencies: [1, 1, 1, 1] };
    return [
      { ...common, region: 'eu', failed },
      { ...common, region: 'us' },
    ];
  };
  const headers = [0, 0, 4, 4, 0].map((failed, i) => header(burning, ...quarter(i, failed)));
  const { analysis } = analyse({
    policy: burning,
    ledger,
    head: null,
    history: emptyHistory(burning.rollout),
    incoming: incoming(headers),
    now: 0,
    forcedPhase: null,
  });
  const newest = analysis.alerts.at(-1);
  expect(newest).toMatchObject({ window: { end: '2026-03-02T11:15:00Z' }, verdict: { value: 1 } });
  expect(newest?.why.slice(1, 3)).toEqual([
    'region "eu" has 100 % of the bad samples and 50 % of all.',
    'The last window within this limit ended 2026-03-02T10:30:00Z with 100 %.',
  ]);
});
