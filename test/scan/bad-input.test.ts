import { describe, expect, test } from '@jest/globals';
import { CountedScanners, collectBytes, outcome, stateOf } from './differential.js';
import { Random } from './random.js';
import { NOW, SUBJECTS, WHOLE_SPAN, type FuzzSubject } from './subjects.js';

function subject(index: number): FuzzSubject {
  const found = SUBJECTS[index];
  if (found === undefined) throw new Error('there is no such subject');
  return found;
}

const SAVE = {
  event: 'save',
  ts: new Date(NOW - 60_000).toISOString(),
  feature: 'autosave',
  phase: 'A-1',
  duration_ms: 12,
  retry_count: 0,
  bytes: 9,
};
const GOOD = JSON.stringify(SAVE);
const WITH_TEXT = JSON.stringify({ ...SAVE, note: 'zwölf \u{1f600} "x" \\' });

async function bothTiers(bytes: Buffer, of: FuzzSubject = subject(0), size = 1 << 20): Promise<string> {
  await tiersOf(bytes, { ...of, policy: { ...of.policy, keepEvents: true } }, size);
  return tiersOf(bytes, of, size);
}

async function tiersOf(bytes: Buffer, of: FuzzSubject, size: number): Promise<string> {
  const slow = await collectBytes(of, bytes, { scanners: null, chunkSizes: () => 1 << 20 });
  const scanners = new CountedScanners(of.schema);
  const fast = await collectBytes(of, bytes, { scanners, chunkSizes: () => size });
  expect(scanners.said).toEqual([]);
  expect(outcome(fast)).toBe(outcome(slow));
  return outcome(fast);
}

/** Three good lines first, so that the shape is known, and one behind. */
function between(...lines: readonly (string | Buffer)[]): Buffer {
  const all = [GOOD, GOOD, WITH_TEXT, ...lines, GOOD].map((line) => Buffer.from(line));
  return Buffer.concat(all.flatMap((line) => [line, Buffer.from('\n')]));
}

const withField = (text: string): string => GOOD.replace(/\}$/, `,${text}}`);

