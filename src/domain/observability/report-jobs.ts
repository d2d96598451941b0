import { PhasegateError } from '../fault.js';

/** Jobs of action-report that run one behind the other, in the order that they are named. */
export const CHAIN_JOBS = ['rollout', 'weekly', 'dashboard', 'verify'] as const;
export type ChainJob = (typeof CHAIN_JOBS)[number];

/** What action-report does instead, alone. */
export const LONE_JOBS = [
  'liveness',
  'test-notice',
  'trace',
  'check-secrets',
  'rebuild',
  'restore-dashboard',
  'config-dump',
] as const;
export type LoneJob = (typeof LONE_JOBS)[number];

export type ReportJobs =
  | { readonly kind: 'chain'; readonly jobs: readonly ChainJob[] }
  | { readonly kind: 'lone'; readonly job: LoneJob };

function isChainJob(name: string): name is ChainJob {
  return CHAIN_JOBS.some((job) => job === name);
}

/** The input `job`. @throws PhasegateError `bad-input` that says what may stand there. */
export function parseReportJobs(text: string): ReportJobs {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  const lone = LONE_JOBS.find((job) => job === names[0]);
  if (lone !== undefined && names.length === 1) return { kind: 'lone', job: lone };
  if (names.length > 0 && names.every(isChainJob) && new Set(names).size === names.length)
    return { kind: 'chain', jobs: names };
  const list = `a list of ${CHAIN_JOBS.join(', ')}, each once`;
  const message = `inputs: job is ${JSON.stringify(text)}; write ${list}, or one of ${LONE_JOBS.join(', ')} alone`;
  throw new PhasegateError('bad-input', message);
}

/** Whether what is done is told to machines too. `isObserved`: a policy has standing jobs. */
export function isForMachines(jobs: ReportJobs, isObserved: boolean): boolean {
  return jobs.kind === 'chain' ? isObserved : jobs.job !== 'liveness' && jobs.job !== 'test-notice';
}

/** Whether it writes where the jobs keep their files, besides the line of a rollout's report. */
export function writesObservability(jobs: ReportJobs): boolean {
  if (jobs.kind === 'chain') return jobs.jobs.some((job) => job !== 'rollout');
  return jobs.job === 'rebuild' || jobs.job === 'restore-dashboard';
}
