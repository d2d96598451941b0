import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse } from '../../src/domain/analyse.js';
import type { Judgement } from '../../src/domain/analysis.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { emptyHistory, type History, type IncomingBatch } from '../../src/domain/history.js';
import type { Policy, Rule, Sli } from '../../src/domain/policy.js';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.js';
import { LATENCY, limit, phase, policy, slo, SUCCESS, type SloChanges } from '../policy-builder.js';
import { DAY_START, header, incoming, ledgerOf } from './batch-builder.js';

/** Long batches, so that two weeks of them outlast what is kept and are judged quickly. */
const BATCH = 6 * HOUR;
const COUNT = 64;
const SWITCH = DAY_START + 10 * BATCH + MINUTE;

const FAILURES: Sli = {
  ...{ id: 'failures', events: ['request.done'], where: [{ field: 'ok', anyOf: [false] }] },
  ...{ measure: { kind: 'count' }, by: null, unit: null },
};
const MEAN: Sli = { ...LATENCY, id: 'latency_mean', measure: { kind: 'mean', of: 'duration_ms' } };

const slow = (when: Rule['when']): Rule => ({ ...limit('above', 500), when });
const over = (when: Rule['when'], value: number): Rule => ({ ...limit('above', value), when });
const RULES: readonly SloChanges[] = [
  { rollback: limit('above', 500, 2) },
  { rollback: slow({ kind: 'mean-of', windows: 3 }), windowMs: 2 * BATCH },
  { rollback: slow({ kind: 'moving-average', windows: 4 }) },
  { rollback: slow({ kind: 'times', times: 3, withinMs: 5 * DAY }) },
  { rollback: slow({ kind: 'unmet-for', ms: DAY }), warmUpMs: 2 * BATCH },
  {
    rollback: {
      side: 'above',
      value: 0.1,
      baseline: { phase: 'one', windowMs: 5 * DAY, relative: true },
      when: { kind: 'in-a-row', windows: 1 },
    },
  },
  {
    rollback: {
      side: 'above',
      value: 100,
      baseline: { phase: null, windowMs: 2 * DAY, relative: false },
      when: { kind: 'times', times: 2, withinMs: 3 * DAY },
    },
  },
  {
    sli: 'success_rate',
    rollback: {
      side: 'below',
      value: 0.8,
      baseline: null,
      when: { kind: 'burn-rate', longMs: 8 * BATCH, shortMs: 2 * BATCH, objective: 0.9, factor: 2 },
    },
  },
  { sli: 'success_rate', rollback: limit('below', 0.9, 2), falseAlarmEveryMs: 300 * DAY },
  { sli: 'success_rate', rollback: limit('below', 0.7), falseAlarmEveryMs: 30 * DAY, minSamples: 10 },
  { sli: 'latency_p95', rollback: slow({ kind: 'mean-of', windows: 4 }), falseAlarmEveryMs: 30 * DAY },
  { sli: 'failures', rollback: over({ kind: 'times', times: 3, withinMs: 4 * DAY }, 4) },
  {
    sli: 'failures',
    rollback: over({ kind: 'moving-average', windows: 4 }, 3),
    windowMs: 4 * BATCH,
    falseAlarmEveryMs: 30 * DAY,
  },
  { sli: 'latency_mean', rollback: limit('above', 400, 2), falseAlarmEveryMs: 30 * DAY },
];
/** Adding a kind to the policy's rules does not compile without a rule of it here. */
const KINDS: Readonly<Record<Rule['when']['kind'], true>> = {
  ...{ 'in-a-row': true, 'mean-of': true, 'moving-average': true },
  ...{ times: true, 'unmet-for': true, 'burn-rate': true },
};
const slos = RULES.map((rule, i) => slo({ windowMs: BATCH, warn: null, id: `slo-${i}`, ...rule }));
const RULES_OF: Policy = policy({
  batchMs: BATCH,
  maxGapMs: 2 * BATCH,
  slis: [LATENCY, { ...SUCCESS, by: null }, FAILURES, MEAN],
  phases: [phase({ slos: slos.slice(0, 5) }), phase({ id: 'two', slos, promote: null })],
});
/** Good until some windows after the switch, and then ever worse, without a gap. */
const WORSENING = Array.from({ length: COUNT }, (_, i) => (i < 16 ? 0 : Math.min(6, i >> 3)));
const LEDGER = ledgerOf(RULES_OF, [[SWITCH, 'two']]);

