import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { client, type Ask } from './client.js';
import { startGithub, type GithubServer } from './start-github.js';

const DESCRIPTION = join(import.meta.dirname, '../../node_modules/@octokit/openapi-types/types.d.ts');
const REPOSITORY = 'octo/app';

/** Fields that an object of GitHub always has, from its own description of the API. */
function requiredFields(description: string, schema: string): string[] {
  const name = /^\w+$/.test(schema) ? schema : `"${schema}"`;
  const start = description.indexOf(`\n    ${name}: {\n`);
  if (start < 0) throw new Error(`the description has no ${schema}`);
  const lines = description.slice(start, description.indexOf('\n    };', start)).split('\n');
  return lines.flatMap((line) => /^ {6}"?([\w-]+)"?:/.exec(line)?.[1] ?? []);
}

let server: GithubServer;
let ask: Ask;
let description: string;

beforeAll(async () => {
  description = readFileSync(DESCRIPTION, 'utf8');
  server = await startGithub({
    repositories: {
      [REPOSITORY]: {
        files: { 'README.md': '# App\n', '.github/workflows/w.yml': 'on: workflow_dispatch\njobs: {}\n' },
      },
    },
  });
  const permissions = { contents: 'write', issues: 'write', actions: 'write' } as const;
  ask = client(server, { token: server.token({ permissions }), repository: REPOSITORY });
  const issue = { title: 'One', body: 'It is.', labels: ['a'] };
  await ask('POST', 'issues', { body: issue });
  await ask('POST', 'issues/1/comments', { body: { body: 'A comment' } });
  const run = await server.actions.addRun({
    repository: REPOSITORY,
    workflow: 'w.yml',
    id: 1,
    jobs: [{ name: 'j', status: 'completed', conclusion: 'success' }],
    approvals: [{ environment: 'production', user: 'octo', state: 'approved' }],
  });
  server.actions.addArtifact({ name: 'a', run: run.id, files: { f: 'x' } });
});
afterAll(() => server.close());

type Fields = Readonly<Record<string, unknown>>;
const object = async (path: string): Promise<Fields> => (await ask('GET', path)).body;
const first = async (path: string, list?: string): Promise<Fields> => {
  const { body, list: items } = await ask('GET', path);
  return (list === undefined ? items : (body[list] as Fields[]))[0] ?? {};
};
const head = async (): Promise<{ sha: string }> =>
  (await object('git/ref/heads/main'))['object'] as { sha: string };
const tree = async (): Promise<Fields> => object(`git/trees/${(await head()).sha}`);

test.each([
  ['git-ref', () => object('git/ref/heads/main')],
  ['git-commit', async () => object(`git/commits/${(await head()).sha}`)],
  ['git-tree', tree],
  ['blob', async () => object(`git/blobs/${(await blobOf(await tree())).sha}`)],
  ['content-file', () => object('contents/README.md')],
  ['issue', () => object('issues/1')],
  ['issue', () => first('issues?labels=a')],
  ['issue-comment', () => first('issues/1/comments')],
  ['issue-event', () => first('issues/1/events')],
  ['label', () => object('labels/a')],
  ['simple-user', async () => (await object('issues/1'))['user'] as Fields],
  ['minimal-repository', () => object(`/repos/${REPOSITORY}`)],
  ['repository-collaborator-permission', () => object('collaborators/octo/permission')],
  ['workflow', () => object('actions/workflows/w.yml')],
  ['workflow-run', () => object('actions/runs/1')],
  ['job', () => first('actions/runs/1/jobs', 'jobs')],
  ['environment-approvals', () => first('actions/runs/1/approvals')],
  ['artifact', () => first('actions/artifacts', 'artifacts')],
] as const)('%s has every field that GitHub gives it', async (schema, read) => {
  const fields = requiredFields(description, schema);
  expect(fields.length).toBeGreaterThan(2);
  expect(Object.keys(await read())).toEqual(expect.arrayContaining(fields));
});

async function blobOf(of: Fields): Promise<{ sha: string }> {
  return (of['tree'] as { sha: string; type: string }[]).find(({ type }) => type === 'blob') ?? { sha: '' };
}
