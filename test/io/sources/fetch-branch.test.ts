import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OctokitApi } from '../../../src/io/github-api.js';
import { git } from '../../git.js';
import { gitWith } from '../../github/git-client.js';
import type { GithubServer } from '../../github/github-server.js';
import { startGithub } from '../../github/start-github.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { branchSource, MINUTE, NOW, ns, rows, World, type WorldOptions } from './world.js';

const REPOSITORY = 'octo/shop';
const TICK = 10 * MINUTE;
let server: GithubServer;

beforeAll(async () => {
  server = await startGithub({
    repositories: { [REPOSITORY]: { private: true, files: { 'README.md': '# Shop\n' } } },
  });
});
afterAll(() => server.close());

type Change = Readonly<Record<string, string | Uint8Array | null>>;

/** A repository that somebody else writes telemetry to, and the ways in which it is read. */
interface Place {
  readonly options: WorldOptions;
  /** Makes a commit on the branch; null removes a file. */
  readonly commit: (branch: string, files: Change) => Promise<void>;
}

async function clone(): Promise<{ folder: string; commit: Place['commit'] }> {
  const folder = await temporaryFolder();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'Begin');
  const commit: Place['commit'] = async (branch, files) => {
    const exists = git(folder, 'branch', '--list', branch) !== '';
    git(folder, 'checkout', '--quiet', ...(exists ? [branch] : ['-b', branch]));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      if (content === null) await rm(join(folder, path), { recursive: true });
      else await writeFile(join(folder, path), content);
    }
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'Telemetry');
  };
  return { folder, commit };
}

async function byGit(): Promise<Place> {
  const { folder, commit } = await clone();
  return { options: { repository: folder }, commit };
}

async function byRemote(): Promise<Place> {
  const [{ folder, commit }, repository] = [await clone(), await temporaryFolder()];
  git(repository, 'init', '--quiet');
  git(repository, 'remote', 'add', 'origin', folder);
  return { options: { repository }, commit };
}

async function byApi(): Promise<Place> {
  const { folder, commit } = await clone();
  const token = server.token({ permissions: { contents: 'read' } });
  const sleep = async (): Promise<void> => undefined;
  const api = new OctokitApi({ token, repository: REPOSITORY, url: server.url, sleep });
  const writer = server.token({ permissions: { contents: 'write' } });
  const remote = `${server.url}/${REPOSITORY}`;
  return {
    options: { api },
    commit: async (branch, files) => {
      await commit(branch, files);
      await gitWith(folder, { token: writer, args: ['push', '--quiet', '--force', remote, branch] });
    },
  };
}

let branches = 0;
const newBranch = (): string => `telemetry-${(branches += 1)}`;

