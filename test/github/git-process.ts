import { execFileSync } from 'node:child_process';

const MOST = 512 * 1024 * 1024;

/** Runs git in a folder. @throws with what git said. */
export function runGit(
  folder: string,
  args: readonly string[],
  input: string | Uint8Array | null = null,
): Buffer {
  return execFileSync('git', args, {
    cwd: folder,
    maxBuffer: MOST,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === null ? {} : { input }),
  });
}

export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly content: Buffer;
}

/** The objects by their ids, in the order given. */
export function readObjects(folder: string, shas: readonly string[]): GitObject[] {
  const output = runGit(folder, ['cat-file', '--batch'], `${shas.join('\n')}\n`);
  const objects: GitObject[] = [];
  let offset = 0;
  while (offset < output.length) {
    const end = output.indexOf('\n', offset);
    const [sha = '', type = '', size = ''] = output.toString('latin1', offset, end).split(' ');
    const start = end + 1;
    objects.push({ sha, type, content: output.subarray(start, start + Number(size)) });
    offset = start + Number(size) + 1;
  }
  return objects;
}

/** Branches and tags, full name to object id. */
export function readRefs(folder: string): Map<string, string> {
  const lines = runGit(folder, [
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    'refs/heads',
    'refs/tags',
  ]);
  const pairs = lines.toString('utf8').split('\n').filter(Boolean);
  return new Map(
    pairs.map((line): [string, string] => {
      const [name = '', sha = ''] = line.split(' ');
      return [name, sha];
    }),
  );
}
