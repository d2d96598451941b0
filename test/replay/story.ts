import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommand } from '../../scripts/replay/src/command.js';
import { replay, type Answer } from '../../scripts/replay/src/run.js';
import { MINUTE } from '../../src/domain/time.js';
import { git, makeRepository, payments, START } from '../bundles/scenario.js';
import { temporaryFolder } from '../temporary-folder.js';
import { World } from './world.js';

export const minute = (minutes: number): number => START + minutes * MINUTE;
const POLICY = 'governance/policy.yaml';

/** Commits the policy and the schemas, and what else is named. */
export async function commit(folder: string, ...others: readonly string[]): Promise<void> {
  await git(folder, 'add', 'governance', 'schemas', ...others);
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid'];
  await git(folder, ...identity, 'commit', '--quiet', '--message', 'policy');
}

/** Changes the policy in place and gives its text. */
export async function changePolicy(folder: string, from: string, to: string): Promise<string> {
  const text = await readFile(join(folder, POLICY), 'utf8');
  if (!text.includes(from)) throw new Error(`the policy does not hold ${from}`);
  await writeFile(join(folder, POLICY), text.replace(from, to));
  return text.replace(from, to);
}

/**
 * A rollout with two promotions and two rollbacks: by the policy after a late tick, for payments that take 600 ms from
 * 09:30 on; and by a person without an analysis. In between the policy's limit is changed from 500 to 550 ms.
 */
export async function makeStory(): Promise<string> {
  const folder = await temporaryFolder();
  const telemetry = [
    payments('dark', { from: 0, to: 60, tookMs: 100 }),
    payments('tenth', { from: 60, to: 90, tookMs: 350 }),
    payments('tenth', { from: 90, to: 135, tookMs: 600 }),
    payments('dark', { from: 135, to: 180, tookMs: 100 }),
    payments('tenth', { from: 180, to: 210, tookMs: 100 }),
    payments('dark', { from: 210, to: 240, tookMs: 100 }),
  ];
  await makeRepository(folder, telemetry.join(''));
  await commit(folder);
  const world = new World(folder);
  for (const at of [32, 62]) await world.tick(minute(at));
  await world.decide({ operation: 'promote', now: minute(63) });
  for (const at of [77, 92, 137, 152]) await world.tick(minute(at));
  await changePolicy(folder, 'rollback: { above: 500 }', 'rollback: { above: 550 }');
  await commit(folder);
  for (const at of [167, 182]) await world.tick(minute(at));
  await world.decide({ operation: 'promote', now: minute(183) });
  await world.tick(minute(197));
  await world.decide({ operation: 'rollback', now: minute(211), blind: true });
  await world.tick(minute(243));
  return folder;
}

export async function copyOf(folder: string): Promise<string> {
  const copy = await temporaryFolder();
  await cp(folder, copy, { recursive: true });
  return copy;
}

export async function replayOf(folder: string, ...args: readonly string[]): Promise<Answer> {
  const command = readCommand(['--repo', folder, ...args]);
  if (command === null) throw new Error('the command asks for help');
  return replay(command);
}

/** The batch files below a folder whose path holds a text. */
export async function batchFiles(folder: string, part: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith('.jsonl') && name.includes(part))
    .map((name) => join(folder, name));
}
