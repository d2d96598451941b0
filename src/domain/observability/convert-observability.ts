import { parseBytes } from '../bytes.js';
import { duration } from '../policy-convert-rules.js';
import { DAY, HOUR, MINUTE } from '../time.js';
import type {
  DashboardDocument,
  LatencyDocument,
  ObservabilityDocument,
  TurnoverDocument,
} from './observability-document.js';
import {
  DEFAULT_OBSERVABILITY_ROOT,
  type DashboardPolicy,
  type LatencyPolicy,
  type ObservabilityPolicy,
  type TurnoverPolicy,
} from './observability-policy.js';
import { weeklyOf } from './weekly/convert.js';

export const DEFAULT_KEEP_ROLLUPS_MS = 90 * DAY;
const DEFAULT_ROTATE_AT = 10_000_000;

/** A number of bytes of a checked document. @throws TypeError for any other text: the schema lets none through. */
function bytes(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const count = parseBytes(text);
  if (count === null) throw new TypeError(`${JSON.stringify(text)} is no number of bytes`);
  return count;
}

function latencyOf(latency: LatencyDocument): LatencyPolicy {
  return {
    sli: latency.sli,
    failures: latency.failures ?? null,
    keepSamplesMs: duration(latency['keep-samples'], 14 * DAY),
    keepRollupsMs: duration(latency['keep-rollups'], DEFAULT_KEEP_ROLLUPS_MS),
    rotateAtBytes: bytes(latency['rotate-at'], DEFAULT_ROTATE_AT),
  };
}

function turnoverOf(turnover: TurnoverDocument): TurnoverPolicy {
  return {
    index: turnover.index,
    daily: turnover.daily ?? 'daily.csv',
    newest: turnover.newest ?? 1_000,
    pnl: turnover.pnl ?? 'pnl_pips',
    pnlValue: turnover['pnl-value'] ?? null,
  };
}

function dashboardOf(dashboard: DashboardDocument): DashboardPolicy {
  const { keep, 'ev-history': evHistory, slippage, turnover, latency, upload } = dashboard;
  return {
    keepMs: duration(keep, 56 * DAY),
    evHistory: evHistory === undefined ? null : { files: evHistory.files, newest: evHistory.newest ?? 32 },
    slippage: slippage ?? null,
    turnover: turnover === undefined ? null : turnoverOf(turnover),
    latency: latency ?? false,
    upload:
      upload === undefined
        ? null
        : { command: upload.command, timeoutMs: duration(upload.timeout, 2 * MINUTE) },
  };
}

/** The standing jobs, with every default filled in; null where the document does not speak of them. */
export function observabilityOf(document: ObservabilityDocument | undefined): ObservabilityPolicy | null {
  if (document === undefined) return null;
  const { root, latency, weekly, dashboard, 'run-log': runLog, verify } = document;
  return {
    root: root ?? DEFAULT_OBSERVABILITY_ROOT,
    latency: latency === undefined ? null : latencyOf(latency),
    weekly: weekly === undefined ? null : weeklyOf(weekly),
    dashboard: dashboard === undefined ? null : dashboardOf(dashboard),
    runLog: { keepMs: duration(runLog?.keep, 60 * DAY) },
    verify: { heartbeatMs: duration(verify?.heartbeat, 6 * HOUR) },
  };
}
