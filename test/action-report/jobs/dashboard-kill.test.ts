import { afterEach, describe, expect, test } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { restoreDashboardJob } from '../../../action-report/src/jobs/restore-dashboard.js';
import { JobError } from '../../../src/domain/observability/job-error.js';
import { DAY } from '../../../src/domain/time.js';
import { verifyDashboard } from '../../../src/io/observability/verify-dashboard.js';
import { faultyJobFiles, NO_FAULTS, type Faults } from '../../io/observability/faulty-job-files.js';
import { removeTrees } from '../../io/observability/temporary-tree.js';
import { dashboardWorld, START, type Contents, type DashboardWorld } from './dashboard-world.js';

afterEach(removeTrees);

const FIRST: Contents = { slippage: 1, turnover: 1 };
const SECOND: Contents = { slippage: 2, turnover: 2 };
const THIRD: Contents = { slippage: 3, turnover: 3 };
const MISSING = new JobError('missing_input', 'it is not there');
const LAST_DAY = START + 64 * DAY;

/**
 * A root with three bundles, of which the oldest two are about to leave the history, and a disk to do harm to. The first
 * bundle had a dataset that the later ones have not, so files are removed too.
 */
async function oldWorld() {
  const faults: Faults = { ...NO_FAULTS };
  const world = await dashboardWorld((files, root) => faultyJobFiles(files, faults, root));
  await world.run({ ...FIRST, latency: 1 }, START);
  await world.run({ ...FIRST, latency: 1 }, START + DAY);
  await world.run({ ...FIRST, latency: 1 }, START + 50 * DAY);
  /** Does the work while the disk or the process has these faults; the error, or null where it was done. */
  async function suffer(work: () => Promise<unknown>, parts: Partial<Faults>): Promise<unknown> {
    Object.assign(faults, NO_FAULTS, parts);
    const error = await work().then(
      () => null,
      (fault: unknown) => fault,
    );
    const { isDead } = faults;
    Object.assign(faults, NO_FAULTS);
    if (parts.killAt !== undefined) expect(isDead).toBe(error !== null);
    return error;
  }
  /** Does the work with a process that dies at this change; whether it died. */
  const dies = async (work: () => Promise<unknown>, killAt: number): Promise<boolean> =>
    (await suffer(work, { killAt })) !== null;
  return { ...world, suffer, dies };
}

/** What is left of a job that died. */
async function leftovers({ root }: DashboardWorld): Promise<readonly string[]> {
  const names = await readdir(root, { recursive: true });
  return names.filter(
    (name) => name.endsWith('.tmp') || name.split('/').some((part) => part.startsWith('.')),
  );
}

describe('an export that is killed at any change of the disk', () => {
  test('is repaired by the next one: no number is left out or given twice, and nothing is lost', async () => {
    let points = 0;
    for (let killAt = 1; ; killAt += 1) {
      const world = await oldWorld();
      const isKilled = await world.dies(() => world.run(SECOND, LAST_DAY), killAt);
      // The manifest is the old one or the new one, and whole.
      const committed = (await world.sequences())['turnover'];
      expect([3, 4]).toContain(committed);
      await world.run(THIRD, LAST_DAY + DAY);
      expect(await world.sequences()).toEqual({
        slippage: (committed ?? 0) + 1,
        turnover: (committed ?? 0) + 1,
      });
      expect(await verifyDashboard(world.root)).toEqual([]);
      expect(await leftovers(world)).toEqual([]);
      const folders = await readdir(world.path('ops/dashboard_export_history'));
      // The two oldest have left; each bundle that was committed is there.
      expect(folders).toHaveLength(committed === 4 ? 3 : 2);
      if (!isKilled) break;
      points += 1;
    }
    // Two datasets, a manifest; three files of a bundle and their folder; a file that goes; the archive; two bundles that go.
    expect(points).toBe(3 + 4 + 1 + 1 + 4);
  });

  test('is repaired also by a next one that cannot make a dataset that was half exported', async () => {
    for (let killAt = 1; ; killAt += 1) {
      const world = await oldWorld();
      const isKilled = await world.dies(() => world.run(SECOND, LAST_DAY), killAt);
      const committed = (await world.sequences())['turnover'];
      const next = world.run({ slippage: 3, turnover: MISSING }, LAST_DAY + DAY);
      await expect(next).rejects.toMatchObject({ code: 'missing_input' });
      expect(await world.sequences()).toEqual({ slippage: (committed ?? 0) + 1, turnover: committed });
      expect(await verifyDashboard(world.root)).toEqual([]);
      if (!isKilled) break;
    }
  });

  test('is repaired also where the next ones are killed', async () => {
    for (let killAt = 1; killAt <= 12; killAt += 1) {
      const world = await oldWorld();
      for (let day = 0; day < 3; day += 1)
        await world.dies(() => world.run(SECOND, LAST_DAY + day * DAY), killAt + 2 * day);
      await world.run(THIRD, LAST_DAY + 4 * DAY);
      expect(await verifyDashboard(world.root)).toEqual([]);
      expect(await leftovers(world)).toEqual([]);
    }
  });
});

describe('a restore that is killed at any change of the disk', () => {
  const restore = (world: Awaited<ReturnType<typeof oldWorld>>) =>
    world.work(
      restoreDashboardJob({
        bundles: world.bundles,
        wanted: { kind: 'sequence', dataset: 'turnover', sequence: 3 },
        alone: (work) => work(),
      }),
      LAST_DAY + DAY,
    );

  test.each([
    ['restore', { slippage: 3, turnover: 3, latency: 3 }],
    ['export', { slippage: 5, turnover: 5 }],
  ])('is repaired by the next %s', async (next, expected) => {
    let points = 0;
    for (let killAt = 1; ; killAt += 1) {
      const world = await oldWorld();
      await world.run(SECOND, LAST_DAY);
      const isKilled = await world.dies(() => restore(world), killAt);
      if (next === 'restore') await restore(world);
      else await world.run(THIRD, LAST_DAY + 2 * DAY);
      expect(await world.sequences()).toEqual(expected);
      expect(await verifyDashboard(world.root)).toEqual([]);
      expect(await leftovers(world)).toEqual([]);
      if (!isKilled) break;
      points += 1;
    }
    // Three datasets, a manifest, and one dataset that no bundle of the job has.
    expect(points).toBe(5);
  });
});

describe('a disk that is full at any write', () => {
  test('is said, leaves the old bundle or the new one, and is repaired by the next export', async () => {
    let points = 0;
    for (let fullFrom = 1; ; fullFrom += 1) {
      const world = await oldWorld();
      const error = await world.suffer(() => world.run(SECOND, LAST_DAY), { fullFrom });
      expect([3, 4]).toContain((await world.sequences())['turnover']);
      await world.run(THIRD, LAST_DAY + DAY);
      expect(await verifyDashboard(world.root)).toEqual([]);
      expect(await leftovers(world)).toEqual([]);
      if (error === null) break;
      expect(error).toMatchObject({ code: 'disk_full' });
      points += 1;
    }
    // The last write is the ninth change: the archive's manifest.
    expect(points).toBe(9);
  });
});
