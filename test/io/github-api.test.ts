import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { OctokitApi, type OctokitApiOptions } from '../../src/io/github-api.js';
import type { ApiCall } from '../../src/ports/github.js';
import { closedServer, json, reset, scriptedServer, silent } from './scripted-server.js';

const TOKEN = 'ghs_0123456789abcdefghij';
const get: ApiCall = { method: 'GET', path: 'git/refs', permission: 'contents: read' };
const patch: ApiCall = { method: 'PATCH', path: 'git/refs', body: { a: 1 }, permission: 'contents: write' };
const NOW = Date.UTC(2026, 2, 2, 12);

/** An API whose sleeping takes no time, and what it slept. */
function apiOf(url: string, changes: Partial<OctokitApiOptions> = {}) {
  const slept: number[] = [];
  const sleep = async (ms: number) => void slept.push(ms);
  const options = { token: TOKEN, repository: 'o/r', url, sleep, now: () => NOW, random: () => 0 };
  return { api: new OctokitApi({ ...options, ...changes }), slept };
}

describe('a call', () => {
  test('goes to the repository with token, version, media type and body', async () => {
    const { url, seen } = await scriptedServer([json(201, { sha: 'x' })]);
    const { api } = apiOf(`${url}/api/v3/`);
    const answer = await api.call({ ...patch, query: { per_page: 5, q: 'a b&{c}' } });
    expect(answer).toMatchObject({ status: 201, body: { sha: 'x' } });
    expect(seen).toMatchObject([
      {
        method: 'PATCH',
        url: '/api/v3/repos/o/r/git/refs?per_page=5&q=a+b%26%7Bc%7D',
        body: '{"a":1}',
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `token ${TOKEN}`,
          'x-github-api-version': '2022-11-28',
        },
      },
    ]);
    expect(api.sent).toBe(1);
  });

  test('that asks for raw text gets it byte for byte, a byte order mark included', async () => {
    const text = '\ufeffä\r\n{"a": 1}';
    const { url } = await scriptedServer([
      (response) => {
        response.writeHead(200, { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' });
        response.end(text);
      },
    ]);
    const answer = await apiOf(url).api.call({ ...get, accept: 'application/vnd.github.raw+json' });
    expect(answer.body).toBe(text);
  });

  test('that expects a status gets its answer', async () => {
    const { url } = await scriptedServer([json(404, { message: 'Not Found' })]);
    expect(await apiOf(url).api.call({ ...get, expect: [404] })).toMatchObject({
      status: 404,
      body: { message: 'Not Found' },
    });
  });

  test('that is answered without a body has none', async () => {
    const { url } = await scriptedServer([(response) => response.writeHead(204).end()]);
    expect(await apiOf(url).api.call(patch)).toMatchObject({ status: 204, body: null });
  });

  test.each([['../x'], ['a/./b'], ['a?b'], ['a{b}'], ['a:b'], ['a#b'], ['a b']])(
    'to the path %j is refused before it is sent',
    async (path) => {
      const { api } = apiOf('http://127.0.0.1:1');
      await expect(api.call({ ...get, path })).rejects.toMatchObject({ code: 'bad-input' });
      expect(api.sent).toBe(0);
    },
  );

  test('does not take an answer that was cut off for an empty one', async () => {
    const cut = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"a":');
      setImmediate(() => response.socket?.destroy());
    };
    const { url, seen } = await scriptedServer([cut, json(200, { a: 1 })]);
    expect((await apiOf(url).api.call(get)).body).toEqual({ a: 1 });
    expect(seen).toHaveLength(2);
  });

  test('that is answered by something else than GitHub says so', async () => {
    const { url } = await scriptedServer([(response) => response.end('<html>')]);
    await expect(apiOf(url).api.call(get)).rejects.toMatchObject({
      code: 'api-failed',
      message: expect.stringMatching(/answered with no JSON; is GITHUB_API_URL \(http:.*\) right/),
    });
  });

  test('waits where eight are on their way', async () => {
    const waiting: (() => void)[] = [];
    const { url, seen } = await scriptedServer([
      (response, one) => waiting.push(() => json(200, [])(response, one)),
    ]);
    const { api } = apiOf(url);
    const calls = Array.from({ length: 20 }, () => api.call(get));
    while (seen.length < 20) {
      await new Promise((done) => setTimeout(done, 20));
      expect(waiting.length).toBeLessThanOrEqual(8);
      for (const answer of waiting.splice(0)) answer();
    }
    await Promise.all(calls);
    expect(api.sent).toBe(20);
  });
});

