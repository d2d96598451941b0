import type { Actions } from './actions.js';
import { fieldsOf, notFound, page, refusal } from './answers.js';
import { archive, artifact, listArtifacts, removeArtifact, type ArtifactParts } from './artifacts-api.js';
import { dispatchInputs } from './dispatch.js';
import type { ApiResponse, RepositoryOptions, Visit } from './model.js';
import { approvalAnswers, jobAnswers, runAnswer, workflowAnswer, type Addresses } from './run-answers.js';
import type { Run } from './runs.js';
import type { DispatchAnswer } from './shapes.js';
import type { Workflows } from './workflows.js';

type Handler = (visit: Visit, match: RegExpExecArray) => Promise<ApiResponse> | ApiResponse;

interface Parts extends ArtifactParts {
  readonly actions: Actions;
  readonly workflows: Workflows;
  readonly repositories: ReadonlyMap<string, RepositoryOptions>;
}

/** The API of workflows, runs, approvals, dispatches and artifacts: ours, since `emulate` has no way to make any of them. */
export class ActionsApi {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Answers what is below `actions/` and `dispatches`; null where that is nothing of ours. */
  async answer(visit: Visit): Promise<ApiResponse | null> {
    for (const [method, pattern, handle] of this.#routes) {
      const match = method === visit.request.method ? pattern.exec(visit.place) : null;
      if (match !== null) return handle(visit, match);
    }
    return null;
  }

