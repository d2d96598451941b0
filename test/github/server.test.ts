import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { client, type Ask } from './client.js';
import type { GithubServer } from './github-server.js';
import { FAILURES } from './model.js';
import { startGithub } from './start-github.js';

const REPOSITORY = 'octo/app';
const START = Date.UTC(2026, 10, 22, 9, 0, 0);

let server: GithubServer;
let now = START;
let ask: Ask;
let head: string;

beforeAll(async () => {
  server = await startGithub({
    now: () => now,
    users: ['stranger'],
    repositories: {
      [REPOSITORY]: {
        roles: { writer: 'write', triager: 'triage', reader: 'read' },
        files: { 'README.md': '# App\n', 'docs/a.md': 'a\n', 'docs-b.md': 'b\n' },
      },
      'octo/open': { private: false, files: { 'README.md': 'open\n' } },
      'octo/empty': {},
    },
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  now = START;
  server.heal();
  const permissions = { contents: 'write', issues: 'write', actions: 'write' } as const;
  ask = client(server, { token: server.token({ permissions }), repository: REPOSITORY });
  head = sha(await ask('GET', 'git/ref/heads/main'));
  server.resetCalls();
});

const sha = (reply: { readonly body: unknown }): string => {
  const body = reply.body as { readonly sha?: string; readonly object?: { readonly sha: string } };
  return body.object?.sha ?? body.sha ?? '';
};

/** A commit of one file on top of another commit, or of none. */
async function commit(files: Readonly<Record<string, string>>, parent: string | null): Promise<string> {
  const base = parent === null ? {} : { base_tree: await treeOf(parent) };
  const tree = Object.entries(files).map(([path, content]) => ({ path, mode: '100644', content }));
  const made = await ask('POST', 'git/trees', { body: { ...base, tree } });
  expect(made.status).toBe(201);
  const parents = parent === null ? [] : [parent];
  const body = { message: 'A commit', tree: sha(made), parents };
  const reply = await ask('POST', 'git/commits', { body });
  expect(reply.status).toBe(201);
  return sha(reply);
}

async function treeOf(commitSha: string): Promise<string> {
  const { body } = await ask('GET', `git/commits/${commitSha}`);
  return (body['tree'] as { sha: string }).sha;
}

describe('git data', () => {
  test('a tree with content in it, a commit, and a ref that moves forward', async () => {
    const made = await commit({ 'ledger/a.yaml': 'entries: []\n' }, head);
    const moved = await ask('PATCH', 'git/refs/heads/main', { body: { sha: made, force: false } });
    expect(moved.status).toBe(200);
    expect(moved.body).toMatchObject({ ref: 'refs/heads/main', object: { type: 'commit', sha: made } });
    const raw = await ask('GET', `contents/ledger/a.yaml?ref=${made}`, {
      headers: { accept: 'application/vnd.github.raw+json' },
    });
    expect(raw.text).toBe('entries: []\n');
    expect(raw.headers.get('content-type')).toBe('application/vnd.github.raw+json; charset=utf-8');
    const before = await ask('GET', `contents/ledger/a.yaml?ref=${head}`);
    expect(before.status).toBe(404);
  });

  test('a ref does not move to what is not its descendant', async () => {
    const other = await commit({ 'b.txt': 'b' }, null);
    const reply = await ask('PATCH', 'git/refs/heads/main', { body: { sha: other, force: false } });
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ message: 'Update is not a fast forward', status: '422' });
  });

  test('an orphan branch begins once', async () => {
    const made = await commit({ 'README.md': 'orphan' }, null);
    const body = { ref: 'refs/heads/orphan', sha: made };
    expect((await ask('GET', 'git/ref/heads/orphan')).status).toBe(404);
    expect((await ask('POST', 'git/refs', { body })).status).toBe(201);
    const again = await ask('POST', 'git/refs', { body });
    expect([again.status, again.body['message']]).toEqual([422, 'Reference already exists']);
    const { body: first } = await ask('GET', `git/commits/${made}`);
    expect(first).toMatchObject({ parents: [], author: { date: '2026-11-22T09:00:00Z' } });
  });

  test('of eight writers on one head one comes first', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, writer) => commit({ [`w${writer}.txt`]: `${writer}` }, head)),
    );
    const replies = await Promise.all(
      made.map((id) => ask('PATCH', 'git/refs/heads/main', { body: { sha: id, force: false } })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(422)]);
  });

  test.each([
    ['PATCH', 'git/refs/heads/none', { sha: '0'.repeat(40) }, 'Reference does not exist'],
    ['PATCH', 'git/refs/heads/main', { sha: '0'.repeat(40) }, 'Object does not exist'],
    ['POST', 'git/refs', { ref: 'refs/heads/x', sha: '0'.repeat(40) }, 'Object does not exist'],
    ['POST', 'git/commits', { message: 'm', tree: '0'.repeat(40), parents: [] }, 'Tree SHA does not exist'],
  ])('%s %s that cannot be is refused: %j', async (method, path, body, message) => {
    const reply = await ask(method, path, { body });
    expect([reply.status, reply.body['message']]).toEqual([422, message]);
  });

  test('trees are in the order of git, with addresses', async () => {
    const { body } = await ask('GET', `git/trees/${await treeOf(head)}`);
    const names = (body['tree'] as { path: string; url: string }[]).map(({ path }) => path);
    expect(names.indexOf('docs-b.md')).toBeLessThan(names.indexOf('docs'));
  });

  test('a file in JSON has its base64 in lines; one above 1 MB has none', async () => {
    const large = 'x'.repeat(1024 * 1024 + 1);
    const made = await commit({ 'long.txt': 'y'.repeat(100), 'large.txt': large }, head);
    const long = await ask('GET', `contents/long.txt?ref=${made}`);
    expect(String(long.body['content']).split('\n')[0]).toHaveLength(60);
    const { body } = await ask('GET', `contents/large.txt?ref=${made}`);
    expect(body).toMatchObject({ size: large.length, content: '', encoding: 'none' });
    const headers = { accept: 'application/vnd.github.raw+json' };
    expect((await ask('GET', `contents/large.txt?ref=${made}`, { headers })).text).toBe(large);
  });

  test('an empty repository has no git data', async () => {
    const reply = await ask('GET', '/repos/octo/empty/git/ref/heads/main');
    expect([reply.status, reply.body['message']]).toEqual([409, 'Git Repository is empty.']);
  });

  test('what has not changed is answered by 304', async () => {
    const first = await ask('GET', 'git/ref/heads/main');
    const etag = String(first.headers.get('etag'));
    const again = await ask('GET', 'git/ref/heads/main', { headers: { 'if-none-match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
  });
});

describe('tokens', () => {
  test.each([
    ['none', {}, 403, 'Resource not accessible by integration'],
    ['to read only', { contents: 'read' }, 403, 'Resource not accessible by integration'],
    ['to write', { contents: 'write' }, 422, 'Object does not exist'],
  ] as const)('with permission %s', async (_, permissions, status, message) => {
    const as = client(server, { token: server.token({ permissions }), repository: REPOSITORY });
    const reply = await as('POST', 'git/refs', { body: { ref: 'refs/heads/y', sha: '1'.repeat(40) } });
    expect([reply.status, reply.body['message']]).toEqual([status, message]);
    if (status === 403) expect(reply.headers.get('x-accepted-github-permissions')).toBe('contents=write');
  });

  test('an expired one, an unknown one and none', async () => {
    const token = server.token({ permissions: { contents: 'read' } });
    server.expire(token);
    for (const bad of [token, 'ghs_unknown']) {
      const reply = await client(server, { token: bad, repository: REPOSITORY })('GET', 'git/ref/heads/main');
      expect([reply.status, reply.body['message']]).toEqual([401, 'Bad credentials']);
    }
    const anonymous = client(server, { token: null });
    expect((await anonymous('GET', '/repos/octo/app/git/ref/heads/main')).status).toBe(404);
    expect((await anonymous('GET', '/repos/octo/open/git/ref/heads/main')).status).toBe(200);
    expect((await anonymous('POST', '/repos/octo/open/issues', { body: { title: 't' } })).status).toBe(401);
  });

  test('one for another repository sees nothing of this one', async () => {
    const token = server.token({ permissions: { contents: 'write' }, repositories: ['octo/open'] });
    const reply = await client(server, { token, repository: REPOSITORY })('GET', 'git/ref/heads/main');
    expect(reply.status).toBe(404);
  });

  test("a user's may do what the role allows", async () => {
    const body = { ref: 'refs/heads/z', sha: '1'.repeat(40) };
    const statuses = await Promise.all(
      ['octo', 'writer', 'reader', 'stranger'].map(async (actor) => {
        const as = client(server, { token: server.token({ actor }), repository: REPOSITORY });
        return (await as('POST', 'git/refs', { body })).status;
      }),
    );
    expect(statuses).toEqual([422, 422, 404, 404]);
  });

  test('a limit is counted down and met', async () => {
    const token = server.token({ permissions: { contents: 'read' }, limit: 2 });
    const as = client(server, { token, repository: REPOSITORY });
    const left = [await as('GET', 'git/ref/heads/main'), await as('GET', 'git/ref/heads/main')];
    expect(left.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['1', '0']);
    const refused = await as('GET', 'git/ref/heads/main');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String((START + 3_600_000) / 1000));
    now += 3_600_000;
    expect((await as('GET', 'git/ref/heads/main')).status).toBe(200);
  });
});

