import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { glob } from 'tinyglobby';
import { matchPaths } from '../../../src/io/sources/match-paths.js';
import { temporaryFolder } from '../../temporary-folder.js';

const PATHS = [
  'a.jsonl',
  'a.jsonl.gz',
  'b.csv',
  'sub/a.jsonl',
  'sub/deep/er/a.jsonl',
  'sub/.hidden/a.jsonl',
  '.dot.jsonl',
  'with space/[x].jsonl',
  'constructor/__proto__.jsonl',
];

test.each([
  '*.jsonl',
  '*.jsonl*',
  '**/*.jsonl',
  'sub/*.jsonl',
  'sub/**',
  '*/*',
  '{a,b}.*',
  'a.jsonl',
  'none/*',
])('%s names the same paths in a list as on the disk', async (pattern) => {
  const folder = await temporaryFolder();
  for (const path of PATHS) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '');
  }
  const onDisk = await glob(pattern, {
    cwd: folder,
    onlyFiles: true,
    followSymbolicLinks: false,
    dot: false,
  });
  expect([...(await matchPaths(PATHS, pattern))].sort()).toEqual(onDisk.sort());
});
