import type { BeatingJob } from '../../../src/domain/observability/heartbeat.js';
import { HEARTBEAT_FILES, parseHeartbeat } from '../../../src/domain/observability/heartbeat.js';
import {
  ARCHIVE_FOLDER,
  ARCHIVE_MANIFEST,
  parseManifest,
} from '../../../src/domain/observability/latency/archive-manifest.js';
import { ROLLUP_FILE } from '../../../src/domain/observability/latency/latency-alert.js';
import type { ObservabilityPolicy } from '../../../src/domain/observability/observability-policy.js';
import type { Validator } from '../../../src/domain/observability/run-record.js';
import { RUN_LOG_FILE, SEQUENCE_FILE } from '../../../src/domain/observability/run-tail.js';
import { finding, type Check, type Finding } from '../../../src/domain/observability/verify/finding.js';
import {
  unclaimed,
  verifyClaims,
  type Claim,
  type FileFact,
} from '../../../src/domain/observability/verify/verify-claims.js';
import { verifyHeartbeats } from '../../../src/domain/observability/verify/verify-heartbeats.js';
import { verifyLog, type VerifiedLog } from '../../../src/domain/observability/verify/verify-log.js';
import {
  verifySchedule,
  type VerifiedSchedule,
} from '../../../src/domain/observability/verify/verify-schedule.js';
import type { Policy } from '../../../src/domain/policy.js';
import type { ObservedFiles } from '../../../src/ports/observed-files.js';

export interface Checking {
  readonly policy: Pick<Policy, 'batchMs' | 'graceMs' | 'phases'>;
  readonly observability: ObservabilityPolicy;
  readonly files: ObservedFiles;
  readonly now: number;
  /** For a line of the run log. */
  readonly validateRun: Validator;
  /** For a line of the manifest of the archive. */
  readonly validateArchive: Validator;
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

/** What the files of claims are, each looked at once. */
async function factsOf(files: ObservedFiles, claims: readonly Claim[]): Promise<(path: string) => FileFact> {
  const facts = new Map<string, FileFact>();
  // One after the other: a file may be large.
  for (const { path } of claims) if (!facts.has(path)) facts.set(path, await files.fact(path));
  return (path) => facts.get(path) ?? { kind: 'missing' };
}

/** The compressed samples against the manifest of the archive. */
async function archive({ files, validateArchive }: Checking): Promise<readonly Finding[]> {
  const lines = parseManifest((await files.read(ARCHIVE_MANIFEST)) ?? '', validateArchive);
  const broken = lines.flatMap((one) =>
    one.kind === 'broken' ? [finding('archive', ARCHIVE_MANIFEST, { what: one.why, line: one.line })] : [],
  );
  const claims = lines.flatMap((one): readonly Claim[] => {
    if (one.kind === 'broken') return [];
    const { path, sha256, row_count: rows } = one.entry;
    return [{ check: 'archive', manifest: ARCHIVE_MANIFEST, line: one.line, path, sha256, rows }];
  });
  const paths = (await files.list(ARCHIVE_FOLDER)).filter((path) => path !== ARCHIVE_MANIFEST);
  const claimed = new Set(claims.map(({ path }) => path));
  return [
    ...broken,
    ...verifyClaims(claims, await factsOf(files, claims)),
    ...unclaimed(paths, { check: 'archive', manifest: ARCHIVE_MANIFEST, claimed }),
  ];
}

async function schedule(checking: Checking, { records }: VerifiedLog): Promise<VerifiedSchedule> {
  const { policy, observability, files, now } = checking;
  const text = await files.read(ROLLUP_FILE);
  const hours = text
    ?.split('\n')
    .slice(1, -1)
    .map((line) => line.slice(0, line.indexOf(',')));
  return verifySchedule({
    log: RUN_LOG_FILE,
    records,
    batchMs: policy.batchMs,
    graceMs: policy.graceMs,
    phases: policy.phases.map(({ id }) => id),
    rollups: hours === undefined ? null : { file: ROLLUP_FILE, hours },
    rollupsFrom: now - (observability.latency?.keepRollupsMs ?? 0),
    now,
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
  /** Lines of the run log that were read, ticks that made batches, and windows that those are of. */
  readonly lines: number;
  readonly ticks: number;
  readonly windows: number;
}

/** Everything that is not as it should be, in order of the checks. */
export async function checkAll(checking: Checking): Promise<Checked> {
  const log = await guarded('log', RUN_LOG_FILE, () => readLog(checking));
  const found = log.value ?? { findings: [], records: [] };
  const beats = await guarded('heartbeat', 'ops', () => heartbeats(checking, found));
  const archived = await guarded('archive', ARCHIVE_FOLDER, () => archive(checking));
  const scheduled = await guarded('schedule', ROLLUP_FILE, () => schedule(checking, found));
  const { ticks = 0, windows = 0, findings = [] } = scheduled.value ?? {};
  return {
    findings: [
      ...[...log.findings, ...found.findings],
      ...[...beats.findings, ...(beats.value ?? [])],
      ...[...archived.findings, ...(archived.value ?? [])],
      ...[...scheduled.findings, ...findings],
    ],
    lines: found.records.length,
    ticks,
    windows,
  };
}
