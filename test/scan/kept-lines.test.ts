import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CollectPlan } from '../../action-collect/src/collect.js';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { phase, policy as buildPolicy, source } from '../policy-builder.js';
import { CountedScanners, collectBytes, outcome, type Subject } from './differential.js';
import { Random } from './random.js';

const NOW = Date.UTC(2026, 5, 28);
const TS = '2026-06-27T23:00:00Z';

const SUBJECT: Subject = {
  now: NOW,
  schema: { type: 'object' },
  policy: buildPolicy({
    keepEvents: true,
    phases: [phase({ id: 'one', slos: [] }), phase({ id: 'two', slos: [] })],
    slis: [
      {
        id: 'seen',
        events: ['hit'],
        where: [],
        by: null,
        unit: null,
        measure: { kind: 'quantile', of: 'took', p: 95 },
      },
    ],
    sources: [source({ constants: { event: 'hit', feature: null, phase: 'one' } })],
  }),
};

/** A text in one of the forms that JSON has for it. */
function textIn(random: Random, text: string): string {
  const unit = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const written = text.split('').map((char) => {
    if (random.chance(0.1))
      return random.chance(0.5) ? unit(char) : unit(char).toUpperCase().replace('U', 'u');
    return char === '/' && random.chance(0.5) ? '\\/' : JSON.stringify(char).slice(1, -1);
  });
  return `"${written.join('')}"`;
}

/** A value in one of the forms that JSON has for it, or a number near it: with white space, members in any order, odd texts and numbers. */
function written(random: Random, value: unknown): string {
  const space = (): string => random.pick(['', '', '', ' ', '\t']);
  if (typeof value === 'string') return textIn(random, value);
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e6)
    return random.pick([
      String(value),
      String(value),
      `${value}.0`,
      `${value}e0`,
      `${value}.5`,
      `${value}.50`,
    ]);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Array.isArray(value)
    ? value.map((one) => written(random, one))
    : Object.entries(value)
        .sort(() => random.next() - 0.5)
        .map(([key, one]) => `${JSON.stringify(key)}${space()}:${space()}${written(random, one)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}${space()}${members.join(`${space()},${space()}`)}${space()}${close}`;
}

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '\u0000', '\u001f', '\b', '\t', '\u007f', '/', '\u2028', 'é', 'a'),
  }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(
    0,
    -0,
    1e-6,
    1e-7,
    0.1,
    -0.5,
    100.001,
    1e15,
    123456789012345,
    1e21,
    5e-324,
    0.30000000000000004,
  ),
);

const event = fc.record(
  {
    id: fc.integer({ min: 0, max: 3 }),
    ts: fc.constantFrom(TS, '2026-06-27T23:00:01Z', '2026-06-27T22:01:00.5Z'),
    phase: fc.constantFrom('one', 'two'),
    feature: fc.constantFrom('web', 'ü'),
    took: fc.constantFrom(0, 1.5, 20, -3),
    x: value,
    '10': value,
    '9': value,
    ä: value,
    __proto__: value,
  },
  { requiredKeys: ['ts', 'x'] },
);

/** Lines in any form; those before teach the scanner their shapes. */
const lines = fc
  .tuple(fc.array(event, { maxLength: 30 }), fc.integer())
  .map(([events, seed]) => events.map((one) => written(new Random(seed), one)));

/** The lines of all batches. */
function keptLines(plan: CollectPlan): string[] {
  return plan.batches.flatMap(({ text }) => text.split('\n').slice(1, -1));
}

async function collected(all: readonly string[], scanners: CountedScanners | null): Promise<CollectPlan> {
  const bytes = Buffer.from(all.map((line) => `${line}\n`).join(''));
  return collectBytes(SUBJECT, bytes, { scanners, chunkSizes: () => 1 << 20 });
}

/** The event lines of each batch, and what the batches come to. */
function inBatches(plan: CollectPlan): unknown {
  return plan.batches.map(({ file, header: { digest, summaries, counts }, text }) => ({
    ...{ file, digest, summaries },
    accepted: counts.accepted,
    lines: text.split('\n').slice(1),
  }));
}

test.each(['line by line', 'by the scanner'])(
  'of two events under one id the same one stays, and in the same place, whichever is read first: %s',
  async (how) => {
    const event = (seconds: number, took: number, more: object = {}): string =>
      JSON.stringify({ ts: `2026-06-27T23:00:${seconds}Z`, took, ...more });
    const first = event(10, 7, { id: 'a' });
    const second = event(50, 5, { id: 'a', phase: 'two' });
    const others = [event(20, 1), event(30, 2), event(40, 3)];
    // Shapes are learned first, so that the scanner takes the lines in question.
    const before = [event(11, 8, { id: 'b' }), event(12, 8, { id: 'c', phase: 'two' })];
    const orders = [
      [...before, first, ...others, second],
      [...before, second, ...others, first],
    ];
    const plans = orders.map((order) =>
      collected(order, how === 'line by line' ? null : new CountedScanners(SUBJECT.schema)),
    );
    const [one, other] = (await Promise.all(plans)).map(inBatches);
    expect(other).toEqual(one);
  },
);

