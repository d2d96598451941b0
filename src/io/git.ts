import { spawn } from 'node:child_process';
import { PhasegateError } from '../domain/fault.js';
import { oneLine } from '../render/escape.js';

const LOCAL_TIMEOUT_MS = 60_000;
/** More than this from one command is no answer that Phasegate asked for. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** Point git at another repository than the folder it is started in, as inside a hook. Credentials come by other names. */
const REPOSITORY_VARIABLES = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
];

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitOptions {
  /** What git reads on its standard input. Default: nothing. */
  readonly input?: string | Buffer;
  /** Default 60 s. */
  readonly timeoutMs?: number;
}

function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !REPOSITORY_VARIABLES.includes(name));
  // Messages are matched, so they must be git's own; nobody can answer a prompt.
  return { ...Object.fromEntries(inherited), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', LANGUAGE: 'C' };
}

/** Text of git's without the user and password that a URL may carry. */
export function maskCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*(?::[^\s/]*)?@/gi, '$1***@');
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /\b403\b|permission to .* denied|write access to repository not granted|resource not accessible/i,
    'give the job `permissions: contents: write`',
  ],
  [
    /protected branch|GH006|GH013|repository rule/i,
    'the branch is protected: let an app or deploy key that may bypass the rule push to it',
  ],
  [
    /could not read Username|authentication failed|\b401\b|terminal prompts disabled|publickey/i,
    'git has no credentials here: check the repository out with `persist-credentials: true`',
  ],
  [/dubious ownership/i, 'the folder belongs to another user: add it to git’s safe.directory'],
  [/not a git repository/i, 'name the folder of a git repository in `governance`'],
];

/** What git said, as one error with what to do about it. */
export function gitError(what: string, result: Pick<GitResult, 'code' | 'stderr'>): PhasegateError {
  const said = oneLine(maskCredentials(result.stderr), 1_000);
  const hint = HINTS.find(([pattern]) => pattern.test(result.stderr))?.[1];
  const message = `${what}: git ended with ${result.code}${said === '' ? '' : `: ${said}`}`;
  return new PhasegateError('git-failed', hint === undefined ? message : `${message}; ${hint}`);
}

/**
 * Runs git in a folder with an argument vector and waits for its end.
 *
 * @throws PhasegateError `git-failed` when git cannot be started or does not end in time; an exit code is a result.
 */
export function runGit(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  const timeoutMs = options.timeoutMs ?? LOCAL_TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env: environment(), stdio: ['pipe', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let size = 0;
    const fail = (message: string, cause?: unknown): void => {
      clearTimeout(timer);
      child.kill('SIGTERM');
      // A helper of git's may live on and hold the pipes open; nobody waits for it.
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      reject(new PhasegateError('git-failed', message, { cause }));
    };
    const timer = setTimeout(() => {
      fail(`git ${args[0]} did not end within ${timeoutMs / 1000} s and was stopped; try again`);
    }, timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      stdout.push(chunk);
      if (size > MAX_OUTPUT) fail(`git ${args[0]} wrote more than ${MAX_OUTPUT} bytes and was stopped`);
    });
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) =>
      fail(`git cannot be started in ${folder}: ${error.message}; is git installed?`, error),
    );
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const said = Buffer.concat(stderr).toString('utf8');
      if (code === null) reject(new PhasegateError('git-failed', `git ${args[0]} was stopped by ${signal}`));
      else resolve({ code, stdout: Buffer.concat(stdout), stderr: said });
    });
    // git may end before it has read everything; its exit code says so.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
