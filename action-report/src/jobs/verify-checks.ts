import { BUNDLE_FOLDER } from '../../../src/domain/observability/bundle/bundle-places.js';
import type { BeatingJob } from '../../../src/domain/observability/heartbeat.js';
import { HEARTBEAT_FILES, parseHeartbeat } from '../../../src/domain/observability/heartbeat.js';
import { ROLLUP_FILE } from '../../../src/domain/observability/latency/latency-alert.js';
import type { ObservabilityPolicy } from '../../../src/domain/observability/observability-policy.js';
import { RUN_LOG_FILE } from '../../../src/domain/observability/run-tail.js';
import { finding, type Check, type Finding } from '../../../src/domain/observability/verify/finding.js';
import { unclaimed, verifyClaims } from '../../../src/domain/observability/verify/verify-claims.js';
import { verifyHeartbeats } from '../../../src/domain/observability/verify/verify-heartbeats.js';
import type { VerifiedLog } from '../../../src/domain/observability/verify/verify-log.js';
import {
  verifySchedule,
  type VerifiedSchedule,
} from '../../../src/domain/observability/verify/verify-schedule.js';
import type { Policy } from '../../../src/domain/policy.js';
import { factsOf } from './facts.js';
import { MANIFESTS, type Manifest, type ManifestReading } from './manifests.js';
import { readLog, type LogReading } from './read-log.js';

export interface Checking extends ManifestReading, LogReading {
  readonly policy: Pick<Policy, 'batchMs' | 'graceMs' | 'phases'>;
  readonly observability: ObservabilityPolicy;
  readonly now: number;
  /** Holds the datasets and their history against their manifests. */
  readonly dashboard: () => Promise<readonly Finding[]>;
}

/** The jobs that the policy has, but for the one that looks. */
export function watchedJobs({ latency, weekly, dashboard }: ObservabilityPolicy): readonly BeatingJob[] {
  return [
    ...(latency === null ? [] : (['latency'] as const)),
    ...(weekly === null ? [] : (['weekly'] as const)),
    ...(dashboard === null ? [] : (['dashboard'] as const)),
  ];
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

/** Files against the manifest that names them. */
async function manifested(
  read: (reading: Checking) => Promise<Manifest>,
  checking: Checking,
): Promise<readonly Finding[]> {
  const { check, file, claims, broken, paths } = await read(checking);
  const claimed = new Set(claims.map(({ path }) => path));
  return [
    ...broken,
    ...verifyClaims(claims, await factsOf(checking.files, [...claimed])),
    ...unclaimed(paths, { check, manifest: file, claimed }),
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
  const kept: Finding[] = [];
  for (const { check, file, read } of MANIFESTS) {
    const { findings, value } = await guarded(check, file, () => manifested(read, checking));
    kept.push(...findings, ...(value ?? []));
  }
  const datasets = await guarded('dashboard', BUNDLE_FOLDER, checking.dashboard);
  const scheduled = await guarded('schedule', ROLLUP_FILE, () => schedule(checking, found));
  const { ticks = 0, windows = 0, findings = [] } = scheduled.value ?? {};
  return {
    findings: [
      ...[...log.findings, ...found.findings],
      ...[...beats.findings, ...(beats.value ?? [])],
      ...kept,
      ...[...datasets.findings, ...(datasets.value ?? [])],
      ...[...scheduled.findings, ...findings],
    ],
    lines: found.records.length,
    ticks,
    windows,
  };
}
