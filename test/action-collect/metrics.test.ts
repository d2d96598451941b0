import { expect, test } from '@jest/globals';
import { parseBatch } from '../../src/domain/batch-reader.js';
import type { BatchHeader } from '../../src/domain/batch.js';
import type { Policy } from '../../src/domain/policy.js';
import { formatInstant, MINUTE, parseInstant } from '../../src/domain/time.js';
import { parsePolicy } from '../../src/io/policy-file.js';
import type { MetricsReader, MetricsReading, MetricsRequest } from '../../src/ports/metrics.js';
import { MemoryTelemetry } from './memory-telemetry.js';
import { ShardWorld } from './shard-world.js';

/** What the collector makes of what servers counted, with servers in memory. */

const START = parseInstant('2026-03-02T14:00:00Z') ?? 0;
const at = (minutes: number): number => START + minutes * MINUTE;
const EVENT = 'metric fleet: count orders_total';

function policy(more = '', keep = true): Policy {
  const text = `version: 1
rollout: shop
keep-events: ${keep}
sources:
  - { name: fleet, url: 'https://prometheus.example.com', format: prometheus, labels: { phase: track }${more} }
  - { name: app, jsonl: 'app/*.jsonl', schema: app }
slis:
  orders: { from: fleet, count: orders_total }
  saves: { event: saved, count: true }
phases:
  - { id: one, slos: [{ sli: orders, rollback: { above: 9 }, evidence: none }] }
  - { id: two, slos: [{ sli: saves, rollback: { above: 9 }, evidence: none }] }
`;
  return parsePolicy(text, 'policy.yaml').policy;
}

/** Answers for each window what a function says, and keeps for which ends it was asked. */
class Server implements MetricsReader {
  readonly asked: string[][] = [];
  readonly #answer: (end: number) => readonly Readonly<Record<string, unknown>>[];
  readonly #isWhole: boolean;

  constructor(answer: (end: number) => readonly Readonly<Record<string, unknown>>[], isWhole = true) {
    this.#answer = answer;
    this.#isWhole = isWhole;
  }

  async read({ ends }: MetricsRequest): Promise<MetricsReading> {
    this.asked.push(ends.map((end) => formatInstant(end).slice(11, 16)));
    const events = ends.flatMap((end) =>
      this.#answer(end).map((fields, i) => ({
        event: EVENT,
        id: `${end} ${i}`,
        ts: formatInstant(end - 1),
        ...fields,
      })),
    );
    return Promise.resolve({ events, isWhole: this.#isWhole });
  }
}

const counted = (total: number, phase?: string): Readonly<Record<string, unknown>> => ({
  measured: { total },
  ...(phase === undefined ? {} : { phase }),
});
const NOTHING = new MemoryTelemetry({});
const saved = (minute: number): string =>
  JSON.stringify({ event: 'saved', ts: formatInstant(at(minute)), feature: 'pay' });

function headers(world: ShardWorld): BatchHeader[] {
  return [...world.batches].sort().map(([file, text]) => parseBatch(text, file, 'shop'));
}

const ordersIn = (header: BatchHeader | undefined): unknown =>
  header?.summaries.filter(({ sli }) => sli === 'orders').map((one) => ('total' in one ? one.total : null));

test('only windows that have closed are asked for, each once, and several after missed ticks', async () => {
  const [world, server] = [new ShardWorld(), new Server((end) => [counted((end - START) / MINUTE)])];
  for (const now of [16, 17, 20, 31, 93, 94])
    await world.whole({ now: at(now), reader: NOTHING, metrics: server, policy: policy() });
  expect(server.asked).toEqual(
    [['14:00'], ['14:15'], ['14:30', '14:45', '15:00', '15:15', '15:30']].slice(0),
  );
  expect(headers(world).map(ordersIn)).toEqual([[0], [15], [30], [45], [60], [75], [90]]);
});

