import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { timed } from '../../src/domain/history.js';
import type { Sli } from '../../src/domain/policy.js';
import { readSeries } from '../../src/domain/read-series.js';
import {
  endedBy,
  occurredWithin,
  pointsWithin,
  readWindow,
  toSeries,
  valueOver,
  type Point,
} from '../../src/domain/series.js';
import type { Window } from '../../src/domain/time.js';
import { LATENCY, policy, SUCCESS } from '../policy-builder.js';
import { at, header } from './batch-builder.js';

const COUNT: Sli = { ...LATENCY, id: 'requests', measure: { kind: 'count' }, unit: null };
const rules = policy({ slis: [LATENCY, SUCCESS, COUNT] });

/** Batches of any length, sorted by their end, as after a policy that had another one. */
const points = fc
  .array(fc.record({ end: fc.integer({ min: 1, max: 60 }), length: fc.integer({ min: 1, max: 20 }) }))
  .map((list) =>
    list
      .sort((a, b) => a.end - b.end)
      .map(({ end, length }, i): Point => {
        const measurement = { kind: 'ratio', matching: i, total: i + 1 } as const;
        const window = { start: end - length, end };
        return { window, parts: [{ label: null, measurement }], occurred: i % 3 > 0 };
      }),
  );
const window = fc
  .record({ end: fc.integer({ min: 0, max: 70 }), length: fc.integer({ min: 1, max: 40 }) })
  .map(({ end, length }): Window => ({ start: end - length, end }));

function isWithin({ window: own }: Point, { start, end }: Window): boolean {
  return own.start >= start && own.end <= end;
}

describe('a window of a series', () => {
  test('has the points whose batch lies within it', () => {
    fc.assert(
      fc.property(points, window, (list, asked) => {
        const wanted = list.filter((point) => isWithin(point, asked));
        const series = toSeries('shop', list);
        expect(pointsWithin(series, asked)).toEqual(wanted);
        expect(occurredWithin(series, asked)).toBe(wanted.some(({ occurred }) => occurred));
      }),
    );
  });

  test('has the same value however often and in whatever order it is asked for', () => {
    fc.assert(
      fc.property(points, fc.array(window, { minLength: 1, maxLength: 20 }), (list, asked) => {
        const series = toSeries('shop', list);
        for (const one of [...asked, ...asked.toReversed()]) {
          const fresh = readWindow(SUCCESS, toSeries('shop', list), one);
          expect(valueOver(SUCCESS, series, one)).toEqual(fresh.measured);
          expect(readWindow(SUCCESS, series, one)).toEqual(fresh);
        }
      }),
    );
  });

  test('without points says nothing', () => {
    expect(readWindow(SUCCESS, toSeries('shop', []), { start: 0, end: 9 })).toEqual({
      points: [],
      measurement: null,
      measured: { value: null, n: 0, error: 0 },
    });
  });
});

test('how many have ended by an instant', () => {
  const ends = Float64Array.of(10, 20, 20, 30);
  expect([9, 10, 19, 20, 30, 31].map((instant) => endedBy(ends, instant))).toEqual([0, 1, 1, 3, 4, 4]);
});

describe('the series of several SLIs', () => {
  const quarters = [at('10:15'), at('10:30'), at('10:45')] as const;
  const batches = [
    header(rules, { end: quarters[0], feature: 'shop', latencies: [100, 200], failed: 1 }),
    header(rules, { end: quarters[1], feature: 'cart', latencies: [300] }),
    header(rules, { end: quarters[2], missed: true }),
  ].map(timed);
  const all = readSeries(rules, [LATENCY, SUCCESS, COUNT], batches);
  const ends = (id: string): unknown =>
    all.get(id)?.map((one) => [one.feature, one.points.map((point) => point.window.end)]);

  test('hold a feature’s batches with samples', () => {
    expect(ends(SUCCESS.id)).toEqual([
      ['cart', [quarters[1]]],
      ['shop', [quarters[0]]],
    ]);
    expect(ends(LATENCY.id)).toEqual(ends(SUCCESS.id));
  });

  test('a count is 0 where the feature did not occur, but not where its source was silent', () => {
    expect(ends(COUNT.id)).toEqual([
      ['', [quarters[0], quarters[1]]],
      ['cart', [quarters[0], quarters[1]]],
      ['shop', [quarters[0], quarters[1]]],
    ]);
    const cart = all.get(COUNT.id)?.find(({ feature }) => feature === 'cart');
    expect(cart?.points.map(({ occurred, parts }) => [occurred, parts[0]?.measurement])).toEqual([
      [false, { kind: 'count', total: 0 }],
      [true, { kind: 'count', total: 1 }],
    ]);
  });

  test('a summary of another kind than the SLI’s is left out', () => {
    const other: Sli = { ...LATENCY, measure: { kind: 'mean', of: 'duration_ms' } };
    expect(readSeries(rules, [other], batches).get(other.id)).toEqual([]);
  });
});
