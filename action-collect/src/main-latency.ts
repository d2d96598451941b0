import { join } from 'node:path';
import { latencyRules } from '../../src/domain/observability/latency/latency-rules.js';
import type {
  LatencyPolicy,
  ObservabilityPolicy,
} from '../../src/domain/observability/observability-policy.js';
import { writeFileAtomic } from '../../src/io/files.js';
import { jobConsole } from '../../src/io/observability/job-console.js';
import { LatencyStore } from '../../src/io/observability/latency-store.js';
import { markRoot, restoreRoot } from '../../src/io/observability/root-memory.js';
import { runJob } from '../../src/io/observability/run-job.js';
import type { Rollout } from '../../src/io/rollouts.js';
import type { JobEnd, JobResult } from '../../src/ports/job.js';
import type { CollectPlan } from './collect.js';
import { hoursOf, latencyJob } from './latency-job.js';
import type { Shared } from './main-shared.js';

/** What a rollout comes to: its tick, and where it was a job with a line of its own, how that ended. */
export interface Collected {
  readonly plan: CollectPlan | null;
  readonly end: JobEnd | null;
}

export interface Signals {
  readonly section: ObservabilityPolicy & { readonly latency: LatencyPolicy };
  /** Collects the rollout; `archive` is called before anything is written. */
  readonly collect: (archive: (plan: CollectPlan) => Promise<void>) => Promise<CollectPlan | null>;
}

/** One tick of the signals of a policy, archived before the collector's own state is written. */
export async function collectSignals(
  rollout: Rollout,
  shared: Shared,
  { section, collect }: Signals,
): Promise<Collected> {
  const { dryRunAlert, now } = shared.inputs;
  const { memory } = shared;
  const { root, latency } = section;
  await restoreRoot({ root, store: memory.artifacts, run: memory.run, log: memory.log });
  const rules = latencyRules(rollout.policy);
  let plan: CollectPlan | null = null;
  const work: Parameters<typeof runJob>[0]['work'] = async (context): Promise<JobResult> => {
    const storage = await LatencyStore.open({ ...context, policy: latency, rules });
    plan = await collect((made) => storage.add(hoursOf(made)));
    const writeFile = (path: string, text: string): Promise<void> => writeFileAtomic(join(root, path), text);
    return latencyJob({ ...context, ...latency, plan, storage, dryRunAlert, writeFile });
  };
  const environment = process.env;
  const common = { job: 'latency', root, policy: section, now, clock: performance, environment } as const;
  const end = await runJob({ ...common, console: jobConsole(environment), work });
  await markRoot(root, join(memory.foldersOf(rollout).state, 'collector'));
  return { plan: end.isFailed ? null : plan, end };
}
