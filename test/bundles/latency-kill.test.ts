import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DAY_ONE } from '../observability/signals.js';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import { temporaryFolder } from '../temporary-folder.js';
import {
  addSignals,
  archivedSamples,
  at,
  batchCounts,
  latencyJob,
  makeSignals,
  rollups,
  runLog,
  signals,
} from './latency-world.js';
import { filesBelow } from './run-bundle.js';

jest.setTimeout(900_000);

const PRELOAD = ['--import', pathToFileURL(join(import.meta.dirname, 'kill-at-write.mjs')).href];
const SIGKILLED = null;
/** What observability writes, and the collector's commit behind it; its other files are killed in kill.test.ts. */
const KILL_ONLY = String.raw`obs/|collector/state\.json`;

interface Step {
  readonly name: string;
  readonly now: string;
  /** Hours whose signals come before it. */
  readonly hours: readonly [from: number, to: number];
  readonly each: number;
  readonly latency: number;
}

/** Samples are kept a day and rotated beyond 1 kB, which is an hour of the first day. */
const STORY: readonly Step[] = [
  { name: 'the first job', now: at(65), hours: [0, 1], each: 30, latency: 6_000 },
  { name: 'a job that closes no hour', now: at(80), hours: [1, 1], each: 0, latency: 0 },
  { name: 'a job that rotates and alerts', now: at(125), hours: [1, 2], each: 30, latency: 6_000 },
  { name: 'quiet', now: at(24 * 60 - 5), hours: [2, 2], each: 0, latency: 0 },
  { name: 'quiet, with signals', now: at(26 * 60 + 5), hours: [24, 26], each: 10, latency: 100 },
  { name: 'quiet until the third day', now: at(48 * 60 - 5), hours: [26, 26], each: 0, latency: 0 },
  { name: 'a job that drops old samples', now: at(49 * 60 + 30), hours: [48, 49], each: 5, latency: 100 },
];
const KILLED = STORY.filter(({ name }) => !name.startsWith('quiet'));

const before = new Map<string, string>();

async function copyOf(workspace: string): Promise<string> {
  const copy = await temporaryFolder();
  await cp(workspace, copy, { recursive: true });
  return copy;
}

/** A lock that was being written when its process died holds others back for a second. */
async function job(workspace: string, { now }: Step): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const run = await latencyJob(workspace, now);
    if (run.code !== 0) throw new Error(run.log);
    if (run.outputs['skipped'] === 'false') return;
    if (tries === 5) throw new Error(`skipped for good: ${run.log}`);
    await sleep(400);
  }
}

/** What counts of a workspace: all but the run log and the alerts that it holds, which tell of the jobs that there were. */
async function result(workspace: string): Promise<unknown> {
  const below = await filesBelow(join(workspace, 'obs'));
  const files = Object.entries(below).filter(([path]) => !path.startsWith('ops/automation_runs.'));
  const { ['ops/latency_archive.json']: archive = '', ...others } = Object.fromEntries(files);
  const { digest: _, alerts: __, ...held } = JSON.parse(archive) as Record<string, unknown>;
  return {
    obs: others,
    held,
    out: await filesBelow(join(workspace, 'out')),
    state: await filesBelow(join(workspace, '.phasegate')),
  };
}

/** The alerts of a log whose lines are numbered without a gap. */
async function alertsOf(workspace: string): Promise<string[]> {
  const lines = await runLog(workspace);
  expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, i) => i + 1));
  return lines.flatMap(({ alerts }) => alerts.map(({ id, severity }) => `${id} ${severity}`));
}

beforeAll(async () => {
  const workspace = await makeSignals([], { latency: 'keep-samples: 1d, rotate-at: 1kB' });
  for (const step of STORY) {
    const [from, to] = step.hours;
    await addSignals(workspace, signals({ from, to, each: step.each, latency: step.latency }));
    before.set(step.name, await copyOf(workspace));
    await job(workspace, step);
  }
  // The story does what its names say.
  const lines = await runLog(workspace);
  expect(lines.map(({ status }) => status)).toEqual(STORY.map(() => 'ok'));
  expect(await alertsOf(workspace)).toEqual(['latency_breach warning', 'latency_breach_resolved info']);
  const names = Object.keys(await filesBelow(join(workspace, 'obs/ops/signal_latency_archive')));
  expect(names).toHaveLength(3);
  expect((await archivedSamples(workspace)).length).toBe(30 + 30 + 5 + 5);
});

/** Kills the step's job before each change of the disk in turn, and gives every workspace that it leaves to `check`. */
async function killEverywhere(
  step: Step,
  check: (workspace: string, killAt: number) => Promise<void>,
  every = 1,
): Promise<number> {
  let kills = 0;
  for (let killAt = 1; ; killAt += every) {
    const workspace = await copyOf(before.get(step.name) ?? '');
    const run = await latencyJob(workspace, step.now, {
      nodeArgs: PRELOAD,
      env: { KILL_AT: String(killAt), KILL_ONLY },
    });
    if (run.code !== SIGKILLED) {
      expect(run).toMatchObject({ code: 0 });
      return kills;
    }
    kills += 1;
    await check(workspace, killAt);
  }
}

describe('a latency job killed at any write leaves files from which the next one ends right', () => {
  test.each(KILLED)('$name', async (step) => {
    const whole = await copyOf(before.get(step.name) ?? '');
    await job(whole, step);
    const expected = await result(whole);
    const alerts = await alertsOf(whole);
    const kills = await killEverywhere(step, async (workspace, killAt) => {
      await job(workspace, step);
      expect({ killAt, ...((await result(workspace)) as object) }).toEqual({
        killAt,
        ...(expected as object),
      });
      expect({ killAt, alerts: await alertsOf(workspace) }).toEqual({ killAt, alerts });
    });
    process.stderr.write(`${step.name}: killed at ${kills} points\n`);
    expect(kills).toBeGreaterThan(15);
  });
});

test('signals that come between a killed job and the next one are in the batch and in the archive, or in neither', async () => {
  const step = KILLED.find(({ name }) => name.includes('rotates'));
  if (step === undefined) throw new Error('no such step');
  const late = { ts: DAY_ONE + HOUR + 31 * MINUTE, source: 'late', latency: 77 };
  let taken = 0;
  await killEverywhere(
    step,
    async (workspace, killAt) => {
      await addSignals(workspace, [late]);
      await job(workspace, step);
      const counts = await batchCounts(workspace);
      const hours = Object.fromEntries(
        (await rollups(workspace)).map((row) => [row['hour_utc'], Number(row['count'])]),
      );
      expect({ killAt, hours }).toEqual({ killAt, hours: counts });
      const samples = await archivedSamples(workspace);
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      expect({ killAt, samples: samples.length }).toEqual({ killAt, samples: total });
      expect(new Set(samples.map((row) => row.join())).size).toBe(total);
      if (samples.some((row) => row.includes('late'))) taken += 1;
    },
    4,
  );
  // Before the collector's state is written the hour is open; behind it the signal is late.
  expect(taken).toBeGreaterThan(3);
});
