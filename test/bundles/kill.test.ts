import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { temporaryFolder } from '../temporary-folder.js';
import { filesBelow, runBundle, type ActionName, type BundleRun } from './run-bundle.js';
import { at, git, makeRepository, payments } from './scenario.js';

jest.setTimeout(600_000);

const PRELOAD = ['--import', pathToFileURL(join(import.meta.dirname, 'kill-at-write.mjs')).href];
const SIGKILLED = null;

interface Stage {
  readonly action: ActionName;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What counts of a workspace: everything the stages write, the governance branch included. */
async function result(workspace: string): Promise<unknown> {
  const branch = await git(
    workspace,
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    'refs/heads/phasegate',
  );
  return {
    branch,
    out: await filesBelow(join(workspace, 'out')),
    state: await filesBelow(join(workspace, '.phasegate')),
  };
}

async function copyOf(workspace: string): Promise<string> {
  const copy = await temporaryFolder();
  await cp(workspace, copy, { recursive: true });
  return copy;
}

async function runStage(workspace: string, stage: Stage, killAt?: number): Promise<BundleRun> {
  return runBundle(stage.action, {
    workspace,
    inputs: stage.inputs,
    ...(killAt === undefined ? {} : { nodeArgs: PRELOAD, env: { KILL_AT: String(killAt) } }),
  });
}

async function runAll(workspace: string, stages: readonly Stage[]): Promise<void> {
  for (const stage of stages) {
    const run = await runStage(workspace, stage);
    if (run.code !== 0) throw new Error(`action-${stage.action} failed: ${run.log}`);
  }
}

const collectAt = (minutes: number): Stage => ({ action: 'collect', inputs: { now: at(minutes) } });
const analyzeAt = (minutes: number): Stage => ({
  action: 'analyze',
  inputs: { batches: 'out', now: at(minutes) },
});
const report: Stage = { action: 'report', inputs: {} };
const promoteAt = (minutes: number): Stage => ({
  action: 'rollback',
  inputs: {
    operation: 'promote',
    analysis: 'out/analysis.json',
    reason: 'healthy',
    request: 'run 1',
    now: at(minutes),
  },
});
const rollbackAt = (minutes: number): Stage => ({
  action: 'rollback',
  inputs: { operation: 'rollback', automatic: 'true', analysis: 'out/analysis.json', now: at(minutes) },
});

/** Where the workspace stands before each stage of a small story. */
const before = new Map<string, string>();

beforeAll(async () => {
  const workspace = await temporaryFolder();
  const telemetry =
    payments('dark', { from: 0, to: 60, tookMs: 100 }) +
    payments('tenth', { from: 60, to: 105, tookMs: 600 });
  await makeRepository(workspace, telemetry);
  const story: readonly (readonly [string, Stage])[] = [
    ['first tick', collectAt(32)],
    ['second tick', collectAt(62)],
    ['analysis', analyzeAt(62)],
    ['report', report],
    ['promotion', promoteAt(63)],
    ['a tick with decisions', collectAt(92)],
    ['an analysis that rolls back', analyzeAt(92)],
    ['rollback', rollbackAt(92)],
  ];
  for (const [name, stage] of story) {
    before.set(name, await copyOf(workspace));
    await runAll(workspace, [stage]);
  }
});

describe('a process killed at any write leaves a state from which the next run ends right', () => {
  test.each<{ name: string; stage: Stage; later: readonly Stage[] }>([
    { name: 'first tick', stage: collectAt(32), later: [collectAt(62)] },
    { name: 'second tick', stage: collectAt(62), later: [collectAt(77)] },
    { name: 'analysis', stage: analyzeAt(62), later: [] },
    { name: 'report', stage: report, later: [] },
    { name: 'promotion', stage: promoteAt(63), later: [] },
    { name: 'a tick with decisions', stage: collectAt(92), later: [] },
    { name: 'an analysis that rolls back', stage: analyzeAt(92), later: [] },
    { name: 'rollback', stage: rollbackAt(92), later: [] },
  ])('$name', async ({ name, stage, later }) => {
    const start = before.get(name) ?? '';
    const whole = await copyOf(start);
    await runAll(whole, [stage, ...later]);
    const expected = await result(whole);
    let kills = 0;
    for (let killAt = 1; ; killAt += 1) {
      const workspace = await copyOf(start);
      const run = await runStage(workspace, stage, killAt);
      if (run.code !== SIGKILLED) {
        expect(run).toMatchObject({ code: 0 });
        break;
      }
      kills += 1;
      await runAll(workspace, [stage, ...later]);
      expect({ killAt, ...((await result(workspace)) as object) }).toEqual({
        killAt,
        ...(expected as object),
      });
    }
    expect(kills).toBeGreaterThan(4);
  });
});

test('the story went where it should: dark, tenth, and back to dark', async () => {
  const workspace = await copyOf(before.get('rollback') ?? '');
  await runAll(workspace, [rollbackAt(92)]);
  const verified = await runStage(workspace, { action: 'rollback', inputs: { operation: 'verify' } });
  expect(verified).toMatchObject({ code: 0, outputs: { phase: 'dark' } });
  const ledger = await git(workspace, 'show', 'phasegate:governance/phase-ledger.yaml');
  expect(ledger.match(/(?<=action: ")\w+/g)).toEqual(['promote', 'rollback']);
  expect(JSON.parse(await readFile(join(workspace, 'out/analysis.json'), 'utf8'))).toMatchObject({
    gate: 'rollback',
  });
});
