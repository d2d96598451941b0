import { expect, test } from '@jest/globals';
import { weigh } from '../../scripts/simulate/src/evidence.js';
import { Random } from '../../scripts/simulate/src/random.js';
import { DAY_BATCHES } from '../../scripts/simulate/src/service-runs.js';
import { SERVICES } from '../../scripts/simulate/src/services.js';
import type { BatchHeader } from '../../src/domain/batch.js';
import { earlierStints } from '../../src/domain/earlier-stints.js';
import type { Tally } from '../../src/domain/evidence/evidence.js';
import { timed } from '../../src/domain/history.js';
import { judgeWindow, readStint } from '../../src/domain/judgement.js';
import { findPhase, type Policy } from '../../src/domain/policy.js';
import { stintAt } from '../../src/domain/stint.js';
import { DAY, MINUTE } from '../../src/domain/time.js';
import { limit, phase, policy, slo, SUCCESS } from '../policy-builder.js';
import { DAY_START, header, ledgerOf } from '../domain/batch-builder.js';

const QUARTER = 15 * MINUTE;
const own = slo({
  id: 'success_rate',
  sli: 'success_rate',
  windowMs: QUARTER,
  warn: null,
  rollback: limit('below', 0.99, 2),
  falseAlarmEveryMs: 300 * DAY,
});
const rules: Policy = policy({
  slis: [{ ...SUCCESS, by: null }],
  phases: [phase({ slos: [own] }), phase({ id: 'two', slos: [own] })],
});
const WEEK = 7 * DAY_BATCHES;
/** A known week in phase one, then two, one and two again. */
const SWITCHES = [WEEK, WEEK + 90, WEEK + 130];
const ledger = ledgerOf(
  rules,
  SWITCHES.map((batch, i) => [DAY_START + batch * QUARTER, i % 2 === 0 ? 'two' : 'one'] as const),
);

function headerOf({ bad, total }: Tally, index: number): BatchHeader {
  const end = DAY_START + (index + 1) * QUARTER;
  const { phase: id } = stintAt({ policy: rules, ledger, forcedPhase: null, at: end - 1 });
  return {
    ...header(rules, { end, phase: id }),
    summaries: [
      { sli: 'success_rate', feature: 'shop', label: null, kind: 'ratio', matching: total - bad, total },
    ],
  };
}

test.each([
  { id: 'bursty-known', n: 50 },
  { id: 'bursty-known', n: 200 },
  { id: 'clustered-known', n: 200 },
])('the simulator weighs as the analyzer does: $id at n = $n', ({ id, n }) => {
  const service = SERVICES.find((one) => one.id === id);
  const tallies = service?.run(new Random(`agreement/${id}/${n}`), n).slice(0, WEEK + 300) ?? [];
  const batches = tallies.map((tally, i) => timed(headerOf(tally, i)));
  const earlier = earlierStints({ policy: rules, ledger, forcedPhase: null, batches });
  const effects: number[] = [];
  for (let i = WEEK; i < tallies.length; i += 1) {
    const stint = stintAt({ policy: rules, ledger, forcedPhase: null, at: DAY_START + i * QUARTER });
    const data = readStint(rules, findPhase(rules, stint.phase) ?? phase(), stint, batches, earlier);
    const window = batches[i]?.window ?? { start: 0, end: 0 };
    const [verdict] = judgeWindow(rules, data, window).verdicts;
    if (verdict?.evidence == null) continue;
    const starts = [0, ...SWITCHES.filter((at) => at <= i)];
    const past = starts.map((from, k) => tallies.slice(from, Math.min(i + 1, starts[k + 1] ?? Infinity)));
    const weighed = weigh(past, { allowed: 0.01, spreadOver: 2 });
    expect(verdict.evidence.designEffect).toBeCloseTo(weighed.designEffect, 4);
    expect(verdict.evidence.falseAlarmMs / QUARTER / weighed.statistic).toBeCloseTo(1, 4);
    expect(verdict.evidence.met).toBe(weighed.met);
    effects.push(weighed.designEffect);
  }
  expect(effects.length).toBeGreaterThan(3);
  expect(Math.min(...effects)).toBeGreaterThan(1.1);
});
