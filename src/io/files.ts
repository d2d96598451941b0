import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file as a whole: a temporary file beside it, fsync, rename. Whoever reads sees the old bytes or the new
 * ones, and a process killed half-way leaves the old. Makes the folders above it. Chunks are written as they come.
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** What lies in a file of its own that is not written to any more: it can have another name besides. */
export interface WholeFile {
  readonly file: string;
  read(): Uint8Array;
}

function place(path: string, data: string | Uint8Array | WholeFile): void {
  if (typeof data === 'string' || data instanceof Uint8Array) {
    writeFileSync(path, data, { flag: 'wx' });
    return;
  }
  try {
    linkSync(data.file, path);
  } catch {
    // It lies on another file system, or on one without links; what else is wrong shows in the copying.
    writeFileSync(path, data.read(), { flag: 'wx' });
  }
}

/**
 * Replaces many files, each as a whole, for readers and against a process that is killed, as {@link writeFileAtomic} does;
 * not against a machine that loses power: waiting for the disk would take most of the time that they take. Makes the folders
 * above them.
 */
export function writeFilesAtOnce(
  files: Iterable<{ readonly path: string; readonly data: string | Uint8Array | WholeFile }>,
): void {
  const folders = new Set<string>();
  const mark = `${process.pid}-${randomBytes(4).toString('hex')}`;
  for (const { path, data } of files) {
    const folder = dirname(path);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    const temporary = `${path}.${mark}.tmp`;
    try {
      place(temporary, data);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
}

/** The text of a file, or null where there is none. */
export async function readTextIfExists(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
