import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeMeanOf, judgeMovingAverage } from '../../../src/domain/rules/averages.js';
import { judgeBurnRate } from '../../../src/domain/rules/burn-rate.js';
import { judgeInARow } from '../../../src/domain/rules/in-a-row.js';
import { judgeTimes } from '../../../src/domain/rules/times.js';
import { judgeUnmetFor } from '../../../src/domain/rules/unmet-for.js';
import type { WindowValue } from '../../../src/domain/rules/windows.js';
import { HOUR, MINUTE } from '../../../src/domain/time.js';
import { hours, NOW, wording } from './windows-builder.js';

const [bad, good] = [950, 800];
const first = (windows: readonly WindowValue[]): number => windows[0]?.value ?? Number.NaN;

describe('N in a row', () => {
  test.each([
    { name: 'one of one', windows: hours(901), needed: 1, state: 'met', streak: 1 },
    { name: 'at the limit', windows: hours(900, bad), needed: 1, state: 'clear', streak: 0 },
    { name: 'one of two', windows: hours(bad, good, bad), needed: 2, state: 'pending', streak: 1 },
    { name: 'two of two', windows: hours(bad, bad, good), needed: 2, state: 'met', streak: 2 },
    { name: 'five of two', windows: hours(bad, bad, bad, bad, bad), needed: 2, state: 'met', streak: 5 },
    {
      name: 'too few samples between are passed over',
      windows: hours(bad, null, bad),
      needed: 2,
      state: 'met',
      streak: 2,
    },
    {
      name: 'a good one between is not',
      windows: hours(bad, 900, bad),
      needed: 2,
      state: 'pending',
      streak: 1,
    },
  ])('$name: $state', ({ windows, needed, state, streak }) => {
    expect(judgeInARow(windows, needed, wording(first(windows)))).toMatchObject({ state, streak });
  });

  test('below a limit', () => {
    const options = wording(0.5, { side: 'below', value: 0.9 });
    expect(judgeInARow(hours(0.5, 0.89, 0.9), 2, options)).toEqual({
      state: 'met',
      streak: 2,
      reason: '0.5 ms is below the rollback limit of 0.9 ms, 2 windows in a row',
    });
  });
});

describe('mean of N', () => {
  test.each([
    { name: 'just beyond', windows: hours(901, 900, 900), state: 'met', streak: 3 },
    { name: 'at the limit', windows: hours(950, 850, 900), state: 'pending', streak: 1 },
    { name: 'beyond though the newest is well', windows: hours(800, 1000, 1000), state: 'met', streak: 3 },
    { name: 'only the last N count', windows: hours(800, 800, 800, 9000), state: 'clear', streak: 0 },
    { name: 'fewer than N, the newest beyond', windows: hours(5000, 5000), state: 'pending', streak: 2 },
    { name: 'fewer than N, the newest well', windows: hours(800, 5000), state: 'clear', streak: 0 },
    {
      name: 'one without verdict is passed over',
      windows: hours(901, null, 900, 900),
      state: 'met',
      streak: 3,
    },
  ])('$name: $state', ({ windows, state, streak }) => {
    expect(judgeMeanOf(windows, 3, wording(first(windows)))).toMatchObject({ state, streak });
  });

  test('says the mean', () => {
    expect(judgeMeanOf(hours(1000, 900, 950), 3, wording(1000)).reason).toBe(
      'the mean of 3 windows, 950 ms is above the rollback limit of 900 ms',
    );
    expect(judgeMeanOf(hours(950, 700, 700), 3, wording(950)).reason).toBe(
      '950 ms is above the rollback limit of 900 ms; the mean of 3 windows is 783.333 ms',
    );
  });

  test('values near the greatest double have a mean, and no infinity', () => {
    const most = Number.MAX_VALUE;
    const bound = { side: 'above', value: most / 2 } as const;
    expect(judgeMeanOf(hours(most, most), 2, wording(most, bound)).state).toBe('met');
    expect(judgeMeanOf(hours(most / 2, most / 2), 2, wording(most / 2, bound)).state).toBe('clear');
  });
});

describe('moving average', () => {
  test.each([
    { name: 'speaks from the first window on', windows: hours(901), state: 'met', streak: 1 },
    { name: 'at the limit', windows: hours(850, 950), state: 'clear', streak: 0 },
    { name: 'a silence does not matter', windows: hours(850, 'gap', 'gap', 951), state: 'met', streak: 2 },
    { name: 'without any value', windows: hours(null), state: 'clear', streak: 0 },
  ])('$name: $state', ({ windows, state, streak }) => {
    expect(judgeMovingAverage(windows, wording(first(windows)))).toMatchObject({ state, streak });
  });
});

