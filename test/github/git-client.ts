import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs git without blocking this process, where the server lives that it may talk to. `token`: sent as the checkout action
 * sends it.
 */
export async function gitWith(
  folder: string,
  options: { readonly token: string | null; readonly args: readonly string[] },
): Promise<string> {
  const { token, args } = options;
  const basic = Buffer.from(`x-access-token:${token ?? ''}`).toString('base64');
  const header = token === null ? [] : ['-c', `http.extraheader=AUTHORIZATION: basic ${basic}`];
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid'];
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
  const { stdout } = await run('git', [...header, ...identity, ...args], { cwd: folder, env });
  return stdout.trim();
}
