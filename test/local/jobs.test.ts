import { describe, expect, jest, test } from '@jest/globals';
import { readFileSync, rmSync } from 'node:fs';
import { ended, makeFolder, runAll, runOnce, workflowPath } from './support.js';

// Processes are started: a busy machine takes its time.
jest.setTimeout(60_000);

describe('jobs', () => {
  test('needs, outputs, conditions and command files', async () => {
    const { result, lines } = await runOnce('jobs');
    const results = Object.fromEntries(Object.entries(result.jobs).map(([id, job]) => [id, job.result]));
    expect(results).toEqual({
      first: 'success',
      second: 'success',
      fails: 'failure',
      'after-failure': 'skipped',
      'on-failure': 'success',
      'far-behind': 'skipped',
      always: 'success',
      forgiven: 'success',
      tolerated: 'success',
      'after-tolerated': 'success',
      places: 'success',
      background: 'success',
    });
    expect(result.result).toBe('failure');
    expect(lines).toEqual(
      expect.arrayContaining(['tolerated success', 'in sub', 'in deeper', 'by node', 'still there']),
    );
    const messages = result.annotations.map((one) => one.message);
    expect(messages).toEqual(['working-directory: there is no folder "none" in the workspace']);
    await ended(Number(/^background (\d+)$/m.exec(lines.join('\n'))?.[1]));
    expect(result.jobs['first']?.outputs).toEqual({ answer: '42', many: 'one=1\ntwo<<2' });
    expect(lines).toEqual(expect.arrayContaining(['levels job workflow step', 'tool found', 'env set set']));
    expect(lines).toEqual(expect.arrayContaining(['got 42 of success', 'one=1', 'two<<2']));
    expect(lines).toEqual(expect.arrayContaining(['failure reached', 'always reached', 'on failure']));
    expect(lines).toEqual(
      expect.arrayContaining(['result failure', 'outcome failure conclusion success success']),
    );
    expect(
      lines.filter((line) => /^(not reached|success not reached|never|an ancestor failed)$/.test(line)),
    ).toEqual([]);
  });

  test('a summary is kept for a person to open', async () => {
    const repo = makeFolder();
    try {
      const { result } = await runAll(repo, [{ workflow: workflowPath('jobs') }]);
      expect(result.summaries).toEqual([`${repo}/.phasegate/summary/1-first.md`]);
      expect(readFileSync(result.summaries[0] ?? '', 'utf8')).toBe('# Heading\n');
      expect(readFileSync(`${repo}/.phasegate/.gitignore`, 'utf8')).toBe('*\n');
    } finally {
      rmSync(repo, { recursive: true, force: true });
    }
  });

  test('a matrix from an expression, with include, exclude and fail-fast', async () => {
    const { result, lines, events } = await runOnce('matrix');
    const cells = lines.filter((line) => line.startsWith('cell')).sort();
    expect(cells).toEqual(['cell a1yes 0/4', 'cell a2yes 1/4', 'cell b1 2/4', 'cell c9 3/4']);
    expect(result.jobs['spread']?.result).toBe('success');
    expect(result.jobs['fast']?.result).toBe('failure');
    const fast = events.flatMap((event) =>
      event.kind === 'job-done' && event.job.startsWith('fast') ? [event] : [],
    );
    expect(fast.map((event) => `${event.job} ${event.result}`).sort()).toEqual([
      'fast (false) cancelled',
      'fast (true) failure',
    ]);
  });

  test('time limits: of a step a failure, of a job a cancellation that leaves no process', async () => {
    const { result, lines } = await runOnce('timeout');
    expect(result.jobs['step']?.result).toBe('failure');
    expect(result.jobs['job']?.result).toBe('cancelled');
    expect(lines).toEqual(expect.arrayContaining(['after the timeout', 'cancelled reached']));
    expect(lines).not.toContain('not reached');
    await ended(Number(/^child (\d+)$/m.exec(lines.join('\n'))?.[1]));
    expect(result.annotations.map((one) => one.message).sort()).toEqual([
      'Run sleep 60: timed out after 0.005 minutes',
      'the job was cancelled: its timeout-minutes are over',
    ]);
  });
});

