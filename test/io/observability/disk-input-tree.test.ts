import { afterEach, describe, expect, test } from '@jest/globals';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { globBase } from '../../../src/domain/observability/glob-base.js';
import { DiskInputTree } from '../../../src/io/observability/disk-input-tree.js';
import { removeTrees, temporaryTree } from './temporary-tree.js';

afterEach(removeTrees);

const MANY = 1_000;

async function readText(tree: DiskInputTree, path: string, maxBytes = MANY): Promise<string> {
  const file = await tree.read(path, maxBytes);
  if (file.kind === 'file') return new TextDecoder().decode(file.bytes);
  return file.kind === 'missing' ? 'missing' : file.reason;
}

describe('a file of the working directory', () => {
  test('is read', async () => {
    const tree = new DiskInputTree(await temporaryTree({ 'a/b.txt': 'text' }));
    expect(await readText(tree, 'a/b.txt')).toBe('text');
  });

  test.each([
    ['that is not there', 'a/c.txt', 'missing'],
    ['below a file', 'a/b.txt/c', 'missing'],
    ['that is a folder', 'a', 'is no regular file'],
    ['that is larger than it may be', 'big.txt', 'is larger than 1000 bytes'],
  ])('%s: says so', async (_, path, expected) => {
    const files = { 'a/b.txt': 'text', 'big.txt': 'x'.repeat(1_001) };
    const tree = new DiskInputTree(await temporaryTree(files));
    expect(await readText(tree, path)).toBe(expected);
  });

  test.each([
    ['climbs', '../x'],
    ['climbs behind a folder', 'a/../../x'],
    ['is absolute', '/etc/hostname'],
    ['has a NUL', 'a\u0000'],
    ['has a backslash', 'a\\b'],
    ['is on a drive', 'C:/a'],
    ['is empty', ''],
  ])('by a path that %s is refused', async (_, path) => {
    const tree = new DiskInputTree(await temporaryTree({ 'a/b.txt': 'text' }));
    await expect(tree.read(path, MANY)).rejects.toMatchObject({ code: 'unsafe_path' });
  });

  test('that is a symbolic link to a file of the tree is read', async () => {
    const root = await temporaryTree({ 'a/b.txt': 'text' });
    await symlink('a/b.txt', join(root, 'link'));
    expect(await readText(new DiskInputTree(root), 'link')).toBe('text');
  });

  test.each([
    ['is a link out of the tree', 'link'],
    ['lies behind a link out of the tree', 'folder/secret.txt'],
  ])('that %s is refused', async (_, path) => {
    const outside = await temporaryTree({ 'secret.txt': 'secret' });
    const root = await temporaryTree();
    await symlink(join(outside, 'secret.txt'), join(root, 'link'));
    await symlink(outside, join(root, 'folder'));
    await expect(new DiskInputTree(root).read(path, MANY)).rejects.toMatchObject({
      code: 'unsafe_path',
      message: expect.stringContaining('symbolic link') as unknown,
    });
  });

  test('in a folder whose name only begins like that of the tree is outside', async () => {
    const root = await temporaryTree({ 'tree/a': '', 'tree2/secret': 'secret' });
    await symlink('../tree2/secret', join(root, 'tree/link'));
    await expect(new DiskInputTree(join(root, 'tree')).read('link', MANY)).rejects.toMatchObject({
      code: 'unsafe_path',
    });
  });

  test('is missing where a link leads to itself or to nothing', async () => {
    const root = await temporaryTree();
    await symlink('loop', join(root, 'loop'));
    await symlink('nowhere', join(root, 'dangling'));
    const tree = new DiskInputTree(root);
    expect(await readText(tree, 'loop')).toBe('missing');
    expect(await readText(tree, 'dangling')).toBe('missing');
  });

  test('that the user may not read is refused with that reason', async () => {
    const root = await temporaryTree({ 'a/b.txt': 'text' });
    await chmod(join(root, 'a/b.txt'), 0o000);
    // Root may read everything.
    const expected = process.getuid?.() === 0 ? 'text' : 'may not be read by this user';
    expect(await readText(new DiskInputTree(root), 'a/b.txt')).toBe(expected);
  });
});