describe('bad input comes to the same in both tiers', () => {
  test.each([
    ['10,000 keys', withField(Array.from({ length: 10_000 }, (_, i) => `"k${i}":${i}`).join(','))],
    ['33 unknown keys', withField(Array.from({ length: 33 }, (_, i) => `"k${i}":${i}`).join(','))],
    ['depth 10,000', withField(`"deep":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)],
    ['a list of depth 10,000', withField(`"deep":${'['.repeat(10_000)}${']'.repeat(10_000)}`)],
    ['depth 63, 64 and 65', ...[62, 63, 64].map((n) => withField(`"d":${'['.repeat(n)}1${']'.repeat(n)}`))],
    ['numbers of 400 digits', withField(`"n":${'9'.repeat(400)}`), withField(`"n":0.${'3'.repeat(400)}`)],
    [
      'numbers at the ends of doubles',
      ...['1e308', '1e309', '5e-324', '1e-400', '9007199254740993'].map((n) => withField(`"n":${n}`)),
    ],
    ['lone surrogates', withField('"s":"\\ud800"'), withField('"s":"\\udc00x"'), withField('"\\ud800":1')],
    ['pairs of surrogates', withField('"s":"\\ud83d\\ude00"'), withField('"s":"\u{1f600}"')],
    ['a known key twice', withField('"bytes":10'), withField('"bytes":"x"'), withField('"\\u0062ytes":11')],
    [
      'an unknown key twice',
      withField('"x":1,"x":2'),
      withField('"x":2'),
      withField('"x":{"a":1},"x":{"b":1}'),
    ],
    [
      '__proto__ and its kin',
      ...['__proto__', 'constructor', 'toString'].map((key) => withField(`"${key}":{"a":1}`)),
    ],
    ['no objects', '7', '[]', 'null', '"x"', '', '   ', '{}', '{'],
    ['white space of other kinds', `\u00a0${GOOD}`, `${GOOD}\f`, '\u2003', `\ufeff${GOOD}`],
    [
      'times in other forms',
      ...[
        '2026-06-27T23:00:00+00:00',
        '2026-06-27t23:00:00z',
        '2026-06-27T24:00:00Z',
        '2026-06-31T00:00:00Z',
        '2026-06-27T23:59:60Z',
        '1969-06-27T00:00:00Z',
        '2030-06-27T00:00:00Z',
      ].map((ts) => JSON.stringify({ ...SAVE, ts })),
    ],
    [
      'times that arrived long ago, in time, late and tomorrow',
      ...[-1e9, -60_000, 0, 9e5, 2e6, 1e8].map((ms) =>
        JSON.stringify({
          ...SAVE,
          ts: new Date(NOW - 3_600_000).toISOString(),
          received_at: new Date(NOW - 3_600_000 + ms).toISOString(),
        }),
      ),
    ],
    [
      'a line of 1 MiB and one more byte',
      withField(`"s":"${'x'.repeat((1 << 20) - GOOD.length - 7)}"`),
      withField(`"s":"${'x'.repeat((1 << 20) - GOOD.length - 6)}"`),
    ],
    ['a text of 70,000 characters with an escape', withField(`"s":"\\n${'x'.repeat(70_000)}"`)],
    ['CR LF', `${GOOD}\r`, `${withField('"a":1')}\r`, '\r'],
  ])('%s', async (_name, ...lines) => {
    await bothTiers(between(...lines));
    await bothTiers(between(...lines), subject(0), 4_099);
  });

  test('a line cut at every byte, and each of its bytes of no UTF-8', async () => {
    const bytes = Buffer.from(WITH_TEXT);
    const cut = Array.from(bytes.keys(), (i) => bytes.subarray(0, i));
    const broken = [0xff, 0xc3, 0x80].flatMap((bad) =>
      Array.from(bytes.keys(), (i) => {
        const copy = Buffer.from(bytes);
        copy[i] = bad;
        return copy;
      }),
    );
    await bothTiers(between(...cut, ...broken));
  });

  test('a line of 1 GB', async () => {
    function* chunks(): Generator<Buffer> {
      yield between(GOOD);
      const part = Buffer.alloc(1 << 20, 'x');
      for (let i = 0; i < 1_024; i += 1) yield part;
      yield between('');
    }
    const outcomes = new Set<string>();
    for (const scanners of [null, new CountedScanners(subject(0).schema)]) {
      const plan = await collectBytes(subject(0), chunks(), { scanners, chunkSizes: () => 1 });
      expect(plan.totals).toMatchObject({ rejected: 1 });
      outcomes.add(outcome(plan));
    }
    expect(outcomes.size).toBe(1);
  });

  test.each(['\n\n', '\n \r\n\t\n', '\n'])('nothing but blank lines: %j', async (text) => {
    await bothTiers(Buffer.from(text));
  });

  test('a file that ends at every byte of its last lines', async () => {
    const whole = between(withField('"a":"ö"'));
    for (let end = whole.length - 2 * GOOD.length; end <= whole.length; end += 7)
      await bothTiers(whole.subarray(0, end), subject(0), 97);
  });
});

test('odd chunk sizes and splits come to one outcome', async () => {
  for (const of of SUBJECTS) {
    const random = new Random(5);
    const lines = Array.from({ length: 300 }, () => JSON.stringify(of.event(random, WHOLE_SPAN)));
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    const outcomes = new Set<string>();
    for (const size of [1, 2, 3, 64, 1_000, 65_537, 1 << 20]) {
      const scanners = new CountedScanners(of.schema);
      outcomes.add(outcome(await collectBytes(of, bytes, { scanners, chunkSizes: () => size })));
    }
    expect(outcomes.size).toBe(1);
  }
});

test('ticks in pieces come to the batches of one tick, and a line that comes again is a duplicate', async () => {
  const of = subject(1);
  const random = new Random(9);
  const lines = Array.from({ length: 500 }, () =>
    JSON.stringify({ ...of.event(random, WHOLE_SPAN), ts: new Date(NOW - random.below(6e5)).toISOString() }),
  );
  const bytes = Buffer.from([...lines, ...lines.slice(0, 100)].map((line) => `${line}\n`).join(''));
  const scanners = () => new CountedScanners(of.schema);
  const chunkSizes = (): number => 4_096;
  const early = { ...of, now: NOW };
  const late = { ...of, now: NOW + 3_600_000 };
  const outcomes = new Set<string>();
  for (const tiers of [
    ['fast', 'fast'],
    ['slow', 'slow'],
    ['fast', 'slow'],
    ['slow', 'fast'],
  ]) {
    const [first, second] = tiers.map((tier) => (tier === 'fast' ? scanners() : null));
    const half = bytes.subarray(0, bytes.indexOf(0x0a, bytes.length / 2) + 1);
    const before = await collectBytes(early, half, { scanners: first ?? null, chunkSizes });
    const state = stateOf(before, of.policy);
    const plan = await collectBytes(late, bytes, { scanners: second ?? null, chunkSizes, state });
    outcomes.add(JSON.stringify(plan.batches.map(({ text }) => text)));
    expect(before.totals.accepted + plan.totals.accepted).toBe(500);
    expect(before.totals.duplicates + plan.totals.duplicates).toBe(100);
  }
  expect(outcomes.size).toBe(1);
});

test('a feature that the tables cannot hold is named once, and its lines take the slow path', async () => {
  const of = subject(0);
  const schema = { ...(of.schema as object), patternProperties: { '^x-': { type: 'number' } } };
  const scanners = new CountedScanners(schema);
  const bytes = between(GOOD, withField('"x-a":"b"'));
  const fast = await collectBytes({ ...of, schema }, bytes, { scanners, chunkSizes: () => 1 << 20 });
  const slow = await collectBytes({ ...of, schema }, bytes, { scanners: null, chunkSizes: () => 1 << 20 });
  expect(outcome(fast)).toBe(outcome(slow));
  expect(scanners.said).toEqual([
    'source app is read line by line: its schema has what the scanner cannot tell: patternProperties of the event',
  ]);
});

test('a pattern that is no regular language is named, and sends its texts to the slow path', async () => {
  const of = subject(0);
  const schema = {
    ...(of.schema as object),
    dependencies: { note: { properties: { note: { type: 'string', pattern: '(?=a)a' } } } },
  };
  const scanners = new CountedScanners(schema);
  const bytes = between(withField('"note":"ab"'), withField('"note":"b"'), withField('"note":7'));
  const fast = await collectBytes({ ...of, schema }, bytes, { scanners, chunkSizes: () => 1 << 20 });
  const slow = await collectBytes({ ...of, schema }, bytes, { scanners: null, chunkSizes: () => 1 << 20 });
  expect(outcome(fast)).toBe(outcome(slow));
  expect(scanners.said).toEqual(['source app: lines that pattern of note judges are read one by one']);
});

test('of lines of one shape only the first is judged one by one', async () => {
  const of = subject(0);
  const lines = Array.from({ length: 1_000 }, (_, i) =>
    JSON.stringify({ ...SAVE, bytes: i, duration_ms: i / 4, extra: { list: [i, 'ö'] } }),
  );
  const bad = lines.map((line) => line.replace('A-1', 'Z-9'));
  const scanners = new CountedScanners(of.schema);
  const bytes = between(...lines, ...bad);
  const plan = await collectBytes(of, bytes, { scanners, chunkSizes: () => 1 << 20 });
  expect(plan.totals).toMatchObject({ accepted: 1_002, rejected: 1_000 });
  expect(scanners.judged).toBeLessThan(12);
});

describe('events named like what metrics are counted as', () => {
  const of: FuzzSubject = { ...subject(0), schema: { type: 'object' } };
  const lines = (...events: readonly string[]): Buffer =>
    Buffer.from(events.map((event, i) => `${JSON.stringify({ ...SAVE, event, n: i })}\n`).join(''));

  test.each([
    ['first', ['metric fleet: a', 'other', 'metric fleet: a', 'metric fleet: b', 'another', 'save']],
    ['behind others', ['other', 'another', 'metric fleet: a', 'metric fleet: b', 'other', 'save']],
    ['nearly', ['metric', 'metrics', 'metric ', 'Metric fleet: a', 'metr\u00edc x', 'other']],
  ])('are put aside alone, each by its name: %s', async (_name, events) => {
    const fakes = events.filter((event) => event.startsWith('metric '));
    const { quarantine, totals } = JSON.parse(await bothTiers(lines('save', ...events), of)) as {
      quarantine: string | null;
      totals: { accepted: number; rejected: number };
    };
    expect(totals).toMatchObject({ accepted: 1 + events.length - fakes.length, rejected: fakes.length });
    for (const fake of fakes) expect(quarantine).toContain(fake);
  });
});