describe('issues', () => {
  test('are opened with labels by a bot, at the time of the server', async () => {
    const body = {
      title: 'Down',
      body: 'It is down.',
      labels: ['phasegate-incident'],
      assignees: ['writer'],
    };
    const reply = await ask('POST', 'issues', { body });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      state: 'open',
      user: { login: 'github-actions[bot]', type: 'Bot', id: 41898282 },
      author_association: 'NONE',
      labels: [{ name: 'phasegate-incident' }],
      assignees: [{ login: 'writer', type: 'User' }],
      created_at: '2026-11-22T09:00:00Z',
      updated_at: '2026-11-22T09:00:00Z',
      html_url: `${server.url}/octo/app/issues/${String(reply.body['number'])}`,
    });
    expect(server.calls.map(({ method, path, status }) => [method, path, status])).toEqual([
      ['POST', '/repos/octo/app/issues', 201],
    ]);
    const events = await ask('GET', `issues/${String(reply.body['number'])}/events`);
    expect(events.list).toMatchObject([
      { event: 'labeled', label: { name: 'phasegate-incident' }, actor: { type: 'Bot' } },
      { event: 'assigned', assignee: { login: 'writer' } },
    ]);
    const listed = await ask('GET', 'issues?labels=phasegate-incident&state=open');
    expect(listed.list.map(({ number }) => number)).toContain(reply.body['number']);
  });

  test('a comment is edited later, and shows it', async () => {
    const issue = await ask('POST', 'issues', { body: { title: 'Commented' } });
    const as = client(server, { token: server.token({ actor: 'writer' }), repository: REPOSITORY });
    const place = `issues/${String(issue.body['number'])}/comments`;
    const made = await as('POST', place, { body: { body: '/ack' } });
    expect(made.body).toMatchObject({
      user: { login: 'writer', type: 'User' },
      author_association: 'COLLABORATOR',
    });
    expect(made.body['created_at']).toBe(made.body['updated_at']);
    now += 90_000;
    await as('PATCH', `issues/comments/${String(made.body['id'])}`, { body: { body: '/ack now' } });
    expect((await ask('GET', place)).list).toMatchObject([
      { body: '/ack now', created_at: '2026-11-22T09:00:00Z', updated_at: '2026-11-22T09:01:30Z' },
    ]);
  });

  test('strangers may comment where they may read, and no more', async () => {
    const bot = client(server, { token: server.token({ permissions: { issues: 'write' } }) });
    const issue = await bot('POST', '/repos/octo/open/issues', { body: { title: 'Open', labels: ['l'] } });
    const place = `/repos/octo/open/issues/${String(issue.body['number'])}`;
    const stranger = client(server, { token: server.token({ actor: 'stranger' }) });
    const comment = await stranger('POST', `${place}/comments`, { body: { body: '/ack' } });
    expect(comment.body).toMatchObject({ author_association: 'NONE', user: { login: 'stranger' } });
    expect((await stranger('POST', `${place}/labels`, { body: { labels: ['x'] } })).status).toBe(403);
    expect((await stranger('PATCH', place, { body: { state: 'closed' } })).status).toBe(403);
    const own = await stranger('POST', '/repos/octo/open/issues', { body: { title: 'Mine', labels: ['l'] } });
    expect(own.body).toMatchObject({ labels: [], user: { login: 'stranger' } });
    const mine = `/repos/octo/open/issues/${String(own.body['number'])}`;
    expect((await stranger('PATCH', mine, { body: { state: 'closed' } })).status).toBe(200);
  });

  test('only who has a role can be assigned', async () => {
    const before = (await ask('GET', 'issues?state=all')).list.length;
    const reply = await ask('POST', 'issues', { body: { title: 't', assignees: ['stranger'] } });
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ errors: [{ field: 'assignees', value: 'stranger' }] });
    expect((await ask('GET', 'issues?state=all')).list).toHaveLength(before);
  });

  test('a body that is not JSON is refused', async () => {
    const token = server.token({ permissions: { issues: 'write' } });
    const headers = { authorization: `Bearer ${token}` };
    const url = `${server.url}/repos/${REPOSITORY}/issues`;
    expect((await fetch(url, { method: 'POST', headers, body: '{' })).status).toBe(400);
  });

  test('a body has a limit', async () => {
    expect((await ask('POST', 'issues', { body: { title: 't', body: 'x'.repeat(65_536) } })).status).toBe(
      201,
    );
    const reply = await ask('POST', 'issues', { body: { title: 't', body: 'x'.repeat(65_537) } });
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({
      message: 'Validation Failed',
      errors: [
        { resource: 'Issue', field: 'body', message: 'body is too long (maximum is 65536 characters)' },
      ],
    });
  });
});

