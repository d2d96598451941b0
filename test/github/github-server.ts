import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Access } from './access.js';
import type { Actions } from './actions.js';
import type { ArchiveHost } from './archive-host.js';
import type { Faults } from './faults.js';
import type { GitRepositories } from './git-repositories.js';
import type { BranchRule, Call, FailureRule, TokenOptions } from './model.js';
import type { Upstream } from './upstream.js';

interface Parts {
  readonly url: string;
  readonly access: Access;
  readonly actions: Actions;
  readonly git: GitRepositories;
  readonly faults: Faults;
  readonly calls: Call[];
  readonly rules: BranchRule[];
  readonly server: Server;
  readonly sockets: ReadonlySet<Socket>;
  readonly archives: ArchiveHost;
  readonly upstream: Upstream;
}

/** GitHub on loopback, as a test holds it in its hand. Made by `startGithub`. */
export class GithubServer {
  /** For `GITHUB_API_URL` and `GITHUB_SERVER_URL`; `<url>/api/v3` is the API of an Enterprise Server. */
  readonly url: string;
  /** Runs, approvals, artifacts, dispatches. */
  readonly actions: Actions;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.url = parts.url;
    this.actions = parts.actions;
    this.#parts = parts;
  }

  /** The requests to the API since the start or {@link resetCalls}; git and downloads are none. */
  get calls(): readonly Call[] {
    return this.#parts.calls;
  }

  resetCalls(): void {
    this.#parts.calls.length = 0;
  }

  /** A new token. */
  token(options: TokenOptions): string {
    return this.#parts.access.issue(options);
  }

  /** Answers a token by 401 from now on. */
  expire(token: string): void {
    this.#parts.access.expire(token);
  }

  /** Makes calls fail; what is returned takes the rule back. */
  fail(rule: FailureRule): () => void {
    return this.#parts.faults.add(rule);
  }

  /** Takes all rules of {@link fail} back. */
  heal(): void {
    this.#parts.faults.clear();
  }

  /** Protects a branch; what is returned takes it back. Pushes by git are not held up. */
  protect(rule: BranchRule): () => void {
    const { rules } = this.#parts;
    rules.push(rule);
    return () => {
      rules.splice(rules.indexOf(rule), 1);
    };
  }

  /** Writes a repository's git data to a folder that is not there yet, as a plain bare repository, checked by git. */
  exportTo(repository: string, folder: string): Promise<void> {
    return this.#parts.git.exportTo(repository, folder);
  }

  /**
   * Makes the head of a local git repository the head of the default branch, and returns its commit id, which is the same.
   * @throws for a commit that is signed or whose message does not end with exactly one newline.
   */
  importFrom(repository: string, folder: string): Promise<string> {
    return this.#parts.git.importFrom(repository, folder);
  }

  /** @throws what a dispatched run threw that nobody waited for. */
  async close(): Promise<void> {
    const { server, sockets, archives, upstream, git } = this.#parts;
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((done) => server.close(() => done()));
    await archives.close();
    await git.close();
    await upstream.close();
    await this.actions.idle();
  }
}
