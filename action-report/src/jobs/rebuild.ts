import {
  HEARTBEAT_FILES,
  parseHeartbeat,
  type BeatingJob,
} from '../../../src/domain/observability/heartbeat.js';
import { rebuildLog, type KnownJob, type Rebuilt } from '../../../src/domain/observability/rebuild.js';
import { runLine } from '../../../src/domain/observability/run-line.js';
import {
  parseSequence,
  RUN_LOG_FILE,
  SEQUENCE_FILE,
  type SequenceFile,
} from '../../../src/domain/observability/run-tail.js';
import { findingText } from '../../../src/domain/observability/verify/finding.js';
import { verifyLog } from '../../../src/domain/observability/verify/verify-log.js';
import type { Job, JobContext, JobResult } from '../../../src/ports/job.js';
import { MANIFESTS, type ManifestReading } from './manifests.js';
import type { LogReading } from './read-log.js';

export interface RebuildOptions extends ManifestReading, LogReading {
  /** Replaces the log while no job can write a line; `plan` gives null where it stays. */
  readonly rewrite: (
    plan: (texts: {
      readonly log: string | null;
      readonly sequence: string | null;
    }) => Promise<{ readonly text: string; readonly sequence: SequenceFile } | null>,
    backup: string,
  ) => Promise<'rewritten' | 'as-it-was'>;
}

async function heartbeatJobs({ files }: ManifestReading): Promise<readonly KnownJob[]> {
  const known: KnownJob[] = [];
  for (const job of Object.keys(HEARTBEAT_FILES) as BeatingJob[]) {
    const file = HEARTBEAT_FILES[job];
    const text = await files.read(file);
    const parsed = text === null ? null : parseHeartbeat(text);
    if (parsed?.kind !== 'heartbeat') continue;
    const { job_id: jobId, last_failure: failure } = parsed.heartbeat;
    if (failure !== null && failure !== undefined)
      known.push({ jobId: failure.job_id, failure: failure.error_code, artefacts: [], from: [file] });
    if (failure?.job_id !== jobId) known.push({ jobId, failure: null, artefacts: [], from: [file] });
  }
  return known;
}

/** Every job that manifests and heartbeats tell of. What cannot be read tells of none. */
async function knownJobs(options: RebuildOptions, context: JobContext): Promise<readonly KnownJob[]> {
  const known = [...(await heartbeatJobs(options))];
  for (const { read } of MANIFESTS) {
    const { jobs, broken } = await read(options);
    for (const one of broken) context.console.warning(`rebuild: ${findingText(one)}`);
    known.push(
      ...jobs.map(({ jobId, artefacts, from }) => ({ jobId, artefacts, from: [from], failure: null })),
    );
  }
  return known;
}

async function work(options: RebuildOptions, context: JobContext): Promise<JobResult> {
  const { rewrite, validateRun } = options;
  const backup = `${RUN_LOG_FILE}.before-${context.jobId}`;
  const known = await knownJobs(options, context);
  let rebuilt: Rebuilt | null = null;
  let hadLog = false;
  const done = await rewrite(async ({ log, sequence }) => {
    const texts = { log: RUN_LOG_FILE, sequence: SEQUENCE_FILE, logText: log, sequenceText: sequence };
    const { findings, records } = verifyLog({ ...texts, validate: validateRun });
    hadLog = log !== null;
    if (findings.length === 0 && hadLog) return null;
    for (const one of findings) context.console.info(`rebuild: ${findingText(one)}`);
    const kept = records.map(({ record }) => record);
    rebuilt = rebuildLog({ records: kept, known, sequence: parseSequence(sequence ?? '') });
    return { text: rebuilt.records.map(runLine).join(''), sequence: rebuilt.sequence };
  }, backup);
  if (done === 'as-it-was') {
    context.console.info('rebuild: the run log is as it should be, and stays as it is');
    return { status: 'ok', diagnostics: { made: 0, unknown: 0 } };
  }
  const { made = 0, unknown = 0, records = [] } = (rebuilt ?? {}) as Partial<Rebuilt>;
  if (hadLog) context.console.warning(`rebuild: the log that was there is kept as ${backup}`);
  return {
    status: 'ok',
    artefacts: [RUN_LOG_FILE, SEQUENCE_FILE, ...(hadLog ? [backup] : [])],
    diagnostics: { made, unknown, kept: records.length - made - unknown },
  };
}

/**
 * Makes the run log anew from its own good lines, and from what manifests and heartbeats tell of the others. A log that is as
 * it should be is left alone.
 */
export function rebuildJob(options: RebuildOptions): Job {
  return { name: 'rebuild', isDue: () => Promise.resolve(true), work: (context) => work(options, context) };
}
