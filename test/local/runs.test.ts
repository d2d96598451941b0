import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { Runner, type RunnerOptions } from '../../scripts/local/src/runner.js';
import type { ApprovalAnswer, ApprovalRequest } from '../../scripts/local/src/run-context.js';
import { actionsSource } from './actions-source.js';
import { git, makeRepository, PROJECT, until, writeFiles } from './support.js';

// Processes are started: a busy machine takes its time.
jest.setTimeout(60_000);

const SHOW = (text: string): string => `{ run: ${JSON.stringify(`echo ${JSON.stringify(text)}`)} }`;
const at = (name: string): string => `.github/workflows/${name}.yml`;

let repo: string;
let runner: Runner | null = null;
let lines: string[];

beforeEach(() => {
  repo = makeRepository({ 'file.txt': 'x' });
  lines = [];
});
afterEach(async () => {
  await runner?.close();
  runner = null;
  rmSync(repo, { recursive: true, force: true });
});

async function open(
  files: Readonly<Record<string, string>>,
  options: Partial<RunnerOptions> = {},
): Promise<Runner> {
  writeFiles(repo, Object.fromEntries(Object.entries(files).map(([name, text]) => [at(name), text])));
  runner = await Runner.open({
    repo,
    project: PROJECT,
    env: process.env,
    onEvent: (event) => void (event.kind === 'line' && lines.push(event.text)),
    ...options,
  });
  return runner;
}

describe('environments', () => {
  const RELEASE = `
on: workflow_dispatch
run-name: release by \${{ github.actor }}
jobs:
  build: { runs-on: ubuntu-latest, steps: [${SHOW('built')}] }
  release:
    needs: build
    runs-on: ubuntu-latest
    environment: { name: 'prod-\${{ github.actor }}', url: 'https://example.org/\${{ steps.s.outputs.page }}' }
    steps: [{ id: s, run: 'echo page=7 >> "$GITHUB_OUTPUT"; echo released' }]
  after: { needs: release, if: always(), runs-on: ubuntu-latest, steps: [${SHOW('after ${{ needs.release.result }}')}] }
`;

  test('a job waits until it is approved, and its run says so', async () => {
    const asked: ApprovalRequest[] = [];
    let answer = (_answer: ApprovalAnswer): void => {};
    const host = await open(
      { release: RELEASE },
      {
        onApproval: (request) => {
          asked.push(request);
          return new Promise((done) => (answer = done));
        },
      },
    );
    const started = await host.start({ workflow: 'release', actor: 'mika' });
    await until(() => asked.length > 0);
    expect(asked).toEqual([{ environment: 'prod-mika', run: 1, job: 'release' }]);
    expect(host.runs()).toMatchObject([
      { status: 'waiting', conclusion: null, title: 'release by mika', name: 'release', approvals: [] },
    ]);
    expect(lines).not.toContain('released');
    answer({ state: 'approved', user: 'robin', comment: 'go' });
    expect((await started.done).result).toBe('success');
    const [run] = host.runs();
    expect(run).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      approvals: [{ state: 'approved', environment: 'prod-mika', user: 'robin', comment: 'go' }],
    });
    expect(run?.jobs.find((job) => job.name === 'release')).toMatchObject({
      conclusion: 'success',
      environment: { name: 'prod-mika', url: 'https://example.org/7' },
      steps: [
        { name: 'Run echo page=7 >> "$GITHUB_OUTPUT"; echo released', number: 1, conclusion: 'success' },
      ],
    });
  });

  test('a rejection fails the job, and what needs it sees a failure', async () => {
    const host = await open(
      { release: RELEASE },
      {
        onApproval: () => Promise.resolve({ state: 'rejected', user: 'robin' }),
      },
    );
    const result = await host.run({ workflow: 'release' });
    expect(result.result).toBe('failure');
    expect(result.annotations.map(({ message }) => message)).toEqual([
      'robin rejected the deployment to prod-local',
    ]);
    expect(lines).toContain('after failure');
    expect(lines).not.toContain('released');
  });

  test('a run that waits can be cancelled, and the runner closed', async () => {
    const host = await open({ release: RELEASE }, { onApproval: () => new Promise(() => {}) });
    const [first, second] = [
      await host.start({ workflow: 'release' }),
      await host.start({ workflow: 'release' }),
    ];
    const waits = (id: number): boolean =>
      host.runs().some((run) => run.id === id && run.status === 'waiting');
    await until(() => waits(first.id) && waits(second.id));
    host.cancel(first.id);
    expect((await first.done).jobs).toMatchObject({
      release: { result: 'cancelled' },
      after: { result: 'success' },
    });
    await host.close();
    runner = null;
    expect((await second.done).result).toBe('cancelled');
  });
});

