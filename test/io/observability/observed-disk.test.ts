import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from '@jest/globals';
import { sha256 } from '../../../src/domain/digest.js';
import { observedDisk } from '../../../src/io/observability/observed-disk.js';
import type { ObservedFiles } from '../../../src/ports/observed-files.js';
import { temporaryFolder } from '../../temporary-folder.js';

let root: string;
let files: ObservedFiles;
beforeEach(async () => {
  root = join(await temporaryFolder(), 'root');
  await mkdir(join(root, 'ops/2026'), { recursive: true });
  files = observedDisk(root);
});

const CSV = 'a,b\n1,"x\ny"\n2,\n';

test.each<readonly [string, string | Uint8Array, number | null]>([
  ['ops/a.csv', CSV, 2],
  ['ops/a.csv.gz', gzipSync(CSV), 2],
  ['ops/empty.csv', '', 0],
  ['ops/a.json', '{}', null],
])('%s is known by its digest and its rows', async (path, data, rows) => {
  await writeFile(join(root, path), data);
  expect(await files.fact(path)).toEqual({ kind: 'file', sha256: sha256(data), rows });
});

test('what is not there is missing', async () => {
  expect(await files.fact('ops/none.csv')).toEqual({ kind: 'missing' });
  expect(await files.list('ops/none')).toEqual([]);
  expect(await files.read('ops/none')).toBeNull();
});

test('what leads out of the root is unsafe, by its path or by a link', async () => {
  await writeFile(join(root, '../secret'), 'x');
  await symlink('../../secret', join(root, 'ops/link'));
  await symlink('..', join(root, 'ops/2026/up'));
  for (const path of ['../secret', 'ops/link', '/etc/passwd', 'ops/../../secret'])
    expect(await files.fact(path)).toEqual({ kind: 'unsafe' });
  expect(await files.fact('ops/2026/up/2026/none')).toEqual({ kind: 'missing' });
});

test('a folder, and what is not compressed though it says so, cannot be read', async () => {
  await writeFile(join(root, 'ops/b.csv.gz'), 'rubbish');
  expect(await files.fact('ops')).toMatchObject({ kind: 'unreadable' });
  expect(await files.fact('ops/b.csv.gz')).toMatchObject({ kind: 'unreadable' });
});

test('files below a folder are listed in order, without those that are being written', async () => {
  for (const name of ['2026/b.csv', 'a.csv', '.latency.lock', 'x.csv.17-ab.tmp'])
    await writeFile(join(root, 'ops', name), '');
  expect(await files.list('ops')).toEqual(['ops/2026/b.csv', 'ops/a.csv']);
});
