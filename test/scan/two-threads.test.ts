import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { CollectPlan } from '../../action-collect/src/collect.js';
import { unpackKeys } from '../../src/domain/packed-keys.js';
import { temporaryFolder } from '../temporary-folder.js';
import { outcome, stateOf, sourceOf, type Subject } from './differential.js';
import { collectFiles, type FileTick, type InTwo, type RangesHere } from './in-two.js';
import { mutated } from './mutator.js';
import { Random } from './random.js';
import { NOW, SUBJECTS, WHOLE_SPAN, type FuzzSubject } from './subjects.js';

const MIB = 1 << 20;
const FILE = 'telemetry/app/a.jsonl';

/** Subjects whose lines do not say when they arrived: of others no file is taken in two. */
const PLAIN = SUBJECTS.filter(({ policy }) => sourceOf(policy).fields.arrived === null);
const [NESTED] = PLAIN;
if (NESTED === undefined) throw new Error('there is no such subject');
/** One whose events differ in little, so that few are judged one by one. */
const OF: FuzzSubject = {
  ...NESTED,
  event: (random) => ({ ...ONE, latency_s: random.below(900) / 8 + 1, amount: random.below(9_999) / 100 }),
};
const ONE = NESTED.event(new Random(1), WHOLE_SPAN);

async function folderWith(...files: readonly (readonly [string, string | Buffer])[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return folder;
}

type Ticking = Omit<FileTick, 'folder' | 'inTwo'>;

/** A tick over the same files on one thread and in two parts, which must come to the same. */
async function both(
  of: Subject,
  files: readonly (readonly [string, string | Buffer])[],
  inTwo: InTwo = {},
  ticking: Ticking = {},
): Promise<{ readonly plan: CollectPlan; readonly ranges: RangesHere }> {
  const folder = await folderWith(...files);
  const { plan, ranges } = await collectFiles(of, { ...ticking, folder, inTwo });
  // Behind it, since the file may have changed meanwhile.
  const one = await collectFiles(of, { ...ticking, folder, inTwo: null });
  await rm(folder, { recursive: true });
  expect(outcome(plan)).toBe(outcome(one.plan));
  if (ranges === null) throw new Error('there were no ranges');
  return { plan, ranges };
}

/** Events of a subject with times in order, each of its own. */
function ordered(of: FuzzSubject, count: number, random: Random): string[] {
  return Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      ...of.event(random, WHOLE_SPAN),
      ts: new Date(NOW - 7_000_000 + Math.floor((7_000_000 * i) / count)).toISOString(),
      id: `n-${i}`,
    }),
  );
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const keyed = list.map((one) => [random.next(), one] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, one]) => one);
}

const text = (lines: readonly (string | Buffer)[], newline = '\n'): Buffer =>
  Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from(newline)]));

const COUNT = 1_500;
const LINES = ordered(OF, COUNT, new Random(1));
const AROUND = LINES.length / 2;
/** The lines, with others between the middle ones. */
const withMiddle = (...middle: readonly (string | Buffer)[]): (string | Buffer)[] => [
  ...LINES.slice(0, AROUND),
  ...middle,
  ...LINES.slice(AROUND),
];
const SMALL: Ticking = { chunkBytes: 8_192 };
const BAD = Array.from({ length: 400 }, (_, i) => (i % 3 === 0 ? `{"broken":${i}` : `{"event":"none${i}"}`));

