import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import {
  measuredHour,
  percentileOf,
  readRollup,
  ROLLUP_HEADER,
  rollupLine,
  type LatencyRollup,
} from '../../../../src/domain/observability/latency/latency-rollup.js';
import { HOUR, MINUTE } from '../../../../src/domain/time.js';
import { closedHour, DAY_ONE, measured, signalRules } from '../../../observability/signals.js';

const { sli, failures } = signalRules();

describe('an hour that is rolled up', () => {
  const signals = [100, 200, 300, 400].map((latency, i) => ({
    ts: DAY_ONE + i * MINUTE,
    source: i % 2 === 0 ? 'router' : 'broker',
    latency,
    status: i === 3 ? 'timeout' : 'ok',
  }));

  test('has all labels together, and its failures', () => {
    expect(measuredHour(closedHour(DAY_ONE, signals).header, { sli, failures })).toEqual({
      window: { start: DAY_ONE, end: DAY_ONE + HOUR },
      count: 4,
      failureCount: 1,
      failureRate: 0.25,
      p50: 250,
      p95: 385,
      p99: expect.closeTo(397, 9),
      max: 400,
    });
  });

  test('counts what is not good where the SLI names the good ones', () => {
    const good = { ...signalRules().failures!, measure: { kind: 'ratio', match: [], good: true } } as const;
    const header = closedHour(DAY_ONE, signals).header;
    expect(measuredHour(header, { sli, failures: good })).toMatchObject({
      failureCount: 3,
      failureRate: 0.75,
    });
  });

  test('without samples has no figures', () => {
    expect(measuredHour(closedHour(DAY_ONE, []).header, { sli, failures })).toEqual({
      ...measured(0, null),
      failureCount: 0,
    });
  });

  test('counts no failures where none are asked for', () => {
    const header = closedHour(DAY_ONE, signals).header;
    expect(measuredHour(header, { sli, failures: null })).toMatchObject({
      failureCount: null,
      failureRate: null,
    });
  });

  test('takes nothing from a summary of another kind, of an earlier policy', () => {
    const { window } = closedHour(DAY_ONE, []).header;
    const summaries = [
      { sli: 'p95', feature: '', label: null, kind: 'count', total: 5 },
      { sli: 'failures', feature: '', label: null, kind: 'count', total: 5 },
    ] as const;
    expect(measuredHour({ window, summaries }, { sli, failures })).toMatchObject({
      count: 0,
      failureCount: 0,
    });
  });

  test('has three percentiles, and no other', () => {
    const hour = { ...measured(0, 95), p50: 50, p99: 99 };
    expect([50, 95, 99].map((p) => percentileOf(hour, p))).toEqual([50, 95, 99]);
    expect(() => percentileOf(hour, 90)).toThrow('a rollup has no p90');
  });
});

describe('a rollup as a line', () => {
  const ROLLUP: LatencyRollup = { ...measured(0, 3489.45), count: 8, isBreach: false, streak: 0 };

  test('has its columns in their order', () => {
    expect(ROLLUP_HEADER).toBe(
      'hour_utc,window_end_utc,count,failure_count,failure_rate,p50_ms,p95_ms,p99_ms,max_ms,breach_flag,breach_streak\n',
    );
    expect(rollupLine(ROLLUP)).toBe(
      '2026-06-20T00:00:00Z,2026-06-20T01:00:00Z,8,0,0,3489.45,3489.45,3489.45,3489.45,false,0\n',
    );
    expect(rollupLine({ ...measured(1, null), failureCount: null, isBreach: false, streak: 2 })).toBe(
      '2026-06-20T01:00:00Z,2026-06-20T02:00:00Z,0,,,,,,,false,2\n',
    );
  });

  test('is read back, to the last digit', () => {
    const figure = fc.option(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
      { nil: null },
    );
    const rollup = fc.record({
      window: fc.nat(1e6).map((n) => ({ start: n * HOUR, end: (n + 1) * HOUR })),
      count: fc.nat(),
      failureCount: fc.option(fc.nat(), { nil: null }),
      failureRate: figure,
      p50: figure,
      p95: figure,
      p99: figure,
      max: figure,
      isBreach: fc.boolean(),
      streak: fc.nat(),
    });
    fc.assert(
      fc.property(rollup, (one) => {
        const [record = []] = parse(rollupLine(one));
        expect(JSON.stringify(readRollup(record))).toBe(JSON.stringify(one));
      }),
    );
  });

  test.each([
    ['too few columns', '2026-06-20T00:00:00Z,2026-06-20T01:00:00Z,8'],
    ['no instant', 'yesterday,2026-06-20T01:00:00Z,8,0,0,1,1,1,1,false,0'],
    ['no number', '2026-06-20T00:00:00Z,2026-06-20T01:00:00Z,8,0,0,1,x,1,1,false,0'],
    ['no count', '2026-06-20T00:00:00Z,2026-06-20T01:00:00Z,,0,0,1,1,1,1,false,0'],
    ['no flag', '2026-06-20T00:00:00Z,2026-06-20T01:00:00Z,8,0,0,1,1,1,1,no,0'],
    ['no streak', '2026-06-20T00:00:00Z,2026-06-20T01:00:00Z,8,0,0,1,1,1,1,true,'],
  ])('with %s is none', (_, line) => expect(readRollup(line.split(','))).toBeNull());
});
