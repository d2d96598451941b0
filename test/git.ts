import { execFileSync } from 'node:child_process';

/** Runs git for a test's own setup and checks; never what is tested. */
export function git(folder: string, ...args: string[]): string {
  const identity = ['user.name=Test', 'user.email=test@example.invalid', 'init.defaultBranch=main'];
  const all = [...identity.flatMap((value) => ['-c', value]), ...args];
  return execFileSync('git', all, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}
