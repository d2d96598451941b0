import { canonicalJsonPretty, type Json } from '../canonical-json.js';
import { recordOf, textOf } from '../raw-values.js';
import { formatInstant, parseInstant } from '../time.js';
import type { JobErrorCode } from './job-error.js';
import type { JobName } from './job-id.js';
import { newerFormat } from '../newer-format.js';

export const HEARTBEAT_SCHEMA = 'phasegate.heartbeat/1';

/** Where each job says that it lives, relative to the root. */
export const HEARTBEAT_FILES = {
  latency: 'ops/latency_job_heartbeat.json',
  weekly: 'ops/weekly_report_heartbeat.json',
  dashboard: 'ops/dashboard_export_heartbeat.json',
  verify: 'ops/verify_heartbeat.json',
} as const satisfies Partial<Record<JobName, string>>;

export type BeatingJob = keyof typeof HEARTBEAT_FILES;

export function hasHeartbeat(job: JobName): job is BeatingJob {
  return Object.hasOwn(HEARTBEAT_FILES, job);
}

/** What a job last said of itself; besides these fields its own. */
export interface Heartbeat {
  readonly schema: typeof HEARTBEAT_SCHEMA;
  /** The last job that wrote here. */
  readonly job_id: string;
  readonly generated_at: string;
  /** null: it has not succeeded yet. */
  readonly last_success_at: string | null;
  readonly last_failure: { readonly job_id: string; readonly error_code: JobErrorCode } | null;
  readonly [field: string]: Json;
}

export type ParsedHeartbeat =
  | { readonly kind: 'heartbeat'; readonly heartbeat: Heartbeat }
  | { readonly kind: 'newer'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string };

export function parseHeartbeat(text: string): ParsedHeartbeat {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'broken', why: 'is no JSON' };
  }
  const record = recordOf(value);
  const schema = textOf(record?.['schema']) ?? '';
  const newer = newerFormat(schema, HEARTBEAT_SCHEMA);
  if (newer !== null)
    return { kind: 'newer', why: `is ${newer}; this version of Phasegate knows ${HEARTBEAT_SCHEMA}` };
  if (record === null || schema !== HEARTBEAT_SCHEMA)
    return { kind: 'broken', why: `is no ${HEARTBEAT_SCHEMA}` };
  const success = record['last_success_at'];
  if (success !== null && parseInstant(textOf(success) ?? '') === null)
    return { kind: 'broken', why: 'last_success_at is neither a time nor null' };
  if (textOf(record['job_id']) === null) return { kind: 'broken', why: 'job_id is missing' };
  return { kind: 'heartbeat', heartbeat: record as Heartbeat };
}

export function renderHeartbeat(heartbeat: Heartbeat): string {
  return canonicalJsonPretty(heartbeat);
}

/** What a job came to, as its heartbeat has it. */
export interface Beat {
  readonly jobId: string;
  readonly now: number;
  /** null: it succeeded. */
  readonly failure: JobErrorCode | null;
  /** The job's own fields; those it does not name stay as they were. */
  readonly fields: Readonly<Record<string, Json>>;
}

/** The next heartbeat: a success is remembered through later failures, and the last failure through later successes. */
export function beaten(before: Heartbeat | null, { jobId, now, failure, fields }: Beat): Heartbeat {
  return {
    ...before,
    ...fields,
    schema: HEARTBEAT_SCHEMA,
    job_id: jobId,
    generated_at: formatInstant(now),
    last_success_at: failure === null ? formatInstant(now) : (before?.last_success_at ?? null),
    last_failure: failure === null ? (before?.last_failure ?? null) : { job_id: jobId, error_code: failure },
  };
}
