import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OutboxStore } from '../../ports/notifier.js';
import type { ActionsCache } from '../actions-cache.js';
import type { SaveRequest } from '../cache-request.js';
import { readTextIfExists } from '../files.js';
import { outboxStore } from './outbox-store.js';

const FILE = 'outbox.json';

export interface OutboxMemory {
  readonly store: OutboxStore;
  /** What the post step is to save; null without a cache. */
  readonly entry: SaveRequest['entries'][number] | null;
}

/**
 * One rollout's outbox below the state folder, brought back from the job's cache where it does not lie there. What the cache
 * has lost is begun anew.
 */
export async function outboxMemory(options: {
  /** The rollout's state folder. */
  readonly state: string;
  readonly rollout: string;
  /** Prefix of the cache's keys; empty: no cache. */
  readonly cacheKey: string;
  readonly cache: Pick<ActionsCache, 'restore'>;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: { readonly info: (line: string) => void };
}): Promise<OutboxMemory> {
  const { state, rollout, cacheKey, cache, environment, log } = options;
  const folder = join(state, 'reporter');
  const path = join(folder, FILE);
  if (cacheKey === '') return { store: outboxStore(path), entry: null };
  const prefix = `${cacheKey}/report/${rollout}/`;
  if ((await readTextIfExists(path)) === null) {
    const found = await cache.restore(prefix);
    const bytes = found.kind === 'restored' ? found.files.get(FILE) : undefined;
    if (found.kind === 'restored' && bytes !== undefined) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
      log.info(`notices: outbox of cache entry ${found.key}`);
    } else log.info('notices: no outbox was restored, and telling begins anew');
  }
  const { GITHUB_RUN_ID: run = '0', GITHUB_RUN_ATTEMPT: attempt = '1' } = environment;
  return { store: outboxStore(path), entry: { key: `${prefix}${run}-${attempt}`, folder } };
}
