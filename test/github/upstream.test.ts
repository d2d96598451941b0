import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startUpstream, type Upstream } from './upstream.js';

/** Node's servers close a connection after this long without a request, in ms, unless told otherwise. */
const NODE_KEEPS_ALIVE = 5_000;
let upstream: Upstream;

beforeAll(async () => {
  const repositories = [{ owner: 'octo', name: 'app', default_branch: 'main' }];
  upstream = await startUpstream({
    logins: ['octo'],
    repositories,
    url: 'http://127.0.0.1:1',
    now: () => Date.UTC(2026, 10, 22),
  });
});
afterAll(() => upstream.close());

test('answers a process that could not look at its connections for long', async () => {
  const ask = { method: 'GET', path: '/repos/octo/app', actor: 'octo' };
  expect(await upstream.send(ask)).toMatchObject({ status: 200 });
  // As git does that a test waits for without letting go of the thread.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, NODE_KEEPS_ALIVE + 1_500);
  expect(await upstream.send(ask)).toMatchObject({ status: 200 });
});
