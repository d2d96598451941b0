import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { FileFact } from '../../domain/observability/verify/verify-claims.js';
import type { ObservedFiles } from '../../ports/observed-files.js';
import { readTextIfExists } from '../files.js';

function isNotThere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Rows of a CSV file behind its header; null for another kind of file. */
async function rowsOf(path: string): Promise<number | null> {
  if (!/\.csv(?:\.gz)?$/.test(path)) return null;
  let rows = 0;
  const parser = parse({ relax_column_count: true, relax_quotes: true });
  parser.on('data', () => (rows += 1));
  if (path.endsWith('.gz')) await pipeline(createReadStream(path), createGunzip(), parser);
  else await pipeline(createReadStream(path), parser);
  return Math.max(0, rows - 1);
}

/** The files below a root, and nothing that a path or a symbolic link leads to outside of it. */
export function observedDisk(root: string): ObservedFiles {
  const isBelow = (path: string, folder: string): boolean =>
    path === folder || path.startsWith(`${folder}${sep}`);

  /** Where a path leads; null out of the root. */
  async function place(path: string): Promise<string | null> {
    const top = resolve(root);
    const target = resolve(top, path);
    if (!isBelow(target, top)) return null;
    return isBelow(await realpath(target), await realpath(top)) ? target : null;
  }

  async function fact(path: string): Promise<FileFact> {
    try {
      const target = await place(path);
      if (target === null) return { kind: 'unsafe' };
      return { kind: 'file', sha256: await digest(target), rows: await rowsOf(target) };
    } catch (error) {
      if (isNotThere(error)) return { kind: 'missing' };
      return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
    }
  }

  async function list(folder: string): Promise<readonly string[]> {
    try {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
      return entries
        .filter(
          (entry) => !entry.isDirectory() && !entry.name.startsWith('.') && !entry.name.endsWith('.tmp'),
        )
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .sort();
    } catch (error) {
      if (isNotThere(error)) return [];
      throw error;
    }
  }

  return { read: (path) => readTextIfExists(join(root, path)), fact, list };
}