  readonly #routes: readonly (readonly [string, RegExp, Handler])[] = [
    ['GET', /^actions\/workflows$/, (visit) => this.#listWorkflows(visit)],
    ['GET', /^actions\/workflows\/([^/]+)$/, (visit, [, id = '']) => this.#workflow(visit, id)],
    ['GET', /^actions\/workflows\/([^/]+)\/runs$/, (visit, [, id = '']) => this.#listRuns(visit, id)],
    ['POST', /^actions\/workflows\/([^/]+)\/dispatches$/, (visit, [, id = '']) => this.#dispatch(visit, id)],
    ['GET', /^actions\/runs$/, (visit) => this.#listRuns(visit, null)],
    ['GET', /^actions\/runs\/(\d+)$/, (visit, match) => this.#ofRun(visit, match, runAnswer)],
    [
      'GET',
      /^actions\/runs\/(\d+)\/approvals$/,
      (visit, match) => this.#ofRun(visit, match, approvalAnswers),
    ],
    [
      'GET',
      /^actions\/runs\/(\d+)\/jobs$/,
      (visit, match) =>
        this.#ofRun(visit, match, (run, addresses) => {
          const jobs = jobAnswers(run, addresses);
          return { total_count: jobs.length, jobs };
        }),
    ],
    [
      'GET',
      /^actions\/runs\/(\d+)\/artifacts$/,
      (visit, [, id]) => listArtifacts(visit, { ...this.#parts, run: Number(id) }),
    ],
    ['GET', /^actions\/artifacts$/, (visit) => listArtifacts(visit, { ...this.#parts, run: null })],
    [
      'GET',
      /^actions\/artifacts\/(\d+)$/,
      (visit, [, id]) => artifact(visit, { ...this.#parts, id: Number(id) }),
    ],
    [
      'GET',
      /^actions\/artifacts\/(\d+)\/zip$/,
      (visit, [, id]) => archive(visit, { ...this.#parts, id: Number(id) }),
    ],
    [
      'DELETE',
      /^actions\/artifacts\/(\d+)$/,
      (visit, [, id]) => removeArtifact(visit, { ...this.#parts, id: Number(id) }),
    ],
    ['POST', /^dispatches$/, (visit) => this.#repositoryDispatch(visit)],
  ];

  #branchOf(repository: string): string {
    return this.#parts.repositories.get(repository)?.defaultBranch ?? 'main';
  }

  async #listWorkflows({ repository }: Visit): Promise<ApiResponse> {
    const { workflows, addresses } = this.#parts;
    const branch = this.#branchOf(repository);
    const list = [];
    for (const id of await workflows.list(repository, branch)) {
      const found = await workflows.find(repository, { id, ref: branch });
      const name = found?.workflow.name ?? `.github/workflows/${id}`;
      list.push(workflowAnswer({ repository, file: id, name, branch }, addresses));
    }
    return { status: 200, body: { total_count: list.length, workflows: list } };
  }

  async #workflow({ repository }: Visit, id: string): Promise<ApiResponse> {
    const branch = this.#branchOf(repository);
    const found = await this.#parts.workflows.find(repository, { id, ref: branch });
    if (found === null) return notFound();
    const name = found.workflow.name ?? `.github/workflows/${found.file}`;
    const options = { repository, file: found.file, name, branch };
    return { status: 200, body: workflowAnswer(options, this.#parts.addresses) };
  }

  async #listRuns(visit: Visit, workflow: string | null): Promise<ApiResponse> {
    const { runs, addresses, workflows } = this.#parts;
    const { repository, request } = visit;
    const query = (name: string): string | null => request.query.get(name);
    const ref = this.#branchOf(repository);
    const found = workflow === null ? null : await workflows.find(repository, { id: workflow, ref });
    if (workflow !== null && found === null) return notFound();
    const wanted = runs.of(repository).filter((run) => {
      const asked = (name: string, ...values: (string | null)[]): boolean =>
        query(name) === null || values.includes(query(name));
      return (
        (found === null || run.workflow === found.file) &&
        asked('branch', run.headBranch) &&
        asked('event', run.event) &&
        asked('actor', run.actor) &&
        asked('head_sha', run.headSha) &&
        asked('status', run.status, run.conclusion)
      );
    });
    const { items, headers } = page(wanted, { request, url: addresses.url });
    const body = { total_count: wanted.length, workflow_runs: items.map((run) => runAnswer(run, addresses)) };
    return { status: 200, headers, body };
  }

  #ofRun(
    visit: Visit,
    match: RegExpExecArray,
    answer: (run: Run, addresses: Addresses) => unknown,
  ): ApiResponse {
    const run = this.#parts.runs.find(Number(match[1]));
    if (run?.repository !== visit.repository) return notFound();
    return { status: 200, body: answer(run, this.#parts.addresses) };
  }

  async #dispatch(visit: Visit, id: string): Promise<ApiResponse> {
    const { workflows, addresses, actions } = this.#parts;
    const { repository } = visit;
    const fields = fieldsOf(visit.request);
    const onDefault = await workflows.find(repository, { id, ref: this.#branchOf(repository) });
    if (onDefault === null) return notFound();
    const target = await workflows.resolve(repository, String(fields['ref']));
    if (target === null) return refusal(422, `No ref found for: ${String(fields['ref'])}`);
    const found = await workflows.find(repository, { id: onDefault.file, ref: target.sha });
    const workflow = found?.workflow ?? { name: null, inputs: null };
    const result = dispatchInputs(workflow, (fields['inputs'] ?? {}) as Record<string, unknown>);
    if (result.kind === 'refused') return refusal(422, result.message);
    const run = await actions.addRun({
      repository,
      workflow: onDefault.file,
      event: 'workflow_dispatch',
      headBranch: target.ref.replace(/^refs\/(?:heads|tags)\//, ''),
      headSha: target.sha,
      status: 'queued',
      actor: visit.actor ?? '',
    });
    const { inputs } = result;
    const dispatch = { run, workflow: onDefault.file, ref: target.ref, sha: target.sha, inputs };
    actions.dispatched(dispatch);
    if (fields['return_run_details'] !== true) return { status: 204 };
    const body: DispatchAnswer = {
      workflow_run_id: run.id,
      run_url: `${addresses.url}/repos/${repository}/actions/runs/${run.id}`,
      html_url: `${addresses.url}/${repository}/actions/runs/${run.id}`,
    };
    return { status: 200, body };
  }

  #repositoryDispatch(visit: Visit): ApiResponse {
    const fields = fieldsOf(visit.request);
    const type = fields['event_type'];
    const payload = fields['client_payload'] ?? {};
    if (typeof type !== 'string' || type === '')
      return refusal(422, 'Invalid request.\n\n"event_type" wasn\'t supplied.');
    const dispatch = { repository: visit.repository, type, payload, actor: visit.actor ?? '' };
    this.#parts.actions.repositoryDispatched(dispatch);
    return { status: 204 };
  }
}
