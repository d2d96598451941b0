import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { makeRepository, payments, START } from '../bundles/scenario.js';
import { filesBelow } from '../bundles/run-bundle.js';
import { MINUTE } from '../../src/domain/time.js';
import type { RunResult } from '../../scripts/local/src/progress.js';
import { Runner } from '../../scripts/local/src/runner.js';
import { temporaryFolder } from '../temporary-folder.js';

// Ticks of the whole workflow, of one collector and of shards.
jest.setTimeout(240_000);

const PROJECT = join(import.meta.dirname, '../..');
const SOURCES = ['shop', 'web', 'till'];

interface Kind {
  readonly keepEvents: boolean;
  readonly hasTicks: boolean;
}

/** A policy of three sources that are read, each with a schema of its own, and of others that are not. */
async function repository({ keepEvents, hasTicks }: Kind): Promise<string> {
  const repo = await temporaryFolder();
  await makeRepository(repo, '');
  const policy = join(repo, 'governance/policy.yaml');
  const schema = await readFile(join(repo, 'schemas/events/shop.json'), 'utf8');
  const read = SOURCES.map(
    (name) => `  - { name: ${name}, jsonl: 'telemetry/${name}.jsonl', schema: ${name} }`,
  );
  const text = (await readFile(policy, 'utf8')).replace(
    / {2}- \{ name: shop.*\n/,
    [...read, ...(hasTicks ? ['  - { name: ticks, ticks: true }'] : []), ''].join('\n'),
  );
  await writeFile(policy, `${text}keep-events: ${String(keepEvents)}\n`);
  for (const [i, name] of SOURCES.entries()) {
    await writeFile(join(repo, `schemas/events/${name}.json`), schema);
    await writeFile(
      join(repo, `telemetry/${name}.jsonl`),
      payments('dark', { from: 0, to: 90, tookMs: 100 + 50 * i }),
    );
  }
  return repo;
}

interface Ticks {
  readonly tick: (minutes: number, shards: string) => Promise<RunResult>;
  readonly repo: string;
  readonly close: () => Promise<void>;
}

async function openTicks(kind: Kind): Promise<Ticks> {
  const repo = await repository(kind);
  const play = { folder: 'telemetry', until: START + 200 * MINUTE };
  const runner = await Runner.open({ repo, project: PROJECT, env: process.env, actor: 'mika', play });
  return {
    repo,
    close: () => runner.close(),
    tick: (minutes, shards) =>
      runner.run({
        ...{ workflow: 'rollout', event: 'workflow_dispatch', now: START + minutes * MINUTE },
        inputs: new Map([['shards', shards]]),
      }),
  };
}

const results = ({ jobs }: RunResult): Record<string, string> =>
  Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, job.result]));

const messages = ({ annotations }: RunResult): string => annotations.map(({ message }) => message).join('\n');

async function batchesOf({ artifacts }: RunResult): Promise<Record<string, string>> {
  const files = await filesBelow(join(artifacts, 'phasegate-batches', 'logs'));
  return Object.fromEntries(Object.entries(files).map(([file, content]) => [file, String(content)]));
}

function analysisText({ artifacts }: RunResult): Promise<string> {
  return readFile(join(artifacts, 'phasegate-analysis/analysis.json'), 'utf8');
}

test.each([
  ['all of which deliver', { keepEvents: false, hasTicks: true }, 0],
  // What a tick tells of itself says that it read less.
  ['of which one fails at a tick', { keepEvents: true, hasTicks: false }, 32],
])('three shards, %s, end in what one collector makes', async (_, kind, failsAt) => {
  const [one, three] = [await openTicks(kind), await openTicks(kind)];
  const made: Record<string, string> = {};
  const expected: Record<string, string> = {};
  const broken = join(three.repo, 'schemas/events/web.json');
  const whole = await readFile(broken, 'utf8');
  try {
    for (const minutes of [17, 32, 47, 62]) {
      const alone = await one.tick(minutes, '1');
      expect(results(alone)).toMatchObject({ plan: 'skipped', collect: 'success', analyze: 'success' });
      Object.assign(expected, await batchesOf(alone));

      await writeFile(broken, minutes === failsAt ? '{ "type": 7 }' : whole);
      const tick = await three.tick(minutes, '3');
      Object.assign(made, await batchesOf(tick));
      if (minutes === failsAt) await expectMissed(tick);
      else expect(results(tick)).toMatchObject({ plan: 'success', collect: 'success', analyze: 'success' });
      // The tick behind a failure judges two windows, of which one collector judged one before.
      if (minutes < failsAt || minutes > failsAt + 15)
        expect(await analysisText(tick)).toBe(await analysisText(alone));
    }
    expect(Object.keys(expected).length).toBeGreaterThanOrEqual(4);
    expect(Object.values(made).join('').includes('"event":"pay.done"')).toBe(kind.keepEvents);
    expect(made).toEqual(expected);
  } finally {
    await one.close();
    await three.close();
  }
});

/** The tick of a shard that failed goes on, and says so. */
async function expectMissed(tick: RunResult): Promise<void> {
  expect(results(tick)).toMatchObject({ collect: 'failure', analyze: 'success', report: 'success' });
  expect(messages(tick)).toContain('shard 2 of 3 of checkout-redesign delivered nothing');
  expect(Object.values(await batchesOf(tick)).join('\n')).toContain('"lacks":{"of":3,"shards":[2]}');
  const reports = await filesBelow(join(tick.artifacts, 'phasegate-reports'));
  const alert = Object.entries(reports).find(([file]) => file.includes('collector-missed-batch'));
  expect(JSON.parse(String(alert?.[1]))).toMatchObject({ alert: 'collector-missed-batch', missed: ['web'] });
}

test.each(['0', '65', '3; echo hello', '1.5', '$(id)', 'sixteen'])(
  'shards %j start no collector, and are told what to be',
  async (shards) => {
    const ticks = await openTicks({ keepEvents: false, hasTicks: false });
    try {
      const tick = await ticks.tick(17, shards);
      expect(results(tick)).toMatchObject({ plan: 'failure', collect: 'skipped', analyze: 'success' });
      expect(messages(tick)).toContain('must be a whole number from 1 to 64, such as 16');
    } finally {
      await ticks.close();
    }
  },
);
