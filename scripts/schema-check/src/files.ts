import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PhasegateError } from '../../../src/domain/fault.js';
import { gitError, runGit } from '../../../src/io/git.js';

export type FileKind = 'schema' | 'policy' | 'template';

/** The files of one state of a repository that the check is about. */
export interface State {
  /** Kind by path, relative to the state's root; sorted by path. */
  readonly files: ReadonlyMap<string, FileKind>;
  readonly read: (path: string) => Promise<string>;
}

/** Folders that hold what nobody wrote. */
const PASSED_OVER: ReadonlySet<string> = new Set(['.git', 'node_modules', '.phasegate']);

/** The folder with `schemas/` and `governance/` that a path belongs to, as names; null when it belongs to none. */
function rootLength(names: readonly string[], root: string): number | null {
  const parts = root === '' ? [] : root.split('/');
  const fits = parts.every((part, i) => part === '*' || part === names[i]);
  return fits && names.length > parts.length ? parts.length : null;
}

/** What a file is to the check: `schemas/**.json`, `governance/**policy*.yaml`, `templates/**.{liquid,md}` below a root. */
export function kindOf(path: string, roots: readonly string[]): FileKind | null {
  const names = path.split('/');
  const file = names.at(-1) ?? '';
  for (const root of roots) {
    const length = rootLength(names, root);
    const folder = length === null || names.length < length + 2 ? null : names[length];
    if (folder === 'schemas' && file.endsWith('.json')) return 'schema';
    if (folder === 'templates' && /\.(?:liquid|md)$/.test(file)) return 'template';
    if (folder === 'governance' && /policy.*\.ya?ml$/.test(file)) return 'policy';
  }
  return null;
}

function chosen(paths: readonly string[], roots: readonly string[]): Map<string, FileKind> {
  const kinds = [...paths].sort().map((path) => [path, kindOf(path, roots)] as const);
  return new Map(kinds.filter((entry): entry is readonly [string, FileKind] => entry[1] !== null));
}

async function filesBelow(folder: string, prefix = ''): Promise<string[]> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true });
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const path = `${prefix}${entry.name}`;
      if (entry.isFile()) return [path];
      return entry.isDirectory() && !PASSED_OVER.has(entry.name) ? filesBelow(folder, `${path}/`) : [];
    }),
  );
  return lists.flat();
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true;
}

/** The state in a folder. Links are not followed. @throws PhasegateError `bad-input` when there is no such folder. */
export async function folderState(folder: string, roots: readonly string[]): Promise<State> {
  if (!(await isFolder(folder))) throw new PhasegateError('bad-input', `there is no folder ${folder}`);
  return {
    files: chosen(await filesBelow(folder), roots),
    read: (path) => readFile(join(folder, path), 'utf8'),
  };
}

async function git(folder: string, args: readonly string[]): Promise<string> {
  const result = await runGit(folder, args);
  if (result.code !== 0) throw gitError(`git ${args[0] ?? ''}`, result);
  return result.stdout.toString('utf8');
}

/** A commit's id; a branch may be there only as the remote's. */
async function commitOf(folder: string, ref: string): Promise<string> {
  for (const name of [ref, `refs/remotes/origin/${ref}`]) {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const { code, stdout } = await runGit(folder, args);
    if (code === 0) return stdout.toString('utf8').trim();
  }
  const message = `--base: ${JSON.stringify(ref)} is neither a folder nor a commit, branch or tag; is the history checked out deep enough (fetch-depth)?`;
  throw new PhasegateError('bad-input', message);
}

/** The state of a commit, read below the folder that `folder` is in the repository. */
async function commitState(folder: string, ref: string, roots: readonly string[]): Promise<State> {
  const commit = await commitOf(folder, ref);
  const listed = await git(folder, ['ls-tree', '-r', '-z', commit]);
  const paths = listed.split('\0').flatMap((line) => {
    const [, path] = /^100\d{3} blob [0-9a-f]+\t(.*)$/s.exec(line) ?? [];
    return path === undefined ? [] : [path];
  });
  return {
    files: chosen(paths, roots),
    read: (path) => git(folder, ['cat-file', 'blob', `${commit}:./${path}`]),
  };
}

/** The state to compare with. @throws PhasegateError `bad-input` when the name leads to none. */
export async function baseState(base: string, head: string, roots: readonly string[]): Promise<State> {
  return (await isFolder(base)) ? folderState(base, roots) : commitState(head, base, roots);
}
