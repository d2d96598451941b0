import { mkdir, open, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOCK_FILE = 'lock';
const POLL_MS = 50;
/** A lock of another machine is taken over after this long: no job of GitHub lives longer than 6 hours. */
const FOREIGN_LOCK_MS = 6 * 60 * 60 * 1000;
/** Taking over is two file operations; a process that needs longer has died between them. */
const STALE_TAKEOVER_MS = 5_000;

export type Locked<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'busy'; readonly holder: string };

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** The lock's own file, as the file system numbers it. */
  readonly inode?: number;
}

interface Seen {
  /** null where the file does not say: it is being written, or was cut short. */
  readonly holder: Holder | null;
  readonly inode: number;
  readonly ageMs: number;
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, host, inode } = JSON.parse(text) as Partial<Holder>;
    if (typeof pid !== 'number' || typeof host !== 'string') return null;
    return typeof inode === 'number' ? { pid, host, inode } : { pid, host };
  } catch {
    return null;
  }
}

/** One lock file, all of it from the same handle: the path may hold another one in the next moment. Null where there is none. */
async function look(path: string): Promise<Seen | null> {
  let file;
  try {
    file = await open(path, 'r');
    const { ino: inode, mtimeMs } = await file.stat();
    return { holder: parseHolder(await file.readFile('utf8')), inode, ageMs: Date.now() - mtimeMs };
  } catch {
    return null;
  } finally {
    await file?.close();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process that made the lock is gone, so that the lock holds nobody back. */
async function isAbandoned(path: string): Promise<boolean> {
  const seen = await look(path);
  if (seen === null) return false;
  const { holder, inode, ageMs } = seen;
  // A file without a readable holder was being written when its process died; a second is ample for that write.
  if (holder === null) return ageMs > 1_000;
  // A copy, as a cache or an artifact carries one with the folder: whoever made it holds another file.
  if (holder.inode !== undefined && holder.inode !== inode) return true;
  return holder.host === hostname() ? !isAlive(holder.pid) : ageMs > FOREIGN_LOCK_MS;
}

/**
 * Removes a lock whose process is gone. Only one process at a time may, and it looks again once it may: otherwise the second
 * of two would remove the lock that the first had made in the meantime.
 */
async function removeAbandoned(path: string): Promise<void> {
  const right = `${path}.takeover`;
  try {
    await (await open(right, 'wx')).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const age = await stat(right).then(
      (file) => Date.now() - file.mtimeMs,
      () => 0,
    );
    if (age > STALE_TAKEOVER_MS) await rm(right, { force: true });
    await sleep(POLL_MS);
    return;
  }
  try {
    if (await isAbandoned(path)) await rm(path, { force: true });
  } finally {
    await rm(right, { force: true });
  }
}

/** Makes the lock, or throws `EEXIST`. A lock that cannot be written, on a full disk, is not left. */
async function make(path: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    const { ino: inode } = await file.stat();
    await file.writeFile(JSON.stringify({ host: hostname(), inode, pid: process.pid }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Does the work while holding the lock of that path. A second process waits up to `waitMs` (default 10 s) and is then told
 * who holds it. The lock of a process that died is taken over, and so is a copy of a lock. The lock is advice among
 * Phasegate's own stages.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  options: { waitMs?: number } = {},
): Promise<Locked<T>> {
  await mkdir(dirname(path), { recursive: true });
  const deadline = Date.now() + (options.waitMs ?? 10_000);
  for (;;) {
    try {
      await make(path);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (await isAbandoned(path)) {
        await removeAbandoned(path);
      } else if (Date.now() >= deadline) {
        const holder = (await look(path))?.holder ?? null;
        const name = holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}`;
        return { kind: 'busy', holder: name };
      } else {
        await sleep(POLL_MS);
      }
    }
  }
  try {
    return { kind: 'done', value: await work() };
  } finally {
    await rm(path, { force: true });
  }
}

/** Does the work while holding the state folder alone, by {@link withLock}. */
export function withStateLock<T>(
  folder: string,
  work: () => Promise<T>,
  options: { waitMs?: number } = {},
): Promise<Locked<T>> {
  return withLock(join(folder, LOCK_FILE), work, options);
}
