import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { collect } from '../../../action-collect/src/collect.js';
import { newState } from '../../../action-collect/src/collector-state.js';
import { formatInstant } from '../../../src/domain/time.js';
import { SourceTelemetry } from '../../../src/io/sources/source-telemetry.js';
import { policy, source } from '../../policy-builder.js';
import { serve, startHttps, type HttpsServer } from './https-server.js';
import { MINUTE, NOW, ns, rows, urlSource, World } from './world.js';

let server: HttpsServer;
beforeAll(async () => {
  server = await startHttps();
});
afterAll(() => server.close());

const far = (): [ReturnType<typeof urlSource>] => [urlSource(`${server.url}/events`)];
const world = (): Promise<World> => World.make({ ca: server.ca });
const refuse = (): void => server.answer((_, response) => void response.writeHead(503).end());
const good = (...numbers: number[]): void =>
  server.answer(serve({ body: Buffer.from(rows(...numbers)), etag: '"a"' }));

describe('a source that fails', () => {
  test('is asked again one, four and nine minutes after it failed for the first, second, third time, and so on', async () => {
    const one = await world();
    refuse();
    const asked: number[] = [];
    for (let minute = 0; minute <= 45; minute += 1) {
      const before = server.requests.length;
      await one.fetch(far(), { now: NOW + minute * MINUTE });
      if (server.requests.length > before) asked.push(minute);
    }
    expect(asked).toEqual([0, 1, 5, 14, 23, 32, 41]);
  });

  test('is silent while it is left alone, and says since when', async () => {
    const one = await world();
    refuse();
    await one.tick(far());
    good(1);
    expect((await one.tick(far(), { now: NOW + 30_000 })).silent).toEqual(['far']);
    expect(server.requests).toEqual([]);
    expect(one.warnings[0]).toMatch(
      /failed once, last at 2026-03-02T12:00:00Z; it is asked again 1m after that/,
    );
    expect(await one.tick(far(), { now: NOW + MINUTE })).toEqual({ lines: { far: ns(1) }, silent: [] });
  });

  test('begins to count anew once it has answered', async () => {
    const one = await world();
    refuse();
    await one.fetch(far());
    await one.fetch(far(), { now: NOW + MINUTE });
    good(1);
    await one.fetch(far(), { now: NOW + 10 * MINUTE });
    refuse();
    const { unanswered } = await one.fetch(far(), { now: NOW + 11 * MINUTE });
    expect(unanswered.get('far')).toBe('it was answered 503');
  });

  test('is asked at once where the clock was set back', async () => {
    const one = await world();
    refuse();
    await one.fetch(far());
    good(1);
    expect((await one.tick(far(), { now: NOW - 1 })).silent).toEqual([]);
  });

  test('stops no other one, and local files are read all the same', async () => {
    const one = await world();
    refuse();
    await writeFile(join(one.root, 'telemetry/a.jsonl'), rows(7));
    const near = source({ name: 'near', files: '*.jsonl' });
    expect(await one.tick([...far(), near])).toEqual({ lines: { far: [], near: ns(7) }, silent: ['far'] });
  });
});

