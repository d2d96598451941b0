import { spawn } from 'node:child_process';
import { access, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { withStateLock } from '../../src/io/state-lock.js';
import { temporaryFolder } from '../temporary-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

/** A process id that was used, and is no more. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.on('close', resolve));
  return child.pid ?? 0;
}

const lockOf = (pid: number, host = hostname()): string => JSON.stringify({ host, pid });

test('does the work, gives its value, and leaves no lock', async () => {
  const result = await withStateLock(folder, async () => {
    await access(join(folder, 'lock'));
    return 7;
  });
  expect(result).toEqual({ kind: 'done', value: 7 });
  expect(await readdir(folder)).toEqual([]);
});

test('leaves no lock when the work fails', async () => {
  await expect(withStateLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await readdir(folder)).toEqual([]);
});

test('a second one waits for the first', async () => {
  const order: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    order.push(`${name} ends`);
  };
  await Promise.all(['a', 'b', 'c'].map((name) => withStateLock(folder, work(name))));
  expect(order.map((line) => line.split(' ')[1])).toEqual([
    'begins',
    'ends',
    'begins',
    'ends',
    'begins',
    'ends',
  ]);
});

test('a second one that has waited long enough is told who holds the lock', async () => {
  await writeFile(join(folder, 'lock'), lockOf(process.pid));
  const result = await withStateLock(folder, () => Promise.resolve(1), { waitMs: 0 });
  expect(result).toEqual({ kind: 'busy', holder: `process ${process.pid} on ${hostname()}` });
});

test('the lock of a process that died is taken over, by one of many', async () => {
  await writeFile(join(folder, 'lock'), lockOf(await deadProcess()));
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
  };
  const results = await Promise.all(Array.from({ length: 8 }, () => withStateLock(folder, work)));
  expect(results.map((result) => result.kind)).toEqual(Array.from({ length: 8 }, () => 'done'));
  expect(most).toBe(1);
});

test('a copy of a lock, as a cache brings one back, holds nobody', async () => {
  const path = join(folder, 'lock');
  await withStateLock(folder, async () => {
    await writeFile(`${path}.copy`, await readFile(path));
  });
  const { inode } = JSON.parse(await readFile(`${path}.copy`, 'utf8')) as { inode: number };
  // It says that its process lives, on another machine too.
  for (const host of [hostname(), 'elsewhere']) {
    await writeFile(path, JSON.stringify({ host, inode: inode + 1, pid: process.pid }));
    expect(await withStateLock(folder, () => Promise.resolve(1), { waitMs: 200 })).toMatchObject({
      kind: 'done',
    });
  }
});

test.each([
  ['of another machine holds while it is young', lockOf(1, 'elsewhere'), 60, 'busy'],
  ['of another machine is taken over after 6 hours', lockOf(1, 'elsewhere'), 6 * 3600 + 60, 'done'],
  ['that was cut short in the writing is taken over', '{"pid":', 60, 'done'],
])('a lock %s', async (_name, text, ageSeconds, kind) => {
  const path = join(folder, 'lock');
  await writeFile(path, text);
  const then = Date.now() / 1000 - ageSeconds;
  await utimes(path, then, then);
  expect(await withStateLock(folder, () => Promise.resolve(1), { waitMs: 200 })).toMatchObject({ kind });
});
