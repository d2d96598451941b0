import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { GitGovernance } from '../../src/io/git-governance.js';
import { OctokitApi } from '../../src/io/github-api.js';
import { GithubGovernance } from '../../src/io/github-governance.js';
import type { CommitPlan, GovernanceStore } from '../../src/ports/governance.js';
import { client } from '../github/client.js';
import { git } from '../git.js';
import { temporaryFolder } from '../temporary-folder.js';
import { apiFor, github, newBranch, REPOSITORY, storeFor } from './github-world.js';
import { json, scriptedServer } from './scripted-server.js';

const AT = Date.UTC(2026, 2, 2, 14, 15);

function plan(parent: string | null, files: Record<string, string>): CommitPlan {
  const author = { name: 'Phasegate <x>', email: 'a@b' };
  return { parent, files, message: 'promote: a -> b\n\nMore.\n', author, at: AT };
}

async function commit(store: GovernanceStore, parent: string | null, files: Record<string, string>) {
  const result = await store.commit(plan(parent, files));
  if (result.kind !== 'committed') throw new Error('conflict');
  return result.head;
}

/** Somebody else with every right, who does to the branch what Phasegate does not. */
async function owner() {
  const server = await github();
  return client(server, { token: server.token({ actor: 'octo' }), repository: REPOSITORY });
}

/** Requests to the API while a step runs. */
async function calls(step: () => Promise<unknown>): Promise<string[]> {
  const server = await github();
  server.resetCalls();
  await step();
  return server.calls.map(({ method, path }) => `${method} ${path.split('/').slice(4, 6).join('/')}`);
}

describe('the commit of a decision', () => {
  test('is the one that git would make: same id, so the branch passes for git’s own', async () => {
    const branch = newBranch();
    const store = await storeFor(branch);
    const folder = await temporaryFolder();
    git(folder, 'init', '--quiet');
    const local = new GitGovernance(folder, branch);
    const files = { 'governance/b': 'ä\n', 'governance/a/c': '1', 'README.md': '' };
    const [first, same] = [await commit(store, null, files), await commit(local, null, files)];
    expect(first).toBe(same);
    const more = { 'governance/a/c': '2', 'governance/a/d': 'x'.repeat(300_000) };
    expect(await commit(store, first, more)).toBe(await commit(local, same, more));
  });

  test('costs a call more for each large file, and nothing to read again', async () => {
    const store = await storeFor(newBranch());
    let head = '';
    const large = 'x'.repeat(300_000);
    expect(await calls(async () => (head = await commit(store, null, { a: 'é', large })))).toEqual([
      'POST git/blobs',
      'POST git/trees',
      'POST git/commits',
      'POST git/refs',
    ]);
    const texts: (string | null)[] = [];
    expect(
      await calls(async () => {
        for (const path of ['a', 'large']) texts.push(await store.at(head).read(path));
      }),
    ).toEqual([]);
    expect(texts).toEqual(['é', large]);
  });

  test('needs a repository that has a commit', async () => {
    const server = await github();
    const token = server.token({ permissions: { contents: 'write' } });
    const store = new GithubGovernance(await apiFor({ token, repository: 'octo/empty' }), 'phasegate');
    expect((await store.open()).head).toBeNull();
    await expect(store.commit(plan(null, { a: '1' }))).rejects.toMatchObject({
      code: 'api-failed',
      message: expect.stringMatching(/409 \(Git Repository is empty\.\).*push a first commit/),
    });
  });
});

