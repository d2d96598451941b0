import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
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
}

async function holderOf(path: string): Promise<Holder | null> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    return typeof value.pid === 'number' && typeof value.host === 'string'
      ? { pid: value.pid, host: value.host }
      : null;
  } catch {
    return null;
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
  const holder = await holderOf(path);
  if (holder !== null && holder.host === hostname()) return !isAlive(holder.pid);
  const age = await stat(path).then(
    (file) => Date.now() - file.mtimeMs,
    () => 0,
  );
  // A file without a readable holder was being written when its process died; a second is ample for that write.
  return age > (holder === null ? 1_000 : FOREIGN_LOCK_MS);
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

/**
 * Does the work while holding the state folder alone. A second process waits up to `waitMs` (default 10 s) and is then
 * told who holds it. The lock of a process that died is taken over. The lock is advice among Phasegate's own stages.
 */
export async function withStateLock<T>(
  folder: string,
  work: () => Promise<T>,
  options: { waitMs?: number } = {},
): Promise<Locked<T>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, LOCK_FILE);
  const deadline = Date.now() + (options.waitMs ?? 10_000);
  for (;;) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(JSON.stringify({ host: hostname(), pid: process.pid }));
      await file.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (await isAbandoned(path)) {
        await removeAbandoned(path);
      } else if (Date.now() >= deadline) {
        const holder = await holderOf(path);
        return {
          kind: 'busy',
          holder: holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}`,
        };
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
