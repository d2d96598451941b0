import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { policyFiles, rolloutFolder } from '../../src/io/policy-files.js';
import { temporaryFolder } from '../temporary-folder.js';

/** A folder with these files; paths in it. */
async function folderWith(paths: readonly string[]): Promise<(path: string) => string> {
  const folder = await temporaryFolder();
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), 'version: 1\n');
  }
  return (path) => join(folder, path);
}

describe('the policies that an input names', () => {
  test('paths and globs, separated by commas or line breaks, sorted and each once', async () => {
    const at = await folderWith(['g/policy.yaml', 'g/b.policy.yaml', 'g/a.policy.yaml', 'g/other.yaml']);
    const input = `${at('g/*.policy.yaml')}, ${at('g/policy.yaml')}\n${at('g/policy.yaml')}`;
    const found = (await policyFiles(input)).map((path) => resolve(path));
    expect(found).toEqual(['g/a.policy.yaml', 'g/b.policy.yaml', 'g/policy.yaml'].map(at));
  });

  test('a path without a file stays, so that whoever loads it says so', async () => {
    expect(await policyFiles('none.yaml')).toEqual(['none.yaml']);
  });

  test('nothing found is an error that says what was looked for', async () => {
    const at = await folderWith([]);
    await expect(policyFiles(at('*.policy.yaml'))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('there is no policy'),
    });
  });
});

test.each([
  { name: 'of the one policy', path: 'governance/policy.yaml', is: 'out' },
  { name: 'of one of several', path: 'governance/x.policy.yaml', is: join('out', 'search') },
  { name: 'of any other name', path: 'ops/search.yaml', is: 'out' },
])('the folder $name', ({ path, is }) => {
  expect(rolloutFolder('out', { path, rollout: 'search' })).toBe(is);
});
