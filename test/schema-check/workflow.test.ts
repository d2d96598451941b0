import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { git, makeRepository, PROJECT, runAll, writeFiles, type Ran } from '../local/support.js';
import { fakeGitHub, type FakeGitHub } from './github.js';

const WORKFLOW = join(PROJECT, '.github/workflows/schema-check.yml');
const PROGRAM = join(PROJECT, 'scripts/schema-check/dist/index.mjs');
const FILE = 'schemas/events/pay.json';

function schema(
  fields: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const head = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', required: ['event'] };
  const properties = { event: { const: 'pay.done' }, ...fields };
  return `${JSON.stringify({ ...head, properties, examples: [{ event: 'pay.done' }], ...more }, null, 2)}\n`;
}

let repository: string;
let github: FakeGitHub;
beforeEach(async () => {
  repository = makeRepository({ [FILE]: schema({ ms: { type: 'number' }, code: { type: 'string' } }) });
  github = await fakeGitHub();
});
afterEach(async () => {
  await github.close();
  rmSync(repository, { recursive: true, force: true });
});

function commit(files: Readonly<Record<string, string>>): void {
  writeFiles(repository, files);
  git(repository, 'add', '.');
  git(repository, 'commit', '--quiet', '--message=change');
}

/** A run by hand for pull request 7, against the commit before. */
function runByHand(): Promise<Ran> {
  const inputs = new Map([
    ['base', git(repository, 'rev-parse', 'HEAD^1')],
    ['pull-request', '7'],
  ]);
  const api = { url: github.url };
  return runAll(repository, [{ workflow: WORKFLOW, event: 'workflow_dispatch', inputs }], { api });
}

const summaryOf = ({ result }: Ran): string =>
  result.summaries.map((path) => readFileSync(path, 'utf8')).join('\n');

describe('the workflow', () => {
  test('names a breaking change in summary, annotation and comment, and fails', async () => {
    commit({ [FILE]: schema({ ms: { type: 'number' } }) });
    const ran = await runByHand();
    const { jobs, annotations } = ran.result;
    expect([jobs['check']?.result, jobs['comment']?.result]).toEqual(['failure', 'success']);
    expect(annotations).toContainEqual(
      expect.objectContaining({
        level: 'error',
        message: expect.stringContaining('the field "code" is removed'),
      }),
    );
    expect(github.requests.filter((line) => line.includes('/actions/'))).toEqual([]);
    expect(summaryOf(ran)).toContain('**breaking**, /properties/code: the field "code" is removed');
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('the field "code" is removed');
  }, 60_000);

  test('a second run changes the comment of the first, and passes once the version is raised', async () => {
    commit({ [FILE]: schema({ ms: { type: 'number' } }) });
    await runByHand();
    git(repository, 'reset', '--quiet', '--soft', 'HEAD^1');
    commit({ [FILE]: schema({ ms: { type: 'number' } }, { 'x-version': 2 }) });
    const ran = await runByHand();
    expect(ran.result.result).toBe('success');
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toMatch(/✅ passed[^]*1 → 2/);
  }, 60_000);

  test('for a fork it comments nothing, says so, and its summary is whole', async () => {
    commit({ [FILE]: schema({ ms: { type: 'integer' }, code: { type: 'string' } }) });
    const api = { url: github.url };
    const ran = await runAll(repository, [{ workflow: WORKFLOW, event: 'pull_request' }], { api });
    expect(ran.result.jobs['check']?.result).toBe('failure');
    expect(ran.result.jobs['comment']?.result).toBe('skipped');
    expect(github.requests).toEqual([]);
    expect(summaryOf(ran)).toContain('the type is narrowed from number to integer');
    expect(summaryOf(ran)).toContain('comes from a fork, whose token may not write: no comment is posted');
  }, 60_000);

  test('gives its jobs no more than they need, and pins what it uses', () => {
    const text = readFileSync(WORKFLOW, 'utf8');
    const { permissions, jobs } = parse(text) as {
      permissions: object;
      jobs: Record<string, { permissions: object }>;
    };
    expect(permissions).toEqual({});
    expect(Object.entries(jobs).map(([id, job]) => [id, job.permissions])).toEqual([
      ['check', { contents: 'read', actions: 'read' }],
      ['comment', { contents: 'read', 'pull-requests': 'write' }],
    ]);
    for (const used of text.match(/uses: .*/g) ?? [])
      expect(used).toMatch(/uses: (?:\$\/\S+|\S+@[0-9a-f]{40} # v\d)/);
    const scripts = [text, readFileSync(join(PROJECT, 'scripts/schema-check/action.yml'), 'utf8')];
    for (const script of scripts) expect(script).not.toMatch(/(?:run: .*|^ {6,}(?:node|echo) .*)\$\{\{/m);
  });
});

describe('the program', () => {
  const run = (...args: string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: repository,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', HOME: repository },
    });

  test('prints each fault with its place, and ends with 1', () => {
    writeFiles(repository, {
      [FILE]: schema({ ms: { type: 'number' } }),
      'schemas/bad.json': '{',
      'replay.md': '### Replay\n',
    });
    const { status, stdout, stderr } = run(
      '--base=HEAD',
      '--summary=s.md',
      '--comment=c.md',
      '--replay=replay.md',
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain(
      'error: schemas/events/pay.json:7:17 /properties/code: the field "code" is removed',
    );
    expect(stdout).toContain('error: schemas/bad.json');
    expect(stdout).toContain('2 schemas and 0 policies: failed');
    expect(readFileSync(join(repository, 's.md'), 'utf8')).toMatch(/### Replay\n$/);
    expect(readFileSync(join(repository, 'c.md'), 'utf8')).toMatch(
      /^<!-- phasegate:schema-check -->\n## Schemas/,
    );
  });

  test.each([
    ['nothing to compare with', [], '--base is missing'],
    ['a base that is not there', ['--base=none'], '"none" is neither a folder nor a commit'],
    ['a replay that is not there', ['--base=HEAD', '--replay=none.md'], '--replay: cannot read none.md'],
    ['a head that is not there', ['--base=HEAD', '--head=none'], 'there is no folder none'],
    ['a comment without a token', ['--post=c.md', '--pull-request=7'], 'cannot read c.md'],
  ])('%s: says so and ends with 2', (_, args, message) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(existsSync(join(repository, 's.md'))).toBe(false);
  });
});
