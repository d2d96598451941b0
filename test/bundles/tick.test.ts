import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Analysis } from '../../src/domain/analysis.js';
import { node24, oldestNode } from '../runtimes.js';
import { temporaryFolder } from '../temporary-folder.js';
import { filesBelow, runBundle, type ActionName, type BundleRun } from './run-bundle.js';
import { at, git, makeRepository, payments } from './scenario.js';

jest.setTimeout(120_000);

let workspace: string;
beforeEach(async () => {
  workspace = await temporaryFolder();
});

async function run(action: ActionName, inputs: Record<string, string>, node?: string): Promise<BundleRun> {
  const ended = await runBundle(action, { workspace, inputs, ...(node === undefined ? {} : { node }) });
  if (ended.code !== 0) throw new Error(`action-${action} failed: ${ended.log}`);
  return ended;
}

async function tick(minutes: number, node?: string): Promise<BundleRun> {
  await run('collect', { now: at(minutes) }, node);
  const analyzed = await run('analyze', { batches: 'out', now: at(minutes) }, node);
  await run('report', {}, node);
  return analyzed;
}

const TELEMETRY =
  payments('dark', { from: 0, to: 60, tookMs: 100 }) + payments('tenth', { from: 60, to: 105, tookMs: 600 });

describe.each([
  ['the node that runs the tests', () => process.execPath],
  ['Node 24, as GitHub runs it', node24],
  ['the oldest Node that the README names', oldestNode],
])('on %s', (_name, nodeOf) => {
  test('a rollout made by hand is watched, promoted, judged and rolled back', async () => {
    const node = nodeOf();
    await makeRepository(workspace, TELEMETRY);
    expect((await tick(17, node)).outputs).toMatchObject({
      gate: 'hold',
      phase: 'dark',
      'rollback-required': 'false',
    });
    expect((await tick(62, node)).outputs).toMatchObject({ gate: 'promote', phase: 'dark', target: 'tenth' });
    const promoted = await run(
      'rollback',
      {
        operation: 'promote',
        analysis: 'out/analysis.json',
        reason: 'healthy',
        request: 'run 1',
        now: at(63),
      },
      node,
    );
    expect(promoted.outputs).toMatchObject({ phase: 'tenth', changed: 'true', entry: '1' });
    expect((await tick(92, node)).outputs).toMatchObject({
      gate: 'rollback',
      phase: 'tenth',
      'rollback-required': 'true',
    });
    const rolledBack = await run(
      'rollback',
      { operation: 'rollback', automatic: 'true', analysis: 'out/analysis.json', now: at(92) },
      node,
    );
    expect(rolledBack.outputs).toMatchObject({ phase: 'dark', changed: 'true', entry: '2' });
    expect((await run('rollback', { operation: 'verify' }, node)).outputs).toMatchObject({ findings: '0' });
    expect(await git(workspace, 'show', '--name-only', '--format=%s', 'phasegate')).toBe(
      [
        'rollback checkout-redesign: tenth -> dark (entry 2)',
        '',
        'governance/audit/phase_rollout/2026-05-04.jsonl',
        'governance/flags/flags.env',
        'governance/flags/flags.flagd.json',
        'governance/phase-ledger.yaml',
        'governance/snapshots/000002.json',
      ].join('\n'),
    );
  });
});

test('nothing of another rollout is in what a rollout made by hand leaves', async () => {
  await makeRepository(workspace, TELEMETRY);
  await tick(62);
  const files = await filesBelow(join(workspace, 'out'));
  expect(Object.keys(files).length).toBeGreaterThan(8);
  // The dashboard's program is the same for everybody; its chart library merges and restores in its own sense.
  const withoutProgram = (text: string): string => text.replace(/<script>[\s\S]*?<\/script>/g, '');
  for (const [name, text] of Object.entries(files))
    expect(`${name} ${withoutProgram(text)}`).not.toMatch(/autosave|merge\b|restore/i);
});