describe('what fails for a moment', () => {
  test.each([
    ['500', json(500, {})],
    ['502 of a proxy', (response) => response.writeHead(502).end('<html>')],
    ['a connection that breaks', reset],
    ['no answer in time', silent],
  ] as [string, Parameters<typeof scriptedServer>[0][number]][])('%s: sent again', async (_, fault) => {
    const { url, seen } = await scriptedServer([fault, fault, json(200, { a: 1 })]);
    const { api, slept } = apiOf(url, fault === silent ? { timeoutMs: 300 } : {});
    expect((await api.call(get)).body).toEqual({ a: 1 });
    expect(seen).toHaveLength(3);
    expect(slept).toEqual([1_000, 2_000]);
    expect(api.sent).toBe(3);
  });

  test('for longer is an error after three tries', async () => {
    const { url, seen } = await scriptedServer([json(503, {})]);
    await expect(apiOf(url).api.call(get)).rejects.toMatchObject({
      code: 'api-failed',
      message: expect.stringMatching(/GET git\/refs of o\/r: answered 503, at the last of 3 tries/),
    });
    expect(seen).toHaveLength(3);
  });

  test.each([
    ['500', json(500, {})],
    ['a connection that breaks', reset],
    ['no answer in time', silent],
  ] as [string, Parameters<typeof scriptedServer>[0][number]][])(
    '%s: a call that must not be doubled is not sent again',
    async (_, fault) => {
      const { url, seen } = await scriptedServer([fault]);
      const { api } = apiOf(url, { timeoutMs: fault === silent ? 300 : 10_000 });
      await expect(api.call(patch)).rejects.toMatchObject({
        code: 'api-unknown',
        message: expect.stringMatching(/whether it was carried out is not known/),
      });
      expect(seen).toHaveLength(1);
    },
  );

  test('before a connection stands: any call is sent again, and it is known that nothing happened', async () => {
    const { api, slept } = apiOf(await closedServer());
    await expect(api.call(patch)).rejects.toMatchObject({
      code: 'api-failed',
      message: expect.stringMatching(/ECONNREFUSED.*the last of 3 tries/),
    });
    expect(slept).toHaveLength(2);
  });
});

describe('a rate limit', () => {
  const limited = (headers: Record<string, string>, message = 'API rate limit exceeded') =>
    json(403, { message }, headers);

  test('is waited for, also by a call that must not be doubled', async () => {
    const { url, seen } = await scriptedServer([limited({ 'retry-after': '7' }), json(200, {})]);
    const { api, slept } = apiOf(url);
    await api.call(patch);
    expect(slept).toEqual([7_000]);
    expect(seen).toHaveLength(2);
  });

  test('that ends at a time is waited for until then', async () => {
    const reset = String(NOW / 1_000 + 30);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const { url } = await scriptedServer([limited(headers), json(200, {})]);
    const { api, slept } = apiOf(url);
    await api.call(get);
    expect(slept).toEqual([31_000]);
  });

  test('that lasts longer than a minute is an error with its end, at once', async () => {
    const reset = String(NOW / 1_000 + 1_800);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const { url, seen } = await scriptedServer([limited(headers)]);
    const { api, slept } = apiOf(url);
    await expect(api.call({ ...get, expect: [403] })).rejects.toMatchObject({
      code: 'api-failed',
      message: expect.stringMatching(/used up until 2026-03-02T12:30:01Z .*1,000 calls an hour/),
    });
    expect(slept).toEqual([]);
    expect(seen).toHaveLength(1);
  });

  test('that comes again is waited for a minute in all', async () => {
    const { url, seen } = await scriptedServer([limited({ 'retry-after': '40' })]);
    const { api, slept } = apiOf(url);
    await expect(api.call(get)).rejects.toMatchObject({
      message: expect.stringMatching(/until 2026-03-02T12:00:40Z/),
    });
    expect(slept).toEqual([40_000]);
    expect(seen).toHaveLength(2);
  });
});

