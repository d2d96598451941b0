import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import {
  addSignals,
  archivedSamples,
  at,
  csvOf,
  latencyJob,
  makeSignals,
  rollups,
  runLog,
  signals,
  summaryOf,
} from './latency-world.js';

jest.setTimeout(600_000);

const PRELOAD = ['--import', pathToFileURL(join(import.meta.dirname, 'hold-lock.mjs')).href];
const PAIRS = 100;

test(`of two latency jobs started together one works and one skips, ${PAIRS} times, and no sample is lost or doubled`, async () => {
  const workspace = await makeSignals([], { latency: 'rotate-at: 2kB' });
  for (let pair = 0; pair < PAIRS; pair += 1) {
    await addSignals(workspace, signals({ from: pair, to: pair + 1, each: 3, latency: 100 + pair }));
    const release = join(workspace, `release-${pair}`);
    const start = async (): Promise<Record<string, unknown>> => {
      const env = { HOLD_UNTIL: release };
      const run = await latencyJob(workspace, at(pair * 60 + 65), { nodeArgs: PRELOAD, env });
      // The first one that ends is not the one that holds the lock.
      await writeFile(release, '');
      return { code: run.code, ...summaryOf(run) };
    };
    const ends = await Promise.all([start(), start()]);
    const [skipped, worked] = ends.sort((a, b) => Number(a['attempts']) - Number(b['attempts']));
    expect(skipped).toMatchObject({ code: 0, status: 'skipped', reason: 'lock_not_acquired' });
    expect(worked).toMatchObject({ code: 0, status: 'ok', samples_written: 3, rollups_written: 1 });
  }
  const samples = await archivedSamples(workspace);
  const all = signals({ from: 0, to: 0, each: 3, latency: 0 });
  for (let pair = 0; pair < PAIRS; pair += 1)
    all.push(...signals({ from: pair, to: pair + 1, each: 3, latency: 100 + pair }));
  expect(samples.map((row) => `${row.join()}\n`).join('')).toBe(csvOf(all));
  expect(await rollups(workspace)).toHaveLength(PAIRS);
  const lines = await runLog(workspace);
  expect(lines.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 2 * PAIRS }, (_, i) => i + 1));
  expect(lines.filter(({ status }) => status === 'skipped')).toHaveLength(PAIRS);
});
