import { PhasegateError } from '../domain/fault.js';
import type { ApiAnswer, ApiCall, GithubApi } from '../ports/github.js';
import type { CommitResult } from '../ports/governance.js';
import { encodePath } from './github-files.js';
import { isRuleRefusal, messageOf, refusalFailure } from './github-refusal.js';
import { listAt, textAt, valueAt } from './github-shape.js';
import { checkBranch, checkCommitId } from './governance-names.js';

const READ = 'contents: read';
/** How often the branch is moved to one commit while GitHub does not say whether it was. */
const MAX_MOVES = 3;
/** What GitHub says when another commit came first. */
const OVERTAKEN = /not a fast.forward|reference already exists|reference does not exist/i;

type Move =
  | { readonly kind: 'moved' }
  | { readonly kind: 'overtaken' }
  /** GitHub refused, and did not say that it was for another commit. */
  | { readonly kind: 'refused'; readonly error: PhasegateError }
  | { readonly kind: 'unknown'; readonly error: PhasegateError };

/** One branch of the repository: where it is, and moving it without force. */
export class GithubBranch {
  readonly #api: GithubApi;
  readonly #branch: string;

  /** @throws PhasegateError `bad-input` for a name that cannot be a branch. */
  constructor(api: GithubApi, branch: string) {
    checkBranch(branch);
    this.#api = api;
    this.#branch = branch;
  }

  /**
   * The branch's head, null where there is no such branch. Asked for as a search: a 404 then means that the token may not
   * see the repository, and is never taken for a branch that does not exist yet.
   */
  async head(): Promise<string | null> {
    const answer = await this.#api.call({
      method: 'GET',
      path: `git/matching-refs/heads/${encodePath(this.#branch)}`,
      // A repository without any commit.
      expect: [409],
      permission: READ,
    });
    if (answer.status === 409) {
      if (/empty/i.test(messageOf(answer))) return null;
      throw new PhasegateError(
        'api-failed',
        `GitHub: branch ${this.#branch} was answered 409 (${messageOf(answer)}); try again`,
      );
    }
    const ref = listAt(answer.body).find((one) => valueAt(one, 'ref') === `refs/heads/${this.#branch}`);
    if (ref === undefined) return null;
    const head = textAt(ref, 'object', 'sha');
    checkCommitId(head);
    return head;
  }

  /** Moves the branch to the commit, and finds out where GitHub left it when it does not say. */
  async move(id: string, parent: string | null): Promise<CommitResult> {
    let unsure: PhasegateError | null = null;
    for (let tries = 0; tries < MAX_MOVES; tries += 1) {
      const move = await this.#update(id, parent);
      if (move.kind === 'moved') return { kind: 'committed', head: id };
      if (move.kind === 'overtaken' && unsure === null) return { kind: 'conflict' };
      if (move.kind === 'unknown') unsure = move.error;
      const now = await this.#settle(id, unsure);
      if (now.in) return { kind: 'committed', head: id };
      if (now.head !== parent) return { kind: 'conflict' };
      // The head is where it was: what refuses now would refuse again, and what was lost can be sent again.
      if (move.kind === 'refused') throw move.error;
    }
    throw this.#unknown(id, unsure);
  }

  async #update(id: string, parent: string | null): Promise<Move> {
    const name = `heads/${this.#branch}`;
    const call: ApiCall = {
      ...(parent === null
        ? { method: 'POST', path: 'git/refs', body: { ref: `refs/${name}`, sha: id } }
        : {
            method: 'PATCH',
            path: `git/refs/heads/${encodePath(this.#branch)}`,
            body: { sha: id, force: false },
          }),
      permission: 'contents: write',
    };
    let answer: ApiAnswer;
    try {
      answer = await this.#api.call({ ...call, expect: [409, 422] });
    } catch (error) {
      if (error instanceof PhasegateError && error.code === 'api-unknown') return { kind: 'unknown', error };
      throw error;
    }
    if (answer.status < 300) return { kind: 'moved' };
    const { code, message } = refusalFailure(answer, call, this.#api.repository);
    const error = new PhasegateError(code, message);
    if (isRuleRefusal(answer)) throw error;
    return OVERTAKEN.test(messageOf(answer)) ? { kind: 'overtaken' } : { kind: 'refused', error };
  }

  /** Where the branch is, and whether the commit is in it. */
  async #settle(
    id: string,
    unsure: PhasegateError | null,
  ): Promise<{ readonly head: string | null; readonly in: boolean }> {
    try {
      const head = await this.head();
      if (head === null || head === id || unsure === null) return { head, in: head === id };
      return { head, in: await this.#contains(head, id) };
    } catch (error) {
      // That the question failed does not say that the move did.
      throw unsure === null ? error : this.#unknown(id, error);
    }
  }

  async #contains(head: string, id: string): Promise<boolean> {
    const { body } = await this.#api.call({
      method: 'GET',
      path: `compare/${id}...${head}`,
      query: { per_page: 1 },
      permission: READ,
    });
    return ['ahead', 'identical'].includes(textAt(body, 'status'));
  }

  #unknown(id: string, cause: unknown): PhasegateError {
    const why = cause instanceof Error ? cause.message : String(cause);
    return new PhasegateError(
      'api-unknown',
      `commit ${id} holds the decision, and GitHub did not say whether branch ${this.#branch} took it: ${why}. Run the job again: the same request is not carried out twice`,
    );
  }
}
