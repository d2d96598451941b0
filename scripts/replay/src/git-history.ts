import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gitError, runGit } from '../../../src/io/git.js';

async function git(repo: string, args: readonly string[]): Promise<string> {
  const result = await runGit(repo, args);
  if (result.code !== 0) throw gitError(`read the git history of ${repo}`, result);
  return result.stdout.toString('utf8');
}

/**
 * Texts of all files directly in a folder that any commit of any branch ever held; none without a git repository.
 *
 * @throws PhasegateError `git-failed`.
 */
export async function textsOfHistory(
  repo: string,
  { folder, isWanted }: { readonly folder: string; readonly isWanted: (name: string) => boolean },
): Promise<string[]> {
  if (!existsSync(join(repo, '.git'))) return [];
  const commits = await git(repo, ['rev-list', '--all', '--full-history', '--', folder]);
  const blobs = new Set<string>();
  for (const commit of commits.split('\n').filter((one) => one !== '')) {
    // A line is `<mode> <type> <id>\t<path>`; a commit that removed the folder gives none.
    const tree = await git(repo, ['ls-tree', '-z', '--full-tree', commit, `${folder}/`]);
    for (const line of tree.split('\0')) {
      const [what = '', name = ''] = line.split('\t');
      const [, type, id] = what.split(' ');
      if (type === 'blob' && id !== undefined && isWanted(name)) blobs.add(id);
    }
  }
  const texts: string[] = [];
  for (const blob of [...blobs].sort()) texts.push(await git(repo, ['cat-file', 'blob', blob]));
  return texts;
}
