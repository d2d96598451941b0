import { PhasegateError } from '../domain/fault.js';
import type { CommitPlan, CommitResult, GovernanceSnapshot, GovernanceStore } from '../ports/governance.js';
import { checkBranch, checkCommitId } from './governance-names.js';
import { gitError, runGit, type GitResult } from './git.js';
import { GitSnapshot, writeCommit } from './git-objects.js';

const REMOTE = 'origin';
const NETWORK_TIMEOUT_MS = 120_000;
/** What git says when another commit came first, by `push` and by `update-ref`. */
const OVERTAKEN =
  /stale info|fetch first|non-fast-forward|cannot lock ref|incorrect old value|reference already exists|failed to update ref/;

export interface GitGovernanceOptions {
  /** For each command that talks to the remote, in milliseconds. Default 2 minutes. */
  readonly networkTimeoutMs?: number;
}

/**
 * The governance branch in a plain git repository. With a remote `origin` the branch there is the record: it is read
 * from and pushed to the remote. Without one, the repository's own branch is. Working tree, index, configuration and
 * branches of the user's are not touched; `refs/phasegate/<branch>` keeps what was fetched.
 */
export class GitGovernance implements GovernanceStore {
  readonly #folder: string;
  readonly #ref: string;
  readonly #kept: string;
  readonly #timeoutMs: number;
  #hasRemote: Promise<boolean> | null = null;

  /** @throws PhasegateError `bad-input` for a name that cannot be a branch. */
  constructor(folder: string, branch: string, options: GitGovernanceOptions = {}) {
    checkBranch(branch);
    this.#folder = folder;
    this.#ref = `refs/heads/${branch}`;
    this.#kept = `refs/phasegate/${branch}`;
    this.#timeoutMs = options.networkTimeoutMs ?? NETWORK_TIMEOUT_MS;
  }

  async open(): Promise<GovernanceSnapshot> {
    const head = (await this.#remote()) ? await this.#fetchHead() : await this.#localHead();
    return this.at(head);
  }

  at(head: string | null): GovernanceSnapshot {
    if (head !== null) checkCommitId(head);
    return new GitSnapshot(this.#folder, head);
  }

  async commit(plan: CommitPlan): Promise<CommitResult> {
    if (plan.parent !== null) checkCommitId(plan.parent);
    const remote = await this.#remote();
    const id = await writeCommit(this.#folder, plan, this.#kept);
    const result = remote ? await this.#push(id, plan.parent) : await this.#update(id, plan.parent);
    if (result.code === 0) return { kind: 'committed', head: id };
    // `push --porcelain` says on standard output why the remote declined.
    const said = `${result.stderr}\n${result.stdout.toString('utf8')}`;
    if (OVERTAKEN.test(said)) return { kind: 'conflict' };
    throw gitError(`put the decision on ${this.#ref}`, { code: result.code, stderr: said });
  }

  #remote(): Promise<boolean> {
    this.#hasRemote ??= this.#askRemote();
    return this.#hasRemote;
  }

  async #askRemote(): Promise<boolean> {
    // Looked up in the repository's configuration: a folder that happens to be called `origin` is no remote.
    const result = await this.#run(['config', '--get-regexp', `^remote\\.${REMOTE}\\.(url|pushurl)$`]);
    if (result.code > 1) throw gitError('read the repository', result);
    return result.code === 0;
  }

  async #localHead(): Promise<string | null> {
    const result = await this.#run(['rev-parse', '--verify', '--quiet', `${this.#ref}^{commit}`]);
    if (result.code === 0) return result.stdout.toString('utf8').trim();
    if (result.code === 1 && result.stderr === '') return null;
    throw gitError(`read ${this.#ref}`, result);
  }

  /** The remote's head, with its objects here. Asking for the id first spares the fetch where nothing changed. */
  async #fetchHead(): Promise<string | null> {
    for (let tries = 0; tries < 3; tries += 1) {
      const head = await this.#remoteHead();
      if (head === null || (await this.#has(head))) return head;
      const fetched = await this.#fetch();
      if (await this.#has(head)) return head;
      if (fetched.code !== 0 && !OVERTAKEN.test(fetched.stderr)) {
        throw gitError(`fetch ${this.#ref} from ${REMOTE}`, fetched);
      }
    }
    throw new PhasegateError(
      'conflict',
      `${this.#ref} was replaced again and again while it was read; try again`,
    );
  }

  async #remoteHead(): Promise<string | null> {
    const result = await this.#network(['ls-remote', '--quiet', REMOTE, this.#ref]);
    if (result.code !== 0) throw gitError(`read ${this.#ref} of ${REMOTE}`, result);
    const line = result.stdout
      .toString('utf8')
      .split('\n')
      .find((one) => one.endsWith(`\t${this.#ref}`));
    return line?.split('\t')[0] ?? null;
  }

  async #has(id: string): Promise<boolean> {
    return (await this.#run(['cat-file', '-e', `${id}^{commit}`])).code === 0;
  }

  #fetch(): Promise<GitResult> {
    return this.#network([
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      '--no-auto-maintenance',
      '--no-recurse-submodules',
      '--refmap=',
      REMOTE,
      `+${this.#ref}:${this.#kept}`,
    ]);
  }

  /** The remote moves the branch only where it is still at `expected`; null: where there is none. */
  #push(id: string, expected: string | null): Promise<GitResult> {
    return this.#network([
      'push',
      '--porcelain',
      '--no-verify',
      '--no-follow-tags',
      '--recurse-submodules=no',
      `--force-with-lease=${this.#ref}:${expected ?? ''}`,
      REMOTE,
      `${id}:${this.#ref}`,
    ]);
  }

  #update(id: string, expected: string | null): Promise<GitResult> {
    const none = '0'.repeat(id.length);
    return this.#run(['update-ref', '-m', 'phasegate', this.#ref, id, expected ?? none]);
  }

  #run(args: readonly string[]): Promise<GitResult> {
    return runGit(this.#folder, args);
  }

  #network(args: readonly string[]): Promise<GitResult> {
    return runGit(this.#folder, args, { timeoutMs: this.#timeoutMs });
  }
}
