import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { GitGovernance } from '../../src/io/git-governance.js';
import { gitError, maskCredentials, runGit } from '../../src/io/git.js';
import type { CommitPlan, GovernanceStore } from '../../src/ports/governance.js';
import { git } from '../git.js';
import { temporaryFolder } from '../temporary-folder.js';

const AT = Date.UTC(2026, 2, 2, 14, 15);

function plan(
  parent: string | null,
  files: Record<string, string>,
  changes: Partial<CommitPlan> = {},
): CommitPlan {
  return {
    parent,
    files,
    message: 'promote: a -> b\n',
    author: { name: 'Phasegate', email: 'a@b' },
    at: AT,
    ...changes,
  };
}

async function commit(
  store: GovernanceStore,
  parent: string | null,
  files: Record<string, string>,
): Promise<string> {
  const result = await store.commit(plan(parent, files));
  if (result.kind !== 'committed') throw new Error('conflict');
  return result.head;
}

/** A repository with a commit, and a bare one that it can be cloned from. */
async function origin(): Promise<{ folder: string; bare: string }> {
  const folder = await temporaryFolder();
  const bare = join(folder, 'bare');
  const work = join(folder, 'work');
  await mkdir(work);
  git(work, 'init', '--quiet');
  for (const text of ['one', 'two', 'three']) {
    await writeFile(join(work, 'file.txt'), text);
    git(work, 'add', '.');
    git(work, 'commit', '--quiet', '-m', text);
  }
  git(folder, 'clone', '--quiet', '--bare', work, bare);
  return { folder, bare };
}

/** What must not change: configuration, index, checked out files, branches, tags, HEAD. */
async function footprint(folder: string): Promise<unknown> {
  const gitFolder = join(folder, '.git');
  return {
    config: await readFile(join(gitFolder, 'config'), 'utf8'),
    index: (await readFile(join(gitFolder, 'index'))).toString('hex'),
    head: await readFile(join(gitFolder, 'HEAD'), 'utf8'),
    status: git(folder, 'status', '--porcelain', '--branch'),
    refs: git(folder, 'for-each-ref', 'refs/heads', 'refs/tags'),
    files: (await readdir(folder)).sort(),
    fetchHead: (await readdir(gitFolder)).includes('FETCH_HEAD'),
    shallow: await readFile(join(gitFolder, 'shallow'), 'utf8').catch(() => ''),
  };
}

describe('the commit of a decision', () => {
  test('is an orphan with the author, the date and the message of the plan', async () => {
    const { folder, bare } = await origin();
    git(folder, 'clone', '--quiet', bare, 'clone');
    const store = new GitGovernance(join(folder, 'clone'), 'phasegate');
    const head = await commit(store, null, { 'governance/a': 'x' });
    expect(git(bare, 'log', '--format=%H|%an <%ae>|%aI|%cI|%P|%s', 'phasegate')).toBe(
      `${head}|Phasegate <a@b>|2026-03-02T14:15:00+00:00|2026-03-02T14:15:00+00:00||promote: a -> b`,
    );
  });

  test('has the same id wherever it is made', async () => {
    const ids = await Promise.all(
      [0, 1].map(async () => {
        const folder = await temporaryFolder();
        git(folder, 'init', '--quiet');
        return commit(new GitGovernance(folder, 'phasegate'), null, { b: '2', a: '1' });
      }),
    );
    expect(ids[0]).toBe(ids[1]);
  });

  test('cannot be led astray by a hostile author or message', async () => {
    const folder = await temporaryFolder();
    git(folder, 'init', '--quiet');
    const store = new GitGovernance(folder, 'phasegate');
    const author = { name: 'x> 1 +0000\nfrom main <y', email: 'a\0b<>' };
    await store.commit(plan(null, { a: '1' }, { author, message: 'data 5\nreset refs/heads/main\n' }));
    expect(git(folder, 'log', '--format=%an|%ae|%B', 'phasegate')).toBe(
      'x  1 +0000 from main  y|a b|data 5\nreset refs/heads/main',
    );
    expect(git(folder, 'for-each-ref', 'refs/heads', '--format=%(refname)')).toBe('refs/heads/phasegate');
  });
});