describe('reading', () => {
  test('asks once for a file, and not at all for what it was given', async () => {
    const branch = newBranch();
    const head = await commit(await storeFor(branch), null, { a: '1', b: '2' });
    const store = await storeFor(branch);
    const read = async (): Promise<void> => {
      const snapshot = await store.open();
      expect([await snapshot.read('a'), await snapshot.read('a')]).toEqual(['1', '1']);
    };
    expect(await calls(read)).toEqual(['GET git/matching-refs', 'GET contents/a?ref=' + head]);
    const known = new GithubGovernance(await apiFor(), branch, { head, files: { a: '1', c: null } });
    const carried = async (): Promise<void> => {
      const snapshot = await known.open();
      expect([await snapshot.read('a'), await snapshot.read('c')]).toEqual(['1', null]);
    };
    expect(await calls(carried)).toEqual(['GET git/matching-refs']);
  });

  test('does not believe that a file is missing because one answer says so', async () => {
    const branch = newBranch();
    await commit(await storeFor(branch), null, { 'governance/ledger': 'entries' });
    const server = await github();
    const snapshot = await (await storeFor(branch)).open();
    server.fail({ how: 404, path: /contents/ });
    expect(await snapshot.read('governance/ledger')).toBe('entries');
    expect(await snapshot.read('governance/other')).toBeNull();
  });

  test('takes a folder for no file', async () => {
    const branch = newBranch();
    await commit(await storeFor(branch), null, { 'governance/ledger': 'entries' });
    const snapshot = await (await storeFor(branch)).open();
    expect(await calls(async () => expect(await snapshot.read('governance')).toBeNull())).toHaveLength(1);
  });

  test('takes no other branch for its own', async () => {
    const branch = newBranch();
    await commit(await storeFor(`${branch}-other`), null, { a: '1' });
    await commit(await storeFor(`${branch}/nested`), null, { a: '1' });
    expect((await (await storeFor(branch)).open()).head).toBeNull();
  });

  test('of a tree that GitHub cuts short goes down folder by folder, and lists nothing', async () => {
    const head = 'a'.repeat(40);
    const entry = (path: string, type: string, sha: string) => ({ path, type, sha });
    const trees: Record<string, unknown> = {
      [`git/trees/${head}?recursive=1`]: { truncated: true, tree: [entry('x', 'blob', 'b0')] },
      [`git/trees/${head}`]: { tree: [entry('g', 'tree', 't1')] },
      'git/trees/t1': { tree: [entry('ledger', 'blob', 'b1'), entry('audit', 'tree', 't2')] },
      'git/blobs/b1': { content: Buffer.from('found').toString('base64') },
    };
    const { url, seen } = await scriptedServer([
      (response, one) => {
        const found = trees[one.url.replace('/repos/o/r/', '')];
        json(found === undefined ? 404 : 200, found ?? { message: 'Not Found' })(response, one);
      },
    ]);
    const api = new OctokitApi({ token: 't', repository: 'o/r', url });
    const snapshot = new GithubGovernance(api, 'phasegate').at(head);
    expect(await snapshot.read('g/ledger')).toBe('found');
    expect(await snapshot.read('g/none')).toBeNull();
    expect(await snapshot.read('g/audit')).toBeNull();
    await expect(snapshot.list('g')).rejects.toMatchObject({
      message: expect.stringMatching(/use git instead/),
    });
    expect(seen.filter((one) => one.url.includes('git/trees'))).toHaveLength(3);
  });
});

describe('reading a whole branch', () => {
  const head = 'c'.repeat(40);
  const files = Array.from({ length: 30 }, (_, i) => ({ path: `g/${i}`, text: `text ${i} ä\n` }));
  const idOf = (text: string): string =>
    createHash('sha1')
      .update(`blob ${Buffer.byteLength(text)}\0${text}`)
      .digest('hex');

  /** A GitHub with that branch, whose archive holds what is given. */
  async function branchWith(archived: Readonly<Record<string, string>> | null) {
    const zip = zipSync(
      Object.fromEntries(
        Object.entries(archived ?? {}).map(([path, text]) => [`o-r-ccc/${path}`, strToU8(text)]),
      ),
    );
    const { url, seen } = await scriptedServer([
      (response, one) => {
        const path = one.url.replace('/repos/o/r/', '');
        const file = files.find(({ text }) => path === `git/blobs/${idOf(text)}`);
        if (path.startsWith('git/trees/')) {
          const tree = files.map((each) => ({ path: each.path, type: 'blob', sha: idOf(each.text) }));
          json(200, { tree, truncated: false })(response, one);
        } else if (path === `zipball/${head}` && archived !== null) response.end(zip);
        else if (file !== undefined) {
          json(200, { content: Buffer.from(file.text).toString('base64') })(response, one);
        } else json(404, { message: 'Not Found' })(response, one);
      },
    ]);
    const api = new OctokitApi({ token: 't', repository: 'o/r', url, sleep: async () => undefined });
    const snapshot = new GithubGovernance(api, 'phasegate').at(head);
    const paths = await snapshot.list('g');
    const texts = await Promise.all(paths.map((path) => snapshot.read(path)));
    expect(new Map(paths.map((path, i) => [path, texts[i]]))).toEqual(
      new Map([...files].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, text }) => [path, text])),
    );
    return seen.length;
  }
  const all = Object.fromEntries(files.map(({ path, text }) => [path, text]));

  test('takes two calls, however many files it has', async () => {
    expect(await branchWith(all)).toBe(2);
  });

  test('does not take a file from the archive that was changed or left out there', async () => {
    const { 'g/3': _, ...rest } = all;
    expect(await branchWith({ ...rest, 'g/7': 'text 7 changed\n' })).toBe(4);
  });

  test('asks for each file where there is no archive', async () => {
    expect(await branchWith(null)).toBe(32);
  });
});

