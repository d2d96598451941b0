import type { Json } from '../../../src/domain/canonical-json.js';
import { callInputs, callSecrets } from './call-interface.js';
import { resolveTexts, type Scope } from './expressions.js';
import { takeTurn } from './gates.js';
import { endWithoutRunning, foldResults, type JobEnd, type LegEnd } from './job-end.js';
import type { JobResult } from './progress.js';
import type { RunContext } from './run-context.js';
import type { CallInterface, Job, JobCall } from './workflow-model.js';
import { permissionsOf, type WorkflowTree } from './workflow-tree.js';

export interface CallRequest {
  readonly context: RunContext;
  readonly job: Job;
  /** The calling job, with its matrix values: as people see it, and for folders. */
  readonly label: string;
  readonly slug: string;
  /** What the calling job's expressions see. */
  readonly scope: Scope;
  readonly held: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly cancel: (reason: string) => void;
  readonly runJobs: (context: RunContext) => Promise<ReadonlyMap<string, JobEnd>>;
}

/** What the called workflow's own expressions see outside of its jobs. */
function outerScope(context: RunContext, status: Scope['status'], jobs: Json): Scope {
  const { github, vars, inputs } = context;
  return { contexts: { github, vars, inputs, jobs }, status, hashFiles: () => '' };
}

function innerContext(
  request: CallRequest,
  parts: { call: JobCall; target: CallInterface; tree: WorkflowTree },
): RunContext {
  const { context, job, scope } = request;
  const { call, target, tree } = parts;
  const defaults = {
    ...outerScope(context, scope.status, {}),
    contexts: { github: context.github, vars: context.vars },
  };
  return {
    ...context,
    ...tree,
    inputs: callInputs({ call, target, scope, defaults, now: context.now }),
    secrets: callSecrets(call, context.secrets, scope),
    permissions: permissionsOf(context.workflow, job, context.permissions),
    place: {
      names: [...context.place.names, request.label],
      slugs: [...context.place.slugs, request.slug],
    },
    held: request.held,
    cancelled: AbortSignal.any([context.cancelled, request.signal]),
    cancel: request.cancel,
  };
}

/** The outputs of a called workflow; one that holds a secret is left out. */
function outputsOf(
  inner: RunContext,
  target: CallInterface,
  jobs: Record<string, JobResult>,
  scope: Scope,
): Record<string, string> {
  const values = resolveTexts(target.outputs, outerScope(inner, scope.status, jobs as unknown as Json));
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !inner.masks.finds(value)));
}

/** Runs the jobs of the workflow that a job calls. @throws PhasegateError when its inputs are of a wrong type. */
export async function runCall(request: CallRequest): Promise<LegEnd> {
  const { context, job, scope, slug } = request;
  const tree = context.calls.get(job.id);
  const target = tree?.workflow.callable ?? null;
  if (job.call === null || tree === undefined || target === null)
    throw new TypeError(`${job.id} calls no workflow`);
  const inner = innerContext(request, { call: job.call, target, tree });
  const { concurrency } = tree.workflow;
  const gate = await takeTurn({
    ...request,
    context: inner,
    concurrency,
    scope: outerScope(inner, scope.status, {}),
  });
  if (gate.kind === 'closed') return endWithoutRunning({ context, job }, gate.result, gate.reason);
  try {
    const ends = [...(await request.runJobs({ ...inner, held: gate.held }))];
    const jobs = Object.fromEntries(ends.map(([id, { result, outputs }]) => [id, { result, outputs }]));
    const nested = ends.flatMap(([id, end]) => [
      [`${slug}/${id}`, { result: end.result, outputs: end.outputs }] as const,
      ...Object.entries(end.inner).map(([name, one]) => [`${slug}/${name}`, one] as const),
    ]);
    return {
      result: foldResults(ends.map(([, end]) => end.result)),
      outputs: outputsOf(inner, target, jobs, scope),
      summaries: ends.flatMap(([, end]) => end.summaries),
      annotations: ends.flatMap(([, end]) => end.annotations),
      inner: Object.fromEntries(nested),
    };
  } finally {
    gate.leave();
  }
}
