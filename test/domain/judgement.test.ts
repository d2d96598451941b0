import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeWindow, readStint } from '../../src/domain/judgement.js';
import { timed } from '../../src/domain/history.js';
import type { Phase, Policy } from '../../src/domain/policy.js';
import { MINUTE } from '../../src/domain/time.js';
import { limit, phase, policy, slo } from '../policy-builder.js';
import { at, header, type BatchSpec } from './batch-builder.js';

const QUARTER = { windowMs: 15 * MINUTE };
const two: Phase = phase({ id: 'two', slos: [slo({ ...QUARTER, rollback: limit('above', 900, 2) })] });
const rules: Policy = policy({ phases: [phase({ slos: [slo(QUARTER)] }), two] });

function judge(
  own: Phase,
  batches: readonly (readonly [BatchSpec, ...BatchSpec[]])[],
  end: number,
  since: number | null,
) {
  const stint = { phase: own.id, since, entry: null, key: 'test' };
  const data = readStint(
    rules,
    own,
    stint,
    batches.map((specs) => timed(header(rules, ...specs))),
  );
  return judgeWindow(rules, data, { start: end - 15 * MINUTE, end });
}

const first = rules.phases[0] ?? two;

describe('judgeWindow', () => {
  test('features never mix: one verdict each, sorted', () => {
    const end = at('10:15');
    const judgement = judge(
      first,
      [
        [
          { end, feature: 'shop', latencies: [100] },
          { end, feature: 'cart', latencies: [800] },
        ],
      ],
      end,
      null,
    );
    expect(judgement.verdicts.map(({ feature, status }) => [feature, status])).toEqual([
      ['cart', 'warn'],
      ['shop', 'ok'],
    ]);
  });

  test('a feature that fell silent has no data; before the first one the feature has no name', () => {
    const quiet = judge(
      first,
      [[{ end: at('10:15'), latencies: [1] }], [{ end: at('10:30') }]],
      at('10:30'),
      null,
    );
    expect(quiet.verdicts).toMatchObject([
      { feature: 'shop', status: 'no-data', reason: 'no samples in the window' },
    ]);
    const none = judge(first, [], at('10:30'), null);
    expect(none.verdicts).toMatchObject([
      { feature: '', status: 'no-data', reason: 'no batch of this phase in the window' },
    ]);
  });

  test('phases never mix: batches of another phase are not looked at', () => {
    const bad = { end: at('10:15'), phase: 'two', latencies: [5_000] };
    const good = { end: at('10:15'), phase: 'one', latencies: [100] };
    expect(judge(first, [[bad], [good]], at('10:15'), null).verdicts).toMatchObject([
      { value: 100, status: 'ok' },
    ]);
  });

  test('a row does not reach back before the stint began', () => {
    const batches = (['10:15', '10:30'] as const).map(
      (clock) => [{ end: at(clock), phase: 'two', latencies: [950] }] as const,
    );
    const before = judge(two, batches, at('10:30'), at('10:14'));
    expect(before.verdicts).toMatchObject([{ status: 'violation', streak: 2 }]);
    expect(before.gate).toBe('rollback');
    const after = judge(two, batches, at('10:30'), at('10:15'));
    expect(after.verdicts).toMatchObject([{ status: 'warn', streak: 1 }]);
    expect(after.gate).toBe('hold');
  });

  test('out of the first phase there is no way back', () => {
    const judgement = judge(first, [[{ end: at('10:15'), latencies: [950] }]], at('10:15'), null);
    expect(judgement).toMatchObject({ gate: 'hold', verdicts: [{ status: 'violation' }] });
  });

  test('a missed batch is named', () => {
    const judgement = judge(first, [[{ end: at('10:15'), missed: true }]], at('10:15'), null);
    expect(judgement.missed).toEqual(['app']);
    expect(judgement.verdicts).toMatchObject([
      { status: 'no-data', reason: 'no samples in the window; app delivered nothing' },
    ]);
  });
});

test('a window is judged the same, whichever windows were judged with the same data before', () => {
  const slos = [
    slo({ ...QUARTER, rollback: limit('above', 900, 3) }),
    slo({
      id: 'hourly',
      warn: null,
      rollback: { ...limit('above', 800), when: { kind: 'mean-of', windows: 2 } },
    }),
  ];
  const own = phase({ slos });
  const stint = { phase: own.id, since: null, entry: null, key: 'test' };
  const latency = fc.option(fc.integer({ min: 500, max: 1200 }));
  fc.assert(
    fc.property(fc.array(latency, { minLength: 1, maxLength: 12 }), (latencies) => {
      const ends = latencies.map((_, i) => at('10:15') + i * QUARTER.windowMs);
      const batches = latencies.map((one, i) =>
        timed(header(rules, { end: ends[i] ?? 0, latencies: one === null ? [] : [one] })),
      );
      const data = readStint(rules, own, stint, batches);
      for (const end of [...ends, ...ends.toReversed()]) {
        const window = { start: end - QUARTER.windowMs, end };
        const alone = judgeWindow(rules, readStint(rules, own, stint, batches), window);
        expect(judgeWindow(rules, data, window)).toEqual(alone);
      }
    }),
    { numRuns: 30 },
  );
});
