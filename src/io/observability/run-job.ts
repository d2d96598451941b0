import { join } from 'node:path';
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import { hasHeartbeat } from '../../domain/observability/heartbeat.js';
import { type JobError, jobErrorOf, type Diagnostics } from '../../domain/observability/job-error.js';
import { jobId, type JobName } from '../../domain/observability/job-id.js';
import { RUN_SCHEMA, type RunOutcome } from '../../domain/observability/run-record.js';
import type { JobConsole, JobContext, JobEnd, JobResult } from '../../ports/job.js';
import { withLock } from '../state-lock.js';
import { beat } from './heartbeat-files.js';
import type { LogFiles } from './log-files.js';
import { RunLog } from './run-log.js';

export interface JobRun {
  readonly job: JobName;
  readonly root: string;
  readonly policy: { readonly runLog: { readonly keepMs: number } };
  readonly now: number;
  /** What durations are measured by, in ms. */
  readonly clock: { readonly now: () => number };
  readonly console: JobConsole;
  /** What the line says of the run on GitHub. */
  readonly environment: NodeJS.ProcessEnv;
  readonly work: (context: JobContext) => Promise<JobResult>;
  /** Default: the disk. */
  readonly files?: LogFiles;
}

type Report = Omit<RunOutcome, 'schema' | 'job_id' | 'duration_ms'>;

interface Worked {
  readonly report: Report;
  readonly summary: Readonly<Record<string, Json>>;
}

const NOTHING = {
  artefacts: [],
  alerts: [],
  diagnostics: {},
  error_code: null,
  error_message: null,
  reason: null,
};

function skipped(reason: 'lock_not_acquired' | 'upstream_failed', message: string): Worked {
  const report: Report = { ...NOTHING, status: 'skipped', attempts: 0, reason, diagnostics: { message } };
  return { report, summary: {} };
}

function failed(error: JobError): Worked {
  const report: Report = {
    ...NOTHING,
    status: 'error',
    attempts: error.attempts,
    artefacts: error.artefacts,
    diagnostics: error.diagnostics,
    error_code: error.code,
    error_message: error.message,
  };
  return { report, summary: {} };
}

/** Who ran the job, so that a line leads back to its run. */
function runOf(environment: NodeJS.ProcessEnv): Diagnostics {
  const names = { id: 'GITHUB_RUN_ID', attempt: 'GITHUB_RUN_ATTEMPT', event: 'GITHUB_EVENT_NAME' };
  const known = { ...names, workflow: 'GITHUB_WORKFLOW', commit: 'GITHUB_SHA' };
  const run = Object.entries(known).flatMap(([field, name]) => {
    const value = environment[name] ?? '';
    return value === '' ? [] : [[field, value] as const];
  });
  return run.length === 0 ? {} : { run: Object.fromEntries(run) };
}

/** The job's work, and its heartbeat behind it. */
async function work(run: JobRun, context: JobContext): Promise<Worked> {
  const { job, root, now } = run;
  const result = await run.work(context);
  const { status, artefacts = [], alerts = [], diagnostics = {}, attempts = 1, reason = null } = result;
  if (hasHeartbeat(job) && (status === 'ok' || status === 'warning'))
    await beat(root, job, { jobId: context.jobId, now, failure: null, fields: result.heartbeat ?? {} });
  const report: Report = { ...NOTHING, status, attempts, artefacts, alerts, diagnostics, reason };
  return { report, summary: result.summary ?? {} };
}

/** The work under the job's lock; whoever finds it taken does not wait. */
async function locked(run: JobRun, id: string): Promise<Worked> {
  const { job, root, now, clock, console } = run;
  const asked = clock.now();
  const path = join(root, 'ops', `.${job}.lock`);
  const done = await withLock(
    path,
    () => work(run, { jobId: id, now, root, lockLatencyMs: clock.now() - asked, console }),
    { waitMs: 0 },
  );
  return done.kind === 'done'
    ? done.value
    : skipped('lock_not_acquired', `${path} is held by ${done.holder}`);
}

