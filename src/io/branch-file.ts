import type { GithubApi } from '../ports/github.js';
import { encodePath } from './github-files.js';
import { governanceStore } from './governance-store.js';

/**
 * The text of a file at the head of a branch, for a look that decides nothing: through the API it costs one call, where a
 * store first asks which commit the head is. null where there is no such file, or no such branch.
 *
 * @throws PhasegateError as the API or git does.
 */
export async function readBranchFile(options: {
  /** null: through git. */
  readonly api: GithubApi | null;
  /** Folder of the git repository. */
  readonly folder: string;
  readonly branch: string;
  readonly path: string;
}): Promise<string | null> {
  const { api, branch, path } = options;
  if (api === null) return (await governanceStore(options).open()).read(path);
  const { status, body } = await api.call({
    method: 'GET',
    path: `contents/${encodePath(path)}`,
    query: { ref: branch },
    accept: 'application/vnd.github.raw+json',
    expect: [404],
    permission: 'contents: read',
  });
  return status !== 404 && typeof body === 'string' ? body : null;
}
