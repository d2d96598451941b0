import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { Runner } from '../../scripts/local/src/runner.js';
import { actionsSource } from '../local/actions-source.js';
import { makeRepository, PROJECT } from '../local/support.js';
import { client, type Ask } from './client.js';
import { startGithub, type GithubServer } from './start-github.js';

const REPOSITORY = 'octo/app';
const WORKFLOW = `
on:
  workflow_dispatch: { inputs: { label: { default: none } } }
permissions: { issues: write }
jobs:
  open:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: node open.mjs "$LABEL"
        env: { TOKEN: '\${{ github.token }}', LABEL: '\${{ inputs.label }}' }
      - uses: actions/upload-artifact@v7
        with: { name: answers, path: answers.txt }
`;
const SCRIPT = `
import { writeFileSync } from 'node:fs';
const call = (path, body) => fetch(\`\${process.env.GITHUB_API_URL}/repos/\${process.env.GITHUB_REPOSITORY}/\${path}\`, {
  method: 'POST',
  headers: { authorization: 'Bearer ' + process.env.TOKEN },
  body: JSON.stringify(body),
});
const issue = await call('issues', { title: 'From a job', labels: [process.argv[2]] });
const ref = await call('git/refs', { ref: 'refs/heads/x', sha: process.env.GITHUB_SHA });
writeFileSync('answers.txt', [issue.status, ref.status].join());
`;

let repo: string;
let server: GithubServer;
let runner: Runner;
let ask: Ask;

beforeAll(async () => {
  repo = makeRepository({ 'open.mjs': SCRIPT, '.github/workflows/open.yml': WORKFLOW });
  server = await startGithub({
    repositories: { [REPOSITORY]: {} },
    onDispatch: async ({ workflow, inputs, run }) => {
      const started = { workflow, inputs: new Map(Object.entries(inputs)), id: run.id, actor: run.actor };
      await (
        await runner.start({ ...started, event: 'workflow_dispatch' })
      ).done;
    },
  });
  await server.importFrom(REPOSITORY, repo);
  runner = await Runner.open({
    repo,
    project: PROJECT,
    env: process.env,
    repository: { name: REPOSITORY },
    api: { url: server.url },
    server: server.url,
    tokenFor: ({ permissions }) => server.token({ permissions, repositories: [REPOSITORY] }),
  });
  server.actions.attach(actionsSource(runner, REPOSITORY));
  ask = client(server, {
    token: server.token({ permissions: { actions: 'write', issues: 'read', contents: 'read' } }),
    repository: REPOSITORY,
  });
});
afterAll(async () => {
  await runner.close();
  await server.close();
  rmSync(repo, { recursive: true, force: true });
});

test('what is dispatched is run by the local runner, with a token of the permissions that the workflow asks for', async () => {
  const body = { ref: 'main', inputs: { label: 'given' }, return_run_details: true };
  const reply = await ask('POST', 'actions/workflows/open.yml/dispatches', { body });
  const id = Number(reply.body['workflow_run_id']);
  await server.actions.idle();
  const head = (await ask('GET', 'git/ref/heads/main')).body['object'] as { sha: string };
  const run = await ask('GET', `actions/runs/${id}`);
  expect(run.body).toMatchObject({ status: 'completed', conclusion: 'success', head_sha: head.sha });
  const issues = await ask('GET', 'issues?labels=given');
  expect(issues.list).toMatchObject([{ title: 'From a job', user: { type: 'Bot' } }]);
  const { body: artifacts } = await ask('GET', `actions/runs/${id}/artifacts?name=answers`);
  const [artifact] = artifacts['artifacts'] as { archive_download_url: string }[];
  const path = String(artifact?.archive_download_url).slice(server.url.length);
  const token = server.token({ permissions: { actions: 'read' } });
  const archive = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const files = unzipSync(new Uint8Array(await archive.arrayBuffer()));
  // The issue was allowed, the branch was not.
  expect(Buffer.from(files['answers.txt'] ?? []).toString()).toBe('201,403');
});
