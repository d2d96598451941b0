import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BATCH_SCHEMA, NO_LINES, type BatchHeader } from '../../../../src/domain/batch.js';
import { timed } from '../../../../src/domain/history.js';
import { judgeWindow, readStint } from '../../../../src/domain/judgement.js';
import {
  judgeHour,
  NO_BREACH,
  type BreachState,
} from '../../../../src/domain/observability/latency/breach.js';
import { measuredHour } from '../../../../src/domain/observability/latency/latency-rollup.js';
import { latencyRules } from '../../../../src/domain/observability/latency/latency-rules.js';
import { stintAt } from '../../../../src/domain/stint.js';
import { HOUR, MINUTE } from '../../../../src/domain/time.js';
import { closedHour, DAY_ONE, measured, signalPolicy, signalRules } from '../../../observability/signals.js';

/** What is told hour by hour: a number is its p95, null an hour without signals. */
function story(values: readonly (number | null)[], rules = signalRules()): string[] {
  let state: BreachState = NO_BREACH;
  return values.map((value, n) => {
    const judged = judgeHour(rules, state, measured(n, value));
    state = judged.state;
    const changes = judged.changes.map(({ kind }) => kind).join('+');
    return `${judged.rollup.isBreach ? '!' : '-'}${judged.rollup.streak}${changes === '' ? '' : ` ${changes}`}`;
  });
}

describe('hours beyond the limit', () => {
  test.each<[string, (number | null)[], string[]]>([
    ['one is pending', [6000], ['!1']],
    ['a value at the limit keeps it', [5000, 5000, 5000], ['-0', '-0', '-0']],
    ['two warn', [6000, 6000], ['!1', '!2 warning']],
    ['three are critical', [6000, 6000, 6000], ['!1', '!2 warning', '!3 critical']],
    ['each is told once', [6000, 6000, 6000, 6000, 6000], ['!1', '!2 warning', '!3 critical', '!4', '!5']],
    ['a good hour ends it', [6000, 6000, 900], ['!1', '!2 warning', '-0 resolved']],
    ['a good hour after one bad one is nothing', [6000, 900], ['!1', '-0']],
    [
      'it can come again',
      [6000, 6000, 900, 6000, 6000],
      ['!1', '!2 warning', '-0 resolved', '!1', '!2 warning'],
    ],
    ['an hour without signals neither counts nor breaks', [6000, null, 6000], ['!1', '-1', '!2 warning']],
    [
      'a silence as long as max-gap does not break',
      [6000, 6000, null, null, 6000],
      ['!1', '!2 warning', '-2', '-2', '!3 critical'],
    ],
    [
      'a longer one does, and what was told is over',
      [6000, 6000, null, null, null, 6000],
      ['!1', '!2 warning', '-2', '-2', '-2', '!1 resolved'],
    ],
  ])('%s', (_, values, expected) => expect(story(values)).toEqual(expected));

  test('an hour with too few samples neither counts nor breaks', () => {
    const rules = signalRules({ minSamples: 5 });
    let { state } = judgeHour(rules, NO_BREACH, measured(0, 6000, 9));
    ({ state } = judgeHour(rules, state, measured(1, 10, 4)));
    expect(judgeHour(rules, state, measured(2, 6000, 5))).toMatchObject({
      rollup: { isBreach: true, streak: 2 },
      changes: [{ kind: 'warning' }],
    });
  });

  test('warnings may have a bound of their own', () => {
    const rules = signalRules({ warn: '{ above: 3000 }' });
    expect(story([4000, 6000, 6000, 6000, 4000, 900], rules)).toEqual([
      '-0 warning',
      '!1',
      '!2',
      '!3 critical',
      '-0',
      '-0 resolved',
    ]);
  });

  test('both levels at once are told in their order', () => {
    const rules = signalRules({ warn: '{ above: 3000 }', rollback: '{ above: 5000 }' });
    expect(story([6000], rules)).toEqual(['!1 warning+critical']);
  });

  test('a breach names its hours', () => {
    let state = NO_BREACH;
    const at = (n: number): number => DAY_ONE + n * HOUR;
    const changes = [900, 6000, 7000, 8000, 100].flatMap((value, n) => {
      const judged = judgeHour(signalRules(), state, measured(n, value));
      state = judged.state;
      return judged.changes;
    });
    expect(changes).toMatchObject([
      { kind: 'warning', from: at(1), until: at(3), streak: 2, value: 7000 },
      { kind: 'critical', from: at(1), until: at(4), streak: 3, value: 8000 },
      { kind: 'resolved', from: at(1), until: at(4), value: 100 },
    ]);
    expect(state).toMatchObject({ episode: null, lastBreachAt: at(4), criticalStreak: 0 });
  });
});

describe('the streak', () => {
  const policy = signalPolicy({ minSamples: 3 });
  const rules = latencyRules(policy);
  const [phase] = policy.phases;

  function headers(hours: readonly (readonly number[])[]): BatchHeader[] {
    return hours.map((latencies, n) => {
      const start = DAY_ONE + n * HOUR;
      const signals = latencies.map((latency, i) => ({ ts: start + i * MINUTE, latency }));
      return {
        ...closedHour(start, signals, policy).header,
        schema: BATCH_SCHEMA,
        rollout: 'signals',
        phase: 'live',
        counts: NO_LINES,
        sources: {},
        digest: '',
        events: 0,
      };
    });
  }

  test('is that of the analyzer’s verdict, hour by hour', () => {
    const latency = fc.constantFrom(900, 5000, 5001, 9000);
    const hour = fc.oneof(
      { weight: 3, arbitrary: fc.array(latency, { minLength: 3, maxLength: 4 }) },
      { weight: 1, arbitrary: fc.array(latency, { maxLength: 2 }) },
      { weight: 1, arbitrary: fc.constant([]) },
    );
    let compared = 0;
    let rows = 0;
    fc.assert(
      // A verdict looks back a day, and so tells of no longer row.
      fc.property(fc.array(hour, { minLength: 1, maxLength: 24 }), (hours) => {
        const all = headers(hours).map(timed);
        const stint = stintAt({ policy, ledger: null, forcedPhase: 'live', at: Infinity });
        const data = readStint(policy, phase!, stint, all);
        let state = NO_BREACH;
        for (const { header, window } of all) {
          const judged = judgeHour(rules, state, measuredHour(header, rules));
          state = judged.state;
          const verdict = judgeWindow(policy, data, window).verdicts.find(({ sli }) => sli === 'p95');
          if (verdict?.status === 'insufficient' || verdict?.status === 'no-data') {
            expect(judged.rollup.isBreach).toBe(false);
            continue;
          }
          compared += 1;
          if (judged.rollup.streak > 1) rows += 1;
          expect(judged.rollup.streak).toBe(verdict?.streak);
          expect(judged.rollup.isBreach).toBe(judged.rollup.streak > 0);
          const level = state.episode?.levels.at(-1);
          const status = verdict?.status;
          expect(status === 'violation').toBe(judged.rollup.streak >= 3);
          expect(status === 'warn' || status === 'violation').toBe(level !== undefined);
        }
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(500);
    expect(rows).toBeGreaterThan(50);
  });
});