describe('lines of events that are kept', () => {
  test('are the same, whoever takes them', async () => {
    await fc.assert(
      fc.asyncProperty(lines, async (all) => {
        const twice = [...all, ...all];
        const slow = await collected(twice, null);
        const fast = await collected(twice, new CountedScanners(SUBJECT.schema));
        expect(outcome(fast)).toBe(outcome(slow));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('are canonical JSON of what came, with what the source fills in', async () => {
    let alone = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 20 }),
        fc.integer(),
        async (values, seed) => {
          const random = new Random(seed);
          const all = values.map((x, i) => written(random, { ts: TS, n: `no ${i}`, x }));
          const scanners = new CountedScanners(SUBJECT.schema);
          const plan = await collected(all, scanners);
          alone += scanners.alone.events;
          const filled = all.map((line) => ({ ...JSON.parse(line), event: 'hit', phase: 'one' }) as unknown);
          expect(keptLines(plan)).toEqual(filled.map(canonicalJson).sort());
        },
      ),
    );
    expect(alone).toBeGreaterThan(100);
  });

  /** Batch lines of one member `x` each, given as JSON, and how many of them the scanner could not write. */
  async function linesOf(members: readonly string[]): Promise<{ lines: string[]; raw: number }> {
    const scanners = new CountedScanners(SUBJECT.schema);
    // A file's first line is read by itself, and the second one teaches the scanner its shape.
    const all = ['0', '0', ...members].map((x, i) => `{"ts":"${TS}","n":${i - 1},"x":${x}}`);
    const lines = keptLines(await collected(all, scanners));
    return { lines: lines.filter((line) => !/"n":(?:-1|0),/.test(line)), raw: scanners.raw };
  }

  function canonical(members: readonly string[]): string[] {
    const fields = { event: 'hit', phase: 'one', ts: TS };
    return members.map((x, i) => canonicalJson({ ...fields, n: i + 1, x: JSON.parse(x) as unknown })).sort();
  }

  const digits = (min: number, max: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...'0001234567899'), minLength: min, maxLength: max });
  /** Up to 15 digits in any form. */
  const anyNumber = fc
    .tuple(
      fc.constantFrom('', '-'),
      digits(1, 8),
      fc.oneof(fc.constant(''), digits(1, 7)),
      fc.oneof(
        fc.constant(''),
        fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-', 'E-0'), fc.nat(15)).map((e) => e.join('')),
      ),
    )
    .map(([sign, whole, part, exponent]) => {
      const plain = whole.replace(/^0+(?=.)/, '');
      return `${sign}${plain}${part === '' ? '' : `.${part}`}${exponent}`;
    });
  /** Where one form ends and another begins. */
  const edge = fc.constantFrom(
    ...[
      '0.000001',
      '0.0000001',
      '0.00000012',
      '-0.0000001',
      '1e-6',
      '1e-7',
      '100e19',
      '1e21',
      '12e20',
      '123456789012345e7',
    ],
    ...['-0', '-0.0', '0e9', '-0e-9', '1.0', '10', '1000000000000000e-1', '99999999999999.9'],
  );
  const number = fc.oneof(anyNumber, edge);

  test('have their numbers as ECMAScript prints them, in whatever form they came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 20, maxLength: 40 }), async (members) => {
        expect(await linesOf(members)).toEqual({ lines: canonical(members), raw: 0 });
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  test.each([
    ['a number that becomes longer', '1e20', 0],
    ['many numbers that become longer', `[${Array.from({ length: 200 }, () => '1e20').join()}]`, 1],
    ['a key with an escape', String.raw`{"b":1,"\u0061":2}`, 1],
    ['a key beyond ASCII', '{"ü":1,"b":2}', 1],
    ['objects in lists in objects', '[{"b":[{"d":1,"c":[]}],"a":{}}]', 0],
    ['a text with every escape', String.raw`"\"\\\/\b\f\n\r\t\u0000\u001F\u007f\u00e9\ud83d\ude00"`, 0],
  ])('are in their one form: %s', async (_, member, raw) => {
    expect(await linesOf([member])).toEqual({ lines: canonical([member]), raw });
  });
});
