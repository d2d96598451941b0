import type { Annotation, JobResult } from './progress.js';
import type { RunContext } from './run-context.js';
import type { Job, Result } from './workflow-model.js';

/** How one combination of a job's matrix ended. */
export interface LegEnd {
  readonly result: Result;
  readonly outputs: Readonly<Record<string, string>>;
  /** Files with summaries. */
  readonly summaries: readonly string[];
  readonly annotations: readonly Annotation[];
  /** Jobs of the workflows that it called, by `<job>/<called job>`. */
  readonly inner: Readonly<Record<string, JobResult>>;
}

/** How a job ended: what its dependants see, and whether it fails the run. */
export interface JobEnd extends LegEnd {
  /** The result before `continue-on-error` forgave it. */
  readonly actual: Result;
}

/** The worst of some results; `skipped` when there is none, or nothing else. */
export function foldResults(results: readonly Result[]): Result {
  return (
    (['failure', 'cancelled', 'success'] as const).find((result) => results.includes(result)) ?? 'skipped'
  );
}

/** One end for a job of the ends of its combinations. */
export function foldLegs(legs: readonly LegEnd[], forgives: boolean): JobEnd {
  const actual = foldResults(legs.map((leg) => leg.result));
  // The last combination that gives an output a value wins.
  const outputs = legs.flatMap((leg) => Object.entries(leg.outputs).filter(([, value]) => value !== ''));
  return {
    result: forgives && actual === 'failure' ? 'success' : actual,
    actual,
    outputs: Object.fromEntries(outputs),
    summaries: legs.flatMap((leg) => leg.summaries),
    annotations: legs.flatMap((leg) => leg.annotations),
    inner: Object.fromEntries(legs.flatMap((leg) => Object.entries(leg.inner))),
  };
}

/** Name of a job as people see it: `caller / called`. */
export function fullName(context: RunContext, name: string): string {
  return [...context.place.names, name].join(' / ');
}

/** A job that ends without a step: why, where there is something to say. */
export function endWithoutRunning(
  { context, job, name }: { readonly context: RunContext; readonly job: Job; readonly name?: string },
  result: 'skipped' | 'failure' | 'cancelled',
  message: string | null,
): JobEnd {
  const annotations: Annotation[] = [];
  const label = name ?? fullName(context, job.id);
  if (message !== null) {
    const text = context.masks.hide(message);
    annotations.push({ level: 'error', job: label, message: text, title: null, file: null, line: null });
  }
  for (const annotation of annotations) context.emit({ kind: 'annotation', run: context.run, annotation });
  context.emit({ kind: 'job-done', run: context.run, job: label, result, durationMs: 0 });
  return { result, actual: result, outputs: {}, summaries: [], annotations, inner: {} };
}
