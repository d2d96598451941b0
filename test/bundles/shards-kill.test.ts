import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { temporaryFolder } from '../temporary-folder.js';
import { analyzeAt, copyOf, killEverywhere, promoteAt, runAll, runStage, type Stage } from './kill-stages.js';
import { at, makeRepository, payments } from './scenario.js';

// Shards write what any collector writes, which is killed in kill.test.ts; here are the merges behind them.
jest.setTimeout(600_000);

const shardAt = (index: number, minutes: number): Stage => ({
  action: 'collect',
  inputs: { shard: `${index}/2`, output: `shards/phasegate-shard-${index}-of-2`, now: at(minutes) },
});

const shardsAt = (minutes: number): readonly Stage[] => [shardAt(1, minutes), shardAt(2, minutes)];

const mergeAt = (minutes: number): Stage => ({
  action: 'collect',
  inputs: { job: 'merge', shards: '2', now: at(minutes) },
});

interface Merge {
  readonly name: string;
  /** What is done before it. */
  readonly first: readonly Stage[];
  /** Whether the second shard delivers nothing. Default false. */
  readonly isShardMissing?: boolean;
  readonly stage: Stage;
  /** What is done behind it before a workspace is looked at. */
  readonly later: readonly Stage[];
  /** The batches that it makes, and what it says they miss. Users are in `dark` for longer than the ledger says. */
  readonly makes: readonly string[];
}

const STORY: readonly Merge[] = [
  {
    name: 'the first merge',
    first: shardsAt(32),
    stage: mergeAt(32),
    later: [...shardsAt(62), mergeAt(62)],
    makes: ['08:00 dark', '08:15 dark'],
  },
  {
    name: 'one that goes on',
    first: shardsAt(62),
    stage: mergeAt(62),
    later: [],
    makes: ['08:30 dark', '08:45 dark'],
  },
  {
    name: 'one without a shard, after a decision',
    first: [analyzeAt(62), promoteAt(63), shardAt(1, 92)],
    isShardMissing: true,
    stage: mergeAt(92),
    later: [],
    makes: ['09:00 dark', '09:00 tenth, nothing from app', '09:15 dark', '09:15 tenth, nothing from app'],
  },
  {
    name: 'one that makes windows anew, since the shard is back',
    first: shardsAt(107),
    stage: mergeAt(107),
    later: [],
    makes: ['09:00 dark', '09:00 tenth', '09:15 dark', '09:15 tenth', '09:30 dark', '09:30 tenth'],
  },
];

const before = new Map<string, string>();

/** The batches that a merge says it made: `08:00 dark`. */
function batchesSaid(log: string): string[] {
  const lines = log.matchAll(/^batch \S+T(\d\d:\d\d):00Z (\w+): \d+ events(.*)$/gm);
  return [...lines].map(([, time, phase, missed]) => `${time} ${phase}${missed}`);
}

beforeAll(async () => {
  const workspace = await temporaryFolder();
  await makeRepository(workspace, payments('dark', { from: 0, to: 120, tookMs: 100 }));
  const path = join(workspace, 'governance/policy.yaml');
  const app = "  - { name: app, jsonl: 'telemetry/app/*.jsonl', schema: shop }\n  - { name: decisions";
  await writeFile(path, (await readFile(path, 'utf8')).replace('  - { name: decisions', app));
  await mkdir(join(workspace, 'telemetry/app'));
  const more = payments('dark', { from: 0.25, to: 120, tookMs: 200 });
  await writeFile(join(workspace, 'telemetry/app/a.jsonl'), more);
  for (const { name, first, isShardMissing = false, stage, makes } of STORY) {
    await runAll(workspace, first);
    if (isShardMissing) await rm(join(workspace, 'shards/phasegate-shard-2-of-2'), { recursive: true });
    before.set(name, await copyOf(workspace));
    const run = await runStage(workspace, stage);
    expect({ name, code: run.code, made: batchesSaid(run.log) }).toEqual({ name, code: 0, made: makes });
  }
});

describe('a merge killed at any write leaves a state from which the next one ends right', () => {
  test.each(STORY)('$name', async ({ name, stage, later }) => {
    const kills = await killEverywhere(before.get(name) ?? '', { stage, later });
    process.stderr.write(`${name}: killed at ${kills} points\n`);
    expect(kills).toBeGreaterThan(10);
  });
});