describe('the user’s repository', () => {
  test('stays as it is: working tree, index, configuration, branches', async () => {
    const { folder, bare } = await origin();
    git(folder, 'clone', '--quiet', bare, 'clone');
    const clone = join(folder, 'clone');
    await writeFile(join(clone, 'untracked.txt'), 'mine');
    await writeFile(join(clone, 'file.txt'), 'changed');
    const before = await footprint(clone);
    const store = new GitGovernance(clone, 'phasegate');
    const head = await commit(store, (await store.open()).head, { 'governance/a': '1' });
    await commit(store, head, { 'governance/a': '2' });
    await (await store.open()).read('governance/a');
    expect(await footprint(clone)).toEqual(before);
  });

  test('may be a shallow clone of one branch', async () => {
    const { folder, bare } = await origin();
    git(folder, 'clone', '--quiet', bare, 'first');
    await commit(new GitGovernance(join(folder, 'first'), 'phasegate'), null, { a: '1' });
    git(folder, 'clone', '--quiet', '--depth=1', '--single-branch', `file://${bare}`, 'shallow');
    const clone = join(folder, 'shallow');
    const before = await footprint(clone);
    const store = new GitGovernance(clone, 'phasegate');
    const snapshot = await store.open();
    expect(await snapshot.read('a')).toBe('1');
    await commit(store, snapshot.head, { a: '2' });
    expect(git(bare, 'show', 'phasegate:a')).toBe('2');
    expect(await footprint(clone)).toEqual(before);
  });

  test('may be a linked working tree or a bare repository', async () => {
    const { folder, bare } = await origin();
    const store = new GitGovernance(bare, 'phasegate');
    const head = await commit(store, null, { a: '1' });
    git(bare, 'worktree', 'add', '--quiet', join(folder, 'linked'), 'HEAD');
    const linked = new GitGovernance(join(folder, 'linked'), 'phasegate');
    expect((await linked.open()).head).toBe(head);
    await commit(linked, head, { a: '2' });
    expect(await (await store.open()).read('a')).toBe('2');
  });

  test('may be pointed at by the variables of a hook: the folder counts', async () => {
    const { folder, bare } = await origin();
    git(folder, 'init', '--quiet', 'mine');
    process.env['GIT_DIR'] = bare;
    try {
      await commit(new GitGovernance(join(folder, 'mine'), 'phasegate'), null, { a: '1' });
    } finally {
      delete process.env['GIT_DIR'];
    }
    expect(git(bare, 'for-each-ref', '--format=%(refname)')).not.toContain('phasegate');
  });

  test('may hold a folder that is called like the remote', async () => {
    const { folder, bare } = await origin();
    git(folder, 'init', '--quiet', 'mine');
    git(folder, 'clone', '--quiet', '--bare', bare, 'mine/origin');
    const store = new GitGovernance(join(folder, 'mine'), 'phasegate');
    await commit(store, null, { a: '1' });
    expect(git(join(folder, 'mine/origin'), 'for-each-ref', '--format=%(refname)')).not.toContain(
      'phasegate',
    );
  });

  test('follows a branch that was replaced on the remote', async () => {
    const { folder, bare } = await origin();
    git(folder, 'clone', '--quiet', bare, 'one');
    git(folder, 'clone', '--quiet', bare, 'two');
    const [one, two] = ['one', 'two'].map((name) => new GitGovernance(join(folder, name), 'phasegate'));
    if (one === undefined || two === undefined) throw new Error('no stores');
    await commit(one, null, { a: '1' });
    expect(await (await two.open()).read('a')).toBe('1');
    git(bare, 'branch', '-D', 'phasegate');
    await commit(one, null, { a: 'other' });
    expect(await (await two.open()).read('a')).toBe('other');
  });
});

describe('faults', () => {
  test.each([
    ['-x'],
    ['a..b'],
    ['a b'],
    ['a/.b'],
    ['a.lock'],
    ['a.lock/b'],
    ['a@{1}'],
    ['a~1'],
    [''],
    ['x'.repeat(101)],
    ['a\n'],
  ])('the branch name %j is refused', (branch) => {
    expect(() => new GitGovernance('.', branch)).toThrow(/cannot be a branch's name/);
  });

  test('a folder without a repository is named as such', async () => {
    const store = new GitGovernance(await temporaryFolder(), 'phasegate');
    await expect(store.open()).rejects.toMatchObject({
      code: 'git-failed',
      message: expect.stringMatching(/not a git repository.*name the folder of a git repository/),
    });
  });

  test('a folder that does not exist is named', async () => {
    await expect(new GitGovernance('/nonexistent/folder', 'phasegate').open()).rejects.toThrow(
      /cannot be started in \/nonexistent/,
    );
  });

  test('a remote that does not answer is an error with its address, without the password', async () => {
    const folder = await temporaryFolder();
    git(folder, 'init', '--quiet');
    git(folder, 'remote', 'add', 'origin', 'http://user:hunter2@127.0.0.1:1/x.git');
    const error: unknown = await new GitGovernance(folder, 'phasegate')
      .open()
      .catch((reason: unknown) => reason);
    expect(String(error)).toContain('127.0.0.1:1/x.git');
    expect(String(error)).not.toContain('hunter2');
  });

  test('a push that the remote declines is an error and no conflict', async () => {
    const { folder, bare } = await origin();
    await writeFile(
      join(bare, 'hooks/pre-receive'),
      '#!/bin/sh\necho "GH006: Protected branch update failed" >&2\nexit 1\n',
    );
    await chmod(join(bare, 'hooks/pre-receive'), 0o755);
    git(folder, 'clone', '--quiet', bare, 'clone');
    const store = new GitGovernance(join(folder, 'clone'), 'phasegate');
    await expect(store.commit(plan(null, { a: '1' }))).rejects.toMatchObject({
      code: 'git-failed',
      message: expect.stringMatching(/pre-receive hook declined.*the branch is protected/),
    });
    expect((await store.open()).head).toBeNull();
  });

  test('a command that does not end is stopped', async () => {
    const folder = await temporaryFolder();
    git(folder, 'init', '--quiet');
    git(folder, 'config', 'alias.wait', '!sleep 60');
    await expect(runGit(folder, ['wait'], { timeoutMs: 200 })).rejects.toThrow(/did not end within 0.2 s/);
  });

  test.each([
    [
      'remote: Permission to o/r.git denied to github-actions[bot].\nThe requested URL returned error: 403',
      /contents: write/,
    ],
    ['fatal: could not read Username for https://x: terminal prompts disabled', /persist-credentials/],
    ["fatal: detected dubious ownership in repository at '/x'", /safe\.directory/],
  ])('%j says what to do', (stderr, hint) => {
    expect(gitError('push', { code: 128, stderr }).message).toMatch(hint);
  });

  test.each([
    ['https://x-access-token:ghs_abc@github.com/o/r', 'https://***@github.com/o/r'],
    ['https://token@host/x and ssh://git:pw@h/y', 'https://***@host/x and ssh://***@h/y'],
    ['https://github.com/o/r@v1', 'https://github.com/o/r@v1'],
  ])('credentials in %j are hidden', (text, masked) => {
    expect(maskCredentials(text)).toBe(masked);
  });
});
