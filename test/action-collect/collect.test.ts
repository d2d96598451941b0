import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { collect, type CollectPlan } from '../../action-collect/src/collect.js';
import {
  newState,
  parseState,
  renderState,
  STATE_SCHEMA,
  type CollectorState,
} from '../../action-collect/src/collector-state.js';
import { definitionsDigest } from '../../src/domain/batch-definitions.js';
import type { BatchHeader } from '../../src/domain/batch.js';
import type { Policy } from '../../src/domain/policy.js';
import { formatInstant, MINUTE, parseInstant } from '../../src/domain/time.js';
import type { TelemetryReader } from '../../src/ports/telemetry.js';
import { policy as buildPolicy, source } from '../policy-builder.js';
import { MemoryTelemetry } from './memory-telemetry.js';

const START = parseInstant('2026-03-02T14:00:00Z') ?? 0;
const at = (minutes: number): number => START + minutes * MINUTE;

interface EventSpec {
  readonly at: number;
  readonly arrived?: number;
  readonly id?: string;
  readonly phase?: string;
  readonly ms?: number;
}

function line({ at: minutes, arrived, id, phase = 'one', ms = 100 }: EventSpec): string {
  return JSON.stringify({
    event: 'request.done',
    ts: formatInstant(at(minutes)),
    feature: 'web',
    phase,
    duration_ms: ms,
    ok: true,
    ...(id === undefined ? {} : { id }),
    ...(arrived === undefined ? {} : { received_at: formatInstant(at(arrived)) }),
  });
}

/** A collector as its main runs it, with its state and key files in memory. */
class Collector {
  readonly batches = new Map<string, string>();
  readonly policy: Policy;
  state: CollectorState;
  #keys = new Map<number, readonly string[]>();

  constructor(policy: Policy = buildPolicy()) {
    this.policy = policy;
    this.state = newState(policy.rollout);
  }

