import { mkdir, open, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readTextIfExists, writeFileAtomic } from '../files.js';

/** The last bytes of a file. */
export interface FileTail {
  readonly bytes: Uint8Array;
  /** Length of the whole file. */
  readonly size: number;
}

/** What the run log asks of the disk. What a promise was kept for is on the disk, and stays there when the machine stops. */
export interface LogFiles {
  /** Up to `length` bytes from the end; null where there is no file. */
  readonly tail: (path: string, length: number) => Promise<FileTail | null>;
  /** null where there is no file. */
  readonly read: (path: string) => Promise<string | null>;
  /** Adds a text, of which nothing stays where it cannot be written as a whole. */
  readonly append: (path: string, text: string) => Promise<void>;
  readonly truncate: (path: string, size: number) => Promise<void>;
  /** Replaces the file as a whole. */
  readonly replace: (path: string, text: string) => Promise<void>;
}

/** A new name in a folder is on the disk when the folder is. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function tail(path: string, length: number): Promise<FileTail | null> {
  let file;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, length));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, size - bytes.length);
    return { bytes: bytes.subarray(0, bytesRead), size };
  } finally {
    await file.close();
  }
}

async function append(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a');
  let size = 0;
  try {
    ({ size } = await file.stat());
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    // A full disk may have taken the half of it. To make a file shorter needs no room.
    await truncate(path, size).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
  if (size === 0) await syncFolder(path);
}

/** The disk itself. */
export const LOG_FILES: LogFiles = {
  tail,
  read: readTextIfExists,
  append,
  truncate: async (path, size) => {
    const file = await open(path, 'r+');
    try {
      await file.truncate(size);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  replace: async (path, text) => {
    await writeFileAtomic(path, text);
    await syncFolder(path);
  },
};
