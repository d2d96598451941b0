import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CHANNEL_NAMES, copyOf, logIn, NoticeWorld, outboxIn, saysRepeat } from './notice-world.js';
import type { BundleRun } from './run-bundle.js';

// What docs/notices.md promises of a process that dies while it sends.
jest.setTimeout(1_200_000);

const PRELOAD = ['--import', pathToFileURL(join(import.meta.dirname, 'kill-at-write.mjs')).href];
/** All that is done to the outbox, which lies in the state and in what is passed on; and every connection. */
const OUTBOX = 'reporter|^connect ';
const SIGKILLED = null;

let world: NoticeWorld;
beforeAll(async () => {
  world = await NoticeWorld.open();
});
beforeEach(() => world.forget());

/** A report that is killed before that of its changes, of those whose line matches, which has the number. */
function killed(workspace: string, { at, only }: { at: number; only: string }): Promise<BundleRun> {
  return world.report(workspace, { env: { KILL_AT: String(at), KILL_ONLY: only }, nodeArgs: PRELOAD });
}

test('in peace each channel takes each notice once', async () => {
  const workspace = await world.repository();
  expect(await world.report(workspace)).toMatchObject({ code: 0 });
  expect(await world.report(workspace)).toMatchObject({ code: 0 });
  for (const keys of Object.values(world.taken())) expect([keys.length, new Set(keys).size]).toEqual([2, 2]);
  expect(world.slack.taken.filter(saysRepeat)).toEqual([]);
});

test('killed before any change of the outbox, or any connection, the next run sends what is left', async () => {
  const start = await world.repository();
  let kills = 0;
  for (let at = 1; ; at += 1) {
    world.forget();
    const workspace = await copyOf(start);
    const { code } = await killed(workspace, { at, only: OUTBOX });
    if (code !== SIGKILLED) {
      expect(code).toBe(0);
      break;
    }
    kills += 1;
    expect(await world.report(workspace)).toMatchObject({ code: 0 });
    expect({ at, items: (await outboxIn(workspace))?.items }).toEqual({ at, items: [] });
    for (const [name, keys] of Object.entries(world.taken())) {
      // Nothing is lost, and of what was under way one is there twice at most, under one key.
      const found = { name, at, distinct: new Set(keys).size, isTwiceAtMost: keys.length <= 3 };
      expect(found).toEqual({ name, at, distinct: 2, isTwiceAtMost: true });
    }
    const { taken: messages } = world.slack;
    expect(messages.filter(saysRepeat).length).toBeGreaterThanOrEqual(messages.length - 2);
    // What the next tick finds: all is told.
    const before = world.taken();
    if (at % 10 === 0) await world.report(workspace);
    expect(world.taken()).toEqual(before);
  }
  // The record, two writes for each notice on each channel, their connections, and what is passed on.
  expect(kills).toBeGreaterThan(60);
});

test('killed before any change of the outbox or of a log, the log has each notice once', async () => {
  const start = await world.repository({ channels: ['log'] });
  const whole = await copyOf(start);
  expect(await world.report(whole)).toMatchObject({ code: 0 });
  const expected = await logIn(whole);
  expect([expected.shown, new Set(expected.shown).size]).toEqual([expected.kept, 2]);
  /** Killed once a notice was in the log, and not ticked off. */
  let written = 0;
  let kills = 0;
  for (let at = 1; ; at += 1) {
    const workspace = await copyOf(start);
    const { code } = await killed(workspace, { at, only: 'reporter|runbook' });
    if (code !== SIGKILLED) {
      expect(code).toBe(0);
      break;
    }
    kills += 1;
    const { kept } = await logIn(workspace);
    const items = (await outboxIn(workspace))?.items ?? [];
    written += items.some(({ notice }) => kept.includes(notice.id)) ? 1 : 0;
    expect(await world.report(workspace)).toMatchObject({ code: 0 });
    const left = (await outboxIn(workspace))?.items;
    expect({ at, left, ...(await logIn(workspace)) }).toEqual({ at, left: [], ...expected });
  }
  process.stderr.write(`killed at ${kills} points, at ${written} of them between the log and the outbox\n`);
  expect(kills).toBeGreaterThan(40);
  expect(written).toBeGreaterThan(8);
});

describe('killed between the three points of', () => {
  /** A write is four changes: open, write, sync, rename. The first records, the second begins, the third ticks off. */
  const OF_OUTBOX = 'state/reporter/outbox\\.json';

  test.each(CHANNEL_NAMES)('%s', async (name) => {
    const start = await world.repository({ channels: [name], notices: 1 });
    const open = { channel: name, tries: 1, isOpen: true };
    const taken = (): readonly string[] => world.taken()[name];

    // Recorded, and not begun.
    const recorded = await copyOf(start);
    expect((await killed(recorded, { at: 5, only: OF_OUTBOX })).code).toBe(SIGKILLED);
    const [item] = (await outboxIn(recorded))?.items ?? [];
    expect([item?.to, taken()]).toMatchObject([[{ tries: 0, isOpen: false }], []]);
    await world.report(recorded);
    expect([taken().length, world.slack.taken.some(saysRepeat)]).toEqual([1, false]);

    // Begun, and not sent: it may have arrived, so that where there is no key a repeat is what it may be.
    world.forget();
    const begun = await copyOf(start);
    expect((await killed(begun, { at: 1, only: '^connect ' })).code).toBe(SIGKILLED);
    expect((await outboxIn(begun))?.items[0]?.to).toMatchObject([open]);
    expect(taken()).toEqual([]);
    await world.report(begun);
    expect([taken().length, world.slack.taken.some(saysRepeat)]).toEqual([1, name === 'team']);

    // Answered, and not ticked off: once more, under the same key.
    world.forget();
    const answered = await copyOf(start);
    expect((await killed(answered, { at: 9, only: OF_OUTBOX })).code).toBe(SIGKILLED);
    expect((await outboxIn(answered))?.items[0]?.to).toMatchObject([open]);
    expect(taken()).toHaveLength(1);
    await world.report(answered);
    expect([taken().length, new Set(taken()).size]).toEqual([2, 1]);
    expect(world.slack.taken.map(saysRepeat)).toEqual(name === 'team' ? [false, true] : []);
    expect((await outboxIn(answered))?.items).toEqual([]);
  });
});