  plan(reader: TelemetryReader, minutes: number, simulatedLatencyMs = 0): Promise<CollectPlan> {
    return collect({
      policy: this.policy,
      ledger: null,
      state: this.state,
      reader,
      validators: new Map([
        ['app', (fields) => (fields['feature'] === 'bad' ? 'feature must not be bad' : null)],
      ]),
      keysOfClosed: async (start) => Promise.resolve(new Set(this.#keys.get(start))),
      now: at(minutes),
      simulatedLatencyMs,
      forcedPhase: null,
    });
  }

  async tick(reader: TelemetryReader, minutes: number): Promise<CollectPlan> {
    const plan = await this.plan(reader, minutes);
    for (const [start, keys] of plan.keys) this.#keys.set(start, keys);
    for (const batch of plan.batches) this.batches.set(batch.file, batch.text);
    const reading = parseState(plan.state, this.policy.rollout);
    if (reading.kind !== 'state') throw new Error('the collector cannot read its own state');
    this.state = reading.state;
    return plan;
  }
}

function header(plan: CollectPlan, index = 0): BatchHeader {
  const batch = plan.batches[index];
  if (batch === undefined) throw new Error(`no batch ${index}`);
  return batch.header;
}

describe('a tick', () => {
  test('makes a batch of each window that has closed, with its events behind the header', async () => {
    const reader = new MemoryTelemetry({
      'app/a': [line({ at: 1, ms: 5 }), line({ at: 14, ms: 7 }), line({ at: 16 })],
    });
    const plan = await new Collector().tick(reader, 17);
    expect(plan.batches.map((batch) => batch.file)).toEqual(['one/batch-20260302T140000Z.jsonl']);
    expect(header(plan)).toMatchObject({
      schema: 'phasegate.batch/1',
      rollout: 'checkout',
      phase: 'one',
      window: { start: '2026-03-02T14:00:00Z', end: '2026-03-02T14:15:00Z' },
      counts: { accepted: 2, rejected: 0, duplicates: 0, late: 0 },
      sources: { app: { accepted: 2, missed: false } },
      definitions: definitionsDigest(buildPolicy().slis),
      events: 2,
    });
    expect(plan.batches[0]?.text.trimEnd().split('\n')).toHaveLength(3);
    expect(plan).toMatchObject({ missed: 0, lagSeconds: 120, quarantine: null });
  });

  test('leaves a window open until its grace has passed', async () => {
    const collector = new Collector();
    const reader = new MemoryTelemetry({ 'app/a': [line({ at: 1 })] });
    expect((await collector.tick(reader, 16)).batches).toEqual([]);
    expect((await collector.tick(reader, 17)).batches).toHaveLength(1);
  });

  test('without events in the batch file where the policy does not keep them', async () => {
    const reader = new MemoryTelemetry({ 'app/a': [line({ at: 1 })] });
    const plan = await new Collector(buildPolicy({ keepEvents: false })).tick(reader, 17);
    expect(header(plan).events).toBe(0);
    expect(plan.batches[0]?.text.trimEnd().split('\n')).toHaveLength(1);
  });

  test('puts two phases of one window into two batches', async () => {
    const reader = new MemoryTelemetry({ 'app/a': [line({ at: 1 }), line({ at: 2, phase: 'two' })] });
    const plan = await new Collector().tick(reader, 17);
    expect(plan.batches.map((batch) => [batch.header.phase, batch.header.counts.accepted])).toEqual([
      ['one', 1],
      ['two', 1],
    ]);
  });

  test('catches up on every window since the last one, in order', async () => {
    const collector = new Collector();
    const lines = [0, 1, 2, 3, 4].map((n) => line({ at: 15 * n + 1 }));
    await collector.tick(new MemoryTelemetry({ 'app/a': lines.slice(0, 1) }), 17);
    const plan = await collector.tick(new MemoryTelemetry({ 'app/a': lines }), 80);
    expect(plan.batches.map((batch) => batch.header.window.start)).toEqual(
      [15, 30, 45, 60].map((minutes) => formatInstant(at(minutes))),
    );
    expect(plan.lagSeconds).toBe((80 - 30) * 60);
  });

  test('with a clock held back closes later', async () => {
    const reader = new MemoryTelemetry({ 'app/a': [line({ at: 1 })] });
    expect((await new Collector().plan(reader, 30, 20 * MINUTE)).batches).toEqual([]);
    expect(await new Collector().plan(reader, 37, 20 * MINUTE)).toMatchObject({
      lagSeconds: 22 * 60,
      missed: 0,
    });
  });
});

describe('no data', () => {
  test('nothing at all: one empty batch, its source missed', async () => {
    const plan = await new Collector().tick(new MemoryTelemetry({}), 17);
    expect(plan.batches).toHaveLength(1);
    expect(header(plan)).toMatchObject({
      counts: { accepted: 0 },
      sources: { app: { missed: true } },
      summaries: [],
    });
    expect(plan.missed).toBe(1);
  });

  test('a silent window between others', async () => {
    const plan = await new Collector().tick(
      new MemoryTelemetry({ 'app/a': [line({ at: 1 }), line({ at: 31 })] }),
      47,
    );
    expect(plan.batches.map((batch) => batch.header.sources['app']?.missed)).toEqual([false, true, false]);
  });

  test('silence of a sparse source is normal', async () => {
    const sparse = buildPolicy({ sources: [source({ sparse: true })] });
    expect(await new Collector(sparse).tick(new MemoryTelemetry({}), 17)).toMatchObject({ missed: 0 });
  });

  test('lines that were all rejected are no silence', async () => {
    const plan = await new Collector().tick(new MemoryTelemetry({ 'app/a': ['{', line({ at: 20 })] }), 32);
    expect(header(plan)).toMatchObject({
      counts: { rejected: 1, accepted: 1 },
      sources: { app: { missed: false } },
    });
  });
});

describe('lines that are not accepted', () => {
  test('are counted in the window in which they came, and put aside with their place', async () => {
    const collector = new Collector();
    const lines = [
      line({ at: 1 }),
      line({ at: 16 }),
      '{"ts',
      line({ at: 17 }).replace('web', 'bad'),
      line({ at: 18, phase: 'x' }),
      line({ at: 19 }),
    ];
    const plan = await collector.tick(new MemoryTelemetry({ 'app/a': lines }), 32);
    expect(plan.batches.map((batch) => batch.header.counts.rejected)).toEqual([0, 3]);
    expect(plan.quarantine?.file).toBe('20260302T143200Z.jsonl');
    expect(
      plan.quarantine?.text
        .trimEnd()
        .split('\n')
        .map((entry) => JSON.parse(entry) as unknown),
    ).toEqual([
      { source: 'app', file: 'app/a', line: 3, reason: 'is no JSON', text: '{"ts' },
      { source: 'app', file: 'app/a', line: 4, reason: 'feature must not be bad', text: lines[3] },
      { source: 'app', file: 'app/a', line: 5, reason: 'phase "x" is not in the policy', text: lines[4] },
    ]);
  });

  test('are counted with the next event of their file, since they may show no time', async () => {
    const collector = new Collector();
    const lines = [line({ at: 1 }), '{"ts', line({ at: 31 })];
    const first = await collector.tick(new MemoryTelemetry({ 'app/a': lines.slice(0, 2) }), 17);
    expect([first.totals.rejected, header(first).counts.rejected]).toEqual([1, 0]);
    const next = await collector.tick(new MemoryTelemetry({ 'app/a': lines }), 47);
    expect(next.batches.map((batch) => batch.header.counts.rejected)).toEqual([0, 1]);
  });

  test('a line whose window has closed is late', async () => {
    const collector = new Collector();
    const lines = [line({ at: 1 }), line({ at: 2 })];
    await collector.tick(new MemoryTelemetry({ 'app/a': lines.slice(0, 1) }), 17);
    const plan = await collector.tick(new MemoryTelemetry({ 'app/a': lines }), 32);
    expect(header(plan).counts).toEqual({ accepted: 0, rejected: 0, duplicates: 0, late: 1 });
    expect(plan.quarantine?.text).toContain(
      'late: its window of 15m from 2026-03-02T14:00:00Z closed at 2026-03-02T14:17:00Z',
    );
  });

  test('a line that says it arrived after its window closed is late even when the tick came later', async () => {
    const lines = [
      line({ at: 1, arrived: 16.9 }),
      line({ at: 2, arrived: 17 }),
      line({ at: 20, arrived: 20 }),
    ];
    const plan = await new Collector().tick(new MemoryTelemetry({ 'app/a': lines }), 47);
    expect(plan.totals).toEqual({ accepted: 2, rejected: 0, duplicates: 0, late: 1 });
  });
});

describe('an event that comes twice counts once', () => {
  test.each([
    ['by its id', [line({ at: 1, id: 'a', ms: 5 }), line({ at: 1, id: 'a', ms: 9 })]],
    ['by its content', [line({ at: 1 }), line({ at: 1 })]],
  ])('%s', async (_name, lines) => {
    const plan = await new Collector().tick(new MemoryTelemetry({ 'app/a': lines }), 17);
    expect(header(plan).counts).toMatchObject({ accepted: 1, duplicates: 1 });
  });

  test('after its window has closed, within the time that the policy names', async () => {
    const collector = new Collector(buildPolicy({ dedupeMs: 60 * MINUTE }));
    const lines = [
      line({ at: 1, id: 'a' }),
      line({ at: 1, id: 'a', arrived: 20 }),
      line({ at: 1, id: 'a', arrived: 100 }),
    ];
    await collector.tick(new MemoryTelemetry({ 'app/a': lines.slice(0, 1) }), 17);
    const plan = await collector.tick(new MemoryTelemetry({ 'app/a': lines }), 122);
    expect(plan.totals).toEqual({ accepted: 0, rejected: 0, duplicates: 1, late: 1 });
  });

  test('in another file', async () => {
    const plan = await new Collector().tick(
      new MemoryTelemetry({ 'app/a': [line({ at: 1 })], 'app/b': [line({ at: 1 })] }),
      17,
    );
    expect(header(plan).counts).toMatchObject({ accepted: 1, duplicates: 1 });
  });
});

const anyEvent = fc.record({
  at: fc.integer({ min: 0, max: 299 }),
  delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
  id: fc.option(fc.integer({ min: 0, max: 20 }).map(String), { nil: undefined }),
  phase: fc.constantFrom('one', 'two'),
  ms: fc.integer({ min: 0, max: 2000 }),
});

interface Arrival {
  readonly arrived: number;
  readonly text: string;
}

/** A file as it grew: lines in order of arrival, some of them broken. */
const anyFile = fc
  .tuple(fc.array(anyEvent, { maxLength: 60 }), fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 5 }))
  .map(([events, broken]): Arrival[] =>
    [
      ...events.map(({ delay, id, ...event }) => {
        const arrived = event.at + delay;
        return { arrived, text: line({ ...event, arrived, ...(id === undefined ? {} : { id }) }) };
      }),
      ...broken.map((arrived) => ({ arrived, text: `{"broken":${arrived}` })),
    ].sort((a, b) => a.arrived - b.arrived),
  );

