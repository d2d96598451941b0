import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { git } from '../git.js';
import { temporaryFolder } from '../temporary-folder.js';
import { client, type Ask } from './client.js';
import { gitWith } from './git-client.js';
import { startGithub, type GithubServer } from './start-github.js';

const REPOSITORY = 'octo/app';

let server: GithubServer;
let token: string;
let ask: Ask;

beforeAll(async () => {
  server = await startGithub({
    repositories: {
      [REPOSITORY]: { files: { 'README.md': '# App\n', 'a/b/c.txt': 'c' } },
      'octo/imported': { defaultBranch: 'trunk' },
    },
  });
  token = server.token({ permissions: { contents: 'write' } });
  ask = client(server, { token, repository: REPOSITORY });
});
afterAll(() => server.close());

const headOf = async (repository: string, branch: string): Promise<unknown> => {
  const { body } = await ask('GET', `/repos/${repository}/git/ref/heads/${branch}`);
  return (body['object'] as { sha: string } | undefined)?.sha;
};

/** Commits one file through the API, and makes it the head of a branch. */
async function commit(branch: string, path: string, parent: string | null): Promise<string> {
  const base = parent === null ? {} : { base_tree: (await ask('GET', `git/commits/${parent}`)).body['tree'] };
  const base_tree = (base as { base_tree?: { sha: string } }).base_tree?.sha;
  const entries = [{ path, mode: '100644', content: `${path}\n` }];
  const tree = await ask('POST', 'git/trees', {
    body: { tree: entries, ...(base_tree === undefined ? {} : { base_tree }) },
  });
  const parents = parent === null ? [] : [parent];
  const body = { message: `Add ${path}\n\nBecause.`, tree: tree.body['sha'], parents };
  const { body: made } = await ask('POST', 'git/commits', { body });
  const sha = String(made['sha']);
  const reply =
    parent === null
      ? await ask('POST', 'git/refs', { body: { ref: `refs/heads/${branch}`, sha } })
      : await ask('PATCH', `git/refs/heads/${branch}`, { body: { sha, force: false } });
  expect(reply.status).toBeLessThan(300);
  return sha;
}

describe('git over HTTP', () => {
  test('a body that git does not read to its end is no fault of the server', async () => {
    // Larger than a pipe holds, so that git's server is always gone while it is still written.
    const body = Buffer.alloc(4 << 20);
    const authorization = `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
    const response = await fetch(`${server.url}/${REPOSITORY}/git-upload-pack`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'text/plain' },
      body,
    });
    expect(response.status).toBe(415);
  });

  test('a clone has what the API wrote, an orphan branch included', async () => {
    const first = await commit('governance', 'ledger.yaml', null);
    const second = await commit('governance', 'flags/flags.env', first);
    const folder = await temporaryFolder();
    const url = `${server.url}/${REPOSITORY}`;
    await gitWith(folder, { token, args: ['clone', '--quiet', '--branch', 'governance', url, 'clone'] });
    const clone = join(folder, 'clone');
    expect(git(clone, 'rev-parse', 'HEAD', 'HEAD~1').split('\n')).toEqual([second, first]);
    expect(readFileSync(join(clone, 'flags/flags.env'), 'utf8')).toBe('flags/flags.env\n');
    expect(git(clone, 'log', '-1', '--format=%an|%s|%b')).toBe(
      'github-actions[bot]|Add flags/flags.env|Because.',
    );
    expect(existsSync(join(clone, 'README.md'))).toBe(false);
    const third = await commit('governance', 'more', second);
    await gitWith(clone, { token, args: ['fetch', '--quiet'] });
    expect(git(clone, 'rev-parse', 'origin/governance')).toBe(third);
  });

  test('a push is seen by the API, and one that is behind is refused', async () => {
    const folder = await temporaryFolder();
    await gitWith(folder, { token, args: ['clone', '--quiet', `${server.url}/${REPOSITORY}.git`, 'clone'] });
    const clone = join(folder, 'clone');
    writeFileSync(join(clone, 'pushed.txt'), 'pushed\n');
    git(clone, 'add', '.');
    git(clone, 'commit', '--quiet', '-m', 'Push');
    await gitWith(clone, { token, args: ['push', '--quiet', 'origin', 'HEAD:main'] });
    const pushed = git(clone, 'rev-parse', 'HEAD');
    expect(await headOf(REPOSITORY, 'main')).toBe(pushed);
    const later = await commit('main', 'later.txt', pushed);
    git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'Behind');
    const push = gitWith(clone, { token, args: ['push', '--quiet', 'origin', 'HEAD:main'] });
    await expect(push).rejects.toThrow('rejected');
    expect(await headOf(REPOSITORY, 'main')).toBe(later);
    await gitWith(clone, { token, args: ['push', '--quiet', '--force', 'origin', 'HEAD:main'] });
    expect(await headOf(REPOSITORY, 'main')).toBe(git(clone, 'rev-parse', 'HEAD'));
  });

  test.each([
    ['no token', () => null, 'could not read Username'],
    ['an unknown token', () => 'ghs_unknown', '403'],
    ['a token that may not', () => server.token({ permissions: { issues: 'write' } }), '403'],
  ])('%s is refused', async (_, tokenOf, message) => {
    const folder = await temporaryFolder();
    const args = ['clone', '--quiet', `${server.url}/${REPOSITORY}`];
    await expect(gitWith(folder, { token: tokenOf(), args })).rejects.toThrow(message);
  });
});

test('an export is a bare repository that git finds whole', async () => {
  const first = await commit('exported', 'x', null);
  const folder = join(await temporaryFolder(), 'bare.git');
  await server.exportTo(REPOSITORY, folder);
  expect(git(folder, 'rev-parse', 'exported')).toBe(first);
  expect(git(folder, 'fsck', '--strict', '--no-dangling')).toBe('');
  expect(existsSync(join(folder, 'objects/info/alternates'))).toBe(false);
});

describe('import', () => {
  test('a local repository keeps its commit ids, time zones included', async () => {
    const folder = await temporaryFolder();
    git(folder, 'init', '--quiet');
    for (const [index, zone] of ['+0000', '-0330', '+0530'].entries()) {
      writeFileSync(join(folder, `f${index}.bin`), Buffer.from([0, 255, index]));
      git(folder, 'add', '.');
      const date = `--date=${1_700_000_000 + index} ${zone}`;
      git(folder, 'commit', '--quiet', date, '-m', `Number ${index}`);
    }
    const head = await server.importFrom('octo/imported', folder);
    expect(head).toBe(git(folder, 'rev-parse', 'HEAD'));
    expect(await headOf('octo/imported', 'trunk')).toBe(head);
    const bare = join(await temporaryFolder(), 'bare.git');
    await server.exportTo('octo/imported', bare);
    expect(git(bare, 'log', '--format=%H %ad', 'trunk')).toBe(git(folder, 'log', '--format=%H %ad'));
  });

  test('a commit that would change is refused', async () => {
    const folder = await temporaryFolder();
    git(folder, 'init', '--quiet');
    const tree = git(folder, 'write-tree');
    const content = `tree ${tree}\nauthor A <a@b> 1700000000 +0000\ncommitter A <a@b> 1700000000 +0000\n\nNo newline`;
    writeFileSync(join(folder, 'commit.txt'), content);
    const sha = git(folder, 'hash-object', '-t', 'commit', '-w', 'commit.txt');
    git(folder, 'update-ref', 'HEAD', sha);
    await expect(server.importFrom('octo/imported', folder)).rejects.toThrow(`commit ${sha}`);
  });
});