describe.each([
  ['git', byGit],
  ['git and a remote', byRemote],
  ['the API', byApi],
])('a path on another branch, through %s', (_, placeOf) => {
  test('is read from where it was, as the branch grows', async () => {
    const [{ options, commit }, branch] = [await placeOf(), newBranch()];
    const one = await World.make(options);
    const sources = [branchSource(branch)];
    await commit(branch, {
      'app/a.jsonl': rows(1),
      'app/z.jsonl.gz': gzipSync(rows(2)),
      'other/b.jsonl': rows(9),
    });
    expect(await one.tick(sources)).toEqual({ lines: { far: ns(1, 2) }, silent: [] });
    expect(await readdir(join(one.folder, 'far/files'))).toEqual([]);
    expect(await one.tick(sources)).toEqual({ lines: { far: [] }, silent: [] });
    await commit(branch, { 'app/a.jsonl': rows(1, 3), 'app/c.jsonl': rows(4) });
    expect(await one.tick(sources)).toEqual({ lines: { far: ns(3, 4) }, silent: [] });
    await commit(branch, { 'app/a.jsonl': null, 'app/c.jsonl': rows(4, 5) });
    expect(await one.tick(sources)).toEqual({ lines: { far: ns(5) }, silent: [] });
    expect(one.warnings).toEqual([]);
  });

  test('is looked for anew where the policy names other files of it', async () => {
    const [{ options, commit }, branch] = [await placeOf(), newBranch()];
    const one = await World.make(options);
    await commit(branch, { 'app/a.jsonl': rows(1), 'web/a.jsonl': rows(2) });
    await one.tick([branchSource(branch)]);
    expect((await one.tick([branchSource(branch, '*/*.jsonl')])).lines).toEqual({ far: ns(2) });
  });

  test('may become a folder, and one again that was none', async () => {
    const [{ options, commit }, branch] = [await placeOf(), newBranch()];
    const one = await World.make(options);
    const sources = [branchSource(branch, 'app/**')];
    await commit(branch, { 'app/a': rows(1), 'app/b/c': rows(2) });
    await one.fetch(sources);
    await commit(branch, { 'app/a': null, 'app/b': null });
    await commit(branch, { 'app/a/x': rows(3), 'app/b': rows(4) });
    expect((await one.tick(sources)).lines).toEqual({ far: ns(3, 4) });
  });

  test('that is not there is a silent source, until it is', async () => {
    const [{ options, commit }, branch] = [await placeOf(), newBranch()];
    const one = await World.make(options);
    await commit('elsewhere', { 'app/a.jsonl': rows(9) });
    expect(await one.tick([branchSource(branch)])).toEqual({ lines: { far: [] }, silent: ['far'] });
    expect(one.warnings[0]).toContain(`there is no branch ${branch}`);
    await commit(branch, { 'app/a.jsonl': rows(1) });
    const later = { now: NOW + TICK };
    expect(await one.tick([branchSource(branch)], later)).toEqual({ lines: { far: ns(1) }, silent: [] });
  });

  test.each<[string, WorldOptions['limits'], Change, RegExp]>([
    [
      'too many files',
      { files: 1 },
      { 'app/a.jsonl': rows(1), 'app/b.jsonl': rows(2) },
      /has 2 files; at most 1/,
    ],
    [
      'a file that is too large',
      { bytes: 10 },
      { 'app/a.jsonl': rows(1, 2, 3) },
      /"app\/a.jsonl" is larger than 10 bytes/,
    ],
    [
      'a file that inflates without end',
      { inflatedBytes: 1_000 },
      { 'app/a.jsonl.gz': gzipSync('x'.repeat(500_000)) },
      /"app\/a.jsonl.gz": a file inflates to more than 1000 bytes/,
    ],
  ])('with %s is a silent source', async (_name, limits, files, expected) => {
    const [{ options, commit }, branch] = [await placeOf(), newBranch()];
    const one = await World.make({ ...options, ...(limits === undefined ? {} : { limits }) });
    await commit(branch, files);
    expect((await one.fetch([branchSource(branch)])).unanswered.get('far')).toMatch(expected);
  });

  test('is fetched in pieces where too much is new, each of it once', async () => {
    const [{ options, commit }, branch] = [await placeOf(), newBranch()];
    const one = await World.make({ ...options, limits: { newFiles: 2 } });
    await commit(branch, { 'app/a.jsonl': rows(1), 'app/b.jsonl': rows(2), 'app/c.jsonl': rows(3) });
    expect((await one.tick([branchSource(branch)])).lines).toEqual({ far: ns(1, 2) });
    expect(one.warnings).toEqual(['source far: 1 files wait for the next tick']);
    expect((await one.tick([branchSource(branch)])).lines).toEqual({ far: ns(3) });
  });
});

test('a quiet tick costs one call, and a file that is new two more', async () => {
  const [{ options, commit }, branch] = [await byApi(), newBranch()];
  const one = await World.make(options);
  await commit(branch, { 'app/a.jsonl': rows(1) });
  await one.tick([branchSource(branch)]);
  server.resetCalls();
  await one.tick([branchSource(branch)]);
  expect(server.calls).toHaveLength(1);
  await commit(branch, { 'app/b.jsonl': rows(2) });
  server.resetCalls();
  await one.tick([branchSource(branch)]);
  expect(server.calls).toHaveLength(3);
});

test('a link on the branch is no file of it', async () => {
  const { folder, commit } = await clone();
  await mkdir(join(folder, 'app'));
  await symlink('/etc/passwd', join(folder, 'app/a.jsonl'));
  await commit('telemetry', { 'app/b.jsonl': rows(1) });
  const one = await World.make({ repository: folder });
  expect((await one.tick([branchSource('telemetry')])).lines).toEqual({ far: ns(1) });
});
