import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BUILTIN_ACTIONS } from '../../scripts/local/src/actions/index.js';
import { ended, makeFolder, PROJECT, workflowPath, writeFiles } from './support.js';

// Processes are started: a busy machine takes its time.
jest.setTimeout(60_000);

interface Exit {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The bundle in a folder of its own, where no package is installed. */
let project = '';
let repo = '';
let temp = '';

beforeAll(() => {
  const dist = join(PROJECT, 'scripts/local/dist');
  if (!existsSync(dist)) throw new Error('scripts/local/dist is missing: npm run build');
  project = makeFolder({ 'package.json': '{}', 'action-collect/action.yml': '' });
  repo = makeFolder();
  temp = join(project, 'tmp');
  mkdirSync(temp);
  cpSync(dist, join(project, 'scripts/local/dist'), { recursive: true });
});
afterAll(() => {
  for (const folder of [project, repo]) rmSync(folder, { recursive: true, force: true });
});

/** Runs the bundle; `interruptAt`: what in its output at which it gets a Ctrl-C. */
function local(args: readonly string[], interruptAt?: RegExp): Promise<Exit> {
  const bundle = join(project, 'scripts/local/dist/index.mjs');
  const env = { PATH: process.env['PATH'], TMPDIR: temp };
  const child = spawn(process.execPath, [bundle, ...args], { cwd: repo, env });
  let [out, err, isDone] = ['', '', false];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (interruptAt !== undefined && !isDone && interruptAt.test(out)) {
      isDone = true;
      child.kill('SIGINT');
    }
  });
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((done) => child.once('close', (code) => done({ code, out, err })));
}

describe('npm run local', () => {
  test('--help says what is there and what is not', async () => {
    const { code, out } = await local(['--help']);
    expect(code).toBe(0);
    for (const name of BUILTIN_ACTIONS.keys()) expect(out).toContain(name.replace('actions/', ''));
    for (const word of [
      'containers',
      'reusable workflows',
      'concurrency',
      'OIDC',
      'approvals',
      'received_at',
    ]) {
      expect(out).toContain(word);
    }
  });

  test.each([
    ['no workflow', [], 'name one workflow'],
    ['an unknown workflow', ['nowhere'], 'there is no workflow "nowhere"'],
    ['a folder that is not there', [workflowPath('odd'), '--repo', 'nowhere'], 'there is no folder'],
    ['an event it does not listen to', [workflowPath('odd'), '--event', 'push'], 'it listens to schedule'],
  ])('%s: code 2, and the reason', async (_name, args, message) => {
    const { code, err } = await local(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test('a call of a workflow of another repository, its payload from a file', async () => {
    const at = (name: string): string => `.github/workflows/${name}.yml`;
    const theirs = makeFolder({
      [at('called')]: `
on: workflow_call
jobs:
  show:
    runs-on: ubuntu-latest
    steps: [{ run: echo "$BODY", env: { BODY: '\${{ github.event.comment.body }}' } }]
`,
    });
    writeFiles(repo, {
      [at('calls')]: `on: issue_comment\njobs: { call: { uses: a/b/${at('called')}@v1 } }\n`,
      'payload.json': '{"action":"created","comment":{"body":"said in a file"}}',
      'list.json': '[]',
    });
    try {
      const args = ['calls', '--payload', 'payload.json', '--uses', `a/b@v1=${theirs}`, '--verbose'];
      const { code, out } = await local(args);
      expect(out).toContain('[call / show] said in a file');
      expect(code).toBe(0);
      const refused = await local(['calls', '--payload', 'list.json', '--uses', `a/b@v1=${theirs}`]);
      expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('write a JSON object') });
    } finally {
      rmSync(theirs, { recursive: true, force: true });
    }
  });

  test('many runs: each in order, the log of what failed, a summary, code 1', async () => {
    const times = ['--now', '2026-03-02T00:02:00Z', '--every', '15m', '--until', '2026-03-02T00:32:00Z'];
    const { code, out } = await local([workflowPath('odd'), ...times]);
    expect(code).toBe(1);
    const lines = out.split('\n').filter((line) => !line.startsWith('note:'));
    const shown = lines.map((line) => line.replace(/\d+\.\d s$/, 'T s'));
    const first = Number(/#(\d+)/.exec(out)?.[1]);
    expect(shown).toEqual([
      `odd #${first} · schedule · 2026-03-02T00:02:00Z`,
      '  odd                      success   T s',
      `odd #${first + 1} · schedule · 2026-03-02T00:17:00Z`,
      '  error  odd: a bad minute',
      '  odd: the step "check the minute" failed:',
      '    │ ● check the minute',
      '    │ looking at 2026-03-02T00:17:00Z',
      '    │ error: a bad minute',
      '    │ the process ended with code 4',
      '  odd                      failure   T s',
      `odd #${first + 2} · schedule · 2026-03-02T00:32:00Z`,
      '  odd                      success   T s',
      '3 runs: 2 succeeded, 1 did not',
      `  #${first + 1} failure`,
      '',
    ]);
    expect(readdirSync(temp)).toEqual([]);
  });

  test('Ctrl-C ends everything at once and leaves nothing behind', async () => {
    const { code, out } = await local([workflowPath('slow'), '--verbose'], /\] started \d/);
    expect(code).toBe(130);
    expect(out).toContain('cancelled');
    expect(out).not.toContain('not even always\n');
    await ended(Number(/\] started (\d+)/.exec(out)?.[1]));
    expect(readdirSync(temp)).toEqual([]);
    expect(existsSync(join(repo, '.phasegate/lock'))).toBe(false);
  });
});
