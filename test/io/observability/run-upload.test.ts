import { afterEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runUpload, type UploadRun } from '../../../src/io/observability/run-upload.js';
import { SECOND } from '../../../src/domain/time.js';
import { removeTrees, temporaryTree } from './temporary-tree.js';

afterEach(removeTrees);

const node = process.execPath;

async function upload(command: readonly string[], parts: Partial<UploadRun> = {}) {
  const cwd = await temporaryTree();
  const run = { command, timeoutMs: 20 * SECOND, folder: '/bundle', cwd, environment: process.env, ...parts };
  return { ...(await runUpload(run)), cwd: run.cwd };
}

/** Whether a process is gone, or becomes so within five seconds. */
async function isGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 100; i += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(50);
  }
  return false;
}

async function pidIn(file: string): Promise<number> {
  for (let i = 0; i < 200 && !existsSync(file); i += 1) await sleep(25);
  return Number(await readFile(file, 'utf8'));
}

const say = (text: string): string[] => [node, '-e', `process.stdout.write(${JSON.stringify(text)})`];

describe('a command that uploads', () => {
  test('gets the folder as an argument, as it is, and no shell reads it', async () => {
    const script = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const folder = '/a b/$(touch pwned);`id`/"c"';
    const { kind, output, cwd } = await upload([node, '-e', script, '{folder}', 'x{folder}', '$HOME'], {
      folder,
    });
    expect(kind).toBe('done');
    expect(JSON.parse(output)).toEqual([folder, 'x{folder}', '$HOME']);
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });

  test.each([
    [
      'with another code than 0',
      [node, '-e', 'console.error("no bucket"); process.exit(3)'],
      'ended with 3',
      'no bucket',
    ],
    ['by a signal', [node, '-e', 'process.kill(process.pid, "SIGKILL")'], 'was stopped by SIGKILL', ''],
  ])('fails where it ends %s', async (_, command, why, output) => {
    expect(await upload(command)).toMatchObject({ kind: 'failed', why, output });
  });

  test('fails where there is no such program', async () => {
    expect(await upload(['no-such-program-of-phasegate'])).toMatchObject({
      kind: 'failed',
      why: 'cannot be started: ENOENT',
    });
  });

  test('fails where the folder takes the place of the program', async () => {
    expect((await upload(['{folder}'])).kind).toBe('failed');
  });

  test('reads nothing from the job', async () => {
    const script = 'process.stdin.on("end", () => console.log("end")).resume()';
    expect(await upload([node, '-e', script])).toMatchObject({ kind: 'done', output: 'end' });
  });
});

describe('a command that takes too long', () => {
  test('is stopped with all that it started', async () => {
    const cwd = await temporaryTree();
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      require('node:fs').writeFileSync('pid', String(child.pid));
      setInterval(() => {}, 1000);`;
    const done = upload([node, '-e', script], { cwd, timeoutMs: 3 * SECOND, graceMs: 200 });
    const pid = await pidIn(join(cwd, 'pid'));
    expect(await done).toMatchObject({ kind: 'failed', why: 'did not end within 3s and was stopped' });
    expect(await isGone(pid)).toBe(true);
  });

  test('is killed where it does not want to stop', async () => {
    const script =
      'process.on("SIGTERM", () => console.log("no")); console.log("up"); setInterval(() => {}, 1000)';
    expect(await upload([node, '-e', script], { timeoutMs: 3 * SECOND, graceMs: 300 })).toMatchObject({
      kind: 'failed',
      why: 'did not end within 3s and was stopped',
      output: 'up no',
    });
  });

  test('fails also where it ends well once it is told to stop', async () => {
    const script = 'process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000)';
    expect((await upload([node, '-e', script], { timeoutMs: 2 * SECOND })).kind).toBe('failed');
  });
});

test('what a command leaves running does not outlive it, nor hold the job up', async () => {
  const cwd = await temporaryTree();
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
    require('node:fs').writeFileSync('pid', String(child.pid));
    child.unref();
    process.stdout.write('done', () => process.exit(0));`;
  const done = await upload([node, '-e', script], { cwd });
  expect(done).toMatchObject({ kind: 'done', output: 'done' });
  expect(await isGone(await pidIn(join(cwd, 'pid')))).toBe(true);
});

describe('what a command says', () => {
  const environment = {
    ...process.env,
    AWS_SECRET_ACCESS_KEY: 'abcdefgh12345678',
    STORE_TOKEN: 'line-one-secret\nline-two-secret',
    PLAIN: 'nothing-hidden',
    SHORT_TOKEN: 'ab',
  };

  test.each([
    ['the value of a variable with a telling name', 'key=abcdefgh12345678.', 'key=***.'],
    ['each line of it', 'line-two-secret line-one-secret', '*** ***'],
    ['a secret that the policy names', 'hook is my-hook-url', 'hook is ***'],
    ['the user of an address', 'to https://user:pass@host/x', 'to https://***@host/x'],
    ['nothing that is none', 'nothing-hidden and ab', 'nothing-hidden and ab'],
  ])('is shown without %s', async (_, text, expected) => {
    const { output } = await upload(say(text), { environment, secrets: ['my-hook-url'] });
    expect(output).toBe(expected);
  });

  test('is the end of it, in one line, without control characters', async () => {
    const { output } = await upload(say(`${'x'.repeat(100_000)}\n::error::\u001b[31mend`));
    expect(output).toHaveLength(2_000);
    expect(output).toMatch(/^…x+ ::error:: \[31mend$/);
  });

  test('holds no part of a secret where it is cut', async () => {
    const { output } = await upload(say('abcdefgh12345678'.repeat(5_000)), { environment });
    expect(output).toMatch(/^…\*+$/);
  });
});

test('the action’s own inputs and services are not passed on', async () => {
  const script = 'process.stdout.write(Object.keys(process.env).sort().join(" "))';
  const environment = {
    PATH: process.env['PATH'],
    'INPUT_GITHUB-TOKEN': 'x',
    ACTIONS_RUNTIME_TOKEN: 'x',
    ACTIONS_RESULTS_URL: 'x',
    GITHUB_OUTPUT: 'x',
    GITHUB_ENV: 'x',
    GITHUB_STEP_SUMMARY: 'x',
    GITHUB_SHA: 'x',
    AWS_REGION: 'x',
  };
  expect((await upload([node, '-e', script], { environment })).output).toBe('AWS_REGION GITHUB_SHA PATH');
});
