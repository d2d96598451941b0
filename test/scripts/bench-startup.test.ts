import { beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.js';

const ACTION = `inputs:
  policy: { default: governance/policy.yaml }
  greeting: { default: hello }
  cache-key: { default: '' }
runs: { using: node24, main: dist/index.mjs }
`;

/** Ends with a code that tells what it was given. */
const BUNDLE = `const env = process.env;
if (env.INPUT_GREETING !== 'hello') process.exit(9);
if (env.INPUT_POLICY === 'missing.yaml') process.exit(1);
process.exit(env['INPUT_CACHE-KEY'] && env.ACTIONS_RESULTS_URL ? 4 : 3);
`;

function bench(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['scripts/bench/main.mjs', ...args], { encoding: 'utf8' });
}

describe('the startup bench', () => {
  let root: string;
  beforeEach(async () => {
    root = await temporaryFolder();
    await mkdir(join(root, 'action-hello'));
    await writeFile(join(root, 'action-hello/action.yml'), ACTION);
  });

  test('runs each bundle with the inputs of its action.yml, with and without the cache client', async () => {
    await mkdir(join(root, 'action-hello/dist'));
    await writeFile(join(root, 'action-hello/dist/index.mjs'), BUNDLE);
    const { status, stdout, stderr } = bench('startup', '--runs', '1', '--root', root);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Node ${process.version}, 1 runs each`);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => [line.split(/ {2,}/)[0], line.split(/ {2,}/).at(-1)]);
    expect(rows.slice(-4)).toEqual([
      ['node -e ""', 'exit 0'],
      ['action-hello, missing policy', 'exit 1'],
      ['action-hello, smallest tick', 'exit 3'],
      ['action-hello, same with cache-key', 'exit 4'],
    ]);
  });

  test('names what is not built', () => {
    expect(bench('startup', '--root', root)).toMatchObject({
      status: 1,
      stderr: 'not built: action-hello; run npm run build\n',
    });
  });

  test('names an action.yml that is no YAML', async () => {
    await writeFile(join(root, 'action-hello/action.yml'), 'name: a: b\n');
    const { status, stderr } = bench('startup', '--root', root);
    expect(status).toBe(1);
    expect(stderr).toContain(`${join(root, 'action-hello/action.yml')}: Nested mappings`);
  });

  test.each([
    ['no bench', [], 'name a bench; there are: collector, dashboard, judge, latency, startup\n'],
    [
      'a bench that is not there',
      ['constructor'],
      'there is no bench "constructor"; there are: collector, dashboard, judge, latency, startup\n',
    ],
    ['no runs', ['startup', '--runs', '0'], '--runs is "0"; write a whole number from 1\n'],
  ])('%s is refused, and what to write is said', (_, args, message) => {
    expect(bench(...args)).toMatchObject({ status: 2, stderr: message });
  });
});
