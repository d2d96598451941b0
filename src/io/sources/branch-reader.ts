import { numberOf, textOf } from '../../domain/raw-values.js';
import type { GithubApi } from '../../ports/github.js';
import { gitError, runGit } from '../git.js';
import { encodePath } from '../github-files.js';
import { listAt, textAt, valueAt } from '../github-shape.js';
import { GitGovernance } from '../git-governance.js';
import { SourceFault } from './source-fault.js';

/** A file of a commit. Links and other repositories are none. */
export interface BranchFile {
  readonly path: string;
  /** Git's id of its content. */
  readonly id: string;
  readonly bytes: number;
}

/** The files of a branch as they are fetched, through the API or through git. */
export interface BranchReader {
  /** The branch's commit; null where there is no such branch. */
  head(): Promise<string | null>;
  list(commit: string): Promise<readonly BranchFile[]>;
  content(file: BranchFile): Promise<Uint8Array>;
}

const PLAIN = new Set(['100644', '100755', '100664']);
const READ = 'contents: read';

/** A call for the head, one for the list, and one for each file. */
export class ApiBranchReader implements BranchReader {
  readonly #api: GithubApi;
  readonly #branch: string;

  constructor(api: GithubApi, branch: string) {
    this.#api = api;
    this.#branch = branch;
  }

  async head(): Promise<string | null> {
    const path = `git/ref/heads/${encodePath(this.#branch)}`;
    const { status, body } = await this.#api.call({ method: 'GET', path, expect: [404], permission: READ });
    return status === 404 ? null : textAt(body, 'object', 'sha');
  }

  async list(commit: string): Promise<readonly BranchFile[]> {
    const path = `git/trees/${commit}`;
    const { body } = await this.#api.call({ method: 'GET', path, query: { recursive: 1 }, permission: READ });
    if (valueAt(body, 'truncated') === true)
      throw new SourceFault('the branch has more files than GitHub lists at once');
    return listAt(body, 'tree').flatMap((entry): BranchFile[] => {
      const isFile = valueAt(entry, 'type') === 'blob' && PLAIN.has(textOf(valueAt(entry, 'mode')) ?? '');
      if (!isFile) return [];
      const bytes = numberOf(valueAt(entry, 'size')) ?? 0;
      return [{ path: textAt(entry, 'path'), id: textAt(entry, 'sha'), bytes }];
    });
  }

  async content({ id }: BranchFile): Promise<Uint8Array> {
    const { body } = await this.#api.call({ method: 'GET', path: `git/blobs/${id}`, permission: READ });
    return Buffer.from(textAt(body, 'content'), 'base64');
  }
}

/** The branch at the remote `origin` of a git repository, or its own where it has no remote. */
export class GitBranchReader implements BranchReader {
  readonly #folder: string;
  readonly #branch: string;

  constructor(folder: string, branch: string) {
    this.#folder = folder;
    this.#branch = branch;
  }

  async head(): Promise<string | null> {
    return (await new GitGovernance(this.#folder, this.#branch).open()).head;
  }

  async list(commit: string): Promise<readonly BranchFile[]> {
    const result = await runGit(this.#folder, ['ls-tree', '-r', '-z', '--long', '--full-tree', commit]);
    if (result.code !== 0) throw gitError(`list the files of ${this.#branch}`, result);
    const lines = result.stdout.toString('utf8').split('\0').filter(Boolean);
    return lines.flatMap((line): BranchFile[] => {
      const [, mode = '', id = '', bytes = '', path = ''] =
        /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? [];
      return PLAIN.has(mode) ? [{ path, id, bytes: Number(bytes) }] : [];
    });
  }

  async content({ id, path }: BranchFile): Promise<Uint8Array> {
    const result = await runGit(this.#folder, ['cat-file', 'blob', id]);
    if (result.code !== 0) throw gitError(`read ${path} of ${this.#branch}`, result);
    return result.stdout;
  }
}
