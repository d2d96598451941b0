import type { BeatingJob } from '../../../src/domain/observability/heartbeat.js';
import { HEARTBEAT_FILES, parseHeartbeat } from '../../../src/domain/observability/heartbeat.js';
import type { ObservabilityPolicy } from '../../../src/domain/observability/observability-policy.js';
import type { Validator } from '../../../src/domain/observability/run-record.js';
import { RUN_LOG_FILE, SEQUENCE_FILE } from '../../../src/domain/observability/run-tail.js';
import { finding, type Check, type Finding } from '../../../src/domain/observability/verify/finding.js';
import { verifyHeartbeats } from '../../../src/domain/observability/verify/verify-heartbeats.js';
import { verifyLog, type VerifiedLog } from '../../../src/domain/observability/verify/verify-log.js';
import type { ObservedFiles } from '../../../src/ports/observed-files.js';

export interface Checking {
  readonly observability: ObservabilityPolicy;
  readonly files: ObservedFiles;
  readonly now: number;
  /** For a line of the run log. */
  readonly validateRun: Validator;
}

/** The jobs that the policy has, but for the one that looks. */
export function watchedJobs({ latency, weekly, dashboard }: ObservabilityPolicy): readonly BeatingJob[] {
  return [
    ...(latency === null ? [] : (['latency'] as const)),
    ...(weekly === null ? [] : (['weekly'] as const)),
    ...(dashboard === null ? [] : (['dashboard'] as const)),
  ];
}

async function readLog({ files, validateRun }: Checking): Promise<VerifiedLog> {
  // The sequence file first: a job that ends in between is then ahead of it, which is no fault.
  const sequenceText = await files.read(SEQUENCE_FILE);
  const logText = await files.read(RUN_LOG_FILE);
  return verifyLog({
    log: RUN_LOG_FILE,
    sequence: SEQUENCE_FILE,
    logText,
    sequenceText,
    validate: validateRun,
  });
}

async function heartbeats(checking: Checking, log: VerifiedLog): Promise<readonly Finding[]> {
  const { observability, files, now } = checking;
  const jobs = watchedJobs(observability);
  const read = await Promise.all(
    jobs.map(async (job) => {
      const text = await files.read(HEARTBEAT_FILES[job]);
      return [job, text === null ? { kind: 'missing' as const } : parseHeartbeat(text)] as const;
    }),
  );
  return verifyHeartbeats({
    jobs,
    heartbeats: Object.fromEntries(read),
    records: log.records.map(({ record }) => record),
    now,
    limitMs: observability.verify.heartbeatMs,
  });
}

/** A check that cannot read what it is to check has found something. */
async function guarded<T>(
  check: Check,
  file: string,
  work: () => Promise<T>,
): Promise<{ readonly value: T | null; readonly findings: readonly Finding[] }> {
  try {
    return { value: await work(), findings: [] };
  } catch (error) {
    const what = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return { value: null, findings: [finding(check, file, { what })] };
  }
}

export interface Checked {
  readonly findings: readonly Finding[];
  /** Lines of the run log that were read. */
  readonly lines: number;
}

/** Everything that is not as it should be, in order of the checks. */
export async function checkAll(checking: Checking): Promise<Checked> {
  const log = await guarded('log', RUN_LOG_FILE, () => readLog(checking));
  const found = log.value ?? { findings: [], records: [] };
  const checks: readonly (readonly [Check, string, () => Promise<readonly Finding[]>])[] = [
    ['heartbeat', 'ops', () => heartbeats(checking, found)],
  ];
  const findings = [...log.findings, ...found.findings];
  for (const [check, file, work] of checks) {
    const { value, findings: unread } = await guarded(check, file, work);
    findings.push(...unread, ...(value ?? []));
  }
  return { findings, lines: found.records.length };
}
