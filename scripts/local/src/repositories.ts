import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PhasegateError } from '../../../src/domain/fault.js';
import { checkOutCommit, NO_COMMIT, originOf, readHead, type Origin } from './git.js';

/** A repository at one commit, on disk. */
export interface RepositoryAt {
  /** `owner/name`. */
  readonly repository: string;
  /** Folder with its files. */
  readonly root: string;
  /** Full name of the branch or tag, or the commit id where that was asked for. */
  readonly ref: string;
  readonly sha: string;
}

export interface RepositoriesOptions {
  /**
   * Folders that stand for repositories at GitHub. `owner/name`: a git repository, of which the commit that a `uses`
   * names is taken; `owner/name@ref`: the folder as it is on disk, whenever a `uses` names this very ref.
   */
  readonly folders: Readonly<Record<string, string>>;
  /** Place for their checkouts. */
  readonly temp: string;
}

/** The repositories that workflows name: nothing is fetched from anywhere, each is a folder that a person gave. */
export class Repositories {
  readonly #options: RepositoriesOptions;
  readonly #known = new Map<string, Promise<RepositoryAt>>();

  constructor(options: RepositoriesOptions) {
    this.#options = options;
  }

  has(repository: string): boolean {
    return Object.keys(this.#options.folders).some(
      (key) => key === repository || key.startsWith(`${repository}@`),
    );
  }

  /**
   * A repository at a branch, a tag or a commit id; '' for where it stands now. Each is checked out once.
   * @throws PhasegateError `bad-input` when no folder stands for it, or it has no such ref.
   */
  at(repository: string, ref: string): Promise<RepositoryAt> {
    const key = `${repository}@${ref}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { folders } = this.#options;
    const found = Object.hasOwn(folders, key)
      ? this.#onDisk(repository, ref, resolve(folders[key] ?? ''))
      : this.#atCommit(repository, ref);
    this.#known.set(key, found);
    return found;
  }

  /** The git repository behind a name, for a checkout of it. */
  async origin(repository: string): Promise<Origin> {
    const { folders } = this.#options;
    const folder = Object.hasOwn(folders, repository) ? resolve(folders[repository] ?? '') : null;
    const origin = folder === null || !existsSync(folder) ? null : await originOf(folder);
    if (origin !== null) return origin;
    const listed = Object.keys(folders).sort().join(', ') || 'none';
    const why = folder === null ? 'no folder stands for it' : `${folder} is no git repository`;
    throw new PhasegateError(
      'bad-input',
      `${repository}: nothing is fetched here, and ${why}; give one with --uses ${repository}=FOLDER (there are ${listed})`,
    );
  }

  async #onDisk(repository: string, ref: string, root: string): Promise<RepositoryAt> {
    if (!existsSync(root))
      throw new PhasegateError('bad-input', `--uses ${repository}: there is no folder ${root}`);
    const origin = await originOf(root);
    const sha = origin === null ? NO_COMMIT : (await readHead(origin)).sha;
    return { repository, root, ref, sha };
  }

  async #atCommit(repository: string, ref: string): Promise<RepositoryAt> {
    const origin = await this.origin(repository);
    mkdirSync(this.#options.temp, { recursive: true });
    const root = join(this.#options.temp, String(readdirSync(this.#options.temp).length));
    mkdirSync(root);
    const head = await checkOutCommit(root, origin, ref === '' ? (await readHead(origin)).sha : ref);
    return { repository, root, ref: head.ref, sha: head.sha };
  }
}
