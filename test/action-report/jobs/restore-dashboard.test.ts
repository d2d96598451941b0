import { afterEach, describe, expect, test } from '@jest/globals';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import {
  restoreDashboardJob,
  type RestoreOptions,
} from '../../../action-report/src/jobs/restore-dashboard.js';
import { parseWantedBundle } from '../../../src/domain/observability/bundle/wanted-bundle.js';
import { JobError } from '../../../src/domain/observability/job-error.js';
import { DAY } from '../../../src/domain/time.js';
import { verifyDashboard } from '../../../src/io/observability/verify-dashboard.js';
import { removeTrees } from '../../io/observability/temporary-tree.js';
import { dashboardWorld, START, type DashboardWorld } from './dashboard-world.js';

afterEach(removeTrees);

const HISTORY = 'ops/dashboard_export_history';
const BUNDLES = ['20260302T003000Z-dashboard', '20260303T003000Z-dashboard', '20260304T003000Z-dashboard'];
const MISSING = new JobError('missing_input', 'it is not there');

/** Three days; the turnover of each has as many rows as the day's number. */
async function threeDays(): Promise<DashboardWorld> {
  const world = await dashboardWorld();
  for (let day = 0; day < 3; day += 1)
    await world.run({ turnover: day + 1, ...(day === 0 ? {} : { latency: day }) }, START + day * DAY);
  return world;
}

function restore(world: DashboardWorld, wanted = '', options: Partial<RestoreOptions> = {}) {
  const job = restoreDashboardJob({
    bundles: world.bundles,
    wanted: parseWantedBundle(wanted),
    alone: (work) => work(),
    ...options,
  });
  return world.work(job, START + 3 * DAY);
}

async function rows(world: DashboardWorld): Promise<number> {
  const text = await readFile(world.path('out/dashboard/turnover.json'), 'utf8');
  return (JSON.parse(text) as { rows: unknown[] }).rows.length;
}

describe('a restore', () => {
  test.each([
    ['the newest bundle', '', 3, 2],
    ['a job’s bundle', '20260303T003000Z-dashboard', 2, 2],
    ['the bundle with a dataset’s number', 'turnover=1', 1, 0],
    ['the newest of several with that number', 'latency=1', 2, 2],
  ])('brings back %s', async (_, wanted, count, latency) => {
    const world = await threeDays();
    await rm(world.path('out'), { recursive: true });
    const result = await restore(world, wanted);
    expect(result).toMatchObject({
      status: 'ok',
      diagnostics: { restored: BUNDLES[count - 1], sequences: { turnover: count } },
    });
    expect(result.artefacts).toHaveLength(latency === 0 ? 2 : 3);
    expect(await rows(world)).toBe(count);
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('takes datasets away that the bundle has not, and leaves other files', async () => {
    const world = await threeDays();
    await writeFile(world.path('out/dashboard/index.html'), 'mine');
    await restore(world, 'turnover=1');
    expect(await readdir(world.path('out/dashboard'))).toEqual([
      'index.html',
      'manifest.json',
      'turnover.json',
    ]);
  });

  test('passes over bundles that are not sound, and says so', async () => {
    const world = await threeDays();
    await writeFile(world.path('out/dashboard/turnover.json'), '{}');
    await writeFile(world.path(HISTORY, BUNDLES[2] ?? '', 'turnover.json.gz'), 'x');
    expect(await restore(world)).toMatchObject({ diagnostics: { restored: BUNDLES[1] } });
    expect(world.console.said).toEqual([
      `warning: restore-dashboard: passed over: ${HISTORY}/${BUNDLES[2] ?? ''}/turnover.json cannot be read: is no whole gzip file`,
    ]);
    expect(await rows(world)).toBe(2);
  });

  test('is followed by the numbers after the highest, whatever was brought back', async () => {
    const world = await threeDays();
    await restore(world, 'turnover=1');
    expect(await world.sequences()).toEqual({ turnover: 1 });
    const failing = world.run({ turnover: MISSING, latency: 1 }, START + 4 * DAY);
    await expect(failing).rejects.toMatchObject({ code: 'missing_input' });
    expect(await world.sequences()).toEqual({ turnover: 1, latency: 3 });
    await world.run({ turnover: 9, latency: 9 }, START + 5 * DAY);
    expect(await world.sequences()).toEqual({ turnover: 4, latency: 4 });
    expect(await verifyDashboard(world.root)).toEqual([]);
  });

  test('puts the bundle that it replaces into the history, where it is sound and not there', async () => {
    const world = await threeDays();
    await rm(world.path(HISTORY, BUNDLES[2] ?? ''), { recursive: true });
    await restore(world, 'turnover=2');
    expect(await readdir(world.path(HISTORY))).toEqual(BUNDLES);
  });

  test('waits for no export that is at work', async () => {
    const world = await threeDays();
    const busy = new JobError('lock_not_acquired', 'it is held');
    await expect(restore(world, '', { alone: () => Promise.reject(busy) })).rejects.toBe(busy);
  });

  test.each([
    [
      'of a number that is not there',
      'turnover=9',
      'missing_input',
      `turnover number 9 is not in ${HISTORY}, which goes from ${BUNDLES[0] ?? ''} to ${BUNDLES[2] ?? ''}`,
    ],
    [
      'of a job that is not there',
      '20260309T003000Z-dashboard',
      'missing_input',
      `20260309T003000Z-dashboard is not in ${HISTORY}`,
    ],
  ])('%s is refused', async (_, wanted, code, message) => {
    const world = await threeDays();
    const expected: unknown = expect.stringContaining(message);
    await expect(restore(world, wanted)).rejects.toMatchObject({ code, message: expected });
    expect(await rows(world)).toBe(3);
  });

  test('of a bundle that is not sound is refused, with what is wrong', async () => {
    const world = await threeDays();
    await rm(world.path(HISTORY, BUNDLES[0] ?? '', 'turnover.json.gz'));
    const expected: unknown = expect.stringContaining('turnover.json is missing; manifest.json names it');
    await expect(restore(world, 'turnover=1')).rejects.toMatchObject({
      code: 'verification_failed',
      message: expected,
    });
    expect(await rows(world)).toBe(3);
  });

  test('from a history that is empty is refused', async () => {
    await expect(restore(await dashboardWorld())).rejects.toMatchObject({
      code: 'missing_input',
      message: `the newest bundle is not in ${HISTORY}, which is empty`,
    });
  });

  test('over a manifest of a newer version is refused', async () => {
    const world = await threeDays();
    await writeFile(world.path('out/dashboard/manifest.json'), '{"schema":"phasegate.dashboard-manifest/2"}');
    await expect(restore(world)).rejects.toMatchObject({ code: 'unsupported_schema_version' });
  });
});
