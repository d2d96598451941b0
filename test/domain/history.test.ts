import type { BatchHeader } from '../../src/domain/batch.js';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { HISTORY_SCHEMA, readHistory, renderHistory } from '../../src/domain/history-file.js';
import { addBatches, emptyHistory, retention, type History } from '../../src/domain/history.js';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.js';
import { limit, phase, policy, promote, slo } from '../policy-builder.js';
import { at, header, incoming } from './batch-builder.js';

const rules = policy();
const QUARTERS = [0, 1, 2, 3].map((i) =>
  header(rules, { end: at('10:15') + i * 15 * MINUTE, latencies: [100 + i] }),
);
const [firstQuarter] = QUARTERS;

function outcome(end: string): History['outcomes'][number] {
  const window = { start: '2026-03-02T10:00:00Z', end };
  const counts = { accepted: 0, rejected: 0, duplicates: 0, late: 0 };
  const judgement = { phase: 'one', window, gate: 'hold' as const, counts, missed: [], verdicts: [] };
  return { judgement, policy: rules.digest, stint: 'start' };
}

function added(history: History, headers: readonly BatchHeader[]): History {
  return addBatches(history, incoming(headers), rules).history;
}

describe('addBatches', () => {
  test('does not depend on the order in which batches come, and a repeat changes nothing', () => {
    const whole = added(emptyHistory('checkout'), QUARTERS);
    fc.assert(
      fc.property(fc.shuffledSubarray([...QUARTERS, ...QUARTERS], { minLength: 8 }), (order) => {
        const history = order.reduce((sum, one) => added(sum, [one]), emptyHistory('checkout'));
        expect(canonicalJson(history)).toBe(canonicalJson(whole));
      }),
    );
  });

  test('two phases in one window are two batches', () => {
    const both = ['two', 'one'].map((id) => header(rules, { end: at('10:15'), phase: id, latencies: [1] }));
    const { batches } = added(emptyHistory('checkout'), both);
    expect(batches.map((one) => one.phase)).toEqual(['one', 'two']);
  });

  test('other events for the same window and phase are named with their file, and what was judged stays', () => {
    const history = added(emptyHistory('checkout'), QUARTERS);
    const other = incoming([header(rules, { end: at('10:30'), latencies: [7] })]);
    const result = addBatches(history, other, rules);
    expect(result.history).toEqual(history);
    expect(result.contradictions).toEqual([
      expect.stringMatching(/one\/batch-2026-03-02T10:15:00Z.jsonl.*another batch/s),
    ]);
  });

  test('a batch that comes late voids the outcomes from its window on', () => {
    const outcomes = [
      outcome('2026-03-02T10:15:00Z'),
      outcome('2026-03-02T10:30:00Z'),
      outcome('2026-03-02T10:45:00Z'),
    ];
    const history = { ...added(emptyHistory('checkout'), QUARTERS), outcomes };
    const late = header(rules, { end: at('10:30'), phase: 'two', latencies: [7] });
    const ends = added(history, [late]).outcomes.map((one) => one.judgement.window.end);
    expect(ends).toEqual(['2026-03-02T10:15:00Z']);
  });

  describe('a batch that was made without a shard', () => {
    const whole = header(rules, { end: at('10:30'), latencies: [1, 2, 3] });
    const lacking = (latencies: readonly number[], ...shards: number[]): BatchHeader => ({
      ...header(rules, { end: at('10:30'), latencies }),
      lacks: { shards, of: 3 },
    });
    const history = { ...added(emptyHistory('checkout'), [...QUARTERS.slice(0, 1), lacking([1], 2, 3)]) };
    const judged = {
      ...history,
      outcomes: [outcome('2026-03-02T10:15:00Z'), outcome('2026-03-02T10:30:00Z')],
    };

    test.each([
      ['gives way to the whole one', whole],
      ['gives way to one that lacks fewer', lacking([1, 2], 3)],
    ])('%s, and its window is judged anew', (_, fuller) => {
      const result = addBatches(judged, incoming([fuller]), rules);
      expect(result.history.batches).toEqual([firstQuarter, fuller]);
      expect(result.history.outcomes).toHaveLength(1);
      expect(result.contradictions).toEqual([]);
    });

    test.each([
      ['whole', whole],
      ['with another shard', lacking([1, 2], 3)],
    ])('changes nothing where the window is known %s', (_, known) => {
      const before = added(emptyHistory('checkout'), [known]);
      const result = addBatches(before, incoming([lacking([1], 2, 3)]), rules);
      expect(result).toEqual({ history: before, contradictions: [] });
    });

    test('in any order ends in the whole one', () => {
      fc.assert(
        fc.property(
          fc.shuffledSubarray([lacking([1], 2, 3), lacking([1, 2], 3), whole], { minLength: 3 }),
          (order) => {
            const end = order.reduce((sum, one) => added(sum, [one]), emptyHistory('checkout'));
            expect(end.batches).toEqual([whole]);
          },
        ),
      );
    });

    test('contradicts another one that lacks the same', () => {
      expect(addBatches(history, incoming([lacking([7], 2, 3)]), rules).contradictions).toHaveLength(1);
    });
  });

  test('what nothing can need any more is pruned', () => {
    const { batchesMs } = retention(rules);
    const old = header(rules, { end: at('10:15') - batchesMs, latencies: [1] });
    const kept = header(rules, { end: at('10:30') - batchesMs, latencies: [1] });
    const { batches } = added(emptyHistory('checkout'), [old, kept, ...QUARTERS.slice(0, 1)]);
    expect(batches.map((one) => one.window.end)).toEqual([kept.window.end, firstQuarter?.window.end]);
  });
});

