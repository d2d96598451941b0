import { JobError } from '../../../src/domain/observability/job-error.js';
import { RUN_LOG_FILE } from '../../../src/domain/observability/run-tail.js';
import { traceOf, tracedPaths, type Trace } from '../../../src/domain/observability/trace.js';
import type { NoticeRecord } from '../../../src/domain/notice-record.js';
import { bundleClaims } from './dashboard-manifests.js';
import { factsOf } from './facts.js';
import { MANIFESTS, type ManifestReading } from './manifests.js';
import { readLog, type LogReading } from './read-log.js';

export interface Tracing extends ManifestReading, LogReading {
  readonly jobId: string;
  /** Every notice that is known of. */
  readonly notices: readonly NoticeRecord[];
  /** Address of the repository; null where it is not known. */
  readonly repository: string | null;
}

/** Ids that are named where the one that is asked for is not there. */
const NAMED = 5;

/** The way of a job, from what started it to what it left and whom it told. @throws JobError `missing_input` without a line of it. */
export async function trace(tracing: Tracing): Promise<Trace> {
  const { jobId, notices, repository, files } = tracing;
  const { records } = await readLog(tracing);
  const manifests = await Promise.all(MANIFESTS.map(({ read }) => read(tracing)));
  const claims = [...manifests.flatMap((manifest) => manifest.claims), ...(await bundleClaims(tracing))];
  const factOf = await factsOf(files, tracedPaths(records, jobId));
  const traced = traceOf({ jobId, records, claims, factOf, notices, repository });
  if (traced !== null) return traced;
  const newest = records.slice(-NAMED).map(({ record }) => record.job_id);
  const known = newest.length === 0 ? 'it holds no line' : `its newest are ${newest.join(', ')}`;
  throw new JobError(
    'missing_input',
    `${RUN_LOG_FILE} has no line of job ${JSON.stringify(jobId)}; ${known}`,
  );
}
