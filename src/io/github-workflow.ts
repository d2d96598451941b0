import { PhasegateError } from '../domain/fault.js';
import { formatDuration, formatInstant, parseInstant, SECOND } from '../domain/time.js';
import {
  decisionId,
  decisionInput,
  runFor,
  runOf,
  runsOf,
  waitsFor,
  type StartedRun,
} from '../domain/workflow-run.js';
import { member, numberOf, textOf } from '../domain/raw-values.js';
import type { GithubApi } from '../ports/github.js';
import type { RunWorkflow, WorkflowRequest, WorkflowResult } from '../ports/run-workflow.js';

/** A run shows up in the list a little later than it was started. */
const LIST_WAITS_MS = [2 * SECOND, 4 * SECOND, 8 * SECOND];
/** GitHub's clock and this one's may differ so much. */
const CLOCK_SKEW_MS = 5 * SECOND;

export interface GithubWorkflowOptions {
  readonly api: GithubApi;
  /** Branch whose version of the workflow is run: the default branch. */
  readonly ref: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** What starting came to: the run's id, not known yet, or why there is none. */
type Started =
  | { readonly kind: 'run'; readonly id: number; readonly url: string | null }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'refused'; readonly why: string };

function messageOf(error: unknown): string {
  if (error instanceof PhasegateError) return error.message;
  throw error;
}

/** Starts one workflow for one decision, and waits for it. */
class Run {
  readonly #options: GithubWorkflowOptions;
  readonly #request: WorkflowRequest;
  readonly #path: string;

  constructor(options: GithubWorkflowOptions, request: WorkflowRequest) {
    this.#options = options;
    this.#request = request;
    this.#path = `actions/workflows/${encodeURIComponent(request.step.workflow)}`;
  }

  async result(): Promise<WorkflowResult> {
    try {
      return await this.#carryOut();
    } catch (error) {
      return { kind: 'failed', why: messageOf(error), url: null };
    }
  }

  async #carryOut(): Promise<WorkflowResult> {
    const { isRepeated, entry, step } = this.#request;
    const before = isRepeated ? await this.#find(parseInstant(entry.at) ?? 0) : null;
    if (before !== null) return this.#wait(before.id, before.url);
    const startedAt = this.#options.now();
    const started = await this.#start();
    switch (started.kind) {
      case 'refused':
        return { kind: 'failed', why: started.why, url: null };
      case 'run':
        return this.#wait(started.id, started.url);
      case 'unseen': {
        const found = await this.#findSoon(startedAt - CLOCK_SKEW_MS);
        if (found !== null) return this.#wait(found.id, found.url);
        const why = `${step.workflow} was started, and no run of it is seen`;
        return { kind: 'failed', why, url: null };
      }
    }
  }

  async #start(): Promise<Started> {
    const { policy, entry, commit } = this.#request;
    const inputs = { decision: decisionInput(policy, entry, commit) };
    const body = { ref: this.#options.ref, inputs };
    try {
      const first = await this.#dispatch({ ...body, return_run_details: true });
      // Enterprise Server knows the member later than github.com does; what was refused was not started.
      const isOld = first.kind === 'refused' && first.why.includes('return_run_details');
      return isOld ? await this.#dispatch(body) : first;
    } catch (error) {
      // The answer was lost: whether it runs is looked up, and it is never started twice.
      if (error instanceof PhasegateError && error.code === 'api-unknown') return { kind: 'unseen' };
      throw error;
    }
  }

  async #dispatch(body: {
    readonly ref: string;
    readonly inputs: { readonly decision: string };
    readonly return_run_details?: boolean;
  }): Promise<Started> {
    const { workflow } = this.#request.step;
    const answer = await this.#options.api.call({
      method: 'POST',
      path: `${this.#path}/dispatches`,
      body: { ...body },
      expect: [404, 422],
      permission: 'actions: write',
    });
    if (answer.status === 404)
      return {
        kind: 'refused',
        why: `there is no workflow ${workflow} on branch ${this.#options.ref}, or the token may not start it (permissions: actions: write)`,
      };
    if (answer.status === 422)
      return {
        kind: 'refused',
        why: `${workflow} was not started: ${textOf(member(answer.body, 'message')) ?? '422'}`,
      };
    const id = numberOf(member(answer.body, 'workflow_run_id'));
    return id === null
      ? { kind: 'unseen' }
      : { kind: 'run', id, url: textOf(member(answer.body, 'html_url')) };
  }

  async #find(since: number): Promise<StartedRun | null> {
    const { policy, entry } = this.#request;
    const from = Math.floor(since / SECOND) * SECOND;
    const answer = await this.#options.api.call({
      method: 'GET',
      path: `${this.#path}/runs`,
      query: { event: 'workflow_dispatch', per_page: 100, created: `>=${formatInstant(from)}` },
      permission: 'actions: read',
    });
    return runFor(runsOf(answer.body), { id: decisionId(policy, entry), since: from });
  }

  async #findSoon(since: number): Promise<StartedRun | null> {
    for (const ms of LIST_WAITS_MS) {
      await this.#options.sleep(ms);
      const found = await this.#find(since);
      if (found !== null) return found;
    }
    return null;
  }

  async #wait(id: number, knownUrl: string | null): Promise<WorkflowResult> {
    const { workflow, timeoutMs } = this.#request.step;
    let url = knownUrl;
    let unanswered: string | null = null;
    // A run that an earlier try started may have ended long ago.
    for (const ms of [0, ...waitsFor(timeoutMs)]) {
      if (ms > 0) await this.#options.sleep(ms);
      else if (!this.#request.isRepeated) continue;
      const run = await this.#look(id);
      unanswered = typeof run === 'string' ? run : null;
      if (run === null || typeof run === 'string') continue;
      url = run.url;
      if (run.conclusion === 'success') return { kind: 'success', url };
      if (run.conclusion !== null)
        return { kind: 'failed', why: `${workflow} ended with ${run.conclusion}`, url };
    }
    const rest = unanswered === null ? '' : `; the last look at it failed: ${unanswered}`;
    return { kind: 'failed', why: `${workflow} did not end within ${formatDuration(timeoutMs)}${rest}`, url };
  }

  /** The run; null where it is not there yet, and a text where GitHub did not answer this time. */
  async #look(id: number): Promise<StartedRun | string | null> {
    try {
      const path = `actions/runs/${id}`;
      const call = { method: 'GET', path, expect: [404], permission: 'actions: read' } as const;
      const answer = await this.#options.api.call(call);
      return answer.status === 404 ? null : runOf(answer.body);
    } catch (error) {
      if (!(error instanceof PhasegateError) || error.code === 'no-permission') throw error;
      return error.message;
    }
  }
}

/**
 * Starts workflows through the API. At most 27 calls a workflow, repeats after faults not counted: one look for an earlier
 * run, two to start it, three until it is seen, and 21 until it ends (14 with the default limit of 10 minutes).
 */
export function githubWorkflow(options: GithubWorkflowOptions): RunWorkflow {
  return (request) => new Run(options, request).result();
}