describe('two threads come to what one does', () => {
  test.each<readonly [string, Buffer]>([
    ['lines in order of time', text(LINES)],
    ['lines in any order', text(shuffled(LINES, new Random(2)))],
    ['lines in falling order', text(LINES.toReversed())],
    ['many rejected lines around the middle', text(withMiddle(...BAD))],
    ['rejected lines from the middle on', text([...LINES.slice(0, AROUND), ...BAD, ...BAD, ...BAD])],
    ['nothing but rejected lines', text([...BAD, ...BAD])],
    ['rejected lines first', text([...BAD, ...LINES])],
    ['times that go back behind the middle', text([...LINES.slice(AROUND), ...LINES.slice(0, AROUND)])],
    ['CR LF', text(LINES, '\r\n')],
    ['blank lines', text(withMiddle(...Array.from({ length: 300 }, (_, i) => ' '.repeat(i % 3))), '\n\n')],
    ['nothing but blank lines', Buffer.from('\n'.repeat(20_000))],
    ['bytes that are no UTF-8', text(withMiddle(...BAD.map((bad) => Buffer.from(`${bad}\xff`, 'latin1'))))],
    ['a mark of byte order at each line', text(LINES.map((line) => `\ufeff${line}`))],
    ['no newline at the end', Buffer.concat([text(LINES), Buffer.from(LINES[7] ?? '')])],
    ['a line cut short at the end', Buffer.concat([text(LINES), Buffer.from('{"event":')])],
    [
      'lines of another shape behind the middle',
      text([...LINES, ...LINES.map((line) => line.replace('{', '{"x":1,'))]),
    ],
  ])('%s', async (_name, bytes) => {
    for (const readyAfter of [0, 3]) {
      const { ranges } = await both(OF, [[FILE, bytes]], { readyAfter }, SMALL);
      if (readyAfter === 0) expect(ranges.ranges).toHaveLength(1);
    }
  });

  test('a sum of parts is not read again', async () => {
    for (const lines of [LINES, shuffled(LINES, new Random(3)), withMiddle(...BAD)]) {
      const { ranges } = await both(OF, [[FILE, text(lines)]], {}, SMALL);
      expect(ranges).toMatchObject({ taken: 1, readAgain: 0 });
    }
  });

  test('an event on both sides of the middle: the second part is read again', async () => {
    const { plan, ranges } = await both(OF, [[FILE, text([...LINES, LINES[3] ?? ''])]], {}, SMALL);
    expect(ranges).toMatchObject({ taken: 1, readAgain: 1 });
    expect(plan.totals).toMatchObject({ duplicates: 1 });
  });

  test('an event twice on one side is a duplicate there', async () => {
    const bytes = text([LINES[1] ?? '', ...LINES, LINES.at(-2) ?? '']);
    const { plan, ranges } = await both(OF, [[FILE, bytes]], {}, SMALL);
    expect(ranges).toMatchObject({ taken: 1, readAgain: 0 });
    expect(plan.totals).toMatchObject({ duplicates: 2 });
  });

  test.each([
    ['at the end of the first part', 0],
    ['in the middle', 0.4],
    ['that is nearly all', 0.9],
  ])('a line longer than 1 MiB %s', async (_name, share) => {
    const long = `{"x":"${'x'.repeat(3 * MIB)}"}`;
    const at = Math.floor(share * LINES.length);
    const bytes = text([...LINES.slice(0, at), long, ...LINES.slice(at), `${long.slice(0, 900_000)}"}`]);
    const { plan } = await both(OF, [[FILE, bytes]], {}, { chunkBytes: 65_536 });
    expect(plan.totals).toMatchObject({ rejected: 2 });
  });

  test('more rejected lines than are put aside', async () => {
    const bad = Array.from({ length: 30 }, () => BAD).flat(); // 12,000
    const { plan, ranges } = await both(OF, [[FILE, text([...bad, ...LINES])]], {}, SMALL);
    expect(ranges).toMatchObject({ taken: 1, readAgain: 0 });
    expect(plan.quarantine?.text).toContain('2000 more lines');
  });

  test('a file that grows while it is read', async () => {
    const more = ordered(OF, 100, new Random(1)).map((line) => line.replace('"n-', '"m-'));
    const appended = { kind: 'appended', text: `${more.join('\n')}\n{"event":` } as const;
    const { ranges } = await both(OF, [[FILE, text(LINES)]], { meanwhile: appended }, SMALL);
    expect(ranges).toMatchObject({ taken: 1, readAgain: 0 });
  });

  test('a file that is cut while it is read', async () => {
    const meanwhile = { kind: 'cut', keep: ({ start }: { start: number }) => start + 1_000 } as const;
    const { ranges } = await both(OF, [[FILE, text(LINES)]], { meanwhile }, SMALL);
    expect(ranges).toMatchObject({ taken: 1, readAgain: 1 });
  });

  test('a second thread that fails', async () => {
    const { ranges } = await both(OF, [[FILE, text(LINES)]], { fails: true }, SMALL);
    expect(ranges).toMatchObject({ taken: 0, readAgain: 1 });
  });

  test('several files, the same events in two of them', async () => {
    const third = LINES.length / 3;
    const { plan, ranges } = await both(
      OF,
      [
        ['telemetry/app/a.jsonl', text(LINES.slice(0, third))],
        ['telemetry/app/b.jsonl', text(LINES.slice(third, 2 * third))],
        ['telemetry/app/c.jsonl', text([...LINES.slice(2 * third), LINES[5] ?? ''])],
      ],
      {},
      SMALL,
    );
    expect(ranges).toMatchObject({ taken: 3, readAgain: 1 });
    expect(plan.totals).toMatchObject({ accepted: COUNT, duplicates: 1 });
  });

  test('small files, and lines that say when they arrived, are read in one piece', async () => {
    const small = await both(OF, [[FILE, text(LINES)]], { fromBytes: 50 * MIB }, SMALL);
    expect(small.ranges).toMatchObject({ prepared: 0, taken: 0 });
    const [arrived] = SUBJECTS.filter(({ policy }) => sourceOf(policy).fields.arrived !== null);
    if (arrived === undefined) throw new Error('there is no such subject');
    const said = await both(arrived, [[FILE, text(ordered(arrived, 2_000, new Random(4)))]], {}, SMALL);
    expect(said.ranges).toMatchObject({ prepared: 0, taken: 0 });
  });
});