/** A failure is in the heartbeat too; where even that cannot be written, the failure itself is what counts. */
async function beatFailure({ job, root, now, console }: JobRun, id: string, error: JobError): Promise<void> {
  if (!hasHeartbeat(job)) return;
  try {
    await beat(root, job, { jobId: id, now, failure: error.code, fields: error.heartbeat });
  } catch (fault) {
    console.warning(`${job}: the heartbeat could not be written: ${jobErrorOf(fault).message}`);
  }
}

function say(
  console: JobConsole,
  job: JobName,
  { record, notes }: { record: JobEnd['record']; notes: readonly string[] },
) {
  for (const note of notes) console.warning(`run log: ${note}`);
  const why = record.error_message ?? record.reason ?? '';
  const text = `${job}: ${record.status}${record.error_code === null ? '' : `: ${record.error_code}`}${why === '' ? '' : `: ${why}`}`;
  if (record.status === 'error') console.error(text);
  else if (record.error_code === null) console.info(text);
  else console.warning(text);
}

async function logged(
  run: JobRun,
  outcome: RunOutcome,
): Promise<{ record: JobEnd['record']; notes: readonly string[] }> {
  const log = new RunLog({
    root: run.root,
    keepMs: run.policy.runLog.keepMs,
    ...(run.files === undefined ? {} : { files: run.files }),
  });
  try {
    return await log.append(outcome);
  } catch (fault) {
    const error = jobErrorOf(fault);
    const unwritten = `the run log could not be written: ${error.message}`;
    const message = outcome.error_message === null ? unwritten : `${outcome.error_message}; ${unwritten}`;
    const code = outcome.error_code ?? error.code;
    return {
      record: { ...outcome, status: 'error', error_code: code, error_message: message, sequence: null },
      notes: [],
    };
  }
}

async function end(
  run: JobRun,
  id: string,
  { worked, began }: { worked: Worked; began: number },
): Promise<JobEnd> {
  const { report, summary: own } = worked;
  const outcome: RunOutcome = {
    ...report,
    schema: RUN_SCHEMA,
    job_id: id,
    duration_ms: Math.max(0, Math.round(run.clock.now() - began)),
    diagnostics: { ...report.diagnostics, ...runOf(run.environment) },
  };
  const done = await logged(run, outcome);
  const summary = { ...own, ...done.record };
  run.console.summary(canonicalJson(summary));
  say(run.console, run.job, done);
  return { record: done.record, summary, isFailed: done.record.status === 'error' };
}

/**
 * Runs one job: alone of its kind, with a line in the run log whatever comes of it, a heartbeat, one line of JSON for machines
 * and words for people. A second one of the same kind is skipped and fails nothing.
 */
export async function runJob(run: JobRun): Promise<JobEnd> {
  const id = jobId(run.job, run.now);
  const began = run.clock.now();
  let worked: Worked;
  try {
    await new RunLog({ root: run.root, ...(run.files === undefined ? {} : { files: run.files }) }).check();
    worked = await locked(run, id);
  } catch (fault) {
    const error = jobErrorOf(fault);
    // Nobody foresaw it: whoever mends it wants to see where it was.
    if (error.code === 'internal_error') run.console.info((fault as Partial<Error>).stack ?? '');
    await beatFailure(run, id, error);
    worked = failed(error);
  }
  return end(run, id, { worked, began });
}

/** The line of a job that did not begin, since what runs before it failed. */
export async function skipJob(run: Omit<JobRun, 'work'>, why: string): Promise<JobEnd> {
  const id = jobId(run.job, run.now);
  const work = (): Promise<JobResult> => Promise.reject(new Error('a skipped job does not begin'));
  return end({ ...run, work }, id, { worked: skipped('upstream_failed', why), began: run.clock.now() });
}