describe('a branch that others push over', () => {
  async function branchOfTwo() {
    const branch = newBranch();
    const store = await storeFor(branch);
    const first = await commit(store, null, { ledger: '1' });
    const second = await commit(store, first, { ledger: '2' });
    return { branch, store, first, second };
  }
  const force = async (branch: string, sha: string): Promise<void> => {
    const { status } = await (
      await owner()
    )('PATCH', `git/refs/heads/${branch}`, { body: { sha, force: true } });
    expect(status).toBe(200);
  };

  test('with another history is a conflict, and read anew', async () => {
    const { branch, store, second } = await branchOfTwo();
    const snapshot = await store.open();
    await force(branch, await commit(await storeFor(newBranch()), null, { ledger: 'rewritten' }));
    expect(await store.commit(plan(second, { ledger: '3' }))).toEqual({ kind: 'conflict' });
    expect(await snapshot.read('ledger')).toBe('2');
    expect(await (await store.open()).read('ledger')).toBe('rewritten');
  });

  test('back to an earlier commit is moved forward again: nothing of the record is lost', async () => {
    const { branch, store, first, second } = await branchOfTwo();
    await force(branch, first);
    expect(await (await store.open()).read('ledger')).toBe('1');
    const third = await commit(store, second, { ledger: '3' });
    const snapshot = await (await storeFor(branch)).open();
    expect(snapshot.head).toBe(third);
    expect(await snapshot.read('ledger')).toBe('3');
  });

  test('and away is a conflict, and read as a branch that does not exist', async () => {
    const { branch, store, second } = await branchOfTwo();
    expect((await (await owner())('DELETE', `git/refs/heads/${branch}`)).status).toBe(204);
    expect(await store.commit(plan(second, { ledger: '3' }))).toEqual({ kind: 'conflict' });
    expect((await store.open()).head).toBeNull();
  });
});

describe('an answer that was lost', () => {
  const PATCH = { method: 'PATCH', path: /git\/refs/ } as const;

  test('is looked up: the branch is at the commit', async () => {
    const branch = newBranch();
    const store = await storeFor(branch);
    const first = await commit(store, null, { a: '1' });
    const server = await github();
    server.fail({ how: 'lost-answer', ...PATCH });
    let second = '';
    expect(await calls(async () => (second = await commit(store, first, { a: '2' })))).toEqual([
      'POST git/trees',
      'POST git/commits',
      'PATCH git/refs',
      'GET git/matching-refs',
    ]);
    expect((await store.open()).head).toBe(second);
  });

  test('is found though somebody went on from the commit at once', async () => {
    const branch = newBranch();
    const [store, other] = [await storeFor(branch), await storeFor(branch)];
    const first = await commit(store, null, { a: '1' });
    const api = await apiFor();
    // The answer is lost, and before the branch is looked up another decision follows.
    const between: Pick<OctokitApi, 'call' | 'download' | 'repository' | 'sent'> = {
      repository: api.repository,
      sent: 0,
      download: (path, options) => api.download(path, options),
      call: async (call) => {
        if (call.method !== 'PATCH') return api.call(call);
        const server = await github();
        server.fail({ how: 'lost-answer', ...PATCH });
        try {
          return await api.call(call);
        } finally {
          const { head } = await other.open();
          await commit(other, head, { b: '3' });
        }
      },
    };
    const mine = await commit(new GithubGovernance(between, branch), first, { a: '2' });
    const now = await (await storeFor(branch)).open();
    expect(now.head).not.toBe(mine);
    expect([await now.read('a'), await now.read('b')]).toEqual(['2', '3']);
  });

  test('that never came is sent again; where GitHub stays silent, the commit is named', async () => {
    const branch = newBranch();
    const store = await storeFor(branch);
    const first = await commit(store, null, { a: '1' });
    const server = await github();
    server.fail({ how: 'reset', ...PATCH });
    const second = await commit(store, first, { a: '2' });
    server.fail({ how: 500, ...PATCH, times: 3 });
    await expect(store.commit(plan(second, { a: '3' }))).rejects.toMatchObject({
      code: 'api-unknown',
      message: expect.stringMatching(
        /^commit [0-9a-f]{40} holds the decision, .* the same request is not carried out twice/,
      ),
    });
    server.heal();
    expect((await store.open()).head).toBe(second);
  });
});

