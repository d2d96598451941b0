import { canonicalJsonPretty, type Json } from '../../src/domain/canonical-json.js';
import { batchRuns, batchRunsJson } from '../../src/domain/observability/batch-runs.js';
import type { ClosedHour } from '../../src/domain/observability/latency/add-hours.js';
import { ARCHIVE_MANIFEST } from '../../src/domain/observability/latency/archive-manifest.js';
import { ROLLUP_FILE } from '../../src/domain/observability/latency/latency-alert.js';
import type { LatencyArchive } from '../../src/domain/observability/latency/latency-archive.js';
import type { RunAlert } from '../../src/domain/observability/run-record.js';
import { formatInstant, MINUTE, windowAt } from '../../src/domain/time.js';
import type { LatencyStorage, LatencyWork } from '../../src/ports/latency-storage.js';
import type { CollectPlan } from './collect.js';

const TICK_MS = 15 * MINUTE;

/** What the job latency came to. */
export interface LatencyResult {
  readonly status: 'ok' | 'warning' | 'dry_run' | 'skipped';
  readonly reason?: string;
  /** Relative to the root. */
  readonly artefacts: readonly string[];
  readonly alerts: readonly RunAlert[];
  readonly diagnostics: Readonly<Record<string, Json>>;
  readonly summary: Readonly<Record<string, Json>>;
  readonly heartbeat: Readonly<Record<string, Json>>;
}

export interface LatencyJobOptions {
  /** null: another tick held the collector's state. */
  readonly plan: CollectPlan | null;
  readonly storage: LatencyStorage;
  readonly rotateAtBytes: number;
  readonly jobId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly lockLatencyMs: number;
  /** Alerts go to a file, and are not done with. */
  readonly dryRunAlert: boolean;
  /** Writes a file below the root. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

/** The windows that a tick closed, oldest first. */
export function hoursOf({ batches }: CollectPlan): readonly ClosedHour[] {
  return batches.map(({ header, events }) => ({ header, events }));
}

/** How many alerts of the episode that lasts people were told of. */
function pendingAlerts({ breach }: LatencyArchive): number {
  return breach.episode?.levels.length ?? 0;
}

function heartbeatOf(archive: LatencyArchive, now: number): LatencyResult['heartbeat'] {
  const pending = pendingAlerts(archive);
  const { lastBreachAt } = archive.breach;
  return {
    status: pending > 0 ? 'warning' : 'ok',
    next_run_at: formatInstant(windowAt(now, TICK_MS).end),
    last_breach_at: lastBreachAt === null ? null : formatInstant(lastBreachAt),
    pending_alerts: pending,
  };
}

function artefactsOf({ samplesWritten, samplesDropped, rollups, rotatedTo }: LatencyWork): string[] {
  const samples = samplesWritten > 0 || samplesDropped > 0 || rotatedTo !== null;
  return [
    ...(samples ? ['ops/signal_latency.csv'] : []),
    ...(rollups.length > 0 ? [ROLLUP_FILE] : []),
    ...(rotatedTo === null ? [] : [rotatedTo, ARCHIVE_MANIFEST]),
  ];
}

function summaryOf(
  { storage, rotateAtBytes, lockLatencyMs }: LatencyJobOptions,
  { totals, missed }: CollectPlan,
): LatencyResult['summary'] {
  const { archive, work } = storage;
  return {
    samples_written: work.samplesWritten,
    samples_dropped: work.samplesDropped,
    rollups_written: work.rollups.length,
    breach_count: work.rollups.filter(({ isBreach }) => isBreach).length,
    breach_streak: archive.breach.criticalStreak,
    next_rotation_bytes: Math.max(0, rotateAtBytes - archive.samples.bytes),
    lock_latency_ms: Math.round(lockLatencyMs),
    ...totals,
    missed,
  };
}

/** What the archive says of a tick whose windows it has taken, as the run log, the heartbeat and people are told. */
export async function latencyJob(options: LatencyJobOptions): Promise<LatencyResult> {
  const { plan, storage, jobId, now, dryRunAlert, writeFile } = options;
  const { archive, work } = storage;
  const heartbeat = heartbeatOf(archive, now);
  if (plan === null) {
    const nothing = { artefacts: [], alerts: [], diagnostics: {}, summary: {}, heartbeat };
    return { ...nothing, status: 'skipped', reason: 'lock_not_acquired' };
  }
  const alerts = archive.alerts.map(({ alert }) => alert);
  const artefacts = artefactsOf(work);
  if (dryRunAlert) {
    const path = `out/latency_alerts/${jobId}.json`;
    await writeFile(path, canonicalJsonPretty({ job_id: jobId, generated_at: formatInstant(now), alerts }));
    artefacts.push(path);
  }
  const { rejected, late, duplicates } = plan.totals;
  const found = { rejected, late, duplicates, missed: plan.missed };
  const batches = batchRuns(plan.batches.map(({ header }) => header));
  const odd = Object.entries(found).filter(([, count]) => count > 0);
  return {
    status: dryRunAlert ? 'dry_run' : work.isDoubtful ? 'warning' : 'ok',
    artefacts,
    alerts,
    diagnostics: {
      ...(batches.length === 0 ? {} : { batches: batchRunsJson(batches) }),
      ...(odd.length === 0 ? {} : { lines: Object.fromEntries(odd) }),
      ...(work.notes.length === 0 ? {} : { notes: work.notes }),
    },
    summary: summaryOf(options, plan),
    heartbeat,
  };
}