test.each([true, false])('what was counted joins what lines say (keep-events: %s)', async (keep) => {
  const world = new ShardWorld();
  const server = new Server(() => [counted(7, 'two'), counted(5)]);
  const reader = new MemoryTelemetry({ 'app/a.jsonl': [saved(3), saved(4)] });
  await world.whole({ now: at(17), reader, metrics: server, policy: policy('', keep) });
  const [one, two] = headers(world);
  expect(one).toMatchObject({
    phase: 'one',
    counts: { accepted: 3, rejected: 0 },
    sources: { app: { accepted: 2, missed: false }, fleet: { accepted: 1, missed: false } },
    events: keep ? 3 : 0,
  });
  expect(one?.summaries.map(({ sli, kind, ...rest }) => [sli, kind, rest])).toMatchObject([
    ['orders', 'count', { total: 5 }],
    ['saves', 'count', { total: 2 }],
  ]);
  expect(two).toMatchObject({ phase: 'two', counts: { accepted: 1 }, events: keep ? 1 : 0 });
  expect(ordersIn(two)).toEqual([7]);
});

test('a phase that the policy does not know is rejected, and counted so', async () => {
  const world = new ShardWorld();
  const server = new Server(() => [counted(7, 'elsewhere'), counted(5)]);
  await world.whole({ now: at(17), reader: NOTHING, metrics: server, policy: policy() });
  const [header] = headers(world);
  expect(header?.sources['fleet']).toMatchObject({ accepted: 1, rejected: 1, missed: false });
  expect(ordersIn(header)).toEqual([5]);
});

test.each([
  ['is silent', '', new Server(() => []), true],
  ['is silent, which is normal', ', sparse: true', new Server(() => []), false],
  ['does not answer, though silence is normal', ', sparse: true', new Server(() => [], false), true],
  ['is not there', '', undefined, true],
])('a server that %s', async (_, more, server, missed) => {
  const world = new ShardWorld();
  const reader = new MemoryTelemetry({ 'app/a.jsonl': [saved(3)] });
  const tick = { now: at(17), reader, policy: policy(more) };
  await world.whole(server === undefined ? tick : { ...tick, metrics: server });
  expect(headers(world)[0]?.sources['fleet']).toMatchObject({ accepted: 0, missed });
  expect(ordersIn(headers(world)[0])).toEqual([]);
});

test.each([true, false])('shards come to the same bytes (keep-events: %s)', async (keep) => {
  const reader = new MemoryTelemetry({ 'app/a.jsonl': [saved(3), saved(20)] });
  const [alone, sharded] = [new ShardWorld(), new ShardWorld()];
  for (const now of [17, 33]) {
    const metrics = new Server(() => [counted(7, 'two'), counted(5)]);
    const tick = { now: at(now), reader, metrics, policy: policy('', keep) };
    await alone.whole(tick);
    await sharded.sharded({ ...tick, of: 2 });
  }
  expect(sharded.batches).toEqual(alone.batches);
  expect(alone.batches.size).toBe(4);
});

test.each([true, false])(
  'with shards a server is asked once, for the windows of one collector, keep-events: %s',
  async (keep) => {
    const [one, many] = [new ShardWorld(), new ShardWorld()];
    const [alone, sharded] = [
      new Server((end) => [counted(end % 7, 'two')]),
      new Server((end) => [counted(end % 7, 'two')]),
    ];
    const lines = new MemoryTelemetry({ 'app/a.jsonl': [saved(1), saved(16), saved(40)] });
    for (const now of [34, 50, 95]) {
      const tick = { now: at(now), reader: lines, policy: policy('', keep) };
      await one.whole({ ...tick, metrics: alone });
      await many.sharded({ ...tick, metrics: sharded, of: 3 });
    }
    expect(sharded.asked).toEqual(alone.asked);
    expect(alone.asked[0]).toEqual(['14:15', '14:30']);
    expect(Object.fromEntries(many.batches)).toEqual(Object.fromEntries(one.batches));
  },
);
