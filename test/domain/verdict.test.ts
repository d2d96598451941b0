import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { timed } from '../../src/domain/history.js';
import type { Sli } from '../../src/domain/policy.js';
import { seriesOf } from '../../src/domain/read-series.js';
import { toSeries, type Series } from '../../src/domain/series.js';
import { rulesReachMs } from '../../src/domain/rules/reach.js';
import { fixedLimitsText } from '../../src/domain/rules/rule-text.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { judgeSlo } from '../../src/domain/verdict.js';
import { LATENCY, limit, policy, slo, SUCCESS, type SloChanges } from '../policy-builder.js';
import { at, header, type BatchSpec } from './batch-builder.js';

const COUNT: Sli = { ...LATENCY, id: 'requests', measure: { kind: 'count' }, unit: null };
const rules = policy({ slis: [LATENCY, SUCCESS, COUNT] });

function series(sli: Sli, specs: readonly BatchSpec[]): Series {
  const batches = specs.map((spec) => timed(header(rules, spec)));
  return seriesOf(rules, sli, batches).at(-1) ?? toSeries('', []);
}

function judge(specs: readonly BatchSpec[], end: number, overrides: SloChanges = {}, sli = LATENCY) {
  const batches = specs.length;
  const own = slo({ windowMs: 15 * MINUTE, sli: sli.id, ...overrides });
  return judgeSlo({
    slo: own,
    sli,
    series: series(sli, specs),
    end,
    baselineOf: () => null,
    earlier: () => [],
    maxGapMs: 30 * MINUTE,
    batchMs: 15 * MINUTE,
    warmingUp: false,
    reachMs: rulesReachMs(own, 30 * MINUTE),
    facts: { window: { start: formatInstant(end - own.windowMs), end: formatInstant(end) }, batches },
    missed: [],
    limitsText: fixedLimitsText(own, sli),
  });
}

/** Quarters of an hour from 10:00 on: a latency each, null where nothing was delivered. */
function quarters(latencies: readonly (number | null)[]): BatchSpec[] {
  return latencies.flatMap((value, i) =>
    value === null ? [] : [{ end: at('10:15') + i * 15 * MINUTE, latencies: [value] }],
  );
}

describe('status by one window', () => {
  const two = { rollback: limit('above', 900, 2) };
  test.each([
    { name: 'at the warn limit', values: [700], more: {}, status: 'ok', streak: 0 },
    { name: 'above the warn limit', values: [701], more: {}, status: 'warn', streak: 1 },
    { name: 'at the rollback limit', values: [900], more: {}, status: 'warn', streak: 1 },
    { name: 'above the rollback limit', values: [901], more: {}, status: 'violation', streak: 1 },
    { name: 'one of two beyond', values: [500, 901], more: two, status: 'warn', streak: 1 },
    { name: 'two of two beyond', values: [901, 902], more: two, status: 'violation', streak: 2 },
    {
      name: 'three where two are needed',
      values: [901, 902, 903],
      more: two,
      status: 'violation',
      streak: 3,
    },
    { name: 'beyond, well, beyond', values: [901, 500, 902], more: two, status: 'warn', streak: 1 },
    {
      name: 'a quarter without data does not break a row',
      values: [901, null, 902],
      more: two,
      status: 'violation',
      streak: 2,
    },
    {
      name: 'a silence of exactly max-gap does not either',
      values: [901, null, null, 902],
      more: two,
      status: 'violation',
      streak: 2,
    },
    {
      name: 'a longer silence does',
      values: [901, null, null, null, 902],
      more: two,
      status: 'warn',
      streak: 1,
    },
    {
      name: 'a warning that needs two windows',
      values: [500, 701],
      more: { warn: limit('above', 700, 2) },
      status: 'ok',
      streak: 1,
    },
    { name: 'too few samples', values: [5_000], more: { minSamples: 2 }, status: 'insufficient', streak: 0 },
    { name: 'nothing in the newest window', values: [5_000, null], more: {}, status: 'no-data', streak: 0 },
    {
      name: 'no limit at all',
      values: [5_000],
      more: { warn: null, rollback: null },
      status: 'ok',
      streak: 0,
    },
  ])('$name: $status', ({ values, more, status, streak }) => {
    const end = at('10:00') + values.length * 15 * MINUTE;
    expect(judge(quarters(values), end, more)).toMatchObject({ status, streak });
  });

  test('windows with too few samples are neither counted nor a silence', () => {
    const few = { end: at('10:30'), latencies: [100] };
    const specs = [
      { end: at('10:15'), latencies: [950, 950] },
      few,
      { end: at('10:45'), latencies: [950, 950] },
    ];
    const verdict = judge(specs, at('10:45'), { minSamples: 2, rollback: limit('above', 900, 2) });
    expect(verdict).toMatchObject({ status: 'violation', streak: 2 });
  });

  test('says value, limits, window, samples and why', () => {
    expect(judge(quarters([871]), at('10:15'))).toEqual({
      slo: 'latency_p95',
      sli: 'latency_p95',
      feature: 'shop',
      status: 'warn',
      value: 871,
      unit: 'ms',
      warn: { side: 'above', value: 700, batches: 1 },
      rollback: { side: 'above', value: 900, batches: 1 },
      window: { start: '2026-03-02T10:00:00Z', end: '2026-03-02T10:15:00Z' },
      n: 1,
      error: 0,
      interval: null,
      rule: 'above 700 ms',
      streak: 1,
      evidence: null,
      reason: '871 ms is above the warn limit of 700 ms',
      breakdown: [],
    });
  });

  test('a ratio is a share, in percent, with its labels', () => {
    const spec = { end: at('10:15'), latencies: [1, 1, 1, 1], failed: 1 };
    const verdict = judge([spec], at('10:15'), { warn: null, rollback: limit('below', 0.8) }, SUCCESS);
    expect(verdict).toMatchObject({
      status: 'violation',
      value: 0.75,
      unit: '%',
      reason: '75 % is below the rollback limit of 80 %',
      breakdown: [{ label: 'eu', value: 0.75, n: 4 }],
    });
  });
});

