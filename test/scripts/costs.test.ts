import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const PROJECT = join(import.meta.dirname, '../..');

/** What an expression of a script's module gives, in a process of its own. */
async function evaluate(module: string, expression: string): Promise<unknown> {
  const script = `import('./scripts/costs/${module}').then(async (m) => console.log(JSON.stringify(await (${expression}))))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: PROJECT });
  return JSON.parse(stdout);
}

test('docs/costs.md is what the workflows and the figures give (npm run costs)', async () => {
  const page = await readFile(join(PROJECT, 'docs/costs.md'), 'utf8');
  expect(await evaluate('main.mjs', 'm.costsPage()')).toBe(page);
  // 2,880 ticks a month, as one job and as three.
  expect(page).toMatch(/`rollout-compact\.yml` every 15 minutes \| +2,880 \| +17\.28 /);
  expect(page).toMatch(/`rollout\.yml` every 15 minutes +\| +8,640 \| +51\.84 /);
});

test('jobs that only run on a condition are not counted, and a limit is used up to the last call', async () => {
  const jobs = '{ a: {}, b: { if: "${{ !cancelled() }}" }, c: { if: "${{ inputs.x }}" } }';
  expect(await evaluate('model.mjs', `m.jobsAlways({ jobs: ${jobs} })`)).toBe(2);
  expect(await evaluate('model.mjs', 'm.mostRollouts(10, (n) => 5 * n)')).toBe(2);
  expect(await evaluate('model.mjs', 'm.mostRollouts(4, (n) => 5 * n)')).toBe(0);
  expect(await evaluate('model.mjs', 'm.quietCalls(3)')).toBe(8);
});
