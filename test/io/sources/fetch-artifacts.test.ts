import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OctokitApi } from '../../../src/io/github-api.js';
import type { GithubServer } from '../../github/github-server.js';
import { startGithub } from '../../github/start-github.js';
import { artifactSource, MINUTE, NOW, ns, rows, World } from './world.js';

const REPOSITORY = 'octo/shop';
const TICK = 10 * MINUTE;
let server: GithubServer;
let now = NOW;
let name = '';
let count = 0;

beforeAll(async () => {
  server = await startGithub({
    now: () => now,
    repositories: {
      [REPOSITORY]: { private: true, files: { 'README.md': '# Shop\n' } },
      'stranger/shop': { forkOf: REPOSITORY, files: { 'README.md': '# Fork\n' } },
    },
  });
});
afterAll(() => server.close());
beforeEach(() => {
  now = NOW;
  count += 1;
  name = `telemetry-${count}`;
  server.resetCalls();
});

const sleep = async (): Promise<void> => undefined;

function apiFor(): OctokitApi {
  const token = server.token({ permissions: { actions: 'read' } });
  return new OctokitApi({ token, repository: REPOSITORY, url: server.url, sleep });
}

type Run = Partial<Parameters<GithubServer['actions']['addRun']>[0]>;

async function upload(files: Record<string, string | Uint8Array>, run: Run = {}): Promise<number> {
  const { id } = await server.actions.addRun({ repository: REPOSITORY, workflow: 'app.yml', ...run });
  return server.actions.addArtifact({ name, run: id, files }).id;
}