describe('calls that fail', () => {
  const STATUS: Readonly<Record<string, number>> = { 'rate-limit': 403, 'secondary-rate-limit': 403 };
  const answered = FAILURES.filter((how) => typeof how === 'number' || how in STATUS);

  test.each(answered)('%s is answered by the second, and by no other', async (how) => {
    server.fail({ how, method: 'GET', path: /\/git\/ref\/heads\/main$/, nth: 2 });
    const replies = [];
    for (let call = 0; call < 3; call += 1) replies.push((await ask('GET', 'git/ref/heads/main')).status);
    expect(replies).toEqual([200, typeof how === 'number' ? how : STATUS[how], 200]);
    expect(server.calls.map(({ failure }) => failure)).toEqual([undefined, how, undefined]);
  });

  test('a rate limit says until when', async () => {
    server.fail({ how: 'rate-limit' });
    const primary = await ask('GET', 'git/ref/heads/main');
    expect(primary.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(primary.headers.get('x-ratelimit-reset')).toBe(String((START + 3_600_000) / 1000));
    server.fail({ how: 'secondary-rate-limit', retryAfter: 7 });
    expect((await ask('GET', 'git/ref/heads/main')).headers.get('retry-after')).toBe('7');
  });

  test.each([
    ['reset', 404, null],
    ['lost-answer', 200, 201],
  ] as const)('%s breaks the connection; the ref is there by %d', async (how, found, status) => {
    const body = { ref: `refs/heads/${how}`, sha: head };
    server.fail({ how, method: 'POST', path: /git\/refs$/ });
    await expect(ask('POST', 'git/refs', { body })).rejects.toThrow('fetch failed');
    expect(server.calls).toMatchObject([{ status, failure: how, actor: 'github-actions[bot]' }]);
    expect((await ask('GET', `git/ref/heads/${how}`)).status).toBe(found);
  });

  test('one hangs until the caller gives up', async () => {
    server.fail({ how: 'hang' });
    const signal = AbortSignal.timeout(100);
    await expect(fetch(`${server.url}/repos/octo/open`, { signal })).rejects.toThrow('timeout');
    expect(server.calls).toMatchObject([{ status: null, failure: 'hang', actor: null }]);
  });
});

test('an Enterprise Server has its API below /api/v3', async () => {
  expect((await ask('GET', '/api/v3/repos/octo/app/git/ref/heads/main')).status).toBe(200);
});
