import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse, type AnalysisResult } from '../../src/domain/analyse.js';
import type { BatchHeader } from '../../src/domain/batch.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { readHistory } from '../../src/domain/history-file.js';
import { emptyHistory, type History } from '../../src/domain/history.js';
import type { Ledger } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import { VERSION } from '../../src/domain/version.js';
import { limit, phase, policy, promote, slo } from '../policy-builder.js';
import { at, header, incoming, ledgerOf } from './batch-builder.js';

const QUARTER = 15 * MINUTE;
const twice = slo({ windowMs: QUARTER, rollback: limit('above', 900, 2) });
const rules = policy({
  phases: [
    phase({
      slos: [
        slo(),
        slo({ id: 'success', sli: 'success_rate', windowMs: QUARTER, rollback: limit('below', 0.5) }),
      ],
    }),
    phase({
      id: 'two',
      slos: [twice, slo({ id: 'hourly', rollback: null })],
      promote: promote({ healthyMs: HOUR, approvals: ['qa'] }),
    }),
    phase({ id: 'three', slos: [slo()], promote: null }),
  ],
});
const EMPTY = emptyHistory(rules.rollout);
const inTwo = ledgerOf(rules, [[at('10:02'), 'two']]);

interface Run {
  readonly rules?: Policy;
  readonly ledger?: Ledger | null;
  readonly history?: History;
  readonly batches: readonly BatchHeader[];
  readonly now?: number;
  readonly forcedPhase?: string;
}

function run({
  rules: own = rules,
  ledger = null,
  history = EMPTY,
  batches,
  now,
  forcedPhase,
}: Run): AnalysisResult {
  const newest = batches.at(-1)?.window.end;
  const clock = now ?? (newest === undefined ? at('10:00') : Date.parse(newest) + 2 * MINUTE);
  return analyse({
    policy: own,
    ledger,
    head: null,
    history,
    incoming: incoming(batches),
    now: clock,
    forcedPhase: forcedPhase ?? null,
  });
}

function historyOf({ history }: AnalysisResult): History {
  const reading = readHistory(history.text, rules.rollout, 'history.json');
  if (reading.fault !== null) throw new Error(reading.fault);
  return reading.history;
}

/** Phase two from 10:00 on, a quarter of an hour for each latency; null: nothing came. */
function quarters(latencies: readonly (number | null)[], own: string | null = null): BatchHeader[] {
  return latencies.map((value, i) => {
    const end = at('10:15') + i * QUARTER;
    return header(rules, {
      end,
      phase: own ?? 'two',
      ...(value === null ? { missed: true } : { latencies: [value, value] }),
    });
  });
}

const latency = fc.constantFrom(100, 800, 950, null);
/** A course of quarters, and the moves of the ledger in it. */
const course = fc.record({
  latencies: fc.array(latency, { minLength: 1, maxLength: 24 }),
  moves: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 3 }),
});

function movesOf(quartersOn: readonly number[]): Ledger {
  const sorted = [...quartersOn].sort((a, b) => a - b);
  return ledgerOf(
    rules,
    sorted.map((quarter, i) => [at('10:02') + quarter * QUARTER, i % 2 === 0 ? 'two' : 'one']),
  );
}

function headersOf(latencies: readonly (number | null)[]): BatchHeader[] {
  return latencies
    .flatMap((_, i) => ['one', 'two'].map((id) => quarters(latencies, id)[i]))
    .filter((one) => one !== undefined);
}

