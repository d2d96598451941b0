import type { Json } from '../../../src/domain/canonical-json.js';
import { holds, resolve, resolveText, type Scope } from './expressions.js';
import { limiter } from './limiter.js';
import { expandMatrix, type Combination } from './matrix.js';
import type { Annotation, JobResult } from './progress.js';
import type { RunContext } from './run-context.js';
import { jobContexts, runLeg, type LegRequest, type LegResult } from './run-leg.js';
import { timeoutMinutes } from './timer.js';
import type { Job, Result } from './workflow-model.js';

/** How a job ended: what its dependants see, and whether it fails the run. */
export interface JobEnd extends JobResult {
  /** The result before `continue-on-error` forgave it. */
  readonly actual: Result;
  readonly summaries: readonly string[];
  readonly annotations: readonly Annotation[];
}

export interface JobRequest {
  readonly context: RunContext;
  readonly job: Job;
  /** Results of the jobs it needs. */
  readonly needs: ReadonlyMap<string, JobResult>;
  /** Results of those, of what they need, and so on: what the status functions answer by. */
  readonly ancestors: readonly Result[];
  /** Runs the work when a place is free: the number of jobs at once is limited. */
  readonly queue: <T>(work: () => Promise<T>) => Promise<T>;
}

/** GitHub's own limit. */
const DEFAULT_TIMEOUT_MINUTES = 360;

type LegPlan = Pick<LegRequest, 'label' | 'slug' | 'contexts' | 'minutes'> & {
  readonly 'fail-fast': boolean;
  readonly 'max-parallel': number;
};

function scopeOfJob({ context, job, needs, ancestors }: JobRequest): Scope {
  const isStopped = context.stop.aborted;
  const needed = [...needs].map(([id, { result, outputs }]) => [id, { result, outputs }]);
  return {
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
  const contexts = { ...scope.contexts, matrix: combination };
  if (typeof job.name === 'string') return resolveText(job.name, { ...scope, contexts });
  const values = Object.values(combination).map((value) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  );
  return values.length === 0 ? job.id : `${job.id} (${values.join(', ')})`;
}

/** What each combination of the matrix is to run; reading them all first, so that a fault starts none of them. */
function planLegs({ context, job }: JobRequest, scope: Scope): LegPlan[] {
  const combinations = expandMatrix(resolve(job.matrix, scope));
  const strategy = {
    'fail-fast': resolveText(job.failFast, scope) !== 'false',
    'job-total': combinations.length,
    'max-parallel': Math.max(1, Number(resolve(job.maxParallel, scope) ?? combinations.length)),
  };
  return combinations.map((matrix, index) => {
    const contexts = { ...scope.contexts, matrix, strategy: { ...strategy, 'job-index': index } };
    return {
      label: context.masks.hide(labelOf(job, scope, matrix)),
      slug: combinations.length > 1 ? `${job.id}-${index}` : job.id,
      contexts,
      minutes: timeoutMinutes(resolve(job.timeoutMinutes, { ...scope, contexts })) ?? DEFAULT_TIMEOUT_MINUTES,
      ...strategy,
    };
  });
}

/** Runs the combinations of the matrix; the first failure cancels the others unless `fail-fast` is off. */
async function runLegs({ context, job, queue }: JobRequest, plans: readonly LegPlan[]): Promise<LegResult[]> {
  const turn = limiter(plans[0]?.['max-parallel'] ?? 1);
  const cancel = new AbortController();
  const signal = AbortSignal.any([cancel.signal, context.stop]);
  const runOne = async (plan: LegPlan): Promise<LegResult> => {
    const start = performance.now();
    const end = await runLeg({ ...plan, context, job, signal });
    if (end.result === 'failure' && plan['fail-fast']) cancel.abort();
    context.emit({
      kind: 'job-done',
      job: plan.label,
      result: end.result,
      durationMs: performance.now() - start,
    });
    return end;
  };
  return Promise.all(plans.map((plan) => turn(() => queue(() => runOne(plan)))));
}

function foldResults(results: readonly Result[]): Result {
  return (
    (['failure', 'cancelled', 'success'] as const).find((result) => results.includes(result)) ?? 'skipped'
  );
}

function fold(legs: readonly LegResult[], forgives: boolean): JobEnd {
  const actual = foldResults(legs.map((leg) => leg.result));
  // The last combination that gives an output a value wins.
  const outputs = legs.flatMap((leg) => Object.entries(leg.outputs).filter(([, value]) => value !== ''));
  return {
    result: forgives && actual === 'failure' ? 'success' : actual,
    actual,
    outputs: Object.fromEntries(outputs),
    summaries: legs.flatMap((leg) => leg.summary ?? []),
    annotations: legs.flatMap((leg) => leg.leg.annotations),
  };
}

function withoutRunning(
  request: JobRequest,
  result: 'skipped' | 'failure' | 'cancelled',
  message: string | null,
): JobEnd {
  const { context, job } = request;
  const annotations: Annotation[] = [];
  if (message !== null) {
    const text = context.masks.hide(message);
    const annotation: Annotation = {
      level: 'error',
      job: job.id,
      message: text,
      title: null,
      file: null,
      line: null,
    };
    annotations.push(annotation);
    context.emit({ kind: 'annotation', annotation });
  }
  context.emit({ kind: 'job-done', job: job.id, result, durationMs: 0 });
  return { result, actual: result, outputs: {}, summaries: [], annotations };
}

/** Runs a job when its `if` holds. Never throws: what goes wrong is the job's failure. */
export async function runJob(request: JobRequest): Promise<JobEnd> {
  const { context, job } = request;
  const scope = scopeOfJob(request);
  try {
    if (context.stop.aborted) return withoutRunning(request, 'cancelled', null);
    if (!holds(job.if, scope)) return withoutRunning(request, 'skipped', null);
    if (job.unsupported !== null) return withoutRunning(request, 'failure', job.unsupported);
    if (job.environment !== null) {
      const name = resolveText(job.environment, scope);
      context.emit({
        kind: 'note',
        message: `${job.id}: nobody is asked to approve environment "${name}" here`,
      });
    }
    const legs = await runLegs(request, planLegs(request, scope));
    const forgives = resolveText(job.continueOnError, scope) === 'true';
    return fold(legs, forgives);
  } catch (error) {
    return withoutRunning(request, 'failure', error instanceof Error ? error.message : String(error));
  }
}
