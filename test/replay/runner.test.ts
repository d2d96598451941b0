import { beforeAll, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunRequest } from '../../scripts/local/src/runner.js';
import { makeRepository, payments } from '../bundles/scenario.js';
import { PROJECT, runAll } from '../local/support.js';
import { temporaryFolder } from '../temporary-folder.js';
import { batchFiles, commit, copyOf, minute } from './story.js';

// The real workflows are run, with the committed bundles.
jest.setTimeout(180_000);

let folder: string;

const tick = (minutes: number): RunRequest => ({
  workflow: 'rollout',
  now: minute(minutes),
  isStepped: true,
});

const promote = (minutes: number): RunRequest => ({
  workflow: 'rollback',
  inputs: new Map([
    ['operation', 'promote'],
    ['reason', 'as planned'],
  ]),
  now: minute(minutes),
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function replay(...args: readonly string[]): Promise<Ended> {
  const bundle = join(PROJECT, 'scripts/replay/dist/index.mjs');
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [bundle, ...args])) };
  } catch (error) {
    return error as Ended;
  }
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const telemetry = [
    payments('dark', { from: 0, to: 60, tookMs: 100 }),
    payments('tenth', { from: 60, to: 105, tookMs: 600 }),
  ];
  await makeRepository(folder, telemetry.join(''));
  await commit(folder);
  const play = { folder: 'telemetry', until: minute(120) };
  const { results } = await runAll(folder, [tick(32), tick(62), promote(63), tick(77)], { play });
  expect(results.map(({ result }) => result)).toEqual(['success', 'success', 'success', 'success']);
}, 180_000);

test('a promotion and a rollback by the workflows are made again byte for byte', async () => {
  const out = await temporaryFolder();
  const files = ['--markdown', join(out, 'replay.md'), '--json', join(out, 'replay.json')];
  const { code, stdout } = await replay('--repo', folder, ...files);
  expect(stdout).toMatch(
    /^entry 1 promote dark → tenth .*: identical.*\nentry 2 rollback tenth → dark .*: identical.*\n$/,
  );
  expect(code).toBe(0);
  expect(await readFile(join(out, 'replay.md'), 'utf8')).toMatch(/^## Replay of recorded decisions\n/);
  expect(JSON.parse(await readFile(join(out, 'replay.json'), 'utf8'))).toMatchObject({
    decisions: [
      { seq: 1, kind: 'identical' },
      { seq: 2, kind: 'identical' },
    ],
    notes: [],
  });
});

test('a byte of a batch that was flipped: exit code 1, and the file is named', async () => {
  const copy = await copyOf(folder);
  const [file = ''] = await batchFiles(join(copy, '.phasegate/artifacts'), 'tenth/batch-20260504T090000Z');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"took_ms":604', '"took_ms":614'));
  const { code, stdout } = await replay('--repo', copy);
  expect(stdout).toContain(`${file}: its events do not match its digest`);
  expect(code).toBe(1);
});

test('a command that is wrong: exit code 2', async () => {
  const { code, stderr } = await replay('--repo', folder, '--policy', 'no-such-file.yaml');
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('no-such-file.yaml') });
  expect((await replay('--nonsense')).code).toBe(2);
  expect(await replay('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('Exit codes') });
});