describe('M times within a time', () => {
  const rule = { times: 3, withinMs: 24 * HOUR };
  test.each([
    { name: 'two of three', windows: hours(bad, good, bad), state: 'pending', streak: 2 },
    { name: 'three of three', windows: hours(bad, good, bad, good, bad), state: 'met', streak: 3 },
    { name: 'three, and the newest is well', windows: hours(good, bad, bad, bad), state: 'met', streak: 3 },
    { name: 'at the limit counts for nothing', windows: hours(900, bad, bad), state: 'clear', streak: 0 },
  ])('$name: $state', ({ windows, state, streak }) => {
    expect(judgeTimes(windows, rule, wording(first(windows)))).toMatchObject({ state, streak });
  });

  /** Hour windows that end every quarter of an hour, newest first. */
  const sliding = (values: readonly number[]): WindowValue[] =>
    values.map((value, i) => {
      const end = NOW - i * 15 * MINUTE;
      return { start: end - HOUR, end, heardFrom: end - HOUR, heardUntil: end, value };
    });

  test('overlapping windows never count twice: one bad quarter is one time', () => {
    expect(judgeTimes(sliding([bad, bad, bad, bad, good]), rule, wording(bad)).streak).toBe(1);
    expect(judgeTimes(sliding([bad, bad, bad, bad, bad]), rule, wording(bad)).streak).toBe(2);
  });

  test('as many as can be disjoint, whatever the order', () => {
    const most = (values: readonly number[]): number => {
      const best: number[] = [];
      values.forEach((value, i) => {
        best[i] = Math.max(best[i - 1] ?? 0, value > 900 ? (best[i - 4] ?? 0) + 1 : 0);
      });
      return best.at(-1) ?? 0;
    };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(bad, good), { minLength: 1, maxLength: 40 }), (values) => {
        const never = { times: 1000, withinMs: 24 * HOUR };
        const found = judgeTimes(sliding(values), never, wording(bad)).streak;
        expect(found).toBe(most(values));
      }),
    );
  });
});

describe('unmet for a time', () => {
  test.each([
    { name: 'an hour short', windows: hours(bad, bad, bad), state: 'pending', streak: 3 },
    { name: 'just long enough', windows: hours(bad, bad, bad, bad), state: 'met', streak: 4 },
    {
      name: 'a good window breaks it',
      windows: hours(bad, bad, bad, 900, bad, bad),
      state: 'pending',
      streak: 3,
    },
    { name: 'one without verdict does not', windows: hours(bad, null, null, bad), state: 'met', streak: 2 },
    { name: 'the newest is well', windows: hours(good, bad, bad, bad, bad), state: 'clear', streak: 0 },
  ])('$name: $state', ({ windows, state, streak }) => {
    expect(judgeUnmetFor(windows, 4 * HOUR, wording(first(windows)))).toMatchObject({ state, streak });
  });

  test('counts from the data, not from where its window began', () => {
    const [newest, oldest] = hours(bad, bad);
    const late = [newest, oldest].flatMap((one) => (one === undefined ? [] : [one]));
    const begun = late.map((one, i) => (i === 1 ? { ...one, heardFrom: one.end - 15 * MINUTE } : one));
    expect(judgeUnmetFor(late, 2 * HOUR, wording(bad)).state).toBe('met');
    expect(judgeUnmetFor(begun, 2 * HOUR, wording(bad))).toMatchObject({
      state: 'pending',
      reason: '950 ms is above the rollback limit of 900 ms, for 1h15m of 2h',
    });
  });
});

describe('burn rate', () => {
  const when = {
    kind: 'burn-rate',
    longMs: HOUR,
    shortMs: 15 * MINUTE,
    objective: 0.999,
    factor: 14.4,
  } as const;
  const bound = { side: 'below', value: 0.9856 } as const;
  test.each([
    { name: 'both beyond', long: 0.98, short: 0.97, state: 'met' },
    { name: 'long at the limit', long: 0.9856, short: 0.97, state: 'clear' },
    { name: 'it no longer burns', long: 0.98, short: 0.9856, state: 'clear' },
    { name: 'too few samples in the short one', long: 0.98, short: null, state: 'clear' },
    { name: 'too few samples in the long one', long: null, short: 0.9, state: 'clear' },
  ])('$name: $state', ({ long, short, state }) => {
    expect(judgeBurnRate({ long, short }, when, bound).state).toBe(state);
  });

  test('says how fast, for good shares and for bad ones alike', () => {
    const good = judgeBurnRate({ long: 0.98, short: 0.97 }, when, bound).reason;
    const bads = judgeBurnRate({ long: 0.02, short: 0.03 }, when, { side: 'above', value: 0.0144 }).reason;
    expect(good).toBe(
      'the error budget of 99.9 % burns 20 times over 1h and 30 times over 15m as fast as it allows; the limit is 14.4 times',
    );
    expect(bads).toBe(good);
  });
});