describe('properties', () => {
  test('twenty missed ticks and then one end like twenty on time', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFile,
        fc.array(fc.integer({ min: 0, max: 21 }), { maxLength: 8 }),
        async (file, some) => {
          const run = async (ticks: readonly number[]): Promise<Collector> => {
            const collector = new Collector();
            for (const minutes of ticks) {
              const visible = file.filter((entry) => entry.arrived <= minutes).length;
              await collector.tick(
                new MemoryTelemetry({ 'app/a': file.map((entry) => entry.text) }, () => visible),
                minutes,
              );
            }
            return collector;
          };
          // The first tick is the same, so that all begin at the same window.
          const all = Array.from({ length: 22 }, (_, n) => 17 + 15 * n);
          const onTime = await run(all);
          for (const ticks of [
            [17, 332],
            [17, ...new Set(some.sort((a, b) => a - b).map((n) => 17 + 15 * n)), 332],
          ]) {
            const late = await run(ticks);
            expect([...late.batches].sort()).toEqual([...onTime.batches].sort());
            expect(late.state).toEqual(onTime.state);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('events shuffled within a window give the same batches', async () => {
    const eventsAndOrder = fc
      .array(
        anyEvent.map(({ delay: _delay, id, ...event }) =>
          line({ ...event, ...(id === undefined ? {} : { id }) }),
        ),
        { maxLength: 40 },
      )
      .chain((lines) =>
        fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
      );
    await fc.assert(
      fc.asyncProperty(eventsAndOrder, async ([lines, shuffled]) => {
        const batchesOf = async (order: readonly string[]): Promise<unknown> => {
          const plan = await new Collector().tick(new MemoryTelemetry({ 'app/a': order }), 332);
          // Which line of a pair is "the duplicate" depends on the order, and so may the window it is counted in.
          return plan.batches.map(({ header: { phase, window, digest, summaries, counts } }) => [
            phase,
            window,
            digest,
            summaries,
            counts.accepted,
          ]);
        };
        expect(await batchesOf(shuffled)).toEqual(await batchesOf(lines));
      }),
      { numRuns: 60 },
    );
  });

  test('a tick that is run again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.integer({ min: 17, max: 332 }), async (file, minutes) => {
        const collector = new Collector();
        const reader = new MemoryTelemetry({ 'app/a': file.map((entry) => entry.text) });
        const first = await collector.tick(reader, minutes);
        const second = await collector.tick(reader, minutes);
        expect(second.state).toBe(first.state);
        expect(second.batches).toEqual([]);
        expect(second.quarantine).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

test('what is known of a file goes a week after the file has gone', async () => {
  const collector = new Collector();
  await collector.tick(new MemoryTelemetry({ 'app/a': [line({ at: 1 })], 'app/b': [line({ at: 2 })] }), 17);
  const rest = new MemoryTelemetry({ 'app/b': [line({ at: 2 })] });
  const day = 24 * 60;
  await collector.tick(rest, 6 * day);
  expect(Object.keys(collector.state.cursors['app'] ?? {})).toEqual(['app/a', 'app/b']);
  await collector.tick(rest, 8 * day);
  expect(Object.keys(collector.state.cursors['app'] ?? {})).toEqual(['app/b']);
  expect(Object.keys(collector.state.trails['app'] ?? {})).toEqual(['app/b']);
});

describe('the state', () => {
  const text = (schema: string): string => JSON.stringify({ ...newState('checkout'), schema });

  test('of a newer version is refused', () => {
    expect(() => parseState(text('phasegate.collector-state/2'), 'checkout')).toThrow(
      /phasegate.collector-state\/2/,
    );
  });

  test.each([
    ['cut short', text('phasegate.collector-state/1').slice(0, 30)],
    [
      'with a number too large',
      renderState(newState('checkout')).replace('"ledgerEntries":0', '"ledgerEntries":1e999'),
    ],
    ['no object', '7'],
    ['without its parts', '{"schema":"phasegate.collector-state/1"}'],
    ['of another rollout', renderState(newState('other'))],
  ])('%s is rebuilt, and said so', (_name, damaged) => {
    expect(parseState(damaged, 'checkout')).toMatchObject({
      kind: 'rebuild',
      why: expect.stringMatching(/state/),
    });
  });

  test('is read as it was written, and with any one character changed it is rebuilt', async () => {
    const { state } = await new Collector().tick(
      new MemoryTelemetry({ 'app/a': [line({ at: 1 }), line({ at: 16 })] }),
      17,
    );
    expect(parseState(state, 'checkout').kind).toBe('state');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: state.length - 2 }),
        fc.constantFrom('0', '7', 'x', '"', '}'),
        (index, char) => {
          fc.pre(state[index] !== char);
          const damaged = state.slice(0, index) + char + state.slice(index + 1);
          // A changed version number is another version, which is left alone.
          fc.pre(!damaged.includes('"phasegate.collector-state/') || damaged.includes(`"${STATE_SCHEMA}"`));
          expect(parseState(damaged, 'checkout')).toMatchObject({
            kind: 'rebuild',
            why: expect.stringMatching(/state/),
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  test('that is missing is nothing to speak of', () => {
    expect(parseState(null, 'checkout')).toEqual({ kind: 'rebuild', why: null });
  });
});
