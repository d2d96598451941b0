import { describe, expect, test } from '@jest/globals';
import { BOUNDS, isKept, shareOf, TRAFFIC, type Bound } from '../../scripts/simulate/src/bounds.js';
import { experiment, type Outcome } from '../../scripts/simulate/src/experiment.js';
import { isHigher } from '../../scripts/simulate/src/mann-whitney.js';
import { FALSE_ALARM_EVERY } from '../../scripts/simulate/src/evidence.js';
import { POLICIES } from '../../scripts/simulate/src/policies.js';
import { Random } from '../../scripts/simulate/src/random.js';
import { Screen } from '../../scripts/simulate/src/screen.js';
import { SERVICES, type Service } from '../../scripts/simulate/src/services.js';
import { binomial } from '../../scripts/simulate/src/binomial.js';
import { judgeEvidence, type Tally } from '../../src/domain/evidence/evidence.js';
import { shareInterval } from '../../src/domain/statistics/intervals.js';

function service(id: string): Service {
  const found = SERVICES.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no service ${id}`);
  return found;
}

function outcome(id: string, policy: string, options: { n: number; runs: number }): Outcome {
  const policies = POLICIES.filter((one) => one.id === policy);
  const [found] = experiment({ service: service(id), policies, ...options });
  if (found === undefined) throw new Error(`there is no rule ${policy}`);
  return found;
}

/** Whether a share of few runs still speaks for a bound: its 95 % interval reaches it. */
function agrees(bound: Bound, share: number, runs: number): boolean {
  const interval = shareInterval(Math.round(share * runs), runs);
  return interval !== null && isKept(bound, bound.of === 'false' ? interval.low : interval.high);
}

const RUNS = 40;
const CASES = BOUNDS.flatMap((bound) => bound.traffic.map((n) => ({ bound, n, text: bound.text })));

describe('a reduced run keeps the promises of docs/decision-quality.md', () => {
  test.each(CASES)(
    '$text at n = $n',
    ({ bound, n }) => {
      const share = shareOf(bound, outcome(bound.service, 'phasegate', { n, runs: RUNS }));
      expect(agrees(bound, share, RUNS)).toBe(true);
    },
    60_000,
  );

  // The check has teeth: what others do breaks it.
  test.each([
    { policy: 'plain-2', id: 'steady', n: 50 },
    { policy: 'argo', id: 'steady', n: 200 },
    { policy: 'flagger', id: 'clustered', n: 1_000 },
    { policy: 'kayenta', id: 'step', n: 200 },
  ])('$policy does not on $id at n = $n', ({ policy, id, n }) => {
    const bound = BOUNDS.find((one) => one.service === id && one.traffic.includes(n));
    if (bound === undefined) throw new Error('no such bound');
    const share = shareOf(bound, outcome(id, policy, { n, runs: RUNS }));
    expect(agrees(bound, share, RUNS)).toBe(false);
  });

  test('evidence brings false rollbacks on bursts down by an order of magnitude', () => {
    const [ours, plain] = ['phasegate', 'plain-2'].map((policy) =>
      outcome('bursty-known', policy, { n: 1_000, runs: 20 }),
    );
    expect(ours?.falsePer30Days).toBeLessThan((plain?.falsePer30Days ?? 0) / 10);
  });
});

test('the screen never hides evidence that is met', () => {
  const random = new Random('screen');
  let seen = 0;
  for (let run = 0; run < 300; run += 1) {
    const total = TRAFFIC[run % 4] ?? 20;
    const allowed = run % 2 === 0 ? 0.01 : 0.05;
    const rate = allowed * (0.5 + 3 * random.uniform());
    const screen = new Screen({ allowed, threshold: FALSE_ALARM_EVERY, batches: 60 });
    const batches: Tally[] = [];
    for (let i = 0; i < 60; i += 1) {
      const batch = { bad: binomial(random, total, rate), total };
      batches.push(batch);
      screen.add(batch);
      const designEffect = 1 + (run % 5) / 2;
      const { met } = judgeEvidence({
        batches,
        allowedBadRate: allowed,
        falseAlarmEveryBatches: FALSE_ALARM_EVERY,
        designEffect,
      });
      if (!met) continue;
      seen += 1;
      expect(screen.isHopeless()).toBe(false);
    }
  }
  expect(seen).toBeGreaterThan(100);
});

describe('the Mann–Whitney judge', () => {
  test.each([
    { name: 'well above', shift: 10, expected: true },
    { name: 'the same', shift: 0, expected: false },
    { name: 'below', shift: -10, expected: false },
  ])('$name', ({ shift, expected }) => {
    const control = Array.from({ length: 24 }, (_, i) => i % 6);
    const experimental = control.map((value) => value + shift);
    expect(isHigher(experimental, control)).toBe(expected);
  });
});

test('the same runs give the same outcome', () => {
  const of = (): Outcome => outcome('bursty', 'phasegate', { n: 50, runs: 3 });
  expect(of()).toEqual(of());
});
