import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importCommits, setRef } from './git-import.js';
import { GitMirror, GitObjects } from './git-mirror.js';
import { readRefs, runGit } from './git-process.js';
import type { RepositoryOptions } from './model.js';
import type { Upstream } from './upstream.js';

/** The repositories as plain bare ones. Whoever changes refs, over the API or by a push, does it one after the other. */
export class GitRepositories {
  readonly #root: string;
  readonly #upstream: Upstream;
  readonly #options: ReadonlyMap<string, RepositoryOptions>;
  readonly #objects: GitObjects;
  readonly #mirrors = new Map<string, GitMirror>();
  readonly #last = new Map<string, Promise<unknown>>();

  private constructor(options: {
    readonly root: string;
    readonly upstream: Upstream;
    readonly repositories: ReadonlyMap<string, RepositoryOptions>;
  }) {
    this.#root = options.root;
    this.#upstream = options.upstream;
    this.#options = options.repositories;
    this.#objects = new GitObjects({ folder: join(options.root, 'objects'), upstream: options.upstream });
  }

  static async open(options: {
    readonly upstream: Upstream;
    readonly repositories: ReadonlyMap<string, RepositoryOptions>;
  }): Promise<GitRepositories> {
    const root = await mkdtemp(join(tmpdir(), 'phasegate-github-'));
    return new GitRepositories({ ...options, root });
  }

  has(repository: string): boolean {
    return this.#options.has(repository);
  }

  /** Does the work while nobody else changes the repository's refs. */
  async alone<T>(repository: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(repository) ?? Promise.resolve();
    const now = before.then(work, work);
    this.#last.set(
      repository,
      now.catch(() => undefined),
    );
    return now;
  }

  /** Does what only reads, on the bare repositories below a folder. */
  async reading<T>(repository: string, work: (root: string) => Promise<T>): Promise<T> {
    await this.alone(repository, () => this.#mirror(repository).update());
    return work(this.#root);
  }

  /** Does what may change refs, and takes the changes over. */
  async changing<T>(repository: string, work: (root: string) => Promise<T>): Promise<T> {
    return this.alone(repository, async () => {
      const mirror = this.#mirror(repository);
      await mirror.update();
      const before = readRefs(mirror.folder);
      const result = await work(this.#root);
      await this.#takeOver(repository, { folder: mirror.folder, before, after: readRefs(mirror.folder) });
      return result;
    });
  }

  /** Writes the repository's git data to a new bare repository, checked by git. */
  async exportTo(repository: string, folder: string): Promise<void> {
    await this.reading(repository, async () => {
      // Not by links: what is shared among the repositories goes with the server.
      runGit(this.#root, [
        'clone',
        '--quiet',
        '--mirror',
        '--no-local',
        this.#mirror(repository).folder,
        resolve(folder),
      ]);
    });
  }

  /** Takes the head of a local repository over as the default branch. @throws as {@link importCommits}. */
  async importFrom(repository: string, folder: string): Promise<string> {
    const { defaultBranch = 'main' } = this.#options.get(repository) ?? {};
    const head = runGit(folder, ['rev-parse', '--verify', 'HEAD^{commit}']).toString('utf8').trim();
    const ref = `refs/heads/${defaultBranch}`;
    await this.alone(repository, async () => {
      const before = await this.#mirror(repository).refs();
      await importCommits(this.#target(repository), { folder, commits: [head], known: [] });
      await setRef(this.#target(repository), { ref, from: before.get(ref) ?? null, to: head });
    });
    return head;
  }

  async close(): Promise<void> {
    await Promise.all(this.#last.values());
    await rm(this.#root, { recursive: true, force: true });
  }

  #target(repository: string): { readonly upstream: Upstream; readonly repository: string } {
    return { upstream: this.#upstream, repository };
  }

  #mirror(repository: string): GitMirror {
    const found = this.#mirrors.get(repository);
    if (found !== undefined) return found;
    const mirror = new GitMirror({
      folder: join(this.#root, `${repository}.git`),
      objects: this.#objects,
      upstream: this.#upstream,
      repository,
      defaultBranch: this.#options.get(repository)?.defaultBranch ?? 'main',
    });
    this.#mirrors.set(repository, mirror);
    return mirror;
  }

  async #takeOver(
    repository: string,
    change: {
      readonly folder: string;
      readonly before: ReadonlyMap<string, string>;
      readonly after: ReadonlyMap<string, string>;
    },
  ): Promise<void> {
    const { folder, before, after } = change;
    const target = this.#target(repository);
    const names = [...new Set([...before.keys(), ...after.keys()])];
    const changed = names.filter((name) => before.get(name) !== after.get(name));
    const commits = changed.flatMap((name) => after.get(name) ?? []);
    if (commits.length > 0)
      await importCommits(target, { folder, commits, known: [...new Set(before.values())] });
    for (const ref of changed)
      await setRef(target, { ref, from: before.get(ref) ?? null, to: after.get(ref) ?? null });
  }
}
