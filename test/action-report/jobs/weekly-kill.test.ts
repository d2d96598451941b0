import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../../src/domain/digest.js';
import type { HistoryEntry } from '../../../src/domain/observability/weekly/history.js';
import { DAY, MINUTE } from '../../../src/domain/time.js';
import { WEEKLY_DISK, type WeeklyDisk } from '../../../src/io/observability/weekly-files.js';
import { reportReceiver } from '../../observability/report-receiver.js';
import { KEY, NOW, referencePolicy, signalFiles, WeeklyWorld } from '../../observability/weekly-world.js';

const HISTORY = 'ops/weekly_report_history';
const WEEK = '2026-06-22';

/** Where the process dies: before a change of the disk, in the middle of it, or behind it. */
type Moment = 'before' | 'within' | 'behind';
const MOMENTS: readonly Moment[] = ['before', 'within', 'behind'];

class Killed extends Error {}

/** A disk that dies with its process at the n-th change, counted from 1; `changes` is what it was asked for. */
function mortalDisk(n: number, moment: Moment): { readonly disk: WeeklyDisk; readonly changes: string[] } {
  const changes: string[] = [];
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Killed();
  };
  const change = async (
    name: string,
    work: () => Promise<void>,
    half: () => Promise<void>,
  ): Promise<void> => {
    if (isDead) throw new Killed();
    changes.push(name);
    const isIt = changes.length === n;
    if (isIt && moment === 'before') die();
    if (isIt && moment === 'within') {
      await half();
      die();
    }
    await work();
    if (isIt) die();
  };
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    changes,
    disk: {
      read: (path) => (isDead ? Promise.reject(new Killed()) : WEEKLY_DISK.read(path)),
      list: (path) => (isDead ? Promise.reject(new Killed()) : WEEKLY_DISK.list(path)),
      remove: (path) => change(`remove ${path}`, () => WEEKLY_DISK.remove(path), nothing),
      replace: (path, text) =>
        change(
          `replace ${path}`,
          () => WEEKLY_DISK.replace(path, text),
          // A file is replaced by another one, of which a half may be written by then.
          async () => {
            await mkdir(dirname(path), { recursive: true });
            await writeFile(`${path}.1-0000abcd.tmp`, text.slice(0, text.length / 2));
          },
        ),
    },
  };
}

/** A world with the report of a week that is too old by now, and one to be made. */
async function prepare(files: Awaited<ReturnType<typeof inputs>>) {
  let now = (): number => NOW;
  const hook = await reportReceiver({ key: KEY, now: () => now() });
  const world = await WeeklyWorld.make({ url: hook.url, policy: files.policy, signals: files.signals });
  ({ now } = world.clock);
  world.clock.ms = NOW - 70 * DAY;
  await world.run();
  world.clock.ms = NOW;
  hook.requests.length = 0;
  return { world, hook };
}

async function inputs() {
  const policy = await referencePolicy();
  return { policy, signals: signalFiles(policy) };
}

/** One run that ends where its disk does. */
async function killedRun(
  world: WeeklyWorld,
  n: number,
  moment: Moment,
): Promise<{ died: boolean; changes: string[] }> {
  const { disk, changes } = mortalDisk(n, moment);
  const job = world.job({ disk });
  try {
    const context = {
      jobId: '20260629T001500Z-weekly',
      now: NOW,
      root: world.root,
      lockLatencyMs: 0,
      console: world.console,
    };
    await job.work(context);
    return { died: false, changes };
  } catch (error) {
    if (error instanceof Killed) return { died: true, changes };
    throw error;
  }
}

async function expectWhole(world: WeeklyWorld): Promise<void> {
  expect((await readdir(join(world.root, HISTORY))).sort()).toEqual([
    `${WEEK}.json`,
    `${WEEK}.sig`,
    'manifest.jsonl',
  ]);
  const lines = (await world.read(`${HISTORY}/manifest.jsonl`))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as HistoryEntry);
  expect(lines.map(({ event, week_start: week }) => `${event} ${week}`)).toEqual([
    'delivered 2026-04-13',
    `delivered ${WEEK}`,
    'removed 2026-04-13',
  ]);
  const [, entry] = lines;
  expect(sha256(await readFile(join(world.root, entry?.path ?? '')))).toBe(entry?.sha256);
  expect(sha256(await readFile(join(world.root, entry?.signature_path ?? '')))).toBe(entry?.signature_sha256);
  expect((await readdir(join(world.root, 'ops'))).filter((name) => /pending|tmp/.test(name))).toEqual([]);
  expect(await world.json('ops/weekly_report_heartbeat.json')).toMatchObject({
    last_week_start: WEEK,
    last_webhook_status_code: 200,
  });
}

describe('a run that is killed', () => {
  test('at any change of the disk is repaired by the next one: one report, kept whole', async () => {
    const files = await inputs();
    const whole = await killedRun((await prepare(files)).world, 0, 'before');
    expect(whole.died).toBe(false);
    const points = whole.changes.flatMap((change, i) =>
      MOMENTS.map((moment) => ({ n: i + 1, moment, change })),
    );
    const twice: string[] = [];
    for (const { n, moment, change } of points) {
      const { world, hook } = await prepare(files);
      expect((await killedRun(world, n, moment)).died).toBe(true);
      world.clock.ms = NOW + 15 * MINUTE;
      expect(await world.isDue()).toBe(true);
      const { record } = await world.run();
      expect({ change, moment, status: record.status }).toEqual({ change, moment, status: 'ok' });
      await expectWhole(world);
      // The week before the last ten is the other report that the receiver has.
      expect(hook.reports.size).toBe(2);
      expect(new Set(hook.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
      expect(new Set(hook.requests.map(({ body }) => body)).size).toBe(1);
      if (hook.requests.length > 1) twice.push(`${moment} ${change.slice(change.lastIndexOf('/') + 1)}`);
      expect(await world.isDue()).toBe(false);
    }
    // Sent and not written down: the only moments after which a report is sent again.
    expect(twice).toEqual(['before weekly_report_pending.json', 'within weekly_report_pending.json']);
    expect(points.length).toBe(whole.changes.length * 3);
    expect(whole.changes.length).toBeGreaterThanOrEqual(9);
  });

  test('again and again gets there all the same', async () => {
    const { world, hook } = await prepare(await inputs());
    let n = 0;
    for (;;) {
      n += 1;
      const { died } = await killedRun(world, 1 + (n % 3), MOMENTS[n % 3] ?? 'before');
      if (!died || n > 50) break;
    }
    world.clock.ms = NOW + 15 * MINUTE;
    await world.run();
    await expectWhole(world);
    expect(hook.reports.size).toBe(2);
  });
});
