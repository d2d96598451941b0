import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from '@jest/globals';
import { temporaryFolder } from '../temporary-folder.js';
import { filesBelow, runBundle, type ActionName, type BundleRun } from './run-bundle.js';
import { at, git } from './scenario.js';

const PRELOAD = ['--import', pathToFileURL(join(import.meta.dirname, 'kill-at-write.mjs')).href];
const SIGKILLED = null;

export interface Stage {
  readonly action: ActionName;
  readonly inputs: Readonly<Record<string, string>>;
}

export const collectAt = (minutes: number): Stage => ({ action: 'collect', inputs: { now: at(minutes) } });

export const analyzeAt = (minutes: number): Stage => ({
  action: 'analyze',
  inputs: { batches: 'out', now: at(minutes) },
});

export const promoteAt = (minutes: number): Stage => ({
  action: 'rollback',
  inputs: {
    operation: 'promote',
    analysis: 'out/analysis.json',
    reason: 'healthy',
    request: 'run 1',
    now: at(minutes),
  },
});

/** What counts of a workspace: everything the stages write, the governance branch included. */
async function result(workspace: string): Promise<object> {
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

export async function copyOf(workspace: string): Promise<string> {
  const copy = await temporaryFolder();
  await cp(workspace, copy, { recursive: true });
  return copy;
}

export async function runStage(workspace: string, stage: Stage, killAt?: number): Promise<BundleRun> {
  return runBundle(stage.action, {
    workspace,
    inputs: stage.inputs,
    ...(killAt === undefined ? {} : { nodeArgs: PRELOAD, env: { KILL_AT: String(killAt) } }),
  });
}

export async function runAll(workspace: string, stages: readonly Stage[]): Promise<void> {
  for (const stage of stages) {
    const run = await runStage(workspace, stage);
    if (run.code !== 0) throw new Error(`action-${stage.action} failed: ${run.log}`);
  }
}

/**
 * Kills a stage before each of its writes, in copies of a workspace: run again, with those after it, it leaves what it leaves
 * where nothing was killed. The number of kills.
 */
export async function killEverywhere(
  start: string,
  { stage, later }: { readonly stage: Stage; readonly later: readonly Stage[] },
): Promise<number> {
  const whole = await copyOf(start);
  await runAll(whole, [stage, ...later]);
  const expected = await result(whole);
  for (let killAt = 1; ; killAt += 1) {
    const workspace = await copyOf(start);
    const run = await runStage(workspace, stage, killAt);
    if (run.code !== SIGKILLED) {
      expect(run).toMatchObject({ code: 0 });
      return killAt - 1;
    }
    await runAll(workspace, [stage, ...later]);
    expect({ killAt, ...(await result(workspace)) }).toEqual({ killAt, ...expected });
  }
}
