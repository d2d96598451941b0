import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, jest, test } from '@jest/globals';
import { temporaryFolder } from '../temporary-folder.js';

jest.setTimeout(120_000);

const PROJECT = join(import.meta.dirname, '../..');
const COMMIT = `@${'c'.repeat(40)} # v1.0.0`;

/** The workflow files that a page tells a user to write: path and text, Phasegate pinned as a user pins it. */
async function workflowsOf(page: string): Promise<[string, string][]> {
  const text = await readFile(join(PROJECT, 'docs', page), 'utf8');
  return [...text.matchAll(/^```yaml\n(# (\.github\/workflows\/[\w-]+\.yml)\n.*?)^```$/gms)].map(
    ([, block = '', path = '']) => [path, block.replaceAll('@COMMIT', COMMIT)],
  );
}

const pages = (await readdir(join(PROJECT, 'docs'))).filter((name) => name.endsWith('.md'));
const withWorkflows = (
  await Promise.all(pages.map(async (page) => ({ page, files: await workflowsOf(page) })))
).filter(({ files }) => files.length > 0);

test('the guide and the page about the dashboard show workflows', () => {
  expect(withWorkflows.map(({ page }) => page)).toEqual(
    expect.arrayContaining(['dashboard.md', 'getting-started.md']),
  );
});

test.each(withWorkflows)('the workflows of docs/$page pass the check of workflows', async ({ files }) => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, '.github/workflows'), { recursive: true });
  for (const [path, text] of files) await writeFile(join(folder, path), text);
  const script = join(PROJECT, 'scripts/lint-workflows/main.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder]).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout.trim()).toBe(`${files.length} workflows and actions, 0 findings`);
});
