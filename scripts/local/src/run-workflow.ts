import type { Scope } from './expressions.js';
import { takeTurn } from './gates.js';
import { foldResults, type JobEnd } from './job-end.js';
import type { Annotation, JobResult, RunResult } from './progress.js';
import type { RunContext } from './run-context.js';
import { runJobs } from './run-jobs.js';

/** What a workflow's expressions outside of its jobs see: `run-name`, `concurrency`. */
export function workflowScope({
  github,
  vars,
  inputs,
}: Pick<RunContext, 'github' | 'vars' | 'inputs'>): Scope {
  const status = { success: true, failure: false, cancelled: false };
  return { contexts: { github, vars, inputs }, status, hashFiles: () => '' };
}

interface Ended {
  readonly ends: ReadonlyMap<string, JobEnd>;
  /** Why the run was cancelled as a whole. */
  readonly annotations: readonly Annotation[];
  readonly start: number;
}

function runResult(context: RunContext, { ends, annotations, start }: Ended): RunResult {
  const jobs = [...context.workflow.jobs.keys()].flatMap((id): [string, JobResult][] => {
    const end = ends.get(id);
    const own = { result: end?.result ?? 'cancelled', outputs: end?.outputs ?? {} };
    return [[id, own], ...Object.entries(end?.inner ?? {})];
  });
  const all = [...ends.values()];
  const folded = foldResults(all.map((end) => end.result));
  const isCancelled = context.cancelled.aborted || ends.size === 0;
  return {
    run: context.run,
    event: context.event.name,
    result: isCancelled ? 'cancelled' : folded === 'skipped' ? 'success' : folded,
    jobs: Object.fromEntries(jobs),
    artifacts: context.home.artifacts.folderOf(context.run),
    summaries: all.flatMap((end) => end.summaries),
    annotations: [...annotations, ...all.flatMap((end) => end.annotations)],
    durationMs: performance.now() - start,
  };
}

function annotate(context: RunContext, message: string | null): Annotation[] {
  if (message === null) return [];
  const annotation: Annotation = {
    level: 'error',
    job: context.workflow.name,
    message,
    title: null,
    file: null,
    line: null,
  };
  context.emit({ kind: 'annotation', run: context.run, annotation });
  return [annotation];
}

/** Runs a workflow once its turn has come in its concurrency group. A run that does not get its turn is cancelled. */
export async function runWorkflow(context: RunContext): Promise<RunResult> {
  const start = performance.now();
  const gate = await takeTurn({
    context,
    concurrency: context.workflow.concurrency,
    scope: workflowScope(context),
    signal: AbortSignal.any([context.cancelled, context.stop]),
    cancel: context.cancel,
  });
  if (gate.kind === 'closed') {
    return runResult(context, { ends: new Map(), annotations: annotate(context, gate.reason), start });
  }
  try {
    context.tracker.started();
    const ends = await runJobs({ ...context, held: gate.held });
    const { reason } = context.cancelled as { reason?: unknown };
    const annotations = annotate(context, typeof reason === 'string' ? reason : null);
    return runResult(context, { ends, annotations, start });
  } finally {
    gate.leave();
  }
}