describe('a token', () => {
  test.each([
    ['***', /it was masked on its way/],
    [`${TOKEN}\n`, /a line break/],
    ['ghs_ä', /another character/],
    ['ghs_one ghs_two', /a blank/],
  ])('%j is refused before anything is sent, and not repeated', (token, message) => {
    const make = (): OctokitApi => new OctokitApi({ token, repository: 'o/r' });
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ code: 'no-permission' }));
    if (token !== '***') expect(make).not.toThrow(new RegExp(token.trim()));
  });

  test('that is wrong or expired is named as such', async () => {
    const { url } = await scriptedServer([json(401, { message: 'Bad credentials' })]);
    await expect(apiOf(url).api.call(get)).rejects.toMatchObject({
      code: 'no-permission',
      message: expect.stringMatching(/401 \(Bad credentials\); the token is wrong or has expired/),
    });
  });

  test('without permission is told the line to add, and what GitHub accepts', async () => {
    const headers = { 'x-accepted-github-permissions': 'contents=write; contents=write,workflows=write' };
    const message = 'Resource not accessible by integration';
    const { url } = await scriptedServer([json(403, { message }, headers)]);
    await expect(apiOf(url).api.call(patch)).rejects.toMatchObject({
      code: 'no-permission',
      message: `GitHub: PATCH git/refs of o/r was answered 403 (${message}); give the job \`permissions: contents: write\` (GitHub accepts contents: write, or contents: write and workflows: write)`,
    });
  });

  test('that may not see the repository is told so, as 404 is what GitHub answers', async () => {
    const { url } = await scriptedServer([json(404, { message: 'Not Found' })]);
    await expect(apiOf(url).api.call(get)).rejects.toMatchObject({
      code: 'no-permission',
      message: expect.stringMatching(
        /or the token may not see it: give the job `permissions: contents: read`/,
      ),
    });
  });

  test.each([
    [403, 'Protected branch update failed for refs/heads/phasegate.'],
    [422, 'Repository rule violations found\n\nCannot update this protected ref.'],
    [409, 'Repository rule violations found'],
  ])('that a rule keeps from the branch (%i) is told what can', async (status, message) => {
    const { url } = await scriptedServer([json(status, { message })]);
    await expect(apiOf(url).api.call(patch)).rejects.toMatchObject({
      code: 'no-permission',
      message: expect.stringMatching(/a rule protects the branch.*GitHub App.*deploy key/),
    });
  });

  test('never reaches an error’s text, whatever is answered', async () => {
    const { url } = await scriptedServer([json(403, { message: `no, ${TOKEN}\u202e\n::error::x` })]);
    const error: unknown = await apiOf(url)
      .api.call(get)
      .catch((reason: unknown) => reason);
    expect(String(error)).toContain('no, *** ::error::x');
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(TOKEN);
  });
});

describe('a download', () => {
  test('follows the redirect to another host without the token', async () => {
    const storage = await scriptedServer([(response) => response.end(Buffer.from([0x50, 0x4b, 0, 255]))]);
    const { url, seen } = await scriptedServer([
      (response) => response.writeHead(302, { location: `${storage.url}/blob?sig=1` }).end(),
    ]);
    const { api } = apiOf(url);
    const bytes = await api.download('actions/artifacts/1/zip', { permission: 'actions: read', maxBytes: 4 });
    expect([...bytes]).toEqual([0x50, 0x4b, 0, 255]);
    expect(seen[0]?.headers.authorization).toBe(`token ${TOKEN}`);
    expect(storage.seen[0]).toMatchObject({ url: '/blob?sig=1' });
    expect(storage.seen[0]?.headers.authorization).toBeUndefined();
  });

  test('ends where it is larger than asked for', async () => {
    const { url } = await scriptedServer([(response) => response.end('12345')]);
    const { api } = apiOf(url);
    const all = api.download('actions/artifacts/1/zip', { permission: 'actions: read', maxBytes: 4 });
    await expect(all).rejects.toMatchObject({ code: 'api-failed', message: expect.stringMatching(/larger/) });
  });

  test('of what is gone says so', async () => {
    const { url } = await scriptedServer([json(410, { message: 'Artifact has expired' })]);
    const { api } = apiOf(url);
    const all = api.download('actions/artifacts/1/zip', { permission: 'actions: read', maxBytes: 4 });
    await expect(all).rejects.toMatchObject({
      message: expect.stringMatching(/410 \(Artifact has expired\)/),
    });
  });
});

test.each([['r'], ['o/..'], ['o/r/x'], ['o/r?']])('the repository %j is refused', (repository) => {
  expect(() => new OctokitApi({ token: TOKEN, repository })).toThrow(/must be owner\/name/);
});

test('an address that is none is refused', () => {
  expect(() => new OctokitApi({ token: TOKEN, repository: 'o/r', url: 'ghe.example' })).toThrow(/no address/);
});
