import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, jest, test } from '@jest/globals';
import { temporaryFolder } from '../temporary-folder.js';
import { filesBelow, runBundle, type BundleRun } from './run-bundle.js';
import { at, makeRepository, payments } from './scenario.js';

jest.setTimeout(60_000);

let workspace: string;
beforeEach(async () => {
  workspace = await temporaryFolder();
  await makeRepository(workspace, payments('dark', { from: 0, to: 60, tookMs: 100 }));
});

const collect = (inputs: Record<string, string>): Promise<BundleRun> =>
  runBundle('collect', { workspace, inputs: { now: at(62), ...inputs } });

const merge = (inputs: Record<string, string> = {}): Promise<BundleRun> =>
  collect({ job: 'merge', shards: '2', output: 'merged', ...inputs });

/** Both shards, each with its output in a folder of its own, as artifacts are unpacked. */
async function collectBoth(): Promise<void> {
  for (const index of [1, 2])
    expect(
      await collect({ shard: `${index}/2`, output: `shards/phasegate-shard-${index}-of-2` }),
    ).toMatchObject({
      code: 0,
      outputs: { batches: '0' },
    });
}

async function put(file: string, data: string): Promise<void> {
  const path = join(workspace, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, data);
}

const batchesIn = (folder: string): Promise<Record<string, string>> =>
  filesBelow(join(workspace, folder, 'logs'));

test.each([
  [{ shard: '4/3' }, 'shard is number 4 of 3; they are numbered from 1 to 3'],
  [{ shard: 'x' }, 'shard is "x"; write one such as 3/16, the third of sixteen'],
  [{ shard: '1/65' }, 'shard is of 65 shards; a tick has 1 to 64'],
  [{ job: 'merge', shards: '$(id)' }, 'shards is "$(id)"; shards that are merged are 2 to 64'],
  [{ job: 'merge' }, 'job merge needs shards, how many there are: 2 to 64'],
  [{ job: 'merge', shards: '2', shard: '1/2' }, 'shard is for job rollout; job merge is one job'],
  [{ job: 'latency', shard: '1/2' }, 'shard is for job rollout; job latency is one job'],
])('%j is told what is wrong', async (inputs, fault) => {
  const run = await collect(inputs);
  expect([run.code, run.log]).toEqual([1, expect.stringContaining(fault)]);
});

test('shards that are merged leave what one collector leaves', async () => {
  await collect({ output: 'one', state: 'state-one' });
  await collectBoth();
  const merged = await merge();
  expect(merged).toMatchObject({ code: 0, outputs: { batches: '4', accepted: '120', missed: '0' } });
  expect(await batchesIn('merged')).toEqual(await batchesIn('one'));
  const [analyzed, alone] = [
    await runBundle('analyze', { workspace, inputs: { now: at(62), batches: 'merged' } }),
    await runBundle('analyze', {
      workspace,
      inputs: { now: at(62), batches: 'one', state: 'state-one', output: 'out-one' },
    }),
  ];
  expect([analyzed.code, alone.code]).toEqual([0, 0]);
  const text = (folder: string): Promise<string> =>
    readFile(join(workspace, folder, 'analysis.json'), 'utf8');
  expect(await text('out')).toBe(await text('out-one'));
  // And again, from the same files.
  expect(await merge({ output: 'again' })).toMatchObject({ code: 0, outputs: { batches: '0' } });
});

test('what is no delivery of this tick is named and not taken', async () => {
  await collectBoth();
  const good = await readFile(join(workspace, 'shards/phasegate-shard-1-of-2/shard.jsonl'), 'utf8');
  await cp(join(workspace, 'shards/phasegate-shard-1-of-2'), join(workspace, 'shards/copy'), {
    recursive: true,
  });
  await put('shards/a/shard.jsonl', good.slice(0, 500));
  await put('shards/b/shard.jsonl', '\u0000'.repeat(1_000));
  await put('shards/c/shard.jsonl', '[');
  await put('shards/d/shard.jsonl', `{"schema":"phasegate.shard/1","rollout":"../../etc"}\n`);
  await put('shards/e/shard.jsonl', good.replace('"index":1', '"index":2'));
  await put('shards/f/shard.jsonl', `{"schema":"phasegate.shard/1","rollout":"other"}\n`);
  await put('shards/g/shard.jsonl', `${'['.repeat(100_000)}\n`);
  const merged = await merge();
  expect(merged).toMatchObject({ code: 0, outputs: { batches: '4', accepted: '120', missed: '0' } });
  for (const said of [
    'shards/a/shard.jsonl: the last line has no end; the file was cut off',
    'shards/b/shard.jsonl is no delivery of a shard',
    'shards/c/shard.jsonl is no delivery of a shard',
    'shards/d/shard.jsonl is no delivery of a shard',
    'shards/e/shard.jsonl: it is not what its digest says',
    'shards/f/shard.jsonl is of the rollout other, which this tick has not',
    'shards/g/shard.jsonl is no delivery of a shard',
    'shard 1 of 2 came before, in shards/copy/shard.jsonl; it is taken once',
  ])
    expect(merged.log).toContain(said);
});

test('no delivery at all closes nothing, and says who is silent', async () => {
  const merged = await merge();
  expect(merged).toMatchObject({ code: 0, outputs: { batches: '0' } });
  expect(merged.log).toContain('shard 1 of 2 of checkout-redesign delivered nothing');
  expect(await batchesIn('merged')).toEqual({});
});
