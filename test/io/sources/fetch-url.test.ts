import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filesBelow } from '../../bundles/run-bundle.js';
import { serve, startHttps, type HttpsServer } from './https-server.js';
import { MINUTE, NOW, ns, rows, urlSource, World } from './world.js';

let server: HttpsServer;
beforeAll(async () => {
  server = await startHttps();
});
afterAll(() => server.close());

const world = (options: Parameters<typeof World.make>[0] = {}): Promise<World> =>
  World.make({ ca: server.ca, ...options });
const far = (
  path = '/events.jsonl',
  changes: Parameters<typeof urlSource>[1] = {},
): [ReturnType<typeof urlSource>] => [urlSource(`${server.url}${path}`, changes)];

const TICK = 10 * MINUTE;

describe('a file behind an address', () => {
  test('is read once, and what is added to it when it has changed', async () => {
    const one = await world();
    server.answer(serve({ body: Buffer.from(rows(1, 2)), etag: '"a"' }));
    expect(await one.tick(far())).toEqual({ lines: { far: ns(1, 2) }, silent: [] });
    expect(await one.tick(far())).toEqual({ lines: { far: [] }, silent: [] });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"a"']);
    server.answer(serve({ body: Buffer.from(rows(1, 2, 3)), etag: '"b"' }));
    expect(await one.tick(far())).toEqual({ lines: { far: ns(3) }, silent: [] });
    expect(one.warnings).toEqual([]);
  });

  test('is not carried from tick to tick once it is read, and its cursor is kept all the same', async () => {
    const one = await world();
    server.answer(serve({ body: Buffer.from(rows(1)), etag: '"a"' }));
    await one.tick(far());
    expect((await readdir(one.folder, { recursive: true })).sort()).toEqual([
      'far',
      'far/files',
      'far/memory.json',
    ]);
    one.cursors = { far: { ...one.cursors['far'] } };
    const before = one.cursors['far'];
    await one.tick(far());
    expect(one.cursors['far']).toEqual(before);
  });

  test('is asked for by its date where it has no tag', async () => {
    const one = await world();
    const modified = 'Mon, 02 Mar 2026 12:00:00 GMT';
    server.answer(serve({ body: Buffer.from(rows(1)), modified }));
    await one.tick(far());
    expect((await one.tick(far())).lines).toEqual({ far: [] });
    expect(server.requests[1]?.headers['if-modified-since']).toBe(modified);
  });

  test('is fetched whole each time where it has neither, and read on from where it was', async () => {
    const one = await world();
    server.answer(serve({ body: Buffer.from(rows(1)) }));
    await one.tick(far());
    server.answer(serve({ body: Buffer.from(rows(1, 2)) }));
    expect((await one.tick(far())).lines).toEqual({ far: ns(2) });
  });

  test.each(['gzip', 'x-gzip', undefined])('may be compressed, and said to be %s', async (encoding) => {
    const one = await world();
    server.answer((_, response) => {
      response.writeHead(200, {
        etag: '"z"',
        ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
      });
      response.end(gzipSync(rows(1, 2)));
    });
    expect(await one.tick(far('/events.jsonl.gz'))).toEqual({ lines: { far: ns(1, 2) }, silent: [] });
    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  test('may be CSV', async () => {
    const one = await world();
    server.answer(serve({ body: Buffer.from('n,m\n1,2\n') }));
    const [source] = far('/events.csv');
    expect((await one.tick([{ ...source, format: 'csv' }])).lines).toEqual({ far: ['{"n":"1","m":"2"}'] });
  });

  test('of another address is another file: nothing is remembered of the first', async () => {
    const one = await world();
    server.answer(serve({ body: Buffer.from(rows(1)), etag: '"a"' }));
    await one.tick(far('/a'));
    expect(server.requests).toHaveLength(1);
    await one.tick(far('/b'));
    expect(server.requests[1]?.headers['if-none-match']).toBeUndefined();
  });
});

describe('a download that breaks off', () => {
  const body = Buffer.from(rows(...Array.from({ length: 2_000 }, (_, i) => i)));
  const lines = ns(...Array.from({ length: 2_000 }, (_, i) => i));

  test('is a silent source, and goes on in a later tick where it ended', async () => {
    const one = await world();
    server.answer(serve({ body, etag: '"a"', breakAfter: 9_000 }));
    expect(await one.tick(far())).toEqual({ lines: { far: [] }, silent: ['far'] });
    expect(one.warnings).toEqual([
      expect.stringMatching(/^source far did not answer.*the connection failed \(/),
    ]);
    server.answer(serve({ body, etag: '"a"' }));
    expect(await one.tick(far(), { now: NOW + TICK })).toEqual({ lines: { far: lines }, silent: [] });
    expect(server.requests[0]?.headers).toMatchObject({ range: 'bytes=9000-', 'if-range': '"a"' });
  });

  test('again and again comes to its end, whatever the pieces', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: body.length }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(cuts, async (pieces) => {
        const one = await world();
        let now = NOW;
        for (const breakAfter of pieces) {
          server.answer(serve({ body, etag: '"a"', breakAfter }));
          await one.fetch(far(), { now });
          now += TICK;
        }
        server.answer(serve({ body, etag: '"a"' }));
        expect(await one.tick(far(), { now })).toEqual({ lines: { far: lines }, silent: [] });
      }),
      { numRuns: 8 },
    );
  });

  test.each<[string, Parameters<typeof serve>[0]]>([
    ['the file has changed meanwhile', { body: Buffer.from(rows(7, 8)), etag: '"b"' }],
    [
      'the server does not know of ranges',
      { body: Buffer.from(rows(7, 8)), etag: '"a"', ignoresRange: true },
    ],
    ['the file is shorter than what is here', { body: Buffer.from(rows(7, 8)), etag: '"a"' }],
  ])('begins anew where %s', async (_, next) => {
    const one = await world();
    server.answer(serve({ body, etag: '"a"', breakAfter: 9_000 }));
    await one.fetch(far());
    server.answer(serve(next));
    expect(await one.tick(far(), { now: NOW + TICK })).toEqual({ lines: { far: ns(7, 8) }, silent: [] });
  });

  test.each(['W/"a"', undefined])('is begun anew where its tag is %s: that proves no bytes', async (etag) => {
    const one = await world();
    server.answer(serve({ body, breakAfter: 9_000, ...(etag === undefined ? {} : { etag }) }));
    await one.fetch(far());
    server.answer(serve({ body: Buffer.from(rows(1)) }));
    expect((await one.tick(far(), { now: NOW + TICK })).lines).toEqual({ far: ns(1) });
    expect(server.requests[0]?.headers['range']).toBeUndefined();
  });

  test.each<[string, Record<string, string>]>([
    ['of another place', { 'content-range': 'bytes 8000-8003/60000', etag: '"a"' }],
    ['of another file', { 'content-range': 'bytes 9000-9003/60000', etag: '"b"' }],
    ['of no place', { etag: '"a"' }],
  ])('takes no part %s, and begins anew after it', async (_, headers) => {
    const one = await world();
    server.answer(serve({ body, etag: '"a"', breakAfter: 9_000 }));
    await one.fetch(far());
    server.answer((_request, response) => void response.writeHead(206, headers).end('evil'));
    const { unanswered } = await one.fetch(far(), { now: NOW + TICK });
    expect(unanswered.get('far')).toMatch(
      /another part than the one that was asked for \(2 times in a row\)/,
    );
    server.answer(serve({ body, etag: '"a"' }));
    expect((await one.tick(far(), { now: NOW + 2 * TICK })).lines).toEqual({ far: lines });
    expect(server.requests[0]?.headers['range']).toBeUndefined();
  });

  test('is not whole before all of it came, though the server ends well', async () => {
    const one = await world();
    server.answer(serve({ body, etag: '"a"', breakAfter: 9_000 }));
    await one.fetch(far());
    const range = `bytes 9000-9999/${body.length}`;
    server.answer((_, response) => {
      response.writeHead(206, { 'content-range': range, etag: '"a"' }).end(body.subarray(9_000, 10_000));
    });
    const { unanswered } = await one.fetch(far(), { now: NOW + TICK });
    expect(unanswered.get('far')).toMatch(/^only a part of it came/);
    server.answer(serve({ body, etag: '"a"' }));
    expect((await one.tick(far(), { now: NOW + 2 * TICK })).lines).toEqual({ far: lines });
    expect(server.requests[0]?.headers['range']).toBe('bytes=10000-');
  });
});

