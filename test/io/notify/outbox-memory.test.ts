import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { CacheResult } from '../../../src/io/actions-cache.js';
import { outboxMemory } from '../../../src/io/notify/outbox-memory.js';
import { runLinks } from '../../../src/io/notify/notice-setup.js';
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

function open(state: string, cache: ReturnType<typeof cacheWith>, cacheKey = 'phasegate') {
  const log = { info: () => undefined };
  return outboxMemory({ state, rollout: 'checkout', cacheKey, cache, environment, log });
}

test('an outbox of the cache is brought back, and saved under a key of its own', async () => {
  const state = await temporaryFolder();
  const files = new Map([['outbox.json', Buffer.from('kept')]]);
  const cache = cacheWith({ kind: 'restored', key: 'phasegate/report/checkout/6-1', files });
  const { store, entry } = await open(state, cache);
  expect(await store.read()).toBe('kept');
  expect(cache.asked).toEqual(['phasegate/report/checkout/']);
  expect(entry).toEqual({ key: 'phasegate/report/checkout/7-2', folder: join(state, 'reporter') });
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
  expect((await open(state, without, '')).entry).toBeNull();
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
    incident: 'https://ghe.example/octo/shop/issues',
    promote: 'https://ghe.example/octo/shop/actions/workflows/rollback.yml',
    replay: 'https://ghe.example/octo/shop/actions/workflows/replay.yml',
  });
});
