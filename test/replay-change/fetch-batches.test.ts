import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fetchBatches, type FetchOptions } from '../../scripts/replay-change/src/fetch-batches.js';
import type { GitHubAccess } from '../../scripts/schema-check/src/github.js';
import { DAY, formatInstant } from '../../src/domain/time.js';
import { filesBelow } from '../bundles/run-bundle.js';
import { fakeGitHub, type FakeGitHub } from '../schema-check/github.js';
import { temporaryFolder } from '../temporary-folder.js';
import { archiveOf, artifactOf } from './archive.js';

const NOW = Date.UTC(2026, 4, 5);
const FILE = 'batch-20260504T080000Z.jsonl';
const LIST = 'GET /repos/o/r/actions/artifacts?name=phasegate-batches&per_page=100&page=';
const early = (status: number): { status: number; when: 'early' } => ({ status, when: 'early' });
const batch = (text: string): Record<string, string> => ({ [`logs/rollout/collector/dark/${FILE}`]: text });

let github: FakeGitHub;
let folder: string;
beforeEach(async () => {
  github = await fakeGitHub();
  folder = await temporaryFolder();
});
afterEach(() => github.close());

const access = (): GitHubAccess => ({ api: github.url, repository: 'o/r', token: 't0k3n' });
const fetchAll = (changes: Partial<FetchOptions> = {}): ReturnType<typeof fetchBatches> =>
  fetchBatches(access(), {
    ...{ folder, name: 'phasegate-batches', now: NOW, days: 14, most: 300, pauses: [1, 1] },
    ...changes,
  });

describe('what is fetched', () => {
  test('the batches of each run, in a folder of its own; the token stays with the API', async () => {
    github.artifacts.push(artifactOf(2, batch('two\n')), artifactOf(1, { ...batch('one\n'), 'x.txt': 'x' }));
    const { files, notes } = await fetchAll();
    expect(files).toBe(2);
    expect(await filesBelow(folder)).toEqual({
      [`1001/1/dark/${FILE}`]: 'one\n',
      [`1002/2/dark/${FILE}`]: 'two\n',
    });
    expect(notes).toEqual([
      'Recorded telemetry: 2 batch files in 2 artifacts "phasegate-batches" of the last 14 days, of runs on "main", uploaded from 2026-05-04T10:00:00Z to 2026-05-04T10:00:00Z.',
    ]);
    const withToken = github.requests.filter((line) => !line.includes('/store/'));
    expect(withToken).toEqual(expect.arrayContaining(['GET /repos/o/r', `${LIST}1`]));
    expect([...github.tokens].sort()).toEqual(['Bearer t0k3n', 'undefined']);
  });

  test('nothing is there', async () => {
    expect(await fetchAll()).toEqual({
      files: 0,
      notes: ['There are no artifacts "phasegate-batches" of the last 14 days, of runs on "main".'],
    });
  });

  const run = { id: 5, repository_id: 7, head_repository_id: 7, head_branch: 'main' };
  test.each([
    ['another name', { name: 'phasegate-analysis' }],
    ['another branch', { workflow_run: { ...run, head_branch: 'feature' } }],
    ['a fork’s branch of the same name', { workflow_run: { ...run, head_repository_id: 8 } }],
    ['a run that nothing is known of', { workflow_run: {} }],
    ['an artifact that is too old', { created_at: formatInstant(NOW - 15 * DAY) }],
    ['a time that is none', { created_at: 'yesterday' }],
  ])('not %s', async (_, changes) => {
    github.artifacts.push(artifactOf(1, batch('one\n'), changes));
    expect((await fetchAll()).files).toBe(0);
    expect(await filesBelow(folder)).toEqual({});
  });

  test('the newest, as many as are asked for, whatever the order of the list', async () => {
    const at = (hour: number) => ({ created_at: formatInstant(NOW - hour * 3_600_000) });
    for (const id of [3, 1, 2]) github.artifacts.push(artifactOf(id, batch(`${id}\n`), at(id)));
    const { notes } = await fetchAll({ most: 2 });
    expect(Object.values(await filesBelow(folder)).sort()).toEqual(['1\n', '2\n']);
    expect(notes).toContain('1 older artifacts were left out.');
  });

  test('page by page, and no further than the first page of old ones', async () => {
    const old = { created_at: formatInstant(NOW - 20 * DAY) };
    for (let id = 1; id <= 450; id += 1) github.artifacts.push(artifactOf(id, {}, id > 150 ? old : {}));
    const { files } = await fetchAll({ most: 5 });
    expect(files).toBe(0);
    expect(github.requests.filter((line) => line.startsWith(LIST))).toEqual(
      [1, 2, 3].map((page) => `${LIST}${page}`),
    );
  });
});

describe('what goes wrong', () => {
  test('an expired, a broken, and a changed artifact: the others are used, and each is told', async () => {
    github.artifacts.push(
      artifactOf(1, batch('one\n'), { expired: true }),
      artifactOf(2, Buffer.from('no archive at all, and longer than that')),
      artifactOf(3, { [`../dark/${FILE}`]: 'x' }),
      artifactOf(4, batch('four\n'), { digest: `sha256:${'0'.repeat(64)}` }),
      artifactOf(5, batch('five\n')),
    );
    const { files, notes } = await fetchAll();
    expect(files).toBe(1);
    expect(Object.keys(await filesBelow(folder))).toEqual([`1005/5/dark/${FILE}`]);
    expect([...notes].sort()).toEqual([
      '1 artifact had expired.',
      expect.stringContaining('Recorded telemetry: 1 batch file in 4 artifacts'),
      expect.stringMatching(/^artifact 2 of run 1002 is not used: it is no archive/),
      expect.stringMatching(/^artifact 3 of run 1003 is not used: the archive has a path that leads out/),
      expect.stringMatching(/^artifact 4 of run 1004 is not used: .*its SHA-256 is not the one/),
    ]);
  });

  test('an answer that fails for now is asked for again', async () => {
    github.artifacts.push(artifactOf(1, batch('one\n')));
    github.faults.push(early(502), null, early(429), null, early(500));
    expect((await fetchAll()).files).toBe(1);
    expect(github.requests).toHaveLength(7);
  });

  test('tries end: an artifact is left out, a list that cannot be read is a fault', async () => {
    github.artifacts.push(artifactOf(1, batch('one\n')));
    github.faults.push(null, null, early(500), early(500), early(500));
    const { files, notes } = await fetchAll();
    expect(files).toBe(0);
    expect(notes).toContain(
      'artifact 1 of run 1001 is not used: GET /repos/o/r/actions/artifacts/1/zip: answered 500',
    );
    github.faults.push(null, early(500), early(500), early(500));
    await expect(fetchAll()).rejects.toThrow(/actions\/artifacts.* answered 500/);
  });

  test('a token that may not read artifacts: the permission is named', async () => {
    github.faults.push(null, early(403));
    await expect(fetchAll()).rejects.toThrow(/give the job `actions: read`/);
  });

  test('an archive whose bytes change on the way is asked for again', async () => {
    const good = archiveOf(batch('one\n'));
    const artifact = artifactOf(1, good);
    const reads = (): number => github.requests.filter((line) => line.includes('/store/')).length;
    Object.defineProperty(artifact, 'archive', { get: () => (reads() === 1 ? archiveOf({}) : good) });
    github.artifacts.push(artifact);
    expect((await fetchAll()).files).toBe(1);
    expect(reads()).toBe(2);
  });
});
