import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const PROJECT = join(import.meta.dirname, '../..');
const PRINT =
  "import('./scripts/action-readmes.mjs').then(async ({ actionReadmes }) => console.log(JSON.stringify(await actionReadmes())))";

test('each action has the README that its action.yml gives (npm run docs)', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', PRINT], { cwd: PROJECT });
  const readmes = JSON.parse(stdout) as { path: string; text: string }[];
  expect(readmes).toHaveLength(4);
  for (const { path, text } of readmes) expect(await readFile(path, 'utf8')).toBe(text);
});
