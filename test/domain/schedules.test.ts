import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse } from '../../src/domain/analyse.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { emptyHistory, type History, type IncomingBatch } from '../../src/domain/history.js';
import type { Policy, Rule } from '../../src/domain/policy.js';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.js';
import { LATENCY, limit, phase, policy, slo, SUCCESS, type SloChanges } from '../policy-builder.js';
import { DAY_START, header, incoming, ledgerOf } from './batch-builder.js';

/** Long batches, so that two weeks of them outlast what is kept and are judged quickly. */
const BATCH = 6 * HOUR;
const COUNT = 64;
const SWITCH = DAY_START + 10 * BATCH + MINUTE;

const slow = (when: Rule['when']): Rule => ({ ...limit('above', 500), when });
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
];
const slos = [
  ...RULES.map((rule, i) => slo({ windowMs: BATCH, warn: null, id: `p95-${i}`, ...rule })),
  slo({
    id: 'success',
    sli: 'success_rate',
    windowMs: BATCH,
    warn: null,
    rollback: limit('below', 0.9, 2),
    falseAlarmEveryMs: 300 * DAY,
  }),
];
const RULES_OF: Policy = policy({
  batchMs: BATCH,
  maxGapMs: 2 * BATCH,
  slis: [LATENCY, { ...SUCCESS, by: null }],
  phases: [phase({ slos: slos.slice(0, 5) }), phase({ id: 'two', slos, promote: null })],
});
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
