import { PhasegateError } from '../domain/fault.js';
import type { ApiCall, GithubApi } from '../ports/github.js';
import type { CommitPlan, CommitResult, GovernanceSnapshot, GovernanceStore } from '../ports/governance.js';
import { GithubBranch } from './github-branch.js';
import { CommitFiles, GithubSnapshot } from './github-files.js';
import { messageOf } from './github-refusal.js';
import { textAt } from './github-shape.js';
import { checkCommitId, checkPath, identity } from './governance-names.js';

const WRITE = 'contents: write';
/** A larger file is sent by itself; GitHub limits a whole tree. */
const INLINE_BYTES = 256 * 1024;

/** Files of a commit that are known already: from a batch that carries them, say. */
export interface KnownFiles {
  readonly head: string;
  /** By path from the branch's root; null: the commit has none. */
  readonly files: Readonly<Record<string, string | null>>;
}

/**
 * The governance branch through the REST API. Nothing is forced: the branch moves only to a commit that follows its head.
 *
 * One thing differs from git: GitHub has no compare-and-swap here. A branch that somebody set back to an earlier commit of
 * its own, after it was read, is moved forward again, and nothing of the record is lost.
 */
export class GithubGovernance implements GovernanceStore {
  readonly #api: GithubApi;
  readonly #branch: GithubBranch;
  readonly #commits = new Map<string, CommitFiles>();
  /** Tree ids by commit. */
  readonly #trees = new Map<string, string>();

  /** @throws PhasegateError `bad-input` for a name that cannot be a branch. */
  constructor(api: GithubApi, branch: string, known: KnownFiles | null = null) {
    this.#api = api;
    this.#branch = new GithubBranch(api, branch);
    if (known !== null) this.#filesOf(known.head, { base: null, known: known.files });
  }

  async open(): Promise<GovernanceSnapshot> {
    return this.at(await this.#branch.head());
  }

  at(head: string | null): GovernanceSnapshot {
    return new GithubSnapshot(head, head === null ? null : this.#filesOf(head));
  }

  async commit(plan: CommitPlan): Promise<CommitResult> {
    const { parent } = plan;
    if (parent !== null) checkCommitId(parent);
    Object.keys(plan.files).forEach(checkPath);
    // As git stores them, so that what is known of the commit is what a reader gets.
    const files = Object.fromEntries(
      Object.entries(plan.files).map(([path, text]) => [path, Buffer.from(text).toString('utf8')]),
    );
    const tree = await this.#writeTree(parent, files);
    const id = await this.#writeCommit(tree, plan);
    const result = await this.#branch.move(id, parent);
    if (result.kind === 'committed') {
      this.#trees.set(id, tree);
      const base = parent === null ? null : this.#filesOf(parent);
      this.#filesOf(id, { base, known: files });
    }
    return result;
  }

  #filesOf(
    commit: string,
    so: ConstructorParameters<typeof CommitFiles>[2] = { base: null, known: {} },
  ): CommitFiles {
    checkCommitId(commit);
    const known = this.#commits.get(commit);
    if (known !== undefined) return known;
    const files = new CommitFiles(this.#api, commit, so);
    this.#commits.set(commit, files);
    return files;
  }

  async #treeOf(commit: string): Promise<string> {
    const known = this.#trees.get(commit);
    if (known !== undefined) return known;
    const path = `git/commits/${commit}`;
    const { body } = await this.#api.call({ method: 'GET', path, permission: 'contents: read' });
    const tree = textAt(body, 'tree', 'sha');
    this.#trees.set(commit, tree);
    return tree;
  }

  /** Objects are named by their content: sent twice, they are the same. */
  async #create(path: string, body: ApiCall['body'] & object): Promise<string> {
    const call: ApiCall = { method: 'POST', path, body, permission: WRITE, repeatable: true };
    const answer = await this.#api.call({ ...call, expect: [409] });
    if (answer.status === 409) {
      throw new PhasegateError(
        'api-failed',
        `GitHub: ${path} was answered 409 (${messageOf(answer)}); a repository without any commit takes no branch, so push a first commit to its default branch`,
      );
    }
    return textAt(answer.body, 'sha');
  }

  async #writeTree(parent: string | null, files: Readonly<Record<string, string>>): Promise<string> {
    const paths = Object.keys(files).sort();
    const entries = await Promise.all(
      paths.map(async (path) => {
        const content = files[path] ?? '';
        const entry = { path, mode: '100644', type: 'blob' };
        if (Buffer.byteLength(content) <= INLINE_BYTES) return { ...entry, content };
        return { ...entry, sha: await this.#create('git/blobs', { content, encoding: 'utf-8' }) };
      }),
    );
    const base = parent === null ? {} : { base_tree: await this.#treeOf(parent) };
    return this.#create('git/trees', { ...base, tree: entries });
  }

  #writeCommit(tree: string, plan: CommitPlan): Promise<string> {
    const { author, at, message, parent } = plan;
    const date = `${new Date(at).toISOString().slice(0, 19)}Z`;
    const who = { name: identity(author.name), email: identity(author.email), date };
    const parents = parent === null ? [] : [parent];
    return this.#create('git/commits', { message, tree, parents, author: who, committer: who });
  }
}
