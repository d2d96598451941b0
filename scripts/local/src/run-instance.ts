import { resolveText, type Scope } from './expressions.js';
import { awaitApproval, takeTurn } from './gates.js';
import { endWithoutRunning, fullName, type JobEnd, type LegEnd } from './job-end.js';
import { runCall } from './run-call.js';
import type { RunContext } from './run-context.js';
import { runLeg } from './run-leg.js';
import type { JobTracker } from './run-state.js';
import type { Job, Result } from './workflow-model.js';
import { permissionsOf } from './workflow-tree.js';

/** One combination of a job's matrix: steps of its own, or the call of a workflow. */
export interface Instance {
  readonly context: RunContext;
  readonly job: Job;
  /** The job with its matrix values. */
  readonly label: string;
  /** `<job>`, or `<job>-<index>` where the matrix has several combinations: names folders and the summary. */
  readonly slug: string;
  /** With the contexts needs, matrix, strategy. */
  readonly scope: Scope;
  /** `timeout-minutes`. */
  readonly minutes: number;
  /** Aborted when fail-fast, a cancelled run or the person cancels it. */
  readonly signal: AbortSignal;
  readonly runJobs: (context: RunContext) => Promise<ReadonlyMap<string, JobEnd>>;
}

interface Guarded extends Instance {
  readonly name: string;
  readonly cancel: (reason: string) => void;
  /** Why a newer one cancelled it; null when none did. */
  readonly reason: () => string | null;
}

/** Says why a job was cancelled that its own steps know nothing of. */
function withReason(end: LegEnd, { context, name, reason }: Guarded): LegEnd {
  const message = reason();
  if (message === null || end.result !== 'cancelled') return end;
  const annotation = { level: 'error', job: name, message, title: null, file: null, line: null } as const;
  context.emit({ kind: 'annotation', run: context.run, annotation });
  return { ...end, annotations: [...end.annotations, annotation] };
}

async function runSteps(guarded: Guarded, tracker: JobTracker): Promise<LegEnd> {
  const { context, job, name, scope, slug, minutes, signal } = guarded;
  const token = await context.token({
    permissions: permissionsOf(context.workflow, job, context.permissions),
    run: context.run,
    job: name,
  });
  return context.queue(async () => {
    if (signal.aborted) return endWithoutRunning(guarded, 'cancelled', null);
    tracker.status('in_progress');
    const start = performance.now();
    const place = [...context.place.slugs, slug].join('.');
    const { contexts } = scope;
    const end = await runLeg({
      context,
      job,
      label: name,
      slug: place,
      contexts,
      minutes,
      signal,
      token,
      tracker,
    });
    const durationMs = performance.now() - start;
    context.emit({ kind: 'job-done', run: context.run, job: name, result: end.result, durationMs });
    return end;
  });
}

/** Lets a job with steps through its gates and runs it. */
async function passAndRun(
  guarded: Guarded,
  environment: string | null,
  tracker: JobTracker,
): Promise<LegEnd> {
  const { context, job, name, signal } = guarded;
  if (job.concurrency !== null) tracker.status('pending');
  const gate = await takeTurn({ ...guarded, concurrency: job.concurrency });
  if (gate.kind === 'closed') return endWithoutRunning(guarded, gate.result, gate.reason);
  try {
    const refusal = await awaitApproval({ context, environment, job: name, tracker, signal });
    if (refusal !== null) return endWithoutRunning(guarded, refusal.result, refusal.reason);
    tracker.status('queued');
    return withReason(await runSteps(guarded, tracker), guarded);
  } finally {
    gate.leave();
  }
}

async function runJobWithSteps(guarded: Guarded): Promise<LegEnd> {
  const { context, job, name, scope } = guarded;
  const environment = job.environment === null ? null : resolveText(job.environment.name, scope) || null;
  const permissions = permissionsOf(context.workflow, job, context.permissions);
  const tracker = context.tracker.job({ name, environment, permissions });
  let result: Result = 'failure';
  try {
    const end = await passAndRun(guarded, environment, tracker);
    ({ result } = end);
    return end;
  } finally {
    tracker.done(result);
  }
}

async function callWorkflow(guarded: Guarded): Promise<LegEnd> {
  const gate = await takeTurn({ ...guarded, concurrency: guarded.job.concurrency });
  if (gate.kind === 'closed') return endWithoutRunning(guarded, gate.result, gate.reason);
  try {
    return withReason(await runCall({ ...guarded, held: gate.held }), guarded);
  } finally {
    gate.leave();
  }
}

/** Runs one combination of a job once its turn in its concurrency group and its approval have come. Never throws. */
export async function runInstance(instance: Instance): Promise<LegEnd> {
  const { context, job, label } = instance;
  const own = new AbortController();
  const guarded: Guarded = {
    ...instance,
    name: fullName(context, label),
    signal: AbortSignal.any([instance.signal, own.signal]),
    cancel: (reason) => own.abort(reason),
    reason: () => (own.signal.aborted ? String(own.signal.reason) : null),
  };
  try {
    return await (job.call === null ? runJobWithSteps(guarded) : callWorkflow(guarded));
  } catch (error) {
    return endWithoutRunning(guarded, 'failure', error instanceof Error ? error.message : String(error));
  }
}