describe('the site behind it', () => {
  const SITE = `
on: push
permissions: read-all
jobs:
  show:
    runs-on: ubuntu-latest
    permissions: { contents: write, actions: none }
    steps:
      - ${SHOW('urls $GITHUB_API_URL $GITHUB_GRAPHQL_URL $GITHUB_SERVER_URL ${{ github.api_url }}')}
      - ${SHOW('ids $GITHUB_REPOSITORY $GITHUB_REPOSITORY_ID $GITHUB_REPOSITORY_OWNER $GITHUB_RUN_ID $GITHUB_RUN_NUMBER')}
      - run: test "\${{ github.token }}" = "\${{ secrets.GITHUB_TOKEN }}" && printf 'token %s\\n' "$(echo '\${{ github.token }}' | rev)"
      - ${SHOW('raw ${{ github.token }}')}
  all: { permissions: write-all, runs-on: ubuntu-latest, steps: [${SHOW('all')}] }
  rest: { runs-on: ubuntu-latest, steps: [${SHOW('rest')}] }
`;

  test('addresses, names and ids are those that were given', async () => {
    const host = await open(
      { site: SITE },
      {
        api: { url: 'http://127.0.0.1:4000/api/v3/', token: 'nekot-eht' },
        server: 'http://127.0.0.1:4000',
        repository: { name: 'me/app', id: 42 },
      },
    );
    const { run, id, done } = await host.start({ workflow: 'site', id: 7_000_000_001 });
    expect([run, id]).toEqual([1, 7_000_000_001]);
    expect((await done).result).toBe('success');
    expect(lines).toContain(
      'urls http://127.0.0.1:4000/api/v3 http://127.0.0.1:4000/api/graphql http://127.0.0.1:4000 http://127.0.0.1:4000/api/v3',
    );
    expect(lines).toContain('ids me/app 42 me 7000000001 1');
    expect(lines).toContain('token the-token');
  });

  test('each job has a token of its own, with what it may do, and no token is printed', async () => {
    const asked = new Map<string, Readonly<Record<string, string>>>();
    const host = await open(
      { site: SITE },
      {
        tokenFor: async ({ job, permissions }) => {
          asked.set(job, permissions);
          return [...`token-of-${job}`].reverse().join('');
        },
      },
    );
    await host.run({ workflow: 'site' });
    expect(lines).toContain('token token-of-show');
    expect(lines).toContain('raw ***');
    expect(asked.get('show')).toEqual({ contents: 'write' });
    expect(asked.get('rest')).toMatchObject({ contents: 'read', issues: 'read', models: 'read' });
    expect(asked.get('rest')).not.toHaveProperty('id-token');
    expect(asked.get('all')).toMatchObject({ contents: 'write', 'id-token': 'write', models: 'read' });
  });

  test('a secret GITHUB_TOKEN goes before all', async () => {
    const host = await open(
      { site: SITE },
      {
        secrets: { GITHUB_TOKEN: 'nwo-ym' },
        api: { url: 'http://127.0.0.1:4000', token: 'nekot-eht' },
      },
    );
    await host.run({ workflow: 'site' });
    expect(lines).toContain('token my-own');
  });
});