test('a tick that is run twice changes no byte', async () => {
  await makeRepository(workspace, TELEMETRY);
  await tick(32);
  await tick(62);
  const trees = async (): Promise<unknown> => [
    await filesBelow(join(workspace, 'out')),
    await filesBelow(join(workspace, '.phasegate')),
    await git(workspace, 'for-each-ref'),
  ];
  const once = await trees();
  await tick(62);
  expect(await trees()).toEqual(once);
});

describe('twenty missed ticks and then one', () => {
  /** Lines that broke, came late or came twice are among them; each says when it arrived. */
  function disturbed(): { arrived: number; line: string }[] {
    const lines = payments('dark', { from: 0, to: 315, tookMs: 100 }).trimEnd().split('\n');
    return lines
      .flatMap((line, n) => {
        const arrived = n * 0.5 + (n % 50 === 49 ? 40 : 0.1);
        const event = { ...(JSON.parse(line) as object), id: `e${n}`, received_at: at(arrived) };
        const entry = { arrived, line: JSON.stringify(event) };
        const again = {
          arrived: arrived + 20,
          line: JSON.stringify({ ...event, received_at: at(arrived + 20) }),
        };
        return n % 60 === 7
          ? [entry, again]
          : n % 70 === 3
            ? [entry, { arrived, line: line.slice(0, 30) }]
            : [entry];
      })
      .sort((a, b) => a.arrived - b.arrived);
  }

  async function play(folder: string, ticks: readonly number[]): Promise<unknown> {
    workspace = folder;
    await makeRepository(folder, '');
    const policy = join(folder, 'governance/policy.yaml');
    await writeFile(
      policy,
      (await readFile(policy, 'utf8')).replace('schema: shop }', 'schema: shop, arrived: received_at }'),
    );
    const lines = disturbed();
    for (const minutes of ticks) {
      const visible = lines.filter((entry) => entry.arrived <= minutes).map((entry) => `${entry.line}\n`);
      await writeFile(join(folder, 'telemetry/shop/a.jsonl'), visible.join(''));
      await run('collect', { now: at(minutes) });
      await run('analyze', { batches: 'out', now: at(minutes) });
    }
    return {
      batches: await filesBelow(join(folder, 'out/logs')),
      state: await filesBelow(join(folder, '.phasegate')),
      verdicts: (JSON.parse(await readFile(join(folder, 'out/analysis.json'), 'utf8')) as Analysis).verdicts,
    };
  }

  test('end in the same state as twenty on time', async () => {
    const onTime = Array.from({ length: 21 }, (_, n) => 17 + 15 * n);
    const punctual = await play(await temporaryFolder(), onTime);
    const late = await play(await temporaryFolder(), [17, 317]);
    expect(late).toEqual(punctual);
  });
});

test('two ticks at once on one state end like one', async () => {
  await makeRepository(workspace, TELEMETRY);
  const alone = await temporaryFolder();
  await cp(workspace, alone, { recursive: true });
  const both = await Promise.all([run('collect', { now: at(62) }), run('collect', { now: at(62) })]);
  expect(both.map(({ outputs }) => outputs['skipped'])).toEqual(['false', 'false']);
  expect(both.map(({ outputs }) => outputs['batches']).sort()).toEqual(['0', '4']);
  const tree = await filesBelow(workspace);
  workspace = alone;
  await run('collect', { now: at(62) });
  expect(tree).toEqual(await filesBelow(alone));
});

test('a tick that another one holds up for long says that it skipped', async () => {
  await makeRepository(workspace, TELEMETRY);
  const state = join(workspace, '.phasegate/state');
  await mkdir(state, { recursive: true });
  const { hostname } = await import('node:os');
  await writeFile(join(state, 'lock'), JSON.stringify({ host: hostname(), pid: process.pid }));
  const skipped = await run('collect', { now: at(62) });
  expect(skipped.outputs).toMatchObject({ skipped: 'true', batches: '0' });
  expect(skipped.log).toContain(`skipped: process ${process.pid}`);
});
