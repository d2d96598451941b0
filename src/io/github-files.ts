import { PhasegateError } from '../domain/fault.js';
import type { GithubApi } from '../ports/github.js';
import type { GovernanceSnapshot } from '../ports/governance.js';
import { readArchive } from './github-archive.js';
import { checkPath } from './governance-names.js';
import { textAt } from './github-shape.js';
import { CommitTree } from './github-tree.js';

const READ = 'contents: read';
/** Up to so many files are read one by one: a call each, where the archive costs two. */
const SINGLY = 10;

/** A path as segments of an address. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Files of one commit. A commit never changes, so whatever was read of it once is known. */
export class CommitFiles {
  readonly #api: GithubApi;
  readonly #commit: string;
  readonly #base: CommitFiles | null;
  readonly #tree: CommitTree;
  readonly #texts = new Map<string, Promise<string | null>>();
  /** Texts by id, of a commit whose files are read one and all; null: too few of them are. */
  #archive: Promise<ReadonlyMap<string, string>> | null = null;

  /** `base`: the commit before, where `known` is everything that was changed since. */
  constructor(
    api: GithubApi,
    commit: string,
    so: { readonly base: CommitFiles | null; readonly known: Readonly<Record<string, string | null>> },
  ) {
    this.#api = api;
    this.#commit = commit;
    this.#base = so.base;
    this.#tree = new CommitTree(api, commit);
    for (const [path, text] of Object.entries(so.known)) this.#texts.set(path, Promise.resolve(text));
  }

  read(path: string): Promise<string | null> {
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    const text = this.#base === null ? this.#ask(path) : this.#base.read(path);
    this.#texts.set(path, text);
    // What failed is not known: it may be asked for again.
    text.catch(() => this.#texts.delete(path));
    return text;
  }

  /** Whoever lists files reads them: many are then asked for at once. */
  async list(): Promise<readonly string[]> {
    const paths = await this.#tree.list();
    if (paths.length > SINGLY) this.#archive ??= this.#readArchive();
    return paths;
  }

  async #ask(path: string): Promise<string | null> {
    if (this.#tree.isRead) return this.#listed(path);
    const { status, headers, body } = await this.#api.call({
      method: 'GET',
      path: `contents/${encodePath(path)}`,
      query: { ref: this.#commit },
      accept: 'application/vnd.github.raw+json',
      expect: [404],
      permission: READ,
    });
    // A server that does not know the commit yet answers 404 too, and a ledger taken for missing would be begun anew.
    if (status === 404) return this.#listed(path);
    // A folder is answered with a list in JSON, whatever was asked for; a file with its own type, also one of JSON.
    if (headers['content-type']?.startsWith('application/json') === true) return null;
    if (typeof body !== 'string')
      throw new PhasegateError('api-failed', `GitHub: ${path} was answered without a text`);
    return body;
  }

  async #listed(path: string): Promise<string | null> {
    const id = await this.#tree.find(path);
    if (id === null) return null;
    const archived = (await this.#archive)?.get(id);
    if (archived !== undefined) return archived;
    const { body } = await this.#api.call({ method: 'GET', path: `git/blobs/${id}`, permission: READ });
    return Buffer.from(textAt(body, 'content'), 'base64').toString('utf8');
  }

  async #readArchive(): Promise<ReadonlyMap<string, string>> {
    try {
      return await readArchive(this.#api, this.#commit);
    } catch (error) {
      if (!(error instanceof PhasegateError)) throw error;
      // The archive only spares calls: without it each file is asked for, and a fault that lasts is met there.
      return new Map();
    }
  }
}

/** The governance branch at a commit, read through the API. */
export class GithubSnapshot implements GovernanceSnapshot {
  readonly head: string | null;
  readonly #files: CommitFiles | null;

  constructor(head: string | null, files: CommitFiles | null) {
    this.head = head;
    this.#files = files;
  }

  async read(path: string): Promise<string | null> {
    checkPath(path);
    return this.#files === null ? null : this.#files.read(path);
  }

  async list(folder: string): Promise<readonly string[]> {
    if (folder !== '') checkPath(folder);
    const paths = this.#files === null ? [] : await this.#files.list();
    return paths.filter((path) => folder === '' || path.startsWith(`${folder}/`)).sort();
  }
}