describe('events', () => {
  const COMMENT = `
on:
  issue_comment: { types: [created, edited] }
  pull_request:
jobs:
  show:
    runs-on: ubuntu-latest
    steps:
      - env: { BODY: '\${{ github.event.comment.body }}' }
        run: |
          echo "\${{ github.event_name }} \${{ github.event.action }} $BODY by \${{ github.event.sender.login }}"
          echo "in \${{ github.event.repository.full_name }} on \${{ github.event.repository.default_branch }}"
          echo "of $GITHUB_HEAD_REF to $GITHUB_BASE_REF"
          node -p "'file ' + JSON.parse(require('fs').readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8')).action"
`;

  test('a payload is what the workflow sees', async () => {
    const host = await open({ comment: COMMENT }, { repository: { name: 'me/app' } });
    const payload = { action: 'edited', comment: { body: '/ack' }, issue: { number: 3 } };
    await host.run({ workflow: 'comment', event: 'issue_comment', payload, actor: 'robin' });
    expect(lines).toEqual(
      expect.arrayContaining([
        'issue_comment edited /ack by robin',
        'in me/app on main',
        'of  to ',
        'file edited',
      ]),
    );
  });

  test('of a pull request from a fork, the run is of the fork', async () => {
    const host = await open({ comment: COMMENT });
    const head = { ref: 'topic', sha: 'a'.repeat(40), repo: { full_name: 'stranger/app' } };
    const payload = { action: 'opened', pull_request: { head, base: { ref: 'main' } } };
    await host.run({ workflow: 'comment', event: 'pull_request', payload });
    expect(lines).toContain('of topic to main');
    expect(host.runs()).toMatchObject([{ branch: 'topic', sha: head.sha, headRepository: 'stranger/app' }]);
  });

  test('a type that it does not listen to', async () => {
    const host = await open({ comment: COMMENT });
    const payload = { action: 'deleted' };
    await expect(host.run({ workflow: 'comment', event: 'issue_comment', payload })).rejects.toThrow(
      'comment does not listen to issue_comment of the type "deleted"; it listens to created, edited',
    );
  });
});

test('runs and artifacts are what an API can serve', async () => {
  const now = Date.UTC(2026, 2, 2);
  const host = await open(
    {
      upload: `
on: { schedule: [{ cron: '* * * * *' }], workflow_dispatch: { inputs: { now: {} } } }
permissions: { contents: read }
jobs:
  make:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir out && echo "of \${{ github.run_id }}" > out/a.txt
      - { uses: actions/upload-artifact@v7, with: { name: batches, path: out } }
  call: { uses: ./${at('inner')} }
`,
      inner: `
on: workflow_call
jobs: { never: { if: false, runs-on: ubuntu-latest, steps: [${SHOW('never')}] }, work: { runs-on: ubuntu-latest, steps: [${SHOW('work')}] } }
`,
      take: `
on: { workflow_dispatch: { inputs: { run: {} } } }
jobs:
  take:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v8
        with: { name: batches, run-id: '\${{ inputs.run }}', github-token: '\${{ github.token }}', path: got }
      - run: echo "got $(cat got/a.txt)"
`,
    },
    { repository: { name: 'me/app' }, actor: 'mika', tokenFor: async () => 'nekot-eht' },
  );
  await host.run({ workflow: 'upload', event: 'schedule', now });
  await host.run({ workflow: 'upload', id: 900 });
  expect((await host.run({ workflow: 'take', inputs: new Map([['run', '900']]) })).result).toBe('success');
  expect(lines).toContain('got of 900');

  const source = actionsSource(host, 'me/app');
  const sha = git(repo, 'rev-parse', 'HEAD');
  const [first, second] = source.runs();
  expect(first).toMatchObject({
    id: 1,
    repository: 'me/app',
    headRepository: 'me/app',
    workflow: 'upload.yml',
    event: 'schedule',
    headBranch: 'main',
    headSha: sha,
    number: 1,
    attempt: 1,
    status: 'completed',
    conclusion: 'success',
    actor: 'mika',
    createdAt: now,
  });
  expect(first?.jobs.map(({ name, status, conclusion }) => [name, status, conclusion]).sort()).toEqual([
    ['call / never', 'completed', 'skipped'],
    ['call / work', 'completed', 'success'],
    ['make', 'completed', 'success'],
  ]);
  expect(second).toMatchObject({ id: 900, number: 2, event: 'workflow_dispatch' });
  const artifacts = source.artifacts();
  expect(artifacts).toMatchObject([
    { id: 1, run: 1, name: 'batches', size: 5, expired: false },
    { id: 2, run: 900, name: 'batches', size: 7 },
  ]);
  expect((artifacts[0]?.createdAt ?? 0) - now).toBeLessThan(60_000);
  const files = unzipSync(artifacts[1]?.zip() ?? new Uint8Array());
  expect(Buffer.from(files['a.txt'] ?? []).toString()).toBe('of 900\n');
  expect(host.artifactZip(99)).toBeNull();
});
