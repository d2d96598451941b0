import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderDelivery, type Delivery } from '../../action-collect/src/shard-delivery.js';
import { findEarlier, strayFiles, takeDeliveries } from '../../action-collect/src/take-deliveries.js';
import { NO_LINES } from '../../src/domain/batch.js';
import { MINUTE } from '../../src/domain/time.js';
import { policy as buildPolicy, source } from '../policy-builder.js';

const POLICY = buildPolicy({ sources: ['app', 'merge', 'web'].map((name) => source({ name })) });
const WINDOW = 15 * MINUTE;

function delivery(index: number, changes: Partial<Delivery> = {}): Delivery {
  return {
    rollout: 'checkout',
    shard: { index, of: 3 },
    batchMs: WINDOW,
    sources: [['app', 'merge', 'web'][index - 1] ?? ''],
    from: null,
    until: WINDOW,
    unanswered: [],
    totals: NO_LINES,
    reached: {},
    holds: false,
    windows: new Map(),
    ...changes,
  };
}

const found = (one: Delivery, file = `${one.shard.index}/shard.jsonl`): { file: string; text: string } => {
  return { file, text: renderDelivery(one) };
};

function taking() {
  const warnings: string[] = [];
  return { warnings, options: { policy: POLICY, of: 3, warn: (line: string) => warnings.push(line) } };
}

describe('takeDeliveries', () => {
  test('takes one of each shard, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3]), (indices) => {
        const { warnings, options } = taking();
        const taken = takeDeliveries(
          indices.map((index) => found(delivery(index))),
          options,
        );
        expect(taken.map(({ shard }) => shard.index).sort()).toEqual([...indices].sort());
        expect(warnings).toEqual([]);
      }),
    );
  });

  test('takes one that comes twice once', () => {
    const { warnings, options } = taking();
    const taken = takeDeliveries([found(delivery(2), 'a'), found(delivery(2), 'b')], options);
    expect(taken).toHaveLength(1);
    expect(warnings).toEqual(['b: shard 2 of 3 came before, in a; it is taken once']);
  });

  test('takes neither of two that claim a shard and differ', () => {
    const { warnings, options } = taking();
    const files = [found(delivery(2), 'a'), found(delivery(1)), found(delivery(2, { holds: true }), 'b')];
    expect(takeDeliveries(files, options).map(({ shard }) => shard.index)).toEqual([1]);
    expect(warnings).toEqual([
      'b and a are both of shard 2 of 3, and differ; neither is taken. Give each shard one job',
    ]);
  });

  test.each([
    [
      'of another number of shards',
      { shard: { index: 2, of: 4 } },
      'it is of shard 2 of 4, and this tick has 3',
    ],
    ['of other windows', { batchMs: 60_000, until: 60_000 }, 'its windows have 60000 ms'],
    ['of other sources', { sources: ['app'] }, 'its sources are not those of shard 2 of 3'],
  ])('leaves one out %s, and says so', (_, changes, fault) => {
    const { warnings, options } = taking();
    expect(takeDeliveries([found(delivery(2, changes)), found(delivery(1))], options)).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining(fault)]);
  });

  test('leaves another rollout to itself', () => {
    const { warnings, options } = taking();
    expect(takeDeliveries([found(delivery(1, { rollout: 'other' }))], options)).toEqual([]);
    expect(warnings).toEqual([]);
  });
});

test('strayFiles names what belongs to no rollout', () => {
  const files = [
    found(delivery(1), 'mine'),
    found(delivery(1, { rollout: 'other' }), 'theirs'),
    { file: 'torn', text: '{"schema":' },
    { file: 'bad', text: '{"schema":"phasegate.shard/1","rollout":"../../etc"}\n' },
  ];
  expect(strayFiles(files, ['checkout'])).toEqual([
    'theirs is of the rollout other, which this tick has not; it is not taken',
    'torn is no delivery of a shard; it is not taken',
    'bad is no delivery of a shard; it is not taken',
  ]);
});

describe('findEarlier', () => {
  const at = (from: number | null, until: number): Delivery =>
    delivery(1, { from: from === null ? null : from * WINDOW, until: until * WINDOW });

  async function* newestFirst(...deliveries: Delivery[]): AsyncGenerator<{ file: string; text: string }> {
    for (const one of deliveries) yield found(one);
    await Promise.resolve();
  }

  const spansOf = (deliveries: readonly Delivery[]): unknown =>
    deliveries.map(({ from, until }) => [from === null ? null : from / WINDOW, until / WINDOW]);

  test('goes back from delivery to delivery, as far as is missing', async () => {
    const { warnings, options } = taking();
    const files = newestFirst(at(9, 10), at(7, 9), at(7, 7), at(4, 7), at(2, 4), at(null, 2));
    const wanted = { index: 1, after: 5 * WINDOW, until: 9 * WINDOW };
    expect(spansOf(await findEarlier(files, wanted, options))).toEqual([
      [4, 7],
      [7, 9],
    ]);
    expect(warnings).toEqual([]);
  });

  test('leaves out what is of another chain or another shard', async () => {
    const { options } = taking();
    const files = newestFirst(at(5, 8), delivery(2, { from: 0, until: 9 * WINDOW }), at(3, 9));
    const wanted = { index: 1, after: 4 * WINDOW, until: 9 * WINDOW };
    expect(spansOf(await findEarlier(files, wanted, options))).toEqual([[3, 9]]);
  });

  test('says what is gone', async () => {
    const { warnings, options } = taking();
    const wanted = { index: 1, after: 2 * WINDOW, until: 9 * WINDOW };
    expect(spansOf(await findEarlier(newestFirst(at(7, 9), at(3, 5)), wanted, options))).toEqual([[7, 9]]);
    expect(warnings).toEqual([
      'shard 1 of 3 of checkout: what it collected earlier is gone, and its windows stay without it',
    ]);
  });
});
