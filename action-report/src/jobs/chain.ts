import type { Job, JobEnd } from '../../../src/ports/job.js';

/** Jobs that run one behind the other. */
export interface Chain {
  readonly jobs: readonly Job[];
  /** `due`: a job that is not due is passed over, and leaves no line. */
  readonly when: 'due' | 'always';
  /** How what ran before the chain ended, in GitHub's words; empty where nothing did. */
  readonly upstream: string;
  readonly now: number;
  readonly run: (job: Job) => Promise<JobEnd>;
  /** Writes the line of a job that does not begin. */
  readonly skip: (job: Job, why: string) => Promise<JobEnd>;
  readonly info: (text: string) => void;
}

/**
 * Runs the jobs in order. What comes behind one that failed rests on what it did not do, so it is skipped, with a line of its
 * own that says so. A job that found another one of its kind at work failed nothing.
 */
export async function runChain(chain: Chain): Promise<readonly JobEnd[]> {
  const { jobs, when, upstream, now, run, skip, info } = chain;
  const ends: JobEnd[] = [];
  let failed = upstream === '' || upstream === 'success' ? null : `what ran before ended with ${upstream}`;
  for (const job of jobs) {
    if (when === 'due' && !(await job.isDue(now))) {
      info(`${job.name}: not due`);
      continue;
    }
    const end = failed === null ? await run(job) : await skip(job, failed);
    if (end.isFailed) failed ??= `${end.record.job_id} failed`;
    ends.push(end);
  }
  return ends;
}
