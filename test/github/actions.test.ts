import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import type { Dispatch, RepositoryDispatch } from './actions.js';
import { client, type Ask } from './client.js';
import { startGithub, type GithubServer } from './start-github.js';

const REPOSITORY = 'octo/app';
const START = Date.UTC(2026, 10, 22, 9, 0, 0);
const PUSH_WORKFLOW = `name: Push flags
on:
  workflow_dispatch:
    inputs:
      phase: { required: true }
      mode: { type: choice, options: [safe, fast], default: safe }
jobs: {}
`;

let server: GithubServer;
let now = START;
let ask: Ask;
const dispatched: Dispatch[] = [];
const events: RepositoryDispatch[] = [];

beforeAll(async () => {
  server = await startGithub({
    now: () => now,
    users: ['stranger'],
    repositories: {
      [REPOSITORY]: {
        roles: { writer: 'write', maintainer: 'maintain', triager: 'triage' },
        files: {
          'README.md': '# App\n',
          '.github/workflows/push.yml': PUSH_WORKFLOW,
          '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
        },
      },
      'stranger/app': { forkOf: REPOSITORY, private: false, files: { 'README.md': 'fork\n' } },
    },
    onDispatch: async (dispatch) => {
      dispatched.push(dispatch);
      return dispatch.inputs['phase'] === 'open' ? undefined : 'failure';
    },
    onRepositoryDispatch: (dispatch) => void events.push(dispatch),
  });
});
afterAll(() => server.close());
beforeEach(() => {
  now = START;
  dispatched.length = 0;
  const permissions = { actions: 'write', contents: 'write' } as const;
  ask = client(server, { token: server.token({ permissions }), repository: REPOSITORY });
});

const dispatch = (file: string, body: object): ReturnType<Ask> =>
  ask('POST', `actions/workflows/${file}/dispatches`, { body });

describe('dispatch', () => {
  test('is answered without a body, or with the run when that is asked for', async () => {
    expect((await dispatch('push.yml', { ref: 'main', inputs: { phase: 'p1' } })).status).toBe(204);
    const body = { ref: 'refs/heads/main', inputs: { phase: 'p1' }, return_run_details: true };
    const reply = await dispatch('push.yml', body);
    expect(reply.status).toBe(200);
    const id = String(reply.body['workflow_run_id']);
    expect(reply.body).toMatchObject({
      run_url: `${server.url}/repos/octo/app/actions/runs/${id}`,
      html_url: `${server.url}/octo/app/actions/runs/${id}`,
    });
    await server.actions.idle();
    expect(dispatched).toMatchObject([
      { workflow: 'push.yml', ref: 'refs/heads/main', inputs: { phase: 'p1', mode: 'safe' } },
      { run: { id: Number(id), event: 'workflow_dispatch', actor: 'github-actions[bot]' } },
    ]);
    expect((await ask('GET', `actions/runs/${id}`)).body).toMatchObject({
      id: Number(id),
      status: 'completed',
      conclusion: 'failure',
      event: 'workflow_dispatch',
      head_branch: 'main',
      head_sha: dispatched[0]?.sha,
      path: '.github/workflows/push.yml',
      created_at: '2026-11-22T09:00:00Z',
      actor: { login: 'github-actions[bot]', type: 'Bot' },
      repository: { full_name: REPOSITORY, private: true },
    });
  });

  test.each([
    ['none.yml', {}, 404, 'Not Found'],
    ['push.yml', { ref: 'none' }, 422, 'No ref found for: none'],
    ['push.yml', { ref: 'main' }, 422, "Required input 'phase' not provided"],
    ['push.yml', { ref: 'main', inputs: { phase: 'p', x: '1' } }, 422, 'Unexpected inputs provided: ["x"]'],
    [
      'push.yml',
      { ref: 'main', inputs: { phase: 'p', mode: 'odd' } },
      422,
      "Provided value 'odd' for input 'mode' not in the list of allowed values",
    ],
    ['ci.yml', { ref: 'main' }, 422, "Workflow does not have 'workflow_dispatch' trigger"],
  ])('of %s with %j is refused with %d', async (file, body, status, message) => {
    const reply = await dispatch(file, body);
    expect([reply.status, reply.body['message']]).toEqual([status, message]);
    expect(dispatched).toEqual([]);
  });

  test('needs actions: write', async () => {
    const as = client(server, { token: server.token({ permissions: { actions: 'read' } }) });
    const reply = await as('POST', '/repos/octo/app/actions/workflows/push.yml/dispatches', { body: {} });
    expect(reply.status).toBe(403);
    expect(reply.headers.get('x-accepted-github-permissions')).toBe('actions=write');
  });

  test('of the repository is told with its payload', async () => {
    const body = { event_type: 'phasegate-tick', client_payload: { from: 'cron' } };
    expect((await ask('POST', 'dispatches', { body })).status).toBe(204);
    await server.actions.idle();
    expect(events).toEqual([
      {
        repository: REPOSITORY,
        type: 'phasegate-tick',
        payload: { from: 'cron' },
        actor: 'github-actions[bot]',
      },
    ]);
  });
});

