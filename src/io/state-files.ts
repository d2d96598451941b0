import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix, resolve, sep } from 'node:path';
import type { Files } from '../ports/stage-state.js';

/** Half-written files, and the lock. */
const PASSING = /\.tmp$|^lock/;

/** Every file below a folder by its path from there, with `/`; none where there is no such folder. */
export async function readFiles(folder: string): Promise<Files> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const files = new Map<string, Uint8Array>();
  for (const name of names.sort()) {
    const path = join(folder, name);
    if (PASSING.test(basename(name)) || !(await lstat(path)).isFile()) continue;
    files.set(name.replaceAll(sep, posix.sep), await readFile(path));
  }
  return files;
}

/** @throws Error for a path that leads out of the folder: whoever reads an archive refuses such a path first. */
function placeOf(folder: string, path: string): string {
  if (resolve(folder, path).startsWith(`${resolve(folder)}${sep}`)) return join(folder, path);
  throw new Error(`${path} leads out of ${folder}`);
}

/**
 * Makes a folder hold exactly these files. `last` (default: none) is removed first and written when all else is there: a folder
 * that was left half-way has none, or a part of it, and is taken for empty.
 */
export async function replaceFiles(folder: string, files: Files, last: string | null = null): Promise<void> {
  const before = await readFiles(folder);
  if (last !== null) await rm(join(folder, last), { force: true });
  for (const path of before.keys()) if (!files.has(path)) await rm(join(folder, path), { force: true });
  const order = [...files].sort(([a], [b]) => Number(a === last) - Number(b === last));
  for (const [path, bytes] of order) {
    const place = placeOf(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
}

export function isSameFiles(a: Files, b: Files): boolean {
  const isSame = ([path, bytes]: [string, Uint8Array]): boolean => {
    const other = b.get(path);
    return other !== undefined && Buffer.compare(bytes, other) === 0;
  };
  return a.size === b.size && [...a].every(isSame);
}
