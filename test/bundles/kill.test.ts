import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { temporaryFolder } from '../temporary-folder.js';
import {
  analyzeAt,
  collectAt,
  copyOf,
  killEverywhere,
  promoteAt,
  runAll,
  runStage,
  type Stage,
} from './kill-stages.js';
import { at, git, makeRepository, payments } from './scenario.js';

jest.setTimeout(600_000);

const report: Stage = { action: 'report', inputs: {} };
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
    const kills = await killEverywhere(before.get(name) ?? '', { stage, later });
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
