import { availableParallelism } from 'node:os';
import { limiter } from './limiter.js';
import type { JobResult, RunResult } from './progress.js';
import type { RunContext } from './run-context.js';
import { runJob, type JobEnd } from './run-job.js';
import type { Result, Workflow } from './workflow-model.js';

/** All jobs a job waits for, directly or not. */
function ancestorsOf(workflow: Workflow, id: string): Set<string> {
  const found = new Set<string>();
  const queue = [...(workflow.jobs.get(id)?.needs ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    queue.push(...(workflow.jobs.get(next)?.needs ?? []));
  }
  return found;
}

function runResult(context: RunContext, ends: ReadonlyMap<string, JobEnd>, start: number): RunResult {
  const jobs = [...context.workflow.jobs.keys()].map((id): [string, JobResult] => {
    const end = ends.get(id);
    return [id, { result: end?.result ?? 'skipped', outputs: end?.outputs ?? {} }];
  });
  const results: readonly Result[] = jobs.map(([, job]) => job.result);
  const all = [...ends.values()];
  return {
    run: context.run,
    event: context.event.name,
    result: results.includes('failure') ? 'failure' : results.includes('cancelled') ? 'cancelled' : 'success',
    jobs: Object.fromEntries(jobs),
    artifacts: context.home.artifacts.folderOf(context.run),
    summaries: all.flatMap((end) => end.summaries),
    annotations: all.flatMap((end) => end.annotations),
    durationMs: performance.now() - start,
  };
}

/** Runs the jobs of a workflow, each as soon as those it needs have ended, as many at once as there are cores. */
export async function runWorkflow(context: RunContext): Promise<RunResult> {
  const { workflow } = context;
  const start = performance.now();
  const queue = limiter(availableParallelism());
  const ends = new Map<string, JobEnd>();
  const running = new Map<string, Promise<void>>();
  const run = (id: string): Promise<void> => {
    const known = running.get(id);
    if (known !== undefined) return known;
    const job = workflow.jobs.get(id);
    if (job === undefined) throw new TypeError(`no job ${id}`);
    const work = Promise.all(job.needs.map(run)).then(async () => {
      const resultOf = (one: string): JobEnd | undefined => ends.get(one);
      const needs = new Map(job.needs.flatMap((need) => [[need, resultOf(need)] as const].filter(isThere)));
      const ancestors = [...ancestorsOf(workflow, id)].flatMap((one) => resultOf(one)?.result ?? []);
      ends.set(id, await runJob({ context, job, needs, ancestors, queue }));
    });
    running.set(id, work);
    return work;
  };
  await Promise.all([...workflow.jobs.keys()].map(run));
  return runResult(context, ends, start);
}

function isThere(pair: readonly [string, JobEnd | undefined]): pair is readonly [string, JobEnd] {
  return pair[1] !== undefined;
}