/** What a first tick leaves, and a file that goes on with events of its windows, open and closed. */
async function secondTick(
  of: FuzzSubject,
  dedupeMs: number,
  { head, tail }: { readonly head: readonly string[]; readonly tail: readonly string[] },
  inTwo: InTwo,
): Promise<{ readonly plan: CollectPlan; readonly ranges: RangesHere }> {
  const policy = { ...of.policy, dedupeMs };
  const folder = await folderWith([FILE, text(head)]);
  const early = { ...of, policy, now: NOW - 3_000_000 };
  const first = await collectFiles(early, { ...SMALL, folder, inTwo: null });
  await rm(folder, { recursive: true });
  const { packedKeys } = first.plan;
  const ticking: Ticking = {
    ...SMALL,
    state: stateOf(first.plan, policy),
    keysOfClosed: async (start) => new Set(unpackKeys(packedKeys.get(start)?.read() ?? new Uint8Array(0))),
  };
  return both({ ...of, policy }, [[FILE, text([...head, ...tail])]], inTwo, ticking);
}

describe('a second tick', () => {
  const early = LINES.slice(0, 800);
  const late = LINES.slice(800);

  test('goes on where the first one stopped', async () => {
    const { plan, ranges } = await secondTick(OF, 8.64e7, { head: early, tail: late }, {});
    expect(ranges).toMatchObject({ taken: 1, readAgain: 0 });
    expect(plan.totals).toMatchObject({ accepted: 700, duplicates: 0, late: 0 });
  });

  test('knows on both threads what the first one took', async () => {
    const again = [early.slice(750, 760), early.slice(760, 770)] as const;
    const tail = [...again[0], ...late, ...again[1]];
    const { plan, ranges } = await secondTick(OF, 8.64e7, { head: early, tail }, {});
    expect(ranges).toMatchObject({ taken: 1, readAgain: 0 });
    expect(plan.totals).toMatchObject({ accepted: 700, duplicates: 20 });
  });

  test('counts late events and duplicates of closed windows as one thread does', async () => {
    const unseen = ordered(OF, 40, new Random(77)).map((line) => line.replace('"n-', '"u-'));
    const tail = shuffled([...late, ...unseen, ...unseen, ...early.slice(0, 30)], new Random(6));
    const { plan } = await secondTick(OF, 8.64e7, { head: early, tail }, {});
    expect(plan.totals.late).toBeGreaterThan(0);
    expect(plan.totals.duplicates).toBeGreaterThan(0);
  });

  test('looks no event up that arrived too long after its time, whichever thread has it', async () => {
    // By itself the second part does not know that its first lines come late.
    const tail = [...late, ...early];
    const { plan, ranges } = await secondTick(OF, 600_000, { head: early, tail }, {});
    expect(ranges).toMatchObject({ taken: 1, readAgain: 1 });
    expect(plan.totals.late).toBeGreaterThan(0);
  });
});

test('any lines, split anywhere, come to the same on two threads', async () => {
  let [taken, readAgain] = [0, 0];
  const tally = new Map<string, number>();
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = new Random(seed);
    const of = random.pick([OF, ...PLAIN]);
    const isMild = random.chance(0.6);
    const events = Array.from({ length: 100 + random.below(500) }, () => of.event(random, WHOLE_SPAN));
    const whole = isMild ? ordered(of, events.length, random) : events.map((one) => JSON.stringify(one));
    const lines = (random.chance(0.5) ? shuffled(whole, random) : whole).map((line) =>
      random.chance(isMild ? 0.2 : 0.5)
        ? mutated(random, JSON.parse(line) as Record<string, unknown>, tally)
        : line,
    );
    if (random.chance(0.3)) lines.push(random.pick(lines));
    const ticking = { chunkBytes: 64 + random.below(3_000) };
    const cut = Math.floor(lines.length * random.next() * 0.5);
    const [head, tail] = [lines.slice(0, cut), lines.slice(cut)].map((some) => some.map(String));
    const readyAfter = random.below(12);
    const { ranges } = random.chance(0.5)
      ? await both(of, [[FILE, text(lines)]], { readyAfter }, ticking)
      : await secondTick(
          of,
          random.pick([60_000, 8.64e7]),
          { head: head ?? [], tail: tail ?? [] },
          { readyAfter },
        );
    taken += ranges.taken;
    readAgain += ranges.readAgain;
  }
  expect(taken).toBeGreaterThan(15);
  expect(readAgain).toBeGreaterThan(2);
  expect(taken - readAgain).toBeGreaterThan(5);
}, 300_000);