describe('the files of a glob', () => {
  test('are those below its folder that it names, in order', async () => {
    const root = await temporaryTree({ 'a/z.json': '', 'a/b/c.json': '', 'a/b/c.txt': '', 'b/d.json': '' });
    const tree = new DiskInputTree(root);
    expect(await tree.list('a/**/*.json')).toEqual({ files: ['a/b/c.json', 'a/z.json'], leftOut: [] });
    expect(await tree.list('*/*.json')).toEqual({ files: ['a/z.json', 'b/d.json'], leftOut: [] });
    expect(await tree.list('a/z.json')).toEqual({ files: ['a/z.json'], leftOut: [] });
    expect(await tree.list('nowhere/**')).toEqual({ files: [], leftOut: [] });
    expect(await tree.list('a/z.json/*')).toEqual({ files: [], leftOut: [] });
  });

  test.each(['../**/*.json', '/etc/*', 'a/../../*'])('%s leads out and is refused', async (pattern) => {
    const tree = new DiskInputTree(await temporaryTree());
    await expect(tree.list(pattern)).rejects.toMatchObject({ code: 'unsafe_path' });
  });

  test('hold links to files of the tree, and say which links they do not follow', async () => {
    const root = await temporaryTree({ 'a/b.json': '', 'c/d.json': '' });
    await symlink('../c/d.json', join(root, 'a/file.json'));
    await symlink('../c', join(root, 'a/folder'));
    await symlink('nowhere', join(root, 'a/dangling.json'));
    await symlink('nowhere', join(root, 'a/dangling.txt'));
    expect(await new DiskInputTree(root).list('a/**/*.json')).toEqual({
      files: ['a/b.json', 'a/file.json'],
      leftOut: [
        { file: 'a/dangling.json', line: 0, reason: 'is a symbolic link to nothing' },
        { file: 'a/folder', line: 0, reason: 'is a symbolic link to a folder, and is not followed' },
      ],
    });
  });

  test('are refused where one is a link out of the tree', async () => {
    const outside = await temporaryTree({ 'secret.json': 'secret' });
    const root = await temporaryTree({ 'a/b.json': '' });
    await symlink(join(outside, 'secret.json'), join(root, 'a/link.json'));
    await expect(new DiskInputTree(root).list('a/*.json')).rejects.toMatchObject({ code: 'unsafe_path' });
  });

  test('are refused where their folder is a link out of the tree', async () => {
    const outside = await temporaryTree({ 'secret.json': 'secret' });
    const root = await temporaryTree();
    await symlink(outside, join(root, 'a'));
    await expect(new DiskInputTree(root).list('a/*.json')).rejects.toMatchObject({ code: 'unsafe_path' });
  });

  test('leave out a name that no path may have', async () => {
    const root = await temporaryTree({ 'a/b\nc.json': '', 'a/d.json': '' });
    expect(await new DiskInputTree(root).list('a/*.json')).toEqual({
      files: ['a/d.json'],
      leftOut: [{ file: 'a/b\nc.json', line: 0, reason: 'has a name that no path may have' }],
    });
  });

  test('are refused where more lie there than are looked through', async () => {
    const root = await temporaryTree({ 'a/1': '', 'a/2': '', 'a/b/3': '' });
    await expect(new DiskInputTree(root, { entries: 3, depth: 9 }).list('a/**')).rejects.toMatchObject({
      code: 'bad_input',
      message: 'more than 3 files and folders lie below "a"; remove old ones, or narrow the glob',
    });
    expect((await new DiskInputTree(root, { entries: 4, depth: 9 }).list('a/**')).files).toHaveLength(3);
  });

  test('are not looked for deeper than so many folders, and that is said', async () => {
    const root = await temporaryTree({ 'a/1.json': '', 'a/b/c/2.json': '' });
    expect(await new DiskInputTree(root, { entries: 99, depth: 1 }).list('a/**/*.json')).toEqual({
      files: ['a/1.json'],
      leftOut: [{ file: 'a/b/c', line: 0, reason: 'lies more than 1 folders deep, and is not looked into' }],
    });
  });

  test('are none in a folder that is empty', async () => {
    const root = await temporaryTree();
    await mkdir(join(root, 'a'));
    expect(await new DiskInputTree(root).list('a/**')).toEqual({ files: [], leftOut: [] });
  });
});

test.each([
  ['ops/state_archive/**/*.json', 'ops/state_archive'],
  ['ops/a.json', 'ops'],
  ['a.json', ''],
  ['*/x', ''],
  ['ops/{a,b}/c', 'ops'],
  ['ops/a+(b)/c', 'ops'],
])('the folder of %s is %p', (pattern, base) => {
  expect(globBase(pattern)).toBe(base);
});