describe('what is remembered', () => {
  test('may be lost: everything is fetched again, and read from where it was', async () => {
    const one = await world();
    good(1, 2);
    await one.tick(far());
    await rm(one.folder, { recursive: true });
    good(1, 2, 3);
    expect(await one.tick(far())).toEqual({ lines: { far: ns(3) }, silent: [] });
  });

  test.each(['', '{', '[]', '{"schema":"phasegate.source/2"}', 'DAMAGED'])(
    'may be damaged: %s',
    async (text) => {
      const one = await world();
      good(1);
      await one.tick(far());
      const file = join(one.folder, 'far/memory.json');
      const before = await readFile(file, 'utf8');
      await writeFile(file, text === 'DAMAGED' ? before.replace('"failures":0', '"failures":9') : text);
      good(1, 2);
      expect(await one.tick(far())).toEqual({ lines: { far: ns(2) }, silent: [] });
      expect(server.requests[0]?.headers['if-none-match']).toBeUndefined();
    },
  );

  test('is forgotten with the state, so that everything is read anew', async () => {
    const one = await world();
    good(1, 2);
    await one.tick(far());
    expect((await one.tick(far(), { isNew: true, dryRun: true })).lines).toEqual({ far: ns(1, 2) });
    expect((await one.tick(far(), { isNew: true })).lines).toEqual({ far: ns(1, 2) });
    expect((await one.tick(far())).lines).toEqual({ far: [] });
  });

  test('of a source that the policy no longer has is removed', async () => {
    const one = await world();
    good(1);
    await one.fetch(far());
    await one.fetch([]);
    expect(await readdir(one.folder)).toEqual([]);
  });

  test('is left as it is by a dry run, which reads all the same', async () => {
    const one = await world();
    good(1);
    expect((await one.tick(far(), { dryRun: true })).lines).toEqual({ far: ns(1) });
    expect(await readdir(one.root)).toEqual(['telemetry']);
    await one.tick(far());
    const before = await readFile(join(one.folder, 'far/memory.json'), 'utf8');
    good(1, 2);
    server.answer(serve({ body: Buffer.from(rows(1, 2)), etag: '"b"' }));
    expect((await one.tick(far(), { dryRun: true })).lines).toEqual({ far: ns(2) });
    expect(await readFile(join(one.folder, 'far/memory.json'), 'utf8')).toBe(before);
  });
});

test('a tick that dies after it has fetched loses nothing', async () => {
  const one = await world();
  good(1, 2);
  await one.fetch(far());
  expect(await one.tick(far())).toEqual({ lines: { far: ns(1, 2) }, silent: [] });
  expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"a"']);
});

test('a line cut short is waited for, though nothing new is fetched', async () => {
  const one = await world();
  server.answer(serve({ body: Buffer.from(`${rows(1)}{"n":`), etag: '"a"' }));
  expect((await one.tick(far())).lines).toEqual({ far: ns(1) });
  expect((await one.tick(far(), { now: NOW + 10 * MINUTE })).lines).toEqual({ far: [] });
  const late = await one.tick(far(), { now: NOW + 45 * MINUTE });
  expect(late.lines['far']).toEqual([expect.stringMatching(/is no JSON/)]);
});

describe('the collector', () => {
  const line = JSON.stringify({
    event: 'x',
    ts: formatInstant(NOW - 20 * MINUTE),
    feature: 'web',
    phase: 'one',
  });

  test.each([
    ['that answers is not missed where silence is normal', true, 200, false],
    ['that does not answer is missed, also where silence is normal', true, 503, true],
    ['that does not answer is missed', false, 503, true],
    ['that answers nothing is missed where silence is not normal', false, 200, true],
  ])('a source %s', async (_, sparse, status, missed) => {
    const one = await world();
    server.answer((_request, response) => void response.writeHead(status).end());
    await writeFile(join(one.root, 'telemetry/a.jsonl'), `${line}\n`);
    const sources = [{ ...far()[0], sparse }, source({ name: 'near', files: '*.jsonl' })];
    const reader = new SourceTelemetry({
      ...one.options(sources),
      root: join(one.root, 'telemetry'),
      dryRun: false,
      warn: () => undefined,
    });
    const plan = await collect({
      policy: policy({ sources }),
      ledger: null,
      state: newState('checkout'),
      reader,
      validators: new Map(),
      keysOfClosed: async () => new Set(),
      now: NOW,
      simulatedLatencyMs: 0,
      forcedPhase: 'one',
    });
    const [batch] = plan.batches;
    expect(batch?.header.sources).toMatchObject({ far: { missed }, near: { accepted: 1, missed: false } });
  });
});
