import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Runner, type RunnerOptions, type RunRequest } from '../../scripts/local/src/runner.js';
import type { RunnerEvent, RunResult } from '../../scripts/local/src/progress.js';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The path of a workflow of test/local/workflows. */
export function workflowPath(name: string): string {
  return join(PROJECT, 'test/local/workflows', `${name}.yml`);
}

/** A new folder under the system's temporary one. */
export function makeFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'phasegate-test-')));
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

export function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid'];
  return execFileSync('git', [...identity, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/** A folder that is a git repository with one commit of the files. */
export function makeRepository(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder(files);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message=first');
  return folder;
}

/** Whether a process works: one that has ended and waits for its parent to notice does not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return (
      process.platform !== 'linux' || !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    );
  } catch {
    return false;
  }
}

/** Waits for the end of a process that was told to end. @throws Error when it goes on. */
export async function ended(pid: number): Promise<void> {
  if (!Number.isSafeInteger(pid)) throw new Error('no process id was printed');
  for (let i = 0; i < 100 && isRunning(pid); i += 1) await sleep(50);
  if (isRunning(pid)) throw new Error(`process ${pid} is still there`);
}

/** Waits until something holds. @throws Error when it does not come to that. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !holds(); i += 1) await sleep(50);
  if (!holds()) throw new Error(`it does not come to: ${holds.toString()}`);
}

export interface Ran {
  readonly results: readonly RunResult[];
  readonly result: RunResult;
  readonly events: readonly RunnerEvent[];
  /** Everything that was printed. */
  readonly lines: readonly string[];
}

/** Runs requests one after the other with one runner, and closes it. */
export async function runAll(
  repo: string,
  requests: readonly RunRequest[],
  options: Partial<RunnerOptions> = {},
): Promise<Ran> {
  const events: RunnerEvent[] = [];
  const runner = await Runner.open({
    repo,
    project: PROJECT,
    env: process.env,
    onEvent: (event) => events.push(event),
    ...options,
  });
  try {
    const results: RunResult[] = [];
    for (const request of requests) results.push(await runner.run(request));
    const result = results.at(-1);
    if (result === undefined) throw new Error('nothing was run');
    const lines = events.flatMap((event) => (event.kind === 'line' ? [event.text] : []));
    return { results, result, events, lines };
  } finally {
    await runner.close();
  }
}

/** Runs one of test/local/workflows in a new folder, which is removed. */
export async function runOnce(
  workflow: string,
  request: Partial<RunRequest> = {},
  options: Partial<RunnerOptions> & { files?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  const { files, ...rest } = options;
  const repo = makeFolder(files);
  try {
    return await runAll(repo, [{ workflow: workflowPath(workflow), ...request }], rest);
  } finally {
    rmSync(repo, { recursive: true, force: true });
  }
}
