import { closeSync, copyFileSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PhasegateError } from '../../../src/domain/fault.js';
import { arrivedBytes, readArrivals, type Arrivals } from './arrivals.js';
import { isWithin } from './tree.js';

const PLAYED = /\.(jsonl|csv)(\.gz)?$/;

export interface PlayOptions {
  readonly repo: string;
  /** Folder of the telemetry, below the repository. */
  readonly folder: string;
  /** Times after this are a sender's wrong clock (ms); Infinity takes every time for right. */
  readonly until: number;
}

/**
 * Copies a file as it stood at a time; the first `bytes` bytes of it.
 * A file of which nothing had arrived yet does not exist yet.
 */
function copyPrefix(from: string, to: string, bytes: number): void {
  const buffer = Buffer.allocUnsafe(bytes);
  const file = openSync(from, 'r');
  try {
    const read = readSync(file, buffer, 0, bytes, 0);
    writeFileSync(to, buffer.subarray(0, read));
  } finally {
    closeSync(file);
  }
}

/** Shows recorded telemetry as it grew: what a tick sees of a file is what had arrived by its time. */
export class TelemetryPlayer {
  readonly #folder: string;
  readonly #until: number;
  readonly #known = new Map<string, { stamp: string; arrivals: Arrivals }>();

  constructor(options: PlayOptions) {
    this.#folder = resolve(options.repo, options.folder);
    this.#until = options.until;
    if (!isWithin(this.#folder, options.repo) || this.#folder === resolve(options.repo)) {
      throw new PhasegateError(
        'bad-input',
        `--play ${JSON.stringify(options.folder)} must be a folder below the repository`,
      );
    }
  }

  /** Reads the files that are new or changed since the last call. Call before each run. */
  async prepare(): Promise<void> {
    const entries = await readdir(this.#folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    for (const name of entries.filter((entry) => PLAYED.test(entry))) {
      const path = join(this.#folder, name);
      const stat = statSync(path);
      const stamp = `${stat.size} ${stat.mtimeMs}`;
      if (!stat.isFile() || this.#known.get(path)?.stamp === stamp) continue;
      this.#known.set(path, { stamp, arrivals: await readArrivals(path, this.#until) });
    }
  }

  /** A copy function for one run: takes over the files of the telemetry as they stood at `now` (ms). */
  at(now: number): (from: string, to: string) => boolean {
    return (from, to) => {
      const arrivals = this.#known.get(from)?.arrivals;
      if (arrivals === undefined) return false;
      const last = arrivals.times.at(-1) ?? -Infinity;
      if (last <= now) copyFileSync(from, to);
      else if (!from.endsWith('.gz') && arrivedBytes(arrivals, now) > 0)
        copyPrefix(from, to, arrivedBytes(arrivals, now));
      return true;
    };
  }
}
