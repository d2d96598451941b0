import { JOBS, type Checkpoint, type Job } from './checkpoint.js';
import type { Step } from './story.js';
import type { TickWorld } from './world.js';

/** A call of the undisturbed tick. */
export interface TickCall {
  readonly job: Job;
  readonly method: string;
  /** Below the repository, with the query. */
  readonly path: string;
  /** From 1: among the job's and those behind it, and among those of them that ask the same. */
  readonly nth: number;
  readonly nthOfSame: number;
  /** Whether it is asked again later in the tick. */
  readonly isRepeated: boolean;
}

export interface Undisturbed {
  readonly calls: readonly TickCall[];
  readonly before: ReadonlyMap<Job, Checkpoint>;
}

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Ids of artifacts differ between worlds. */
export const patternOf = (path: string): string => escaped(path).replace(/\d{10}/g, '\\d{10}');

/** Tells the tick with nothing that fails, and notes its calls and how the world stood before each job. */
export async function listen(world: TickWorld, step: Step): Promise<Undisturbed> {
  const { server } = world;
  const before = new Map<Job, Checkpoint>();
  const from = new Map<Job, number>();
  server.resetCalls();
  await world.step(step, {
    before: (job) => {
      before.set(job, world.checkpoint());
      from.set(job, server.calls.length);
    },
  });
  const root = `/repos/${world.repository}/`;
  const sent = server.calls.map(({ method, path }) => ({ method, path: path.replace(root, '') }));
  const calls = sent.map(({ method, path }, i): TickCall => {
    const job = [...JOBS].reverse().find((one) => (from.get(one) ?? Infinity) <= i) ?? 'collect';
    const first = from.get(job) ?? 0;
    const isSame = (other: { method: string; path: string }): boolean =>
      other.method === method && patternOf(other.path) === patternOf(path);
    return {
      job,
      method,
      path,
      nth: i - first + 1,
      nthOfSame: sent.slice(first, i + 1).filter(isSame).length,
      isRepeated: sent.slice(i + 1).some(isSame),
    };
  });
  return { calls, before };
}
