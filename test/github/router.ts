import type { Access } from './access.js';
import type { ActionsApi } from './actions-api.js';
import { isReadable, notFound, refusal } from './answers.js';
import { collaborators } from './collaborators.js';
import type { Directory } from './directory.js';
import { gitData, isGitData, isRaw, type Send } from './git-data.js';
import type { GitRepositories } from './git-repositories.js';
import { isIssues, issues } from './issues.js';
import type { ApiRequest, ApiResponse, BranchRule, RepositoryOptions, Visit } from './model.js';
import { corrected } from './rewrite.js';
import { refusedByRules } from './rules.js';
import type { Upstream } from './upstream.js';

const REPOSITORY = /^\/repos\/([^/]+\/[^/]+)(?:\/(.*))?$/;

const CHANGES_REFS = /^(?:git\/refs|contents)(?:\/|$)/;

export interface RouterOptions {
  readonly git: GitRepositories;
  readonly directory: Directory;
  readonly actions: ActionsApi;
  readonly rules: readonly BranchRule[];
  readonly access: Access;
  readonly upstream: Upstream;
  readonly repositories: ReadonlyMap<string, RepositoryOptions>;
  readonly url: string;
}

/** Takes a request to who answers it. */
export class Router {
  readonly #options: RouterOptions;
  /** Repositories that are known to have a commit. */
  readonly #filled = new Set<string>();

  constructor(options: RouterOptions) {
    this.#options = options;
  }

  /** Login behind a request's token, for the call log. */
  actorOf(request: ApiRequest): string | null {
    return this.#options.access.actorOf(request);
  }

  async answer(request: ApiRequest): Promise<ApiResponse> {
    const match = REPOSITORY.exec(request.path);
    const repository = match?.[1] ?? null;
    const place = match?.[2] ?? '';
    if (repository !== null && !this.#options.repositories.has(repository)) return notFound();
    const admission = this.#options.access.admit(request, { repository, place });
    if (admission.kind === 'refused') return admission.response;
    if (!isReadable(request)) return refusal(400, 'Problems parsing JSON');
    const { actor, can } = admission;
    const visit: Visit = { request, actor, repository: repository ?? '', place, can };
    const response = repository === null ? await this.#send(visit) : await this.#ofRepository(visit);
    return { ...response, headers: { ...admission.headers, ...response.headers } };
  }

  async #ofRepository(visit: Visit): Promise<ApiResponse> {
    const { access, directory, actions, rules } = this.#options;
    const send = (to: Visit, body?: unknown): Promise<ApiResponse> => this.#send(to, body);
    const own = refusedByRules(visit, rules) ?? collaborators(visit, { access, directory });
    if (own !== null) return own;
    if (/^(?:actions|dispatches)(?:\/|$)/.test(visit.place)) {
      const answer = await actions.answer(visit);
      if (answer !== null) return answer;
    }
    if (isGitData(visit.place)) return this.#ofGit(visit, send);
    if (isIssues(visit.place)) return issues(visit, { access, send });
    return send(visit);
  }

  async #ofGit(visit: Visit, send: Send): Promise<ApiResponse> {
    const work = (): Promise<ApiResponse> => gitData(visit, { send, isEmpty: (to) => this.#isEmpty(to) });
    const changesRefs = visit.request.method !== 'GET' && CHANGES_REFS.test(visit.place);
    return changesRefs ? this.#options.git.alone(visit.repository, work) : work();
  }

  async #isEmpty({ repository, actor }: Visit): Promise<boolean> {
    if (this.#filled.has(repository)) return false;
    const path = `/repos/${repository}/git/matching-refs/heads/`;
    const { body } = await this.#options.upstream.send({ method: 'GET', path, actor });
    const isEmpty = (body as unknown[]).length === 0;
    if (!isEmpty) this.#filled.add(repository);
    return isEmpty;
  }

  /** To `emulate`. Without a body of its own the request's is sent on. */
  async #send(visit: Visit, body?: unknown): Promise<ApiResponse> {
    const { request, actor, repository } = visit;
    const query = request.query.toString();
    const own =
      request.body.length === 0 ? undefined : (JSON.parse(Buffer.from(request.body).toString()) as unknown);
    const response = await this.#options.upstream.send({
      method: request.method,
      path: `${request.path}${query === '' ? '' : `?${query}`}`,
      actor,
      accept: isRaw(request) ? 'application/vnd.github.raw+json' : undefined,
      ...(request.method === 'GET' ? {} : { body: body ?? own }),
    });
    if (response.body instanceof Uint8Array) return response;
    const { access, url } = this.#options;
    const right = corrected(response.body, {
      access,
      url,
      repository: repository === '' ? null : repository,
    });
    if (response.status < 400) return { ...response, body: right };
    const { message = 'Error' } = (right ?? {}) as { message?: string };
    const words = message === 'Validation failed' ? 'Validation Failed' : message;
    return { ...response, body: refusal(response.status, words).body };
  }
}