describe('properties', () => {
  test('missed ticks and then one end as ticks on time: the same history, verdicts and gate, to the byte', () => {
    fc.assert(
      fc.property(
        course,
        fc.infiniteStream(fc.integer({ min: 1, max: 6 })),
        ({ latencies, moves }, sizes) => {
          const ledger = movesOf(moves);
          const headers = headersOf(latencies);
          const now = Date.parse(headers.at(-1)?.window.end ?? '') + 2 * MINUTE;
          const late = run({ ledger, batches: headers, now });
          let rest = headers;
          let history = EMPTY;
          let judged = 0;
          while (rest.length > 0) {
            const size = sizes.next().value ?? 1;
            // A tick brings whole windows: both phases' batches.
            const tick = run({ ledger, history, batches: rest.slice(0, 2 * size), now });
            rest = rest.slice(2 * size);
            history = historyOf(tick);
            judged += tick.analysis.judged.length;
            if (rest.length > 0) continue;
            expect(tick.history.text).toBe(late.history.text);
            const { judged: ofTick, alerts: ofTickAlerts, ...inTime } = tick.analysis;
            const { judged: all, alerts, ...atOnce } = late.analysis;
            expect(inTime).toEqual(atOnce);
            expect(all.slice(-ofTick.length)).toEqual(ofTick);
            expect(alerts.slice(alerts.length - ofTickAlerts.length)).toEqual(ofTickAlerts);
            expect(judged).toBe(all.length);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('batches in any order end in the same history', () => {
    fc.assert(
      fc.property(
        course.chain(({ latencies, moves }) =>
          fc.record({
            order: fc.shuffledSubarray(headersOf(latencies), { minLength: latencies.length * 2 }),
            moves: fc.constant(moves),
            whole: fc.constant(headersOf(latencies)),
          }),
        ),
        ({ order, moves, whole }) => {
          const ledger = movesOf(moves);
          const oneByOne = order.reduce(
            (history, one) => historyOf(run({ ledger, history, batches: [one], now: 0 })),
            EMPTY,
          );
          expect(canonicalJson(oneByOne)).toBe(
            canonicalJson(historyOf(run({ ledger, batches: whole, now: 0 }))),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  test('judgements are only a cache: lost, they come back to the byte', () => {
    fc.assert(
      fc.property(course, ({ latencies, moves }) => {
        const ledger = movesOf(moves);
        const full = run({ ledger, batches: headersOf(latencies) });
        const history = { ...historyOf(full), outcomes: [] };
        expect(run({ ledger, history, batches: [] }).history.text).toBe(full.history.text);
      }),
      { numRuns: 25 },
    );
  });

  test('a tick that is run again says the same again', () => {
    fc.assert(
      fc.property(course, ({ latencies, moves }) => {
        const tick = { ledger: movesOf(moves), batches: headersOf(latencies) };
        const first = run(tick);
        const again = run({ ...tick, history: historyOf(first) });
        expect(canonicalJson(again)).toBe(canonicalJson(first));
      }),
      { numRuns: 25 },
    );
  });
});

describe('the gate', () => {
  const bad = quarters([100, 950, 950]);
  const badThenGood = quarters([100, 950, 950, 100, 100, 100, 100, 100]);

  test('rolls back one phase on a violation, and says why', () => {
    const { analysis } = run({ ledger: inTwo, batches: bad });
    expect(analysis).toMatchObject({
      phase: 'two',
      previous: 'one',
      next: 'three',
      gate: 'rollback',
      target: 'one',
    });
    expect(analysis.reason).toMatch(/^latency_p95 of "shop": 950 ms is above the rollback limit of 900 ms/);
    expect(analysis.judged.map((one) => one.gate)).toEqual(['hold', 'hold', 'rollback']);
  });

  test('automatic: a rollback stays due until the ledger moves on, however late', () => {
    const { analysis, history } = run({ ledger: inTwo, batches: badThenGood });
    expect(analysis).toMatchObject({ gate: 'rollback', target: 'one' });
    const later = readHistory(history.text, rules.rollout, 'h').history;
    expect(run({ ledger: inTwo, history: later, batches: [], now: at('23:00') }).analysis.gate).toBe(
      'rollback',
    );
    const moved = ledgerOf(rules, [
      [at('10:02'), 'two'],
      [at('12:02'), 'one'],
    ]);
    expect(run({ ledger: moved, history: later, batches: [], now: at('12:02') }).analysis).toMatchObject({
      phase: 'one',
      gate: 'hold',
      window: null,
      verdicts: [],
    });
  });

  test('propose: the newest window decides, and the alerts of the older ones are raised all the same', () => {
    const proposing = { ...rules, rollback: 'propose' as const };
    expect(run({ rules: proposing, ledger: inTwo, batches: bad }).analysis.gate).toBe('rollback');
    const { analysis } = run({ rules: proposing, ledger: inTwo, batches: badThenGood });
    expect(analysis.gate).not.toBe('rollback');
    expect(analysis.alerts.filter((alert) => alert.severity === 'critical').length).toBeGreaterThan(0);
  });

  test('the first phase has nothing to roll back to: it holds, and the alert says so', () => {
    const { analysis } = run({ batches: quarters([950], 'one') });
    expect(analysis).toMatchObject({ phase: 'one', since: null, gate: 'hold', target: null });
    expect(analysis.reason).toContain('one is the first phase, so there is nothing to roll back to');
    expect(analysis.alerts).toMatchObject([{ severity: 'critical', slo: 'latency_p95' }]);
    expect(analysis.alerts[0]?.summary).toContain('nothing to roll back to');
  });

  test('recommends the next phase once every condition holds', () => {
    const { analysis } = run({ ledger: inTwo, batches: quarters([100, 100, 100, 100, 100]) });
    expect(analysis).toMatchObject({ gate: 'promote', target: 'three' });
    expect(analysis.promotion.map(({ name, met }) => [name, met])).toEqual([
      ['healthy for 1h', true],
      ['every SLO within its rollback limit', true],
      ['fresh data', true],
      ['approvals', false],
    ]);
  });

  test('holds while a violation is in the making', () => {
    const { analysis } = run({ ledger: inTwo, batches: quarters([100, 100, 100, 100, 950]) });
    expect(analysis).toMatchObject({ gate: 'hold', verdicts: [{ status: 'warn' }, { status: 'warn' }] });
    expect(analysis.reason).toMatch(/^not yet every SLO within its rollback limit: latency_p95/);
  });

  test('the last phase holds', () => {
    const ledger = ledgerOf(rules, [
      [at('09:00'), 'two'],
      [at('10:00'), 'three'],
    ]);
    const { analysis } = run({ ledger, batches: quarters([100], 'three') });
    expect(analysis).toMatchObject({ gate: 'hold', next: null, reason: 'three is the last phase' });
  });

  test.each([
    {
      name: 'no batch ever',
      batches: [],
      now: at('10:00'),
      reason: 'no telemetry: there are no batches yet',
    },
    {
      name: 'no batch for long',
      batches: quarters([100]),
      now: at('14:15'),
      reason: 'no telemetry: the newest batch is of the window that ended 2026-03-02T10:15:00Z, 4h ago',
    },
    {
      name: 'empty batches',
      batches: quarters([100, null]),
      now: at('10:32'),
      reason: 'no telemetry since 2026-03-02T10:15:00Z',
    },
    {
      name: 'empty batches from the beginning',
      batches: quarters([null]),
      now: at('10:17'),
      reason: 'no telemetry in two yet',
    },
  ])('$name holds and says since when', ({ batches, now, reason }) => {
    expect(run({ ledger: inTwo, batches, now }).analysis).toMatchObject({ gate: 'hold', reason });
  });
});

describe('stints', () => {
  test('windows before a promotion are judged as the phase that was on at their end', () => {
    const ledger = ledgerOf(rules, [[at('10:32'), 'two']]);
    const { analysis } = run({ ledger, batches: headersOf([100, 100, 950, 950]) });
    expect(analysis.judged.map((one) => one.phase)).toEqual(['one', 'one', 'two', 'two']);
  });

  test('a phase that is entered again begins anew: what was beyond a limit before does not count', () => {
    const ledger = ledgerOf(rules, [
      [at('10:02'), 'two'],
      [at('10:46'), 'one'],
      [at('11:01'), 'two'],
    ]);
    const { analysis } = run({ ledger, batches: headersOf([950, 950, 950, 100, 950]) });
    expect(analysis.gate).toBe('hold');
    expect(analysis.verdicts).toMatchObject([
      { slo: 'latency_p95', status: 'warn', streak: 1 },
      { slo: 'hourly', status: 'warn', n: 2 },
    ]);
  });

  test('a forced phase is judged whatever the ledger says', () => {
    const { analysis } = run({ batches: quarters([950, 950]), forcedPhase: 'two' });
    expect(analysis).toMatchObject({ phase: 'two', since: null, gate: 'rollback', target: 'one' });
  });

  test('a phase that the policy has lost is an error that says what to do', () => {
    const ledger = ledgerOf(rules, [[at('10:02'), 'gone']]);
    expect(() => run({ ledger, batches: [] })).toThrow('put the phase back into the policy');
  });

  test('a new policy judges the current stint anew, and no earlier one', () => {
    const ledger = ledgerOf(rules, [[at('10:32'), 'two']]);
    const before = run({ ledger, batches: headersOf([800, 800, 950, 950]) });
    const lenient = slo({ windowMs: QUARTER, warn: null, rollback: limit('above', 2_000) });
    const phases = rules.phases.map((one) => ({ ...one, slos: [lenient] }));
    const changed = { ...rules, digest: '1'.repeat(64), phases };
    const { analysis } = run({ rules: changed, ledger, history: historyOf(before), batches: [] });
    expect(analysis.gate).toBe('hold');
    expect(analysis.recent.map(({ verdicts }) => verdicts[0]?.status)).toEqual(['warn', 'warn', 'ok', 'ok']);
    expect(analysis.judged).toEqual([]);
  });
});

test('recent holds the last day of judgements, judged those of this tick', () => {
  const first = run({ ledger: inTwo, batches: quarters(Array<number>(100).fill(100)) });
  expect(first.analysis.recent).toHaveLength(96);
  const [next] = quarters(Array<number>(101).fill(100)).slice(100);
  const second = run({ ledger: inTwo, history: historyOf(first), batches: next === undefined ? [] : [next] });
  expect(second.analysis.judged).toHaveLength(1);
  expect(second.analysis.recent).toHaveLength(96);
  expect(second.analysis.digests).toEqual({
    policy: rules.digest,
    history: second.history.digest,
    batches: expect.stringMatching(/^[0-9a-f]{64}$/),
    checklist: null,
    code: VERSION,
  });
});