describe('runs', () => {
  test('go on, are approved and end', async () => {
    await dispatch('push.yml', { ref: 'main', inputs: { phase: 'open' } });
    await server.actions.idle();
    const id = dispatched[0]?.run.id ?? 0;
    const jobs = [{ name: 'push', status: 'in_progress', conclusion: null }] as const;
    server.actions.update(id, { status: 'in_progress', jobs });
    expect((await ask('GET', `actions/runs/${id}`)).body).toMatchObject({
      status: 'in_progress',
      conclusion: null,
    });
    expect((await ask('GET', `actions/runs/${id}/jobs`)).body).toMatchObject({
      total_count: 1,
      jobs: [{ name: 'push', run_id: id, status: 'in_progress', completed_at: null }],
    });
    server.actions.approve(id, {
      environment: 'production',
      user: 'writer',
      state: 'approved',
      comment: 'Go.',
    });
    expect((await ask('GET', `actions/runs/${id}/approvals`)).list).toMatchObject([
      {
        state: 'approved',
        comment: 'Go.',
        user: { login: 'writer' },
        environments: [{ name: 'production' }],
      },
    ]);
    now += 5_000;
    server.actions.update(id, { status: 'completed', conclusion: 'success' });
    expect((await ask('GET', `actions/runs/${id}`)).body).toMatchObject({
      conclusion: 'success',
      updated_at: '2026-11-22T09:00:05Z',
    });
  });

  test('are listed, newest first, by workflow, branch, event and status', async () => {
    for (const minute of [1, 2, 3]) {
      await server.actions.addRun({
        repository: REPOSITORY,
        workflow: 'ci.yml',
        headBranch: minute === 2 ? 'other' : 'main',
        createdAt: START + minute * 60_000,
      });
    }
    const numbers = async (query: string): Promise<unknown[]> => {
      const { body } = await ask('GET', `actions/workflows/ci.yml/runs?${query}`);
      return (body['workflow_runs'] as { run_number: number }[]).map(({ run_number }) => run_number);
    };
    expect(await numbers('')).toEqual([3, 2, 1]);
    expect(await numbers('branch=main&status=success&event=schedule')).toEqual([3, 1]);
    expect(await numbers('per_page=1&page=2')).toEqual([2]);
    expect((await ask('GET', 'actions/workflows/none.yml/runs')).status).toBe(404);
    expect((await ask('GET', 'actions/workflows/push.yml')).body).toMatchObject({
      name: 'Push flags',
      path: '.github/workflows/push.yml',
      state: 'active',
    });
  });
});

