import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { CacheResult } from '../../../src/io/actions-cache.js';
import { OutboxMemory } from '../../../src/io/notify/outbox-memory.js';
import { runLinks } from '../../../src/io/notify/notice-setup.js';
import { policy } from '../../policy-builder.js';
import { temporaryFolder } from '../../temporary-folder.js';

function cacheWith(result: CacheResult) {
  const asked: string[] = [];
  return {
    asked,
    restore: async (prefix: string): Promise<CacheResult> => {
      asked.push(prefix);
      return result;
    },
  };
}

const NOTHING: CacheResult = { kind: 'nothing', why: 'gone' };
const environment = { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2' };

async function open(
  state: string,
  cache: ReturnType<typeof cacheWith>,
  changes: { readonly cacheKey?: string; readonly dryRun?: boolean } = {},
) {
  const memory = new OutboxMemory({
    state,
    cacheKey: 'phasegate',
    cacheTimeoutMs: 1_000,
    environment,
    dryRun: false,
    cache,
    log: { info: () => undefined },
    ...changes,
  });
  const store = await memory.of({ path: 'governance/policy.yaml', policy: policy(), below: '' });
  return { store, entries: memory.request.entries };
}

test('an outbox of the cache is brought back, and saved under a key of its own', async () => {
  const state = await temporaryFolder();
  const files = new Map([['outbox.json', Buffer.from('kept')]]);
  const cache = cacheWith({ kind: 'restored', key: 'phasegate/report/checkout/6-1', files });
  const { store, entries } = await open(state, cache);
  expect(await store.read()).toBe('kept');
  expect(cache.asked).toEqual(['phasegate/report/checkout/']);
  expect(entries).toEqual([{ key: 'phasegate/report/checkout/7-2', folder: join(state, 'reporter') }]);
  expect((await open(state, cache, { dryRun: true })).entries).toEqual([]);
});

test('one that lies there is newer than any of the cache', async () => {
  const state = await temporaryFolder();
  await (await open(state, cacheWith(NOTHING))).store.write('here');
  const files = new Map([['outbox.json', Buffer.from('old')]]);
  const cache = cacheWith({ kind: 'restored', key: 'k', files });
  expect(await (await open(state, cache)).store.read()).toBe('here');
  expect(cache.asked).toEqual([]);
});

test('without a cache, or one that lost it, there is none', async () => {
  const state = await temporaryFolder();
  expect(await (await open(state, cacheWith(NOTHING))).store.read()).toBeNull();
  const without = cacheWith(NOTHING);
  expect((await open(state, without, { cacheKey: '' })).entries).toEqual([]);
  expect(without.asked).toEqual([]);
});

test('links are of the run, its repository and server', () => {
  expect(runLinks({})).toEqual({});
  expect(
    runLinks({
      GITHUB_SERVER_URL: 'https://ghe.example/',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_RUN_ID: '7',
    }),
  ).toEqual({
    run: 'https://ghe.example/octo/shop/actions/runs/7',
    dashboard: 'https://ghe.example/octo/shop/actions/runs/7#artifacts',
    incident: 'https://ghe.example/octo/shop/issues',
    promote: 'https://ghe.example/octo/shop/actions/workflows/rollback.yml',
    replay: 'https://ghe.example/octo/shop/actions/workflows/replay.yml',
  });
});
