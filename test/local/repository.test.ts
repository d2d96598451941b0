import { expect, jest, test } from '@jest/globals';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, makeFolder, makeRepository, runAll, workflowPath, writeFiles } from './support.js';

// Processes are started: a busy machine takes its time.
jest.setTimeout(60_000);

test('checkout: the working tree as it is, an origin to fetch from and push to, and other refs', async () => {
  const repo = makeRepository({ 'file.txt': 'old\n', '.gitignore': 'ignored\n' });
  const outside = makeFolder({ 'secret.txt': 'x' });
  try {
    git(repo, 'branch', 'old');
    writeFiles(repo, { 'file.txt': 'new\n', 'untracked.txt': 'u', 'node_modules/p/index.js': 'x' });
    symlinkSync(join(outside, 'secret.txt'), join(repo, 'leads-out'));
    symlinkSync('file.txt', join(repo, 'leads-in'));
    symlinkSync('nowhere', join(repo, 'dangling'));
    const { result, lines, events } = await runAll(repo, [{ workflow: workflowPath('git') }]);
    const head = git(repo, 'rev-parse', 'HEAD');
    expect(result.jobs['work']?.result).toBe('success');
    expect(lines).toContain('files .git .gitignore file.txt leads-in untracked.txt ');
    expect(lines).toContain("status ' M file.txt ?? leads-in ?? untracked.txt '");
    expect(lines).toContain(`head ${head} ${head}`);
    const state = git(repo, 'rev-parse', 'refs/heads/state');
    expect(lines).toContain(`fetched ${state} ${state}`);
    expect(lines).toContain('old old on old');
    expect(git(repo, 'rev-parse', 'HEAD')).toBe(head);
    expect(events.filter((event) => event.kind === 'note')).toEqual([]);
  } finally {
    rmSync(repo, { recursive: true, force: true });
    rmSync(outside, { recursive: true, force: true });
  }
});

test('a folder that is no git repository gets a bare origin, and is told so once', async () => {
  const parent = makeRepository({ 'sub/file.txt': 'content\n' });
  const repo = join(parent, 'sub');
  try {
    const first = await runAll(repo, [{ workflow: workflowPath('no-git') }]);
    expect(first.result.jobs['work']?.result).toBe('success');
    expect(first.lines).toContain('content');
    const notes = first.events.flatMap((event) => (event.kind === 'note' ? [event.message] : []));
    expect(notes).toEqual([
      `${repo} is no git repository; a bare one in ${repo}/.phasegate/remote.git stands for its origin`,
    ]);
    expect(git(join(repo, '.phasegate/remote.git'), 'branch', '--list', 'state')).toBe('state');
    expect(git(parent, 'branch', '--list', 'state')).toBe('');
    const second = await runAll(repo, [{ workflow: workflowPath('environment') }]);
    expect(second.events.filter((event) => event.kind === 'note')).toEqual([]);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
});

test('a linked worktree is a repository too', async () => {
  const main = makeRepository({ 'file.txt': 'one\n' });
  const worktree = join(makeFolder(), 'tree');
  try {
    git(main, 'branch', 'old');
    git(main, 'worktree', 'add', '--quiet', '-b', 'side', worktree);
    const { result, lines } = await runAll(worktree, [{ workflow: workflowPath('git') }]);
    expect(result.jobs['work']?.result).toBe('success');
    expect(lines).toContain("status ''");
    expect(git(main, 'branch', '--list', 'state').trim()).toBe('state');
  } finally {
    rmSync(main, { recursive: true, force: true });
    rmSync(join(worktree, '..'), { recursive: true, force: true });
  }
});

test('telemetry is shown as it had grown by the time of each run', async () => {
  const line = (time: string): string => `{"ts":"${time}"}\n`;
  const log = [
    line('2026-03-02T00:00:00Z'),
    line('2026-03-02T00:20:00Z'),
    line('2026-03-02T00:10:00Z'),
    line('2099-01-01T00:00:00Z'),
  ];
  const repo = makeFolder({
    'telemetry/a/log.jsonl': log.join(''),
    'telemetry/notes.txt': 'as it is',
    'telemetry/t.csv': 'time,value\n2026-03-02T00:16:00Z,1\n',
  });
  mkdirSync(join(repo, 'telemetry/empty'));
  writeFileSync(join(repo, 'telemetry/empty/none.jsonl'), '');
  try {
    const times = ['2026-03-02T00:02:00Z', '2026-03-02T00:17:00Z', '2026-03-02T00:32:00Z'].map((time) =>
      Date.parse(time),
    );
    const requests = times.map((now) => ({ workflow: workflowPath('play'), now, isStepped: true }));
    const play = { folder: 'telemetry', until: times[2] ?? 0 };
    const { lines, results } = await runAll(repo, requests, { play });
    const size = line('2026-03-02T00:00:00Z').length;
    expect(lines.filter((text) => /^(telemetry|now)/.test(text))).toEqual([
      `telemetry/a/log.jsonl ${size}`,
      'telemetry/empty/none.jsonl 0',
      'telemetry/notes.txt 8',
      'telemetry/t.csv 11',
      'now 2026-03-02T00:02:00Z',
      `telemetry/a/log.jsonl ${size}`,
      'telemetry/empty/none.jsonl 0',
      'telemetry/notes.txt 8',
      'telemetry/t.csv 34',
      'now 2026-03-02T00:17:00Z',
      `telemetry/a/log.jsonl ${4 * size}`,
      'telemetry/empty/none.jsonl 0',
      'telemetry/notes.txt 8',
      'telemetry/t.csv 34',
      'now 2026-03-02T00:32:00Z',
    ]);
    expect(results.map((result) => result.event)).toEqual(['schedule', 'schedule', 'schedule']);
  } finally {
    rmSync(repo, { recursive: true, force: true });
  }
});

test('dispatch, schedule and heartbeat reach the workflow as on GitHub, with `now` for each', async () => {
  const repo = makeFolder();
  try {
    const workflow = workflowPath('dispatch');
    const now = Date.parse('2026-03-02T00:02:00Z');
    const inputs = new Map([
      ['operation', 'promote'],
      ['reason', 'it "works"'],
      ['dry-run', 'false'],
    ]);
    const { lines } = await runAll(repo, [
      { workflow, inputs, now },
      { workflow, event: 'schedule', now },
      { workflow, event: 'repository_dispatch', inputs: new Map([['now', 'then']]) },
    ]);
    expect(lines.filter((line) => /^(event|inputs|schedule)/.test(line))).toEqual([
      "event workflow_dispatch now '2026-03-02T00:02:00Z' run 1",
      'inputs promote it "works" true true false',
      "schedule ''  ",
      "event schedule now '2026-03-02T00:02:00Z' run 2",
      'inputs   false true ',
      "schedule '*/15 * * * *'  ",
      "event repository_dispatch now '' run 3",
      'inputs   false true ',
      "schedule '' heartbeat then",
    ]);
  } finally {
    rmSync(repo, { recursive: true, force: true });
  }
});
