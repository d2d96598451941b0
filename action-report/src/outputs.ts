import { join } from 'node:path';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import type { JobEnd } from '../../src/ports/job.js';
import type { ReportPlan } from './plan-report.js';

/** What the report of one rollout comes to. */
export interface RolloutOutputs {
  /** The rollout's output folder. */
  readonly path: string;
  readonly plan: ReportPlan | null;
  /** Numbers of its open incidents. */
  readonly incidents: readonly number[];
  readonly faults: readonly Error[];
  /** What became of its standing jobs. Default: it has none. */
  readonly jobs?: readonly JobOutput[];
}

/** What a standing job, or a tool for them, came to. */
export type JobOutput = Pick<JobEnd, 'summary' | 'isFailed'>;

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** The step's outputs: with several rollouts a line each, in order of the policies' paths. */
export function mergeOutputs(all: readonly RolloutOutputs[]): Readonly<Record<string, string>> {
  const planned = all.flatMap(({ path, plan }) => (plan === null ? [] : [{ path, plan }]));
  const lines = (of: (one: (typeof planned)[number]) => string): string => planned.map(of).join('\n');
  const jobs = canonicalJson(all.flatMap((one) => one.jobs ?? []).map(({ summary }) => summary));
  const pages = canonicalJson(planned.map(({ path, plan }) => join(path, plan.page)));
  if (planned.length === 0) return { pages, incidents: numbers(all), jobs };
  return {
    path: lines(({ path }) => path),
    summary: lines(({ path, plan }) => join(path, plan.summary.path)),
    daily: lines(({ path, plan }) => (plan.daily === null ? '' : join(path, plan.daily))),
    dashboard: lines(({ path, plan }) => join(path, plan.dashboard)),
    pages,
    notices: String(planned.reduce((sum, { plan }) => sum + plan.notices.length, 0)),
    incidents: numbers(all),
    jobs,
  };
}

function numbers(all: readonly RolloutOutputs[]): string {
  return all.flatMap(({ incidents }) => incidents).join(',');
}
