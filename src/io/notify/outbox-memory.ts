import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as core from '@actions/core';
import type { OutboxStore } from '../../ports/notifier.js';
import { ActionsCache } from '../actions-cache.js';
import { SAVE_REQUEST, type SaveRequest } from '../cache-request.js';
import { readTextIfExists } from '../files.js';
import type { Rollout } from '../rollouts.js';
import { STEP_LOG } from '../step-log.js';
import { outboxStore } from './outbox-store.js';

const FILE = 'outbox.json';

export interface OutboxMemoryOptions {
  /** Folder that is carried from tick to tick. */
  readonly state: string;
  /** Prefix of the cache's keys; empty: no cache. */
  readonly cacheKey: string;
  /** For one call of the cache, in ms. */
  readonly cacheTimeoutMs: number;
  readonly environment: NodeJS.ProcessEnv;
  /** Nothing is saved. */
  readonly dryRun: boolean;
  /** Default: the Actions cache, through the stage's post step. */
  readonly cache?: Pick<ActionsCache, 'restore'>;
  /** Default: the step's log. */
  readonly log?: { readonly info: (line: string) => void };
}

/** The rollouts' outboxes: below the state folder, and in the job's cache. What the cache has lost is begun anew. */
export class OutboxMemory {
  readonly #options: OutboxMemoryOptions;
  readonly #cache: Pick<ActionsCache, 'restore'>;
  readonly #entries: SaveRequest['entries'][number][] = [];

  constructor(options: OutboxMemoryOptions) {
    const { cacheTimeoutMs: timeoutMs, environment } = options;
    // The runner starts dist/index.mjs; the post step's bundle lies beside it.
    const script = join(dirname(process.argv[1] ?? ''), 'post', 'index.mjs');
    this.#cache = options.cache ?? new ActionsCache({ script, timeoutMs, environment });
    this.#options = options;
  }

  /** What the post step is to save. */
  get request(): SaveRequest {
    return { timeoutMs: this.#options.cacheTimeoutMs, entries: this.#entries };
  }

  /** A rollout's outbox, brought back from the cache where it does not lie in its folder. */
  async of({ policy, below }: Rollout): Promise<OutboxStore> {
    const { state, cacheKey, environment, dryRun, log = STEP_LOG } = this.#options;
    const folder = join(state, below, 'reporter');
    const path = join(folder, FILE);
    if (cacheKey === '') return outboxStore(path);
    const prefix = `${cacheKey}/report/${policy.rollout}/`;
    if ((await readTextIfExists(path)) === null) {
      const found = await this.#cache.restore(prefix);
      const bytes = found.kind === 'restored' ? found.files.get(FILE) : undefined;
      if (found.kind === 'restored' && bytes !== undefined) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, bytes);
        log.info(`notices: outbox of cache entry ${found.key}`);
      } else log.info('notices: no outbox was restored, and telling begins anew');
    }
    const { GITHUB_RUN_ID: run = '0', GITHUB_RUN_ATTEMPT: attempt = '1' } = environment;
    if (!dryRun) this.#entries.push({ key: `${prefix}${run}-${attempt}`, folder });
    return outboxStore(path);
  }

  /** Asks the post step to save the outboxes. */
  saveLater(): void {
    if (this.#entries.length > 0) core.saveState(SAVE_REQUEST, JSON.stringify(this.request));
  }
}
