import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { readRefs, runGit } from './git-process.js';
import type { Upstream } from './upstream.js';

/** The git objects of all repositories, in one folder as git keeps them. */
export class GitObjects {
  readonly folder: string;
  readonly #upstream: Upstream;
  #taken = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(options: { readonly folder: string; readonly upstream: Upstream }) {
    this.folder = options.folder;
    this.#upstream = options.upstream;
  }

  /** Takes over what is new. */
  update(): Promise<void> {
    this.#last = this.#last.then(async () => {
      const objects = await this.#upstream.objects(this.#taken);
      for (const object of objects) this.#write(object);
      this.#taken += objects.length;
    });
    return this.#last;
  }

  #write(object: Uint8Array): void {
    const sha = createHash('sha1').update(object).digest('hex');
    const path = join(this.folder, sha.slice(0, 2), sha.slice(2));
    if (existsSync(path)) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, deflateSync(object, { level: 1 }));
  }
}

/** A repository's git data as a plain bare repository, which is brought up to date again and again. */
export class GitMirror {
  readonly folder: string;
  readonly #objects: GitObjects;
  readonly #upstream: Upstream;
  readonly #repository: string;
  readonly #branch: string;

  constructor(options: {
    readonly folder: string;
    readonly objects: GitObjects;
    readonly upstream: Upstream;
    readonly repository: string;
    readonly defaultBranch: string;
  }) {
    this.folder = options.folder;
    this.#objects = options.objects;
    this.#upstream = options.upstream;
    this.#repository = options.repository;
    this.#branch = options.defaultBranch;
  }

  /**
   * Fetches what is new and sets the refs.
   * @throws when git finds an object that a ref leads to broken or missing, as it would be under an id that is not git's.
   */
  async update(): Promise<void> {
    if (!existsSync(this.folder)) this.#create();
    const wanted = await this.refs();
    const had = readRefs(this.folder);
    const changed = [...wanted].filter(([name, sha]) => had.get(name) !== sha);
    const gone = [...had.keys()].filter((name) => !wanted.has(name));
    if (changed.length === 0 && gone.length === 0) return;
    await this.#objects.update();
    const commands = [
      ...changed.map(([name, sha]) => `update ${name} ${sha}\n`),
      ...gone.map((name) => `delete ${name}\n`),
    ];
    runGit(this.folder, ['update-ref', '--stdin'], commands.join(''));
    // Walks all that the refs lead to.
    runGit(this.folder, ['rev-list', '--quiet', '--objects', '--all']);
  }

  /** Branches and tags as they are in `emulate`. */
  async refs(): Promise<Map<string, string>> {
    const refs = new Map<string, string>();
    const actor = this.#repository.split('/')[0] ?? '';
    for (const kind of ['heads', 'tags']) {
      const path = `/repos/${this.#repository}/git/matching-refs/${kind}/`;
      const reply = await this.#upstream.send({ method: 'GET', path, actor });
      if (reply.status !== 200) throw new Error(`${path}: ${reply.status}`);
      for (const { ref, object } of reply.body as { ref: string; object: { sha: string } }[])
        refs.set(ref, object.sha);
    }
    return refs;
  }

  #create(): void {
    mkdirSync(this.folder, { recursive: true });
    runGit(this.folder, ['init', '--quiet', '--bare', `--initial-branch=${this.#branch}`, '.']);
    runGit(this.folder, ['config', 'http.receivepack', 'true']);
    // As GitHub has it, and as the checkout action needs it.
    runGit(this.folder, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
    mkdirSync(this.#objects.folder, { recursive: true });
    writeFileSync(join(this.folder, 'objects/info/alternates'), `${this.#objects.folder}\n`);
  }
}