describe('windows longer than a batch', () => {
  test('the hour’s p95 is that of the hour’s events', () => {
    const specs = quarters([100, 200, 300, 400]);
    expect(judge(specs, at('11:00'), { windowMs: HOUR }).value).toBeCloseTo(385, 9);
    expect(judge(specs, at('11:00'), { windowMs: HOUR }).n).toBe(4);
  });

  test('overlapping windows never count twice: a row of k windows needs data k windows apart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<readonly (number | null)[]>([950], [950, 950], [100], [null]), {
          maxLength: 30,
        }),
        fc.integer({ min: 1, max: 4 }),
        (runs, windows) => {
          const values = runs.flat();
          const specs = quarters(values);
          const end = at('10:00') + values.length * 15 * MINUTE;
          const verdict = judge(specs, end, { windowMs: HOUR, rollback: limit('above', 900, windows) });
          const bad = specs.filter((spec) => spec.latencies?.[0] === 950);
          // Each counted window rests on bad batches of its own.
          const own = new Set(bad.map((spec) => Math.floor((end - spec.end) / HOUR)));
          expect(verdict.streak).toBeLessThanOrEqual(own.size);
          if (verdict.status === 'violation') expect(own.size).toBeGreaterThanOrEqual(windows);
        },
      ),
    );
  });

  test('one bad quarter is in four overlapping hours, and still one window of a row', () => {
    const specs = quarters([100, 100, 100, 9_000, 100, 100, 100, 100]);
    for (const quarter of [4, 5, 6, 7]) {
      const end = at('10:00') + quarter * 15 * MINUTE;
      const verdict = judge(specs.slice(0, quarter), end, {
        windowMs: HOUR,
        rollback: limit('above', 900, 2),
      });
      expect(verdict).toMatchObject({ status: 'warn', streak: 1 });
    }
  });
});

describe('counts', () => {
  const counted = { warn: null, rollback: limit('above', 1), minSamples: 5 };

  test.each([
    { name: 'nothing happened, and the source spoke', spec: {}, value: 0, status: 'ok' },
    { name: 'the source was silent', spec: { missed: true }, value: null, status: 'no-data' },
    {
      name: 'a count needs no samples but itself',
      spec: { latencies: [1, 1] },
      value: 2,
      status: 'violation',
    },
  ])('$name: $status', ({ spec, value, status }) => {
    expect(judge([{ end: at('10:15'), ...spec }], at('10:15'), counted, COUNT)).toMatchObject({
      value,
      status,
    });
  });
});
