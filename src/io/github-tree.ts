import { PhasegateError } from '../domain/fault.js';
import type { GithubApi } from '../ports/github.js';
import { listAt, textAt, valueAt } from './github-shape.js';

interface Entry {
  readonly path: string;
  readonly type: string;
  readonly id: string;
}

interface Listing {
  readonly entries: readonly Entry[];
  /** GitHub left some out: they are more than 100,000, or more than 7 MB. */
  readonly cut: boolean;
}

/** Which files a commit has. Asked for once, in one call where GitHub lists all of them at once. */
export class CommitTree {
  readonly #api: GithubApi;
  readonly #commit: string;
  readonly #listings = new Map<string, Promise<Listing>>();

  constructor(api: GithubApi, commit: string) {
    this.#api = api;
    this.#commit = commit;
  }

  /** Whether the list is there, or on its way. */
  get isRead(): boolean {
    return this.#listings.size > 0;
  }

  /** Paths of all files. @throws PhasegateError `api-failed` where there are more than GitHub lists at once. */
  async list(): Promise<readonly string[]> {
    const { entries, cut } = await this.#all();
    if (cut) {
      throw new PhasegateError(
        'api-failed',
        `commit ${this.#commit} of the governance branch has more files than GitHub lists at once; leave github-token out and use git instead (input governance)`,
      );
    }
    return entries.filter(({ type }) => type === 'blob').map(({ path }) => path);
  }

  /** A file's id; null where the commit surely has no such file. */
  async find(path: string): Promise<string | null> {
    const { entries, cut } = await this.#all();
    const found = entries.find((entry) => entry.path === path);
    if (found !== undefined || !cut) return found?.type === 'blob' ? found.id : null;
    let tree = this.#commit;
    const parts = path.split('/');
    for (const [i, part] of parts.entries()) {
      const entry = (await this.#listing(tree, {})).entries.find((one) => one.path === part);
      const type = i === parts.length - 1 ? 'blob' : 'tree';
      if (entry?.type !== type) return null;
      tree = entry.id;
    }
    return tree;
  }

  #all(): Promise<Listing> {
    return this.#listing(this.#commit, { recursive: 1 });
  }

  #listing(tree: string, query: Readonly<Record<string, number>>): Promise<Listing> {
    const key = JSON.stringify([tree, query]);
    const known = this.#listings.get(key);
    if (known !== undefined) return known;
    const listing = this.#ask(tree, query);
    this.#listings.set(key, listing);
    // What failed is not known: it may be asked for again.
    listing.catch(() => this.#listings.delete(key));
    return listing;
  }

  async #ask(tree: string, query: Readonly<Record<string, number>>): Promise<Listing> {
    const { body } = await this.#api.call({
      method: 'GET',
      path: `git/trees/${tree}`,
      query,
      permission: 'contents: read',
    });
    const entries = listAt(body, 'tree').map((entry) => ({
      path: textAt(entry, 'path'),
      type: textAt(entry, 'type'),
      id: textAt(entry, 'sha'),
    }));
    return { entries, cut: valueAt(body, 'truncated') === true };
  }
}