/** Every window's batch but the missing ones, of the phase that was on; each with its slow and failed requests. */
function batchesOf(quality: readonly number[]): IncomingBatch[] {
  const headers = quality.flatMap((bad, i) => {
    const end = DAY_START + (i + 1) * BATCH;
    const latencies = Array.from({ length: 12 }, (_, k) => (k < bad ? 900 : 100 + 40 * bad));
    const id = end > SWITCH ? 'two' : 'one';
    return bad > 6 ? [] : [header(RULES_OF, { end, phase: id, latencies, failed: bad })];
  });
  return incoming(headers);
}

/** Runs ticks that each bring so many batches, and gives what each window was judged to be, and the history at the end. */
function run(batches: readonly IncomingBatch[], sizes: readonly number[]) {
  const judged: string[] = [];
  let history: History = emptyHistory(RULES_OF.rollout);
  let text = '';
  let from = 0;
  for (const size of [...sizes, batches.length]) {
    const some = batches.slice(from, from + size);
    from += size;
    if (some.length === 0) continue;
    const result = analyse({
      policy: RULES_OF,
      ledger: LEDGER,
      head: null,
      history,
      incoming: some,
      now: 0,
      forcedPhase: null,
    });
    text = result.history.text;
    history = (JSON.parse(text) as { history: History }).history;
    judged.push(...result.analysis.judged.map(canonicalJson));
  }
  return { judged, text };
}

test('there is a rule of every kind, with evidence and without', () => {
  const rules = slos.flatMap(({ rollback }) => rollback);
  expect([...new Set(rules.map(({ when }) => when.kind))].sort()).toEqual(Object.keys(KINDS).sort());
  const measures = slos.map(({ sli }) => RULES_OF.slis.find(({ id }) => id === sli)?.measure.kind);
  expect([...new Set(measures)].sort()).toEqual(['count', 'mean', 'quantile', 'ratio']);
});

test('each of the rules is met by some of the telemetry that is tried', () => {
  const punctual = run(batchesOf(WORSENING), new Array<number>(COUNT).fill(1));
  const verdicts = punctual.judged.flatMap((text) => (JSON.parse(text) as Judgement).verdicts);
  const violated = new Set(verdicts.filter(({ status }) => status === 'violation').map(({ slo: id }) => id));
  expect(slos.filter(({ id }) => !violated.has(id)).map(({ id }) => id)).toEqual([]);
});

describe('ticks that come late or not at all', () => {
  test('change no judgement, whatever the rules look back on', () => {
    const quality = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: COUNT, maxLength: COUNT });
    const sizes = fc.array(fc.integer({ min: 1, max: 24 }), { maxLength: COUNT });
    fc.assert(
      fc.property(quality, sizes, (values, schedule) => {
        const batches = batchesOf(values);
        const punctual = run(
          batches,
          Array.from({ length: batches.length }, () => 1),
        );
        const late = run(batches, schedule);
        expect(late.text).toBe(punctual.text);
        // A window that is older than what is kept when its batch comes is not judged any more.
        expect(late.judged.filter((one) => !punctual.judged.includes(one))).toEqual([]);
        expect(late.judged.at(-1)).toBe(punctual.judged.at(-1));
      }),
      // Each run judges some hundred windows, so shrinking takes too long.
      { numRuns: 8, endOnFailure: true },
    );
  });
});
