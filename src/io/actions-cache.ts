import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oneLine } from '../render/escape.js';
import type { Files } from '../ports/stage-state.js';
import { CACHED_FOLDER, RESTORE_REQUEST, type CacheFound } from './cache-request.js';
import { readFiles } from './state-files.js';

/** What the job's cache did. */
export type CacheResult =
  | { readonly kind: 'restored'; readonly key: string; readonly files: Files }
  | { readonly kind: 'nothing'; readonly why: string };

export interface ActionsCacheOptions {
  /** The bundle that a process of its own is started from: the stage's post step. */
  readonly script: string;
  /** For one call of the cache. */
  readonly timeoutMs: number;
  readonly environment: NodeJS.ProcessEnv;
}

function nothing(why: string): CacheResult {
  return { kind: 'nothing', why: oneLine(why) };
}

/** Ends a process with those that it has started itself, such as one that unpacks. */
function end(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended, or the system knows no groups of processes.
    child.kill('SIGKILL');
  }
}

/**
 * The job's cache. A client that waits for a service which does not answer cannot be stopped, and might fill a folder after
 * it was given up: so it runs in a process of its own, in a folder of its own, and is ended after a time. The cache may
 * vanish at any time, so a fault is no error.
 */
export class ActionsCache {
  readonly #options: ActionsCacheOptions;
  #isDown = false;

  constructor(options: ActionsCacheOptions) {
    this.#options = options;
  }

  /** The files of the newest entry whose key begins with `prefix`. Once it did not answer it is not asked again. */
  async restore(prefix: string): Promise<CacheResult> {
    const { script, environment } = this.#options;
    if (this.#isDown) return nothing('the cache did not answer');
    if (!existsSync(script)) return nothing(`${script} is not there`);
    const parent = environment['RUNNER_TEMP'] ?? '';
    const scratch = await mkdtemp(join(parent === '' ? tmpdir() : parent, 'phasegate-cache-'));
    try {
      const found = await this.#ask(prefix, scratch);
      if (found.kind === 'nothing') return nothing(found.why);
      return { kind: 'restored', key: found.key, files: await readFiles(join(scratch, CACHED_FOLDER)) };
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  #ask(prefix: string, scratch: string): Promise<CacheFound> {
    const { script, environment, timeoutMs } = this.#options;
    const child = spawn(process.execPath, [script], {
      cwd: scratch,
      detached: process.platform !== 'win32',
      env: { ...environment, GITHUB_WORKSPACE: scratch, [RESTORE_REQUEST]: prefix },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    return new Promise((resolve) => {
      const settle = (found: CacheFound): void => {
        clearTimeout(timer);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#isDown = true;
        end(child);
        settle({ kind: 'nothing', why: `the cache did not answer within ${timeoutMs / 1_000} s` });
      }, timeoutMs);
      child.on('message', (found) => settle(found as CacheFound));
      child.on('error', (error) => settle({ kind: 'nothing', why: error.message }));
      child.on('exit', () => settle({ kind: 'nothing', why: 'the cache client ended without an answer' }));
    });
  }
}