describe('actions', () => {
  test('inputs, composite actions, pre before and post after everything, last first', async () => {
    const { result, lines } = await runOnce('actions');
    expect(result.jobs['use']).toEqual({
      result: 'success',
      outputs: { greeting: 'hello world', shout: 'HELLO WORLD from outside' },
    });
    const stateful = lines.filter((line) => /^(pre|main|post) (one|two)/.test(line));
    expect(stateful).toEqual([
      'pre one after nothing',
      'pre two after nothing',
      'main one after pre',
      'main two after pre',
      'post two after main',
      'post one after main',
    ]);
    expect(lines).toContain('plain hello local');
    const messages = result.annotations.map((one) => `${one.level} ${one.message}`);
    expect(messages).toContain("warning Unexpected input 'unknown' of stateful; it has tag");
    expect(messages).toContain("warning greet: the required input 'must' is not given");
  });

  test('what cannot run here fails its job and says why', async () => {
    const { result, lines } = await runOnce('actions');
    const jobs = ['composite-fails', 'third-party', 'missing', 'outside', 'docker', 'container'];
    expect(jobs.map((id) => result.jobs[id]?.result)).toEqual(jobs.map(() => 'failure'));
    expect(lines.filter((line) => line === 'the end of outer')).toHaveLength(1);
    expect(lines).not.toContain('not reached');
    const messageOf = (id: string): string => result.annotations.find((one) => one.job === id)?.message ?? '';
    expect(messageOf('third-party')).toMatch(
      'uses: someone/something@v1: this action is not run locally; built in are',
    );
    expect(messageOf('missing')).toMatch('did the job check the repository out before?');
    expect(messageOf('outside')).toMatch('leads out of');
    expect(messageOf('docker')).toMatch('"docker" is not run locally');
    expect(messageOf('container')).toBe('containers (container:) are not supported locally');
  });
});

test('a secret is in nothing that is printed, stored or handed on', async () => {
  const repo = makeFolder();
  try {
    const secrets = { PASSWORD: 'hunter-two', LINES: 'line-alpha\nline-beta' };
    const { result, events, lines } = await runAll(repo, [{ workflow: workflowPath('secrets') }], {
      secrets,
    });
    const everything = JSON.stringify(events) + readFileSync(result.summaries[0] ?? '', 'utf8');
    for (const value of [
      'hunter-two',
      'line-alpha',
      'line-beta',
      'then made-up-value',
      'phasegate-local-token',
    ]) {
      expect(everything).not.toContain(value);
    }
    expect(lines).toEqual(expect.arrayContaining(['the password is ***', 'then ***', '***']));
    expect(readFileSync(result.summaries[0] ?? '', 'utf8')).toBe('# ***\n');
    expect(result.jobs['leak']?.outputs).toEqual({ open: 'fine' });
    const seen = result.annotations.map(({ level, message, file, line }) => ({ level, message, file, line }));
    expect(seen).toEqual([
      { level: 'error', message: 'failed with ***', file: null, line: null },
      { level: 'warning', message: 'with\ntwo lines', file: 'a.txt', line: '3' },
      {
        level: 'warning',
        message: 'output closed is left out: it may contain a secret',
        file: null,
        line: null,
      },
    ]);
  } finally {
    rmSync(repo, { recursive: true, force: true });
  }
});

test('a job gets none of the environment of the person who runs it', async () => {
  const env = { PATH: process.env['PATH'], CLOUD_TOKEN: 'mine', HOME: '/home/mine', LANG: 'C' };
  const { lines } = await runOnce('environment', {}, { env });
  const names = lines.map((line) => line.split('=', 1)[0]);
  expect(names).toEqual(
    expect.arrayContaining(['PATH', 'LANG', 'HOME', 'GITHUB_WORKSPACE', 'RUNNER_TEMP', 'CI']),
  );
  expect(names).not.toContain('CLOUD_TOKEN');
  expect(lines).not.toContain('HOME=/home/mine');
});