describe('artifacts', () => {
  test('are listed newest first and downloaded from elsewhere', async () => {
    const run = await server.actions.addRun({ repository: REPOSITORY, workflow: 'ci.yml' });
    const old = server.actions.addArtifact({ name: 'batches', run: run.id, files: { 'a.txt': 'old' } });
    now += 1_000;
    const made = server.actions.addArtifact({ name: 'batches', run: run.id, files: { 'd/a.txt': 'new' } });
    server.actions.addArtifact({ name: 'other', run: run.id, files: {} });
    const { body } = await ask('GET', 'actions/artifacts?name=batches');
    expect(body).toMatchObject({
      total_count: 2,
      artifacts: [
        {
          id: made.id,
          name: 'batches',
          expired: false,
          size_in_bytes: made.zip().length,
          created_at: '2026-11-22T09:00:01Z',
          archive_download_url: `${server.url}/repos/octo/app/actions/artifacts/${made.id}/zip`,
          workflow_run: { id: run.id, head_branch: 'main', head_sha: run.headSha },
        },
        { id: old.id },
      ],
    });
    const [found] = body['artifacts'] as { workflow_run: Record<string, unknown> }[];
    expect(found?.workflow_run['repository_id']).toBe(found?.workflow_run['head_repository_id']);
    expect((await ask('GET', `actions/runs/${run.id}/artifacts`)).body).toMatchObject({ total_count: 3 });
    const page = await ask('GET', 'actions/artifacts?name=batches&per_page=1');
    expect(page.headers.get('link')).toContain(`${server.url}/repos/octo/app/actions/artifacts?`);
    expect(page.headers.get('link')).toContain('page=2');
    const token = server.token({ permissions: { actions: 'read' } });
    const place = `${server.url}/repos/octo/app/actions/artifacts/${made.id}/zip`;
    const headers = { authorization: `Bearer ${token}` };
    const redirect = await fetch(place, { headers, redirect: 'manual' });
    expect(redirect.status).toBe(302);
    const location = String(redirect.headers.get('location'));
    expect(new URL(location).origin).not.toBe(server.url);
    const files = unzipSync(new Uint8Array(await (await fetch(location)).arrayBuffer()));
    expect(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual([
      ['d/a.txt', 'new'],
    ]);
    expect((await fetch(location, { headers })).status).toBe(403);
    server.fail({ how: 'reset', path: /^\/archives\// });
    await expect(fetch(place, { headers })).rejects.toThrow('fetch failed');
    now += 61_000;
    expect((await fetch(location)).status).toBe(404);
  });

  test('of a fork say so; expired and removed ones are gone', async () => {
    const run = await server.actions.addRun({
      repository: REPOSITORY,
      workflow: 'ci.yml',
      event: 'pull_request',
      headRepository: 'stranger/app',
    });
    const made = server.actions.addArtifact({ name: 'forged', run: run.id, files: {}, expired: true });
    const { body } = await ask('GET', `actions/artifacts/${made.id}`);
    const { repository_id, head_repository_id } = body['workflow_run'] as Record<string, unknown>;
    expect(head_repository_id).not.toBe(repository_id);
    expect((await ask('GET', `actions/runs/${run.id}`)).body).toMatchObject({
      head_repository: { full_name: 'stranger/app', fork: true },
    });
    const gone = await ask('GET', `actions/artifacts/${made.id}/zip`);
    expect([gone.status, gone.body['message']]).toEqual([410, 'Artifact has expired']);
    expect((await ask('DELETE', `actions/artifacts/${made.id}`)).status).toBe(204);
    expect((await ask('GET', `actions/artifacts/${made.id}`)).status).toBe(404);
  });

  test('and runs of somebody else are shown too', async () => {
    const run = await server.actions.addRun({ repository: REPOSITORY, workflow: 'ci.yml' });
    const local = { ...run, id: 12, number: 12, createdAt: START + 3_600_000 };
    const artifact = { id: 5, run: 12, name: 'local', size: 3, createdAt: START, expired: false };
    server.actions.attach({
      runs: () => [local],
      artifacts: () => [{ ...artifact, zip: () => new Uint8Array([1, 2, 3]) }],
    });
    expect((await ask('GET', 'actions/runs?per_page=1')).body).toMatchObject({ workflow_runs: [{ id: 12 }] });
    expect((await ask('GET', 'actions/artifacts?name=local')).body).toMatchObject({
      artifacts: [{ id: 5, size_in_bytes: 3, workflow_run: { id: 12 } }],
    });
  });
});

describe('collaborators', () => {
  test.each([
    ['octo', 'admin', 'admin'],
    ['maintainer', 'write', 'maintain'],
    ['writer', 'write', 'write'],
    ['triager', 'read', 'triage'],
    ['stranger', 'none', ''],
  ])('%s has permission %s', async (login, permission, role_name) => {
    const { body } = await ask('GET', `collaborators/${login}/permission`);
    expect(body).toMatchObject({ permission, role_name, user: { login } });
  });

  test.each(['nobody', 'github-actions%5Bbot%5D'])('%s is not a user', async (login) => {
    expect((await ask('GET', `collaborators/${login}/permission`)).status).toBe(404);
  });

  test('of a public repository everybody can read', async () => {
    const { body } = await ask('GET', '/repos/stranger/app/collaborators/writer/permission');
    expect(body).toMatchObject({ permission: 'read', role_name: 'read' });
  });
});

describe('protected branches', () => {
  test.each([
    ['ruleset', 'Repository rule violations found'],
    ['protection', 'Protected branch update failed for refs/heads/kept'],
  ] as const)('by a %s are changed by those only who may pass', async (by, message) => {
    const head = await ask('GET', 'git/ref/heads/main');
    const { sha } = head.body['object'] as { sha: string };
    const release = server.protect({ repository: REPOSITORY, branch: 'kept', by, bypass: ['octo'] });
    const body = { ref: 'refs/heads/kept', sha };
    const refused = await ask('POST', 'git/refs', { body });
    expect(refused.status).toBe(422);
    expect(String(refused.body['message'])).toContain(message);
    const owner = client(server, { token: server.token({ actor: 'octo' }), repository: REPOSITORY });
    expect((await owner('POST', 'git/refs', { body })).status).toBe(201);
    expect((await ask('PATCH', 'git/refs/heads/kept', { body: { sha } })).status).toBe(422);
    release();
    expect((await ask('DELETE', 'git/refs/heads/kept')).status).toBe(204);
  });
});
