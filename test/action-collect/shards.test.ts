import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Delivery } from '../../action-collect/src/shard-delivery.js';
import type { BatchHeader } from '../../src/domain/batch.js';
import type { Policy, Sli } from '../../src/domain/policy.js';
import { formatInstant, MINUTE, parseInstant } from '../../src/domain/time.js';
import { policy as buildPolicy, source } from '../policy-builder.js';
import { MemoryTelemetry } from './memory-telemetry.js';
import { ShardWorld } from './shard-world.js';

const START = parseInstant('2026-03-02T14:00:00Z') ?? 0;
const at = (minutes: number): number => START + minutes * MINUTE;
const NAMES = ['app', 'merge', 'web', 'db', 'jobs'];

function sli(id: string, measure: Sli['measure'], event = 'request.done'): Sli {
  return { id, events: [event], where: [], measure, by: null, unit: 'ms' };
}

const SLIS: readonly Sli[] = [
  sli('duration', { kind: 'quantile', of: 'duration_ms', p: 95 }),
  sli('average', { kind: 'mean', of: 'duration_ms' }),
  sli('requests', { kind: 'count' }),
  { ...sli('good', { kind: 'ratio', match: [{ field: 'ok', anyOf: [true] }], good: true }), by: 'phase' },
  sli('fresh', { kind: 'quantile', of: 'freshness_ms', p: 99 }, 'tick.completed'),
  sli('refused', { kind: 'mean', of: 'rejected_share' }, 'tick.completed'),
  sli('slots', { kind: 'count' }, 'tick.completed'),
];

function policyOf(keepEvents: boolean, names: readonly string[] = NAMES, hasTicks = true): Policy {
  const ticks = source({
    ...{ name: 'ticks', format: 'ticks', files: '', schema: '', sparse: true },
    fields: { ts: 'ts', id: 'id', arrived: null },
  });
  const read = names.map((name) => source({ name, files: `${name}/*.jsonl`, sparse: name === 'db' }));
  return buildPolicy({ keepEvents, slis: SLIS, sources: [...read, ...(hasTicks ? [ticks] : [])] });
}

interface LineSpec {
  readonly source: number;
  /** Minute of the event, and of its arrival. */
  readonly minute: number;
  readonly delay: number;
  readonly kind: 'good' | 'bad' | 'broken' | 'again';
  readonly phase: 'one' | 'two';
  readonly ms: number;
}

function lineOf({ minute, delay, kind, phase, ms }: LineSpec, index: number): string {
  if (kind === 'broken') return `no JSON ${index}`;
  return JSON.stringify({
    event: 'request.done',
    ts: formatInstant(at(minute)),
    feature: kind === 'bad' ? 'bad' : 'web',
    phase,
    duration_ms: ms,
    ok: ms < 50,
    id: kind === 'again' ? 'the same' : `line ${index}`,
    received_at: formatInstant(at(minute + delay)),
  });
}

/** Telemetry of which each line is there from its arrival on. */
function telemetryAt(specs: readonly LineSpec[], minute: number): MemoryTelemetry {
  const files: Record<string, string[]> = {};
  for (const [i, spec] of specs.entries()) {
    const name = `${NAMES[spec.source] ?? ''}/a.jsonl`;
    if (spec.minute + spec.delay <= minute) (files[name] ??= []).push(lineOf(spec, i));
  }
  return new MemoryTelemetry(files);
}

const lineSpec: fc.Arbitrary<LineSpec> = fc.record({
  source: fc.nat({ max: NAMES.length - 1 }),
  minute: fc.nat({ max: 70 }),
  delay: fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: 1 }) },
    { weight: 1, arbitrary: fc.nat({ max: 40 }) },
  ),
  kind: fc.constantFrom('good', 'good', 'good', 'good', 'bad', 'broken', 'again'),
  phase: fc.constantFrom('one', 'one', 'two'),
  ms: fc.nat({ max: 100 }),
});

/** As files grow: what arrives first stands first. */
const lines = fc
  .array(lineSpec, { minLength: 1, maxLength: 60 })
  .map((specs) => [...specs].sort((a, b) => a.minute + a.delay - (b.minute + b.delay)));

const tickMinutes = fc
  .uniqueArray(fc.integer({ min: 2, max: 90 }), { minLength: 1, maxLength: 5 })
  .map((minutes) => [...minutes].sort((a, b) => a - b));

function shuffled(seed: number): (deliveries: readonly Delivery[]) => readonly Delivery[] {
  return (deliveries) =>
    [...deliveries].sort((a, b) => ((a.shard.index * (seed + 7)) % 17) - ((b.shard.index * (seed + 7)) % 17));
}