describe('retention', () => {
  test.each([
    { name: 'a week of outcomes at least', phases: [phase()], outcomesMs: 7 * DAY, reachMs: DAY },
    {
      name: 'the longest healthy time',
      phases: [phase({ promote: promote({ healthyMs: 10 * DAY }) })],
      outcomesMs: 10 * DAY,
      reachMs: DAY,
    },
    {
      name: 'a window of a week',
      phases: [phase({ slos: [slo({ windowMs: 7 * DAY })] })],
      outcomesMs: 7 * DAY,
      reachMs: 7 * DAY,
    },
    {
      name: 'windows in a row, and the silences between them',
      phases: [phase({ slos: [slo({ windowMs: 12 * HOUR, rollback: limit('above', 1, 4) })] })],
      outcomesMs: 7 * DAY,
      reachMs: 4 * 12 * HOUR + 3 * 30 * MINUTE,
    },
  ])('$name', ({ phases, outcomesMs, reachMs }) => {
    const kept = outcomesMs + 15 * MINUTE;
    expect(retention(policy({ phases }))).toEqual({ outcomesMs: kept, batchesMs: kept + reachMs });
  });
});

describe('the history’s file', () => {
  const history = {
    ...added(emptyHistory('checkout'), QUARTERS),
    outcomes: [outcome('2026-03-02T10:15:00Z')],
  };
  const { text } = renderHistory(history);

  test('is read as it was written', () => {
    expect(readHistory(text, 'checkout', 'history.json')).toEqual({ history, fault: null });
    expect(JSON.parse(text)).toMatchObject({ schema: HISTORY_SCHEMA });
  });

  test('that is not there yet is an empty history', () => {
    expect(readHistory(null, 'checkout', 'history.json')).toEqual({
      history: emptyHistory('checkout'),
      fault: null,
    });
  });

  test('with any one byte changed is damaged: it begins anew and says so', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: text.indexOf(',"schema"') }),
        fc.constantFrom('0', '"', '}', 'x', ' '),
        (index, char) => {
          fc.pre(text[index] !== char);
          const broken = text.slice(0, index) + char + text.slice(index + 1);
          const { history: read, fault } = readHistory(broken, 'checkout', 'history.json');
          expect(read).toEqual(emptyHistory('checkout'));
          expect(fault).toContain('damaged');
        },
      ),
    );
  });

  test.each(['', 'null', '[]', '{}', '{"schema":"phasegate.history/1"}', '\0\0', text.slice(0, -40)])(
    'damaged: %j',
    (broken) => {
      const { history: read, fault } = readHistory(broken, 'checkout', 'state/history.json');
      expect(read).toEqual(emptyHistory('checkout'));
      expect(fault).toContain('state/history.json is damaged');
    },
  );

  test('of a newer version is refused', () => {
    const read = (): unknown => readHistory('{"schema":"phasegate.history/2"}', 'checkout', 'history.json');
    expect(read).toThrow(/^history\.json has the format phasegate\.history\/2, .* use the newer version/);
  });

  test('of another rollout begins anew', () => {
    const { history: read, fault } = readHistory(text, 'basket', 'history.json');
    expect(read).toEqual(emptyHistory('basket'));
    expect(fault).toContain('"checkout"');
  });
});
