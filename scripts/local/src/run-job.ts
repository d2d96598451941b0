import type { Json } from '../../../src/domain/canonical-json.js';
import { holds, resolve, resolveText, type Scope } from './expressions.js';
import { endWithoutRunning, foldLegs, fullName, type JobEnd, type LegEnd } from './job-end.js';
import { limiter } from './limiter.js';
import { expandMatrix, type Combination } from './matrix.js';
import type { JobResult } from './progress.js';
import type { RunContext } from './run-context.js';
import { runInstance, type Instance } from './run-instance.js';
import { jobContexts } from './run-leg.js';
import { timeoutMinutes } from './timer.js';
import type { Job, Result } from './workflow-model.js';
import { permissionsOf } from './workflow-tree.js';

export interface JobRequest {
  readonly context: RunContext;
  readonly job: Job;
  /** Results of the jobs it needs. */
  readonly needs: ReadonlyMap<string, JobResult>;
  /** Results of those, of what they need, and so on: what the status functions answer by. */
  readonly ancestors: readonly Result[];
  /** Runs the jobs of a workflow that this one calls. */
  readonly runJobs: (context: RunContext) => Promise<ReadonlyMap<string, JobEnd>>;
}

/** What GitHub does not let a job say outside of its steps, `env` and `outputs`. */
const REFUSED = ['secrets', 'env', 'steps', 'job', 'jobs', 'runner'];
/** GitHub's own limit. */
const DEFAULT_TIMEOUT_MINUTES = 360;

interface LegPlan extends Pick<Instance, 'label' | 'slug' | 'scope' | 'minutes'> {
  readonly 'fail-fast': boolean;
  readonly 'max-parallel': number;
}

function scopeOfJob({ context, job, needs, ancestors }: JobRequest): Scope {
  const isStopped = context.stop.aborted || context.cancelled.aborted;
  const needed = [...needs].map(([id, { result, outputs }]) => [id, { result, outputs }]);
  return {
    refused: REFUSED,
    contexts: { ...jobContexts(context, job), needs: Object.fromEntries(needed) as Record<string, Json> },
    status: {
      success: !isStopped && ancestors.every((result) => result === 'success'),
      failure: !isStopped && ancestors.includes('failure'),
      cancelled: isStopped || ancestors.includes('cancelled'),
    },
    hashFiles: () => '',
  };
}

/** `build (linux, 20)`: the job's name with the values of its combination, or the name it gives itself. */
function labelOf(job: Job, scope: Scope, combination: Combination): string {
  if (typeof job.name === 'string') return resolveText(job.name, scope);
  const values = Object.values(combination).map((value) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  );
  return values.length === 0 ? job.id : `${job.id} (${values.join(', ')})`;
}

/** What each combination of the matrix is to run; reading them all first, so that a fault starts none of them. */
function planLegs({ context, job }: JobRequest, outer: Scope): LegPlan[] {
  const combinations = expandMatrix(resolve(job.matrix, outer));
  const strategy = {
    'fail-fast': resolveText(job.failFast, outer) !== 'false',
    'job-total': combinations.length,
    'max-parallel': Math.max(1, Number(resolve(job.maxParallel, outer) ?? combinations.length)),
  };
  return combinations.map((matrix, index) => {
    const contexts = { ...outer.contexts, matrix, strategy: { ...strategy, 'job-index': index } };
    const scope = { ...outer, contexts };
    return {
      label: context.masks.hide(labelOf(job, scope, matrix)),
      slug: combinations.length > 1 ? `${job.id}-${index}` : job.id,
      scope,
      minutes: timeoutMinutes(resolve(job.timeoutMinutes, scope)) ?? DEFAULT_TIMEOUT_MINUTES,
      ...strategy,
    };
  });
}

/** Runs the combinations of the matrix; the first failure cancels the others unless `fail-fast` is off. */
async function runLegs({ context, job, runJobs }: JobRequest, plans: readonly LegPlan[]): Promise<LegEnd[]> {
  const turn = limiter(plans[0]?.['max-parallel'] ?? 1);
  const cancel = new AbortController();
  // What begins after the run was cancelled, as `always()` does, is not cancelled by that.
  const outer = context.cancelled.aborted ? [context.stop] : [context.stop, context.cancelled];
  const signal = AbortSignal.any([cancel.signal, ...outer]);
  const runOne = async (plan: LegPlan): Promise<LegEnd> => {
    const end = await runInstance({ ...plan, context, job, signal, runJobs });
    if (end.result === 'failure' && plan['fail-fast']) cancel.abort();
    return end;
  };
  return Promise.all(plans.map((plan) => turn(() => runOne(plan))));
}

/** A job that does not begin; it is listed all the same. */
function refuse(
  request: JobRequest,
  result: 'skipped' | 'failure' | 'cancelled',
  message: string | null = null,
): JobEnd {
  const { context, job } = request;
  const permissions = permissionsOf(context.workflow, job, context.permissions);
  context.tracker.job({ name: fullName(context, job.id), environment: null, permissions }).done(result);
  return endWithoutRunning(request, result, message);
}

/** Runs a job when its `if` holds. Never throws: what goes wrong is the job's failure. */
export async function runJob(request: JobRequest): Promise<JobEnd> {
  const { context, job } = request;
  const scope = scopeOfJob(request);
  try {
    if (context.stop.aborted) return refuse(request, 'cancelled');
    if (!holds(job.if, scope)) {
      return refuse(request, context.cancelled.aborted ? 'cancelled' : 'skipped');
    }
    if (job.unsupported !== null) return refuse(request, 'failure', job.unsupported);
    const legs = await runLegs(request, planLegs(request, scope));
    return foldLegs(legs, resolveText(job.continueOnError, scope) === 'true');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return endWithoutRunning(request, 'failure', message);
  }
}