describe('bad answers', () => {
  test.each<[string, string, RegExp]>([
    ['to plain HTTP', 'http://127.0.0.1/x', /redirects to an address without HTTPS/],
    ['to another host', 'https://evil.example/x', /redirects to another host, evil\.example$/],
    ['to another port', 'https://127.0.0.1:1/x', /redirects to another host/],
    ['to a file', 'file:///etc/passwd', /without HTTPS/],
    ['with a password', 'https://a:b@{host}/x', /redirects with a password/],
    ['to nothing', '', /redirects more than 5 times/],
    ['to what is no address', 'https://[', /answered 302 without an address/],
    ['round and round', '/events.jsonl', /redirects more than 5 times/],
  ])('a redirect %s is not followed', async (_, location, expected) => {
    const one = await world();
    const target = location.replace('{host}', `127.0.0.1:${server.port}`);
    server.answer((_request, response) => void response.writeHead(302, { location: target }).end());
    const { unanswered } = await one.fetch(far());
    expect(unanswered.get('far')).toMatch(expected);
    expect(server.requests.length).toBeLessThanOrEqual(6);
  });

  test('a redirect within the host is followed, with the headers', async () => {
    const one = await world({ environment: { TOKEN: 's3cret' } });
    const served = serve({ body: Buffer.from(rows(1)) });
    server.answer((request, response) => {
      if (request.url === '/new') served(request, response);
      else response.writeHead(307, { location: '/new' }).end();
    });
    const headers = { 'x-key': { secret: 'TOKEN', prefix: '' } };
    expect((await one.tick(far('/old', { headers }))).lines).toEqual({ far: ns(1) });
    expect(server.requests.map((request) => request.headers['x-key'])).toEqual(['s3cret', 's3cret']);
  });

  test.each([204, 304, 400, 401, 403, 404, 416, 429, 500, 503])('%d is a silent source', async (status) => {
    const one = await world();
    server.answer((_, response) => void response.writeHead(status).end());
    expect(await one.tick(far())).toEqual({ lines: { far: [] }, silent: ['far'] });
    expect(one.warnings).toEqual([expect.stringMatching(new RegExp(`: it was answered ${status}$`))]);
  });

  test('a body without end is cut off at the limit, whatever its length was said to be', async () => {
    const one = await world({ limits: { bytes: 10_000 } });
    let sent = 0;
    server.answer((_, response) => {
      response.writeHead(200, { etag: '"a"' });
      const more = (): void => {
        sent += 1_000;
        if (!response.destroyed) response.write('x'.repeat(1_000), () => setImmediate(more));
      };
      more();
    });
    const { unanswered } = await one.fetch(far());
    expect(unanswered.get('far')).toBe('it is larger than 10000 bytes');
    expect(sent).toBeLessThan(50_000_000);
    expect(await readdir(join(one.folder, 'far'))).toEqual(['memory.json']);
  });

  test('a body that says that it is too large is not begun', async () => {
    const one = await world({ limits: { bytes: 10 } });
    server.answer(serve({ body: Buffer.from(rows(1, 2, 3)) }));
    expect((await one.fetch(far())).unanswered.get('far')).toBe('it is larger than 10 bytes');
  });

  test('a small body that inflates beyond the limit is refused, and removed', async () => {
    const one = await world({ limits: { inflatedBytes: 100_000 } });
    server.answer(serve({ body: gzipSync('x'.repeat(5_000_000)), etag: '"bomb"' }));
    expect((await one.fetch(far())).unanswered.get('far')).toBe('a file inflates to more than 100000 bytes');
    expect(await readdir(join(one.folder, 'far'))).toEqual(['memory.json']);
  });

  test('a compression that was not asked for is refused', async () => {
    const one = await world();
    server.answer((_, response) => void response.writeHead(200, { 'content-encoding': 'br' }).end('x'));
    expect((await one.fetch(far())).unanswered.get('far')).toMatch(/^it is compressed as br/);
  });

  test.each<[string, { idleMs?: number; timeMs?: number }]>([
    ['no byte comes', { idleMs: 150 }],
    ['it takes too long in all', { timeMs: 150 }],
  ])('an answer is waited for no longer than the limit where %s', async (_, limits) => {
    const one = await world({ limits });
    server.answer((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => limits.timeMs !== undefined && response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect((await one.tick(far())).silent).toEqual(['far']);
  });

  test('a certificate that nobody vouches for is no server', async () => {
    const one = await World.make();
    server.answer(serve({ body: Buffer.from(rows(1)) }));
    const { unanswered } = await one.fetch(far());
    expect(unanswered.get('far')).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT/);
    expect(server.requests).toEqual([]);
  });

  test.each(['127.0.0.1', 'localhost'])(
    '%s is not asked unless the policy says that it is meant',
    async (host) => {
      const one = await world();
      server.answer(serve({ body: Buffer.from(rows(1)) }));
      const url = `https://${host}:${server.port}/e`;
      const { unanswered } = await one.fetch([urlSource(url, { private: false })]);
      expect(unanswered.get('far')).toMatch(/own network; write `private: true`/);
      expect(server.requests).toEqual([]);
      expect((await one.tick([urlSource(url)], { now: NOW + TICK })).lines).toEqual({ far: ns(1) });
    },
  );

  test('a server that is not there is a silent source', async () => {
    const one = await world();
    const { unanswered } = await one.fetch([urlSource('https://127.0.0.1:1/e')]);
    expect(unanswered.get('far')).toBe('the connection failed (ECONNREFUSED)');
  });
});

describe('a secret', () => {
  const headers = { authorization: { secret: 'TOKEN', prefix: 'Bearer ' } };

  test('is sent, masked, and nowhere to be found afterwards', async () => {
    const one = await world({ environment: { TOKEN: 's3cret-value' } });
    server.answer((request, response) => {
      const isKnown = request.headers.authorization === 'Bearer s3cret-value';
      response.writeHead(isKnown ? 200 : 401, { etag: '"a"' }).end(rows(1));
    });
    expect((await one.tick(far('/e', { headers }))).lines).toEqual({ far: ns(1) });
    expect(one.masked).toEqual(['s3cret-value']);
    server.answer(
      (_, response) => void response.writeHead(302, { location: 'https://s3cret-value.example/' }).end(),
    );
    expect((await one.tick(far('/e', { headers }))).silent).toEqual(['far']);
    expect(one.warnings.join()).toMatch(/another host, \*\*\*\.example/);
    expect(`${one.warnings.join()}${JSON.stringify(await filesBelow(one.root))}`).not.toContain('s3cret');
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['that is missing', {}, /variable TOKEN for its header authorization is not set/],
    ['that is empty', { TOKEN: '' }, /TOKEN .* is not set/],
    ['with a line break', { TOKEN: 'abc\nx: y' }, /the secret TOKEN holds a line break/],
  ])('%s is said by its name, and nothing is sent', async (_, environment, expected) => {
    const one = await world({ environment });
    server.answer(serve({ body: Buffer.from(rows(1)) }));
    const { unanswered } = await one.fetch(far('/e', { headers }));
    expect(unanswered.get('far')).toMatch(expected);
    expect(unanswered.get('far')).not.toContain('abc');
    expect(server.requests).toEqual([]);
  });
});
