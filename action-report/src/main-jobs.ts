import { join } from 'node:path';
import * as core from '@actions/core';
import { verificationSubject } from '../../src/domain/incident-findings.js';
import type { ObservabilityPolicy } from '../../src/domain/observability/observability-policy.js';
import type { ChainJob } from '../../src/domain/observability/report-jobs.js';
import type { Finding } from '../../src/domain/observability/verify/finding.js';
import type { Policy } from '../../src/domain/policy.js';
import validateRun from '../../src/generated/validate-automation-run.js';
import validateArchive from '../../src/generated/validate-signal-latency-archive.js';
import { writeFileAtomic } from '../../src/io/files.js';
import { readHeartbeat } from '../../src/io/observability/heartbeat-files.js';
import { jobConsole } from '../../src/io/observability/job-console.js';
import { observedDisk } from '../../src/io/observability/observed-disk.js';
import { runJob, skipJob } from '../../src/io/observability/run-job.js';
import type { Job, JobEnd } from '../../src/ports/job.js';
import { runChain } from './jobs/chain.js';
import { rolloutJob } from './jobs/rollout.js';
import { verifyJob } from './jobs/verify.js';
import { weeklyJob } from './jobs/weekly.js';
import type { RolloutOutputs } from './outputs.js';
import type { Told } from './tell.js';
import type { Attended, Attending, Telling } from './tick.js';

export interface ReportJobs {
  readonly policy: Policy;
  readonly observability: ObservabilityPolicy;
  /** The rollout's output folder. */
  readonly output: string;
  /** In the order that they run. */
  readonly jobs: readonly ChainJob[];
  readonly inputs: {
    readonly now: number;
    readonly when: 'due' | 'always';
    readonly upstream: string;
    readonly dryRun: boolean;
    readonly dryRunWebhook: boolean;
  };
  /** The rollout's own report. */
  readonly report: () => Promise<RolloutOutputs>;
  /** null: there are no issues. */
  readonly attend: ((attending: Attending) => Promise<Attended>) | null;
  readonly tell: (telling: Telling) => Promise<Told>;
}

/** An issue, and notices of it, while verify finds something. */
async function tellFindings(
  { policy, observability, inputs, attend, tell }: ReportJobs,
  findings: readonly string[],
): Promise<void> {
  if (attend === null) return;
  const { now } = inputs;
  const subject = verificationSubject(policy, findings, observability.root);
  const { incidents, failures } = await attend({ now, entries: 0, subjects: () => [subject] });
  const isNews = incidents?.some(({ state }) => state.kind === 'verification') === true;
  const told = isNews ? await tell({ analysis: null, incidents, now }) : null;
  const fault = failures[0] ?? told?.fault ?? null;
  if (fault !== null) throw fault;
}

/** The weekly report; null: the policy has none, or it is not asked for. What it reads and sends with is loaded for it alone. */
async function weekly({ policy, observability, jobs, inputs }: ReportJobs): Promise<Job | null> {
  const { weekly, root } = observability;
  if (weekly === null || !jobs.includes('weekly')) return null;
  const { openWeekly } = await import('../../src/io/observability/open-weekly.js');
  const { now, dryRun, dryRunWebhook } = inputs;
  const world = openWeekly({ policy, weekly, root, now, environment: process.env, mask: core.setSecret });
  return weeklyJob({ ...world, rollout: policy.rollout, weekly, isDryRun: dryRun || dryRunWebhook });
}

/** The datasets; null: the policy has none, or they are not asked for. */
async function dashboard({ policy, observability, jobs }: ReportJobs): Promise<Job | null> {
  if (observability.dashboard === null || !jobs.includes('dashboard')) return null;
  const { dashboardOf } = await import('./main-dashboard.js');
  return dashboardOf({ policy, observability });
}

/** Holds datasets against their manifests; read on demand, as the datasets are. */
async function verifyDatasets(root: string): Promise<readonly Finding[]> {
  const { verifyDashboard } = await import('../../src/io/observability/verify-dashboard.js');
  return verifyDashboard(root);
}

/** What each name of the list does here; null: the policy has no such job. */
async function knownJobs(options: ReportJobs, report: Job): Promise<Readonly<Record<ChainJob, Job | null>>> {
  const { policy, observability } = options;
  const { root } = observability;
  return {
    rollout: report,
    weekly: await weekly(options),
    dashboard: await dashboard(options),
    verify: verifyJob({
      policy,
      observability,
      files: observedDisk(root),
      validateRun,
      validateArchive,
      dashboard: () => verifyDatasets(root),
      heartbeat: () => readHeartbeat(root, 'verify'),
      writeFile: (path, text) => writeFileAtomic(join(root, path), text),
      tell: (findings) => tellFindings(options, findings),
    }),
  };
}

/** What every job of a rollout is run with. */
function runnerOf({ root, runLog }: ObservabilityPolicy, now: number) {
  const console = jobConsole(process.env);
  return { root, policy: { runLog }, now, clock: performance, console, environment: process.env };
}

/** Runs one job alone, with its line in the run log. */
export function runAlone(
  { name, work }: Job,
  observability: ObservabilityPolicy,
  now: number,
): Promise<JobEnd> {
  return runJob({ ...runnerOf(observability, now), job: name, work });
}

/** The jobs of a rollout's section `observability`, and its own report where it is among them. */
export async function runJobs(options: ReportJobs): Promise<RolloutOutputs> {
  const { observability, inputs, output, jobs } = options;
  let outputs: RolloutOutputs = { path: output, plan: null, incidents: [], faults: [] };
  const report = rolloutJob(async () => (outputs = await options.report()));
  const known = await knownJobs(options, report);
  const { now, when, upstream } = inputs;
  const run = runnerOf(observability, now);
  const { console } = run;
  for (const name of jobs) if (known[name] === null) console.info(`${name}: the policy has no such job`);
  const ends = await runChain({
    jobs: jobs.flatMap((name) => known[name] ?? []),
    when,
    upstream,
    now,
    run: ({ name, work }) => runJob({ ...run, job: name, work }),
    skip: ({ name }, why) => skipJob({ ...run, job: name }, why),
    info: console.info,
  });
  return { ...outputs, jobs: ends };
}