describe('a token', () => {
  test.each([
    [
      'without any permission',
      {},
      /403 \(Resource not accessible by integration\); give the job `permissions: contents: read`/,
    ],
    ['that may only read', { contents: 'read' }, /POST git.trees .*403 .*`permissions: contents: write`/],
  ] as const)('%s is refused with the line to add', async (_, permissions, message) => {
    const server = await github();
    const store = await storeFor(newBranch(), { token: server.token({ permissions }) });
    const decide = async (): Promise<unknown> => {
      const { head } = await store.open();
      return store.commit(plan(head, { a: '1' }));
    };
    await expect(decide()).rejects.toMatchObject({
      code: 'no-permission',
      message: expect.stringMatching(message),
    });
  });

  test('of somebody who may not see the repository reads no empty branch', async () => {
    const server = await github();
    const store = await storeFor(newBranch(), { token: server.token({ actor: 'stranger' }) });
    await expect(store.open()).rejects.toMatchObject({
      code: 'no-permission',
      message: expect.stringMatching(/404 .*the token may not see it/),
    });
  });

  test('that expires between reading and writing is named, and nothing is written', async () => {
    const server = await github();
    const branch = newBranch();
    const token = server.token({ permissions: { contents: 'write' } });
    const store = await storeFor(branch, { token });
    const { head } = await store.open();
    server.expire(token);
    const error: unknown = await store.commit(plan(head, { a: '1' })).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'no-permission', message: expect.stringMatching(/has expired/) });
    expect(String(error)).not.toContain(token);
    expect((await (await storeFor(branch)).open()).head).toBeNull();
  });

  test.each(['ruleset', 'protection'] as const)(
    'that a %s keeps from the branch is told what can',
    async (by) => {
      const branch = newBranch();
      const server = await github();
      server.protect({ repository: REPOSITORY, branch, by });
      const store = await storeFor(branch);
      await expect(store.commit(plan(null, { a: '1' }))).rejects.toMatchObject({
        code: 'no-permission',
        message: expect.stringMatching(/a rule protects the branch.*GitHub App/),
      });
    },
  );
});

test.each([['-x'], ['a..b'], ['a b'], ['a.lock'], ['']])('the branch name %j is refused', async (branch) => {
  const api = await apiFor();
  expect(() => new GithubGovernance(api, branch)).toThrow(/cannot be a branch's name/);
});

test('a clone of the branch with plain git holds what was written', async () => {
  const branch = newBranch();
  const store = await storeFor(branch);
  const head = await commit(store, await commit(store, null, { 'g/a': '1' }), { 'g/a': '2', 'g/b': 'ü' });
  const server = await github();
  const folder = await temporaryFolder();
  await server.exportTo(REPOSITORY, join(folder, 'bare'));
  expect(git(join(folder, 'bare'), 'rev-parse', branch)).toBe(head);
  expect(git(join(folder, 'bare'), 'show', `${branch}:g/b`)).toBe('ü');
  expect(git(join(folder, 'bare'), 'fsck', '--strict')).toBe('');
});