const sources = (changes: Parameters<typeof artifactSource>[0] = {}, files?: string) => [
  artifactSource({ artifact: name, ...changes }, files),
];
const paths = (): string[] => server.calls.map(({ path }) => path.replace(/.*\/repos\/octo\/shop\//, ''));

describe('artifacts of a workflow', () => {
  test('are fetched once each, oldest first, and cost one call where there is none', async () => {
    const one = await World.make({ api: apiFor() });
    await upload({ 'a.jsonl': rows(1), 'deep/b.jsonl': rows(2), 'note.txt': 'x' });
    now += MINUTE;
    await upload({ 'a.jsonl': rows(3) });
    expect(await one.tick(sources(), { now })).toEqual({ lines: { far: ns(1, 2, 3) }, silent: [] });
    expect(await readdir(join(one.folder, 'far/files'))).toEqual([]);
    server.resetCalls();
    now += TICK;
    expect(await one.tick(sources(), { now })).toEqual({ lines: { far: [] }, silent: [] });
    expect(server.calls).toHaveLength(1);
    await upload({ 'c.jsonl.gz': gzipSync(rows(4)), 'd.jsonl': rows(5) });
    expect((await one.tick(sources({}, '*.jsonl*'), { now })).lines).toEqual({ far: ns(4, 5) });
    expect(one.warnings).toEqual([]);
  });

  test('come back where a tick died before it was written down that they were read', async () => {
    const one = await World.make({ api: apiFor() });
    await upload({ 'a.jsonl': rows(1) });
    await one.fetch(sources());
    server.resetCalls();
    expect((await one.tick(sources())).lines).toEqual({ far: ns(1) });
    expect(server.calls).toHaveLength(1);
  });

  test('count only when this repository’s default branch made them', async () => {
    const one = await World.make({ api: apiFor() });
    await upload({ 'a.jsonl': rows(1) }, { headRepository: 'stranger/shop', event: 'pull_request' });
    await upload({ 'a.jsonl': rows(2) }, { headBranch: 'feature', headSha: 'a'.repeat(40) });
    await upload({ 'a.jsonl': rows(3) });
    expect((await one.tick(sources())).lines).toEqual({ far: ns(3) });
    const other = await World.make({ api: apiFor() });
    expect((await other.tick(sources({ branch: 'feature' }))).lines).toEqual({ far: ns(2) });
  });

  test('count only when the workflow made them that the policy names', async () => {
    const one = await World.make({ api: apiFor() });
    await upload({ 'a.jsonl': rows(1) }, { workflow: 'other.yml' });
    await upload({ 'a.jsonl': rows(2) });
    expect((await one.tick(sources({ workflow: 'app.yml' }))).lines).toEqual({ far: ns(2) });
    server.resetCalls();
    await one.tick(sources({ workflow: 'app.yml' }));
    expect(paths()).toEqual([expect.stringMatching(/^actions\/artifacts\?/)]);
  });

  test('of more than a week ago, and expired ones, are left alone', async () => {
    const one = await World.make({ api: apiFor() });
    await upload({ 'a.jsonl': rows(1) });
    const { id } = await server.actions.addRun({ repository: REPOSITORY, workflow: 'app.yml' });
    now += 7 * 24 * 60 * MINUTE + MINUTE;
    server.actions.addArtifact({ name, run: id, files: { 'a.jsonl': rows(2) }, expired: true });
    await upload({ 'a.jsonl': rows(3) });
    expect((await one.tick(sources(), { now })).lines).toEqual({ far: ns(3) });
  });

  test('wait for later ticks where there are too many at once', async () => {
    const one = await World.make({ api: apiFor(), limits: { artifacts: 2 } });
    for (let i = 1; i <= 5; i += 1) {
      now += MINUTE;
      await upload({ 'a.jsonl': rows(i) });
    }
    expect((await one.tick(sources(), { now })).lines).toEqual({ far: ns(1, 2) });
    expect(one.warnings).toEqual(['source far: 3 artifacts wait for the next tick']);
    expect((await one.tick(sources(), { now })).lines).toEqual({ far: ns(3, 4) });
    expect((await one.tick(sources(), { now })).lines).toEqual({ far: ns(5) });
  });

  test('that cannot be had are tried again after the others', async () => {
    const one = await World.make({ api: apiFor(), limits: { artifacts: 1 } });
    const bad = await upload({ 'a.jsonl': rows(1) });
    now += MINUTE;
    await upload({ 'a.jsonl': rows(2) });
    server.fail({ how: 500, path: new RegExp(`artifacts/${bad}/zip`), times: 3 });
    expect(await one.tick(sources(), { now })).toEqual({ lines: { far: [] }, silent: ['far'] });
    expect((await one.tick(sources(), { now: now + TICK })).lines).toEqual({ far: ns(2) });
    expect((await one.tick(sources(), { now: now + 2 * TICK })).lines).toEqual({ far: ns(1) });
  });

  test('need a token, and one that may read them', async () => {
    const none = await World.make();
    expect((await none.fetch(sources())).unanswered.get('far')).toMatch(/need the input github-token/);
    const token = server.token({ permissions: { contents: 'read' } });
    const api = new OctokitApi({ token, repository: REPOSITORY, url: server.url, sleep });
    const weak = await World.make({ api });
    expect((await weak.fetch(sources())).unanswered.get('far')).toMatch(/`permissions: actions: read`/);
  });
});

describe('an archive that is refused', () => {
  const archive = { entries: 5, fileBytes: 1_000, bytes: 2_000 };

  test.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    ['climbs out', { '../../evil.jsonl': rows(1) }, /leads out of it/],
    ['begins at the root', { '/evil.jsonl': rows(1) }, /leads out of it/],
    ['has a path with a line break', { 'a\nb.jsonl': rows(1) }, /which no file can be called/],
    ['has a path with a dot', { 'a/./b.jsonl': rows(1) }, /which no file can be called/],
    ['has a file below a file', { a: 'x', 'a/b.jsonl': rows(1) }, /which no file can be called/],
    [
      'has a name that no disk takes',
      { [`${'n'.repeat(300)}.jsonl`]: rows(1) },
      /which no file can be called/,
    ],
    ['is a bomb', { 'a.jsonl': new Uint8Array(1_000_000) }, /larger than 1000 bytes each/],
    [
      'has many large files',
      Object.fromEntries(['a', 'b', 'c'].map((n) => [`${n}.jsonl`, new Uint8Array(900)])),
      /2000 together/,
    ],
    [
      'has too many files',
      Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`${n}.txt`, ''])),
      /more than 5 files/,
    ],
    ['holds a gzip bomb', { 'a.jsonl.gz': gzipSync('x'.repeat(500_000)) }, /inflates to more than/],
  ])('where it %s is named, and not fetched again', async (_, files, expected) => {
    const one = await World.make({ api: apiFor(), limits: { archive, inflatedBytes: 100_000 } });
    const id = await upload(files);
    now += MINUTE;
    await upload({ 'good.jsonl': rows(2) });
    expect(await one.tick(sources({}, '**/*.jsonl*'), { now })).toEqual({
      lines: { far: ns(2) },
      silent: [],
    });
    expect(one.warnings).toEqual([
      expect.stringMatching(new RegExp(`artifact ${id} of run .* is not used: `)),
    ]);
    expect(one.warnings[0]).toMatch(expected);
    expect((await readdir(one.root, { recursive: true })).filter((path) => path.includes('evil'))).toEqual(
      [],
    );
    server.resetCalls();
    await one.tick(sources({}, '**/*.jsonl*'), { now });
    expect(server.calls).toHaveLength(1);
  });
});
