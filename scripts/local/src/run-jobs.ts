import type { JobEnd } from './job-end.js';
import type { RunContext } from './run-context.js';
import { runJob } from './run-job.js';
import type { Workflow } from './workflow-model.js';

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

function isThere(pair: readonly [string, JobEnd | undefined]): pair is readonly [string, JobEnd] {
  return pair[1] !== undefined;
}

/** Runs the jobs of a workflow, each as soon as those it needs have ended; their ends, in the order of the file. */
export async function runJobs(context: RunContext): Promise<ReadonlyMap<string, JobEnd>> {
  const { workflow } = context;
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
      ends.set(id, await runJob({ context, job, needs, ancestors, runJobs }));
    });
    running.set(id, work);
    return work;
  };
  await Promise.all([...workflow.jobs.keys()].map(run));
  return new Map([...workflow.jobs.keys()].flatMap((id) => [[id, ends.get(id)] as const].filter(isThere)));
}
