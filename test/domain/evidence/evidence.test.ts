import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALTERNATIVES, type Evidence } from '../../../src/domain/evidence/e-detector.js';
import {
  judgeCountEvidence,
  judgeEvidence,
  type EvidenceOptions,
  type Tally,
} from '../../../src/domain/evidence/evidence.js';
import { poissonDensity } from '../../../src/domain/statistics/saddle-point.js';

const EVERY = 28_800;

function judge(batches: readonly Tally[], changes: Partial<EvidenceOptions> = {}): Evidence {
  return judgeEvidence({
    batches,
    allowedBadRate: 0.01,
    falseAlarmEveryBatches: EVERY,
    designEffect: 1,
    ...changes,
  });
}

function times(count: number, bad: number, total: number): Tally[] {
  return Array.from({ length: count }, () => ({ bad, total }));
}

const tally = fc
  .integer({ min: 1, max: 60 })
  .chain((total) => fc.integer({ min: 0, max: Math.min(total, 3) }).map((bad) => ({ bad, total })));

describe('the statistic', () => {
  test('is a mean: the weights are 1 together', () => {
    expect(ALTERNATIVES.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  test('is the weighted mean over the alternatives of the ratios since each batch, summed up', () => {
    const ratio = (k: number, { bad, total }: Tally): number => {
      const alternative = (k * 0.01) / (0.99 + k * 0.01);
      return (alternative / 0.01) ** bad * ((1 - alternative) / 0.99) ** (total - bad);
    };
    fc.assert(
      fc.property(fc.array(tally, { maxLength: 12 }), (batches) => {
        const sum = (k: number): number =>
          batches.reduce(
            (all, _, i) => all + batches.slice(i).reduce((product, one) => product * ratio(k, one), 1),
            0,
          );
        const mean = ALTERNATIVES.reduce((all, { times: k, weight }) => all + weight * sum(k), 0);
        // With so high a threshold nothing is held down.
        const { statistic } = judge(batches, { falseAlarmEveryBatches: 1e60 });
        expect(Math.abs(statistic - mean)).toBeLessThanOrEqual(1e-9 * mean);
      }),
    );
  });

  test.each([
    { name: 'at the limit, independent', rate: 0.01, designEffect: 1, mean: 1 },
    { name: 'within the limit', rate: 0.005, designEffect: 1, mean: null },
    { name: 'at the limit, tempered', rate: 0.01, designEffect: 3, mean: null },
  ])('one batch’s ratio has a mean of at most 1: $name', ({ rate, designEffect, mean }) => {
    const n = 40;
    let [probability, expected] = [(1 - rate) ** n, 0];
    for (let bad = 0; bad <= n; bad += 1) {
      expected +=
        probability * judge([{ bad, total: n }], { designEffect, falseAlarmEveryBatches: 1e60 }).statistic;
      probability *= ((n - bad) / (bad + 1)) * (rate / (1 - rate));
    }
    if (mean === null) expect(expected).toBeLessThan(1);
    else expect(expected).toBeCloseTo(mean, 10);
  });

  test('a Poisson count’s ratio has a mean of 1 at the limit', () => {
    const of = (count: number): number =>
      judgeCountEvidence({ counts: [count], allowedPerBatch: 2, falseAlarmEveryBatches: 1e60 }).statistic;
    const mean = Array.from({ length: 200 }, (_, count) => poissonDensity(count, 2) * of(count));
    expect(mean.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 10);
  });

  test('more bad ones never make it less', () => {
    fc.assert(
      fc.property(fc.array(tally, { minLength: 1, maxLength: 30 }), fc.nat(), (batches, index) => {
        const at = index % batches.length;
        const worse = batches.map((one, i) => (i === at ? { ...one, bad: one.total } : one));
        expect(judge(worse).statistic).toBeGreaterThanOrEqual(judge(batches).statistic);
      }),
    );
  });

  test('batches without samples say nothing', () => {
    const batches = times(5, 1, 20);
    const silent = batches.flatMap((one) => [{ bad: 0, total: 0 }, one]);
    expect(judge(silent)).toEqual(judge(batches));
    expect(judge([])).toMatchObject({ met: false, statistic: 0 });
  });
});

describe('judgeEvidence', () => {
  test.each([
    { name: 'a day of 99.5 % at 20 a batch', batches: times(96, 0, 20), met: false },
    { name: 'a day exactly at the limit', batches: times(96, 1, 100), met: false },
    {
      name: 'two bad batches of 50 requests',
      batches: [...times(50, 0, 50), ...times(2, 2, 50)],
      met: false,
    },
    {
      name: 'a drop to 95 % at 200 a batch, two batches',
      batches: [...times(50, 1, 200), ...times(2, 10, 200)],
      met: true,
    },
    {
      name: 'a drop to 95 % at 20 a batch, 5 batches',
      batches: [...times(50, 0, 20), ...times(5, 1, 20)],
      met: false,
    },
    {
      name: 'a drop to 95 % at 20 a batch, 20 batches',
      batches: [...times(50, 0, 20), ...times(20, 1, 20)],
      met: true,
    },
    { name: 'all of one request bad', batches: times(1, 1, 1), met: false },
    { name: 'all of a billion good', batches: times(672, 0, 1e9), met: false },
    { name: 'all of a billion bad', batches: times(1, 1e9, 1e9), met: true },
    { name: '1.1 % of a billion bad', batches: times(1, 11e6, 1e9), met: true },
    { name: '0.99 % of a billion bad', batches: times(672, 9.9e6, 1e9), met: false },
  ])('$name: $met', ({ batches, met }) => {
    const evidence = judge(batches);
    expect(evidence).toMatchObject({ met, threshold: EVERY, falseAlarmEveryBatches: EVERY });
    expect(Number.isFinite(evidence.statistic)).toBe(true);
  });

  test('one batch alone is not enough where two are asked for, however bad it is', () => {
    const before = times(96, 5, 1_000);
    const spike = { bad: 1_000, total: 1_000 };
    expect(judge([...before, spike], { spreadOver: 1 }).met).toBe(true);
    expect(judge([...before, spike], { spreadOver: 2 }).met).toBe(false);
    expect(judge([...before, spike, spike], { spreadOver: 2 }).met).toBe(true);
  });

  test.each([1, 2, 3, 5])(
    '%d batches beyond any doubt reach the threshold that is spread over as many',
    (spreadOver) => {
      expect(judge(times(spreadOver, 1e9, 1e9), { spreadOver }).met).toBe(true);
      if (spreadOver > 1) expect(judge(times(spreadOver - 1, 1e9, 1e9), { spreadOver }).met).toBe(false);
    },
  );

  test('a service that has recovered is believed again', () => {
    const outage = times(20, 1_000, 1_000);
    expect(judge(outage).met).toBe(true);
    expect(judge([...outage, ...times(12, 2, 1_000)]).met).toBe(false);
  });

  test('clustered errors weigh less', () => {
    const batches = times(3, 8, 200);
    expect(judge(batches, { designEffect: 1 }).met).toBe(true);
    expect(judge(batches, { designEffect: 4 }).met).toBe(false);
  });

  test('where none is allowed, one is proof; where all are, nothing is', () => {
    expect(judge([...times(9, 0, 1e6)], { allowedBadRate: 0 }).met).toBe(false);
    expect(judge([...times(9, 0, 1e6), { bad: 1, total: 1e6 }], { allowedBadRate: 0 }).met).toBe(true);
    expect(judge(times(99, 100, 100), { allowedBadRate: 1 }).met).toBe(false);
  });

  test.each<[string, Partial<EvidenceOptions>, RegExp]>([
    ['more bad than all', { batches: [{ bad: 2, total: 1 }] }, /2 bad of 1/],
    ['a negative count', { batches: [{ bad: -1, total: 1 }] }, /-1 bad of 1/],
    ['no number', { batches: [{ bad: Number.NaN, total: 1 }] }, /NaN bad/],
    ['a count above 2^53', { batches: [{ bad: 0, total: 2 ** 54 }] }, /whole numbers below 2\^53/],
    ['a rate above 1', { allowedBadRate: 1.01 }, /allowedBadRate is 1.01/],
    ['a negative rate', { allowedBadRate: -0.01 }, /allowedBadRate is -0.01/],
    ['a design effect below 1', { designEffect: 0.5 }, /designEffect is 0.5/],
    ['an infinite design effect', { designEffect: Infinity }, /designEffect is Infinity/],
    ['no time between false alarms', { falseAlarmEveryBatches: 0 }, /falseAlarmEveryBatches is 0/],
    ['nothing to spread over', { spreadOver: 0 }, /spreadOver is 0/],
  ])('refuses %s', (_, changes, message) => {
    expect(() => judge([], changes)).toThrow(message);
  });
});

describe('judgeCountEvidence', () => {
  const judgeCounts = (counts: number[], allowedPerBatch: number): boolean =>
    judgeCountEvidence({ counts, allowedPerBatch, falseAlarmEveryBatches: EVERY }).met;

  test.each([
    {
      name: 'three a day where three are allowed',
      counts: [1, 1, 1, ...Array<number>(93).fill(0)],
      allowed: 3 / 96,
      met: false,
    },
    {
      name: 'twenty a day where three are allowed',
      counts: Array<number>(20).fill(1),
      allowed: 3 / 96,
      met: true,
    },
    { name: 'one where none is allowed', counts: [0, 0, 1, 0], allowed: 0, met: true },
    { name: 'none where none is allowed', counts: [0, 0, 0], allowed: 0, met: false },
    { name: 'a billion where a million is allowed', counts: [1e9], allowed: 1e6, met: true },
  ])('$name', ({ counts, allowed, met }) => {
    expect(judgeCounts(counts, allowed)).toBe(met);
  });

  test.each([[[-1]], [[0.5]], [[Number.NaN]], [[Infinity]]])('refuses %p', (counts) => {
    expect(() => judgeCounts(counts, 1)).toThrow(RangeError);
  });
});