async function wholeBatches(
  policy: Policy,
  specs: readonly LineSpec[],
  minutes: readonly number[],
): Promise<ShardWorld> {
  const world = new ShardWorld();
  for (const minute of minutes)
    await world.whole({ policy, now: at(minute), reader: telemetryAt(specs, minute) });
  return world;
}

function windowIn(file: string): string {
  return file.split('/')[1] ?? '';
}

function spec(changes: Partial<LineSpec>): LineSpec {
  return { source: 0, minute: 1, delay: 0, kind: 'good', phase: 'one', ms: 1, ...changes };
}

function headerOf(world: ShardWorld, file: string): BatchHeader {
  return JSON.parse(world.batches.get(file)?.split('\n')[0] ?? 'null') as BatchHeader;
}

describe('shards', () => {
  test.each([
    ['which keeps events', true],
    ['which keeps none', false],
  ])('make the batches of one collector, in any number and order, of a policy %s', async (_, keepEvents) => {
    await fc.assert(
      fc.asyncProperty(
        lines,
        tickMinutes,
        fc.constantFrom(1, 2, 3, 16),
        fc.nat(),
        async (specs, minutes, of, seed) => {
          const policy = policyOf(keepEvents);
          const one = await wholeBatches(policy, specs, minutes);
          const many = new ShardWorld();
          for (const minute of minutes)
            await many.sharded({
              ...{ policy, of, now: at(minute), reader: telemetryAt(specs, minute) },
              order: shuffled(seed),
            });
          expect(Object.fromEntries(many.batches)).toEqual(Object.fromEntries(one.batches));
          expect(many.warnings).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });
  test('make the batches of one collector once a shard comes back that was silent', async () => {
    await fc.assert(
      fc.asyncProperty(
        lines.map((specs) => specs.filter(({ delay }) => delay <= 1)),
        fc.boolean(),
        fc.array(fc.subarray([1, 2, 3]), { minLength: 1, maxLength: 5 }),
        async (specs, keepEvents, fails) => {
          const policy = policyOf(keepEvents, NAMES, false);
          const minutes = [...fails.map((_, i) => 17 + 15 * i), 110];
          // Where all are silent, so is the one.
          const heard = minutes.filter((_, i) => (fails[i] ?? []).length < 3);
          const one = await wholeBatches(policy, specs, heard);
          const many = new ShardWorld();
          for (const [i, minute] of minutes.entries())
            await many.sharded({
              ...{ policy, of: 3, now: at(minute), reader: telemetryAt(specs, minute) },
              failing: fails[i] ?? [],
            });
          // With a shard that is silent at the very first tick, the record may begin earlier.
          const [first = ''] = [...one.batches.keys()].map(windowIn).sort();
          const late = [...many.batches].filter(([file]) => windowIn(file) >= first);
          expect(Object.fromEntries(late)).toEqual(Object.fromEntries(one.batches));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('make the batches of one collector after ticks that were collected and never merged', async () => {
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.boolean(),
        fc.array(fc.boolean(), { maxLength: 4 }),
        async (specs, keepEvents, downs) => {
          const policy = policyOf(keepEvents, NAMES, false);
          const minutes = [2, ...downs.map((_, i) => 17 + 15 * i), 110];
          const one = await wholeBatches(policy, specs, minutes);
          const many = new ShardWorld();
          for (const [i, minute] of minutes.entries())
            await many.sharded({
              ...{ policy, of: 3, now: at(minute), reader: telemetryAt(specs, minute) },
              isMergeDown: downs[i - 1] === true,
            });
          expect(Object.fromEntries(many.batches)).toEqual(Object.fromEntries(one.batches));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('make the batches of one collector in ticks of changing numbers of shards', async () => {
    await fc.assert(
      fc.asyncProperty(
        lines.map((specs) => specs.filter(({ delay }) => delay <= 1)),
        fc.boolean(),
        fc.array(fc.constantFrom(1, 2, 3, 5), { minLength: 2, maxLength: 5 }),
        async (specs, keepEvents, numbers) => {
          const policy = policyOf(keepEvents, NAMES, false);
          const minutes = numbers.map((_, i) => 17 + 15 * i);
          const one = await wholeBatches(policy, specs, minutes);
          const many = new ShardWorld();
          for (const [i, minute] of minutes.entries())
            await many.sharded({
              ...{ policy, of: numbers[i] ?? 1, now: at(minute), reader: telemetryAt(specs, minute) },
            });
          expect(Object.fromEntries(many.batches)).toEqual(Object.fromEntries(one.batches));
        },
      ),
      { numRuns: 100 },
    );
  });
  test('make the batches of one collector also where merging and shards are done again', async () => {
    await fc.assert(
      fc.asyncProperty(
        lines.map((specs) => specs.filter(({ delay }) => delay <= 1)),
        tickMinutes,
        fc.boolean(),
        fc.constantFrom('merge', 'all'),
        async (specs, minutes, keepEvents, again) => {
          const policy = policyOf(keepEvents, NAMES, false);
          const one = await wholeBatches(policy, specs, minutes);
          const many = new ShardWorld();
          for (const minute of minutes) {
            const tick = { policy, of: 3, now: at(minute), reader: telemetryAt(specs, minute) };
            await many.sharded({ ...tick, isMergedTwice: again === 'merge' });
            if (again === 'all') await many.sharded(tick);
          }
          expect(Object.fromEntries(many.batches)).toEqual(Object.fromEntries(one.batches));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a silent shard is named, its sources are missed, and the window is made anew when it delivers', async () => {
    const policy = policyOf(false, ['app', 'merge', 'web'], false);
    const specs = [0, 1, 2].map((one) => spec({ source: one, minute: 1 }));
    const world = new ShardWorld();
    const tick = (minute: number, failing: readonly number[]): Promise<void> =>
      world.sharded({ policy, of: 3, failing, now: at(minute), reader: telemetryAt(specs, minute) });
    await tick(17, [2]);
    const file = 'one/batch-20260302T140000Z.jsonl';
    expect(headerOf(world, file)).toMatchObject({
      counts: { accepted: 2 },
      sources: { app: { missed: false }, merge: { missed: true, accepted: 0 }, web: { missed: false } },
      lacks: { shards: [2], of: 3 },
    });
    expect(world.warnings).toEqual([
      'merge: shard 2 of 3 of checkout delivered nothing: what it reads is missing until it delivers',
    ]);
    await tick(18, [2]);
    expect(world.made).toEqual([]);
    await tick(32, []);
    expect(world.made).toEqual([file, 'one/batch-20260302T141500Z.jsonl']);
    expect(headerOf(world, file)).toMatchObject({
      counts: { accepted: 3 },
      sources: { merge: { missed: false } },
    });
    expect(headerOf(world, file)).not.toHaveProperty('lacks');
  });

  test('a shard that is silent for a day is not waited for, and told of when it comes too late', async () => {
    const policy = policyOf(false, ['app', 'merge'], false);
    const specs = [0, 1].flatMap((one) => [1, 16].map((minute) => spec({ source: one, minute })));
    const world = new ShardWorld();
    const tick = (minute: number, failing: readonly number[]): Promise<void> =>
      world.sharded({ policy, of: 2, failing, now: at(minute), reader: telemetryAt(specs, minute) });
    await tick(17, []);
    await tick(32, [2]);
    await tick(32 + 24 * 60, [2]);
    expect(world.warnings.at(-1)).toContain(
      'it has not delivered for a day, and its windows stay without it',
    );
    await tick(47 + 24 * 60, []);
    expect(world.warnings.at(-1)).toContain(
      'shard 2 of 2 of checkout delivered 1 window too late, from 2026-03-02T14:15:00Z',
    );
    expect(headerOf(world, 'one/batch-20260302T141500Z.jsonl')).toMatchObject({
      lacks: { shards: [2], of: 2 },
    });
  });

  test('sources in another order begin anew, and nothing counts twice', async () => {
    const specs = [0, 1, 2].flatMap((one) => [1, 16, 31].map((minute) => spec({ source: one, minute })));
    const world = new ShardWorld();
    const orders = [
      ['app', 'merge', 'web'],
      ['merge', 'app', 'web'],
      ['merge', 'app', 'web'],
    ];
    for (const [i, names] of orders.entries()) {
      const minute = 17 + 15 * i;
      const policy = policyOf(false, names, false);
      await world.sharded({ policy, of: 2, now: at(minute), reader: telemetryAt(specs, minute) });
    }
    for (const start of ['140000', '141500', '143000'])
      expect(headerOf(world, `one/batch-20260302T${start}Z.jsonl`).counts.accepted).toBe(3);
    expect(world.warnings.join('\n')).toContain(
      'moves app, merge to another shard; reading the telemetry anew',
    );
  });

  test('a source that comes at the end moves no other', async () => {
    const specs = [0, 1, 2].flatMap((one) => [1, 16].map((minute) => spec({ source: one, minute })));
    const one = new ShardWorld();
    const many = new ShardWorld();
    for (const [i, names] of [
      ['app', 'merge'],
      ['app', 'merge', 'web'],
    ].entries()) {
      const minute = 17 + 15 * i;
      const tick = { policy: policyOf(true, names), now: at(minute), reader: telemetryAt(specs, minute) };
      await one.whole(tick);
      await many.sharded({ ...tick, of: 2 });
    }
    expect(Object.fromEntries(many.batches)).toEqual(Object.fromEntries(one.batches));
    expect(many.warnings).toEqual([]);
  });
});
