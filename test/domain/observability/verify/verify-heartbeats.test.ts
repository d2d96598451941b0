import { expect, test } from '@jest/globals';
import type {
  BeatingJob,
  Heartbeat,
  ParsedHeartbeat,
} from '../../../../src/domain/observability/heartbeat.js';
import type { RunRecord, RunStatus } from '../../../../src/domain/observability/run-record.js';
import { findingText } from '../../../../src/domain/observability/verify/finding.js';
import {
  verifyHeartbeats,
  type HeartbeatFacts,
} from '../../../../src/domain/observability/verify/verify-heartbeats.js';
import { jobId, type JobName } from '../../../../src/domain/observability/job-id.js';
import { HOUR } from '../../../../src/domain/time.js';
import { outcome } from '../../../observability-builder.js';

/** A Wednesday. */
const NOW = Date.parse('2026-03-04T14:00:00Z');

function beat(at: string | null): ParsedHeartbeat {
  const heartbeat: Heartbeat = {
    schema: 'phasegate.heartbeat/1',
    job_id: 'x',
    generated_at: '2026-03-04T13:00:00Z',
    last_success_at: at,
    last_failure: null,
  };
  return { kind: 'heartbeat', heartbeat };
}

const line = (job: JobName, at: string, status: RunStatus = 'ok'): RunRecord => ({
  ...outcome({ job_id: jobId(job, Date.parse(at)), status }),
  sequence: 1,
});
/** The log is old. */
const OLD = line('rollout', '2026-01-01T00:00:00Z');

function found(job: BeatingJob, parts: Partial<HeartbeatFacts> & { readonly beat?: ParsedHeartbeat } = {}) {
  const { beat: one, ...rest } = parts;
  return verifyHeartbeats({
    jobs: [job],
    heartbeats: { [job]: one ?? { kind: 'missing' } },
    records: [OLD],
    now: NOW,
    limitMs: 6 * HOUR,
    ...rest,
  }).map(findingText);
}

test.each<readonly [string, BeatingJob, Parameters<typeof found>[1]]>([
  ['latency that succeeded 6 hours ago', 'latency', { beat: beat('2026-03-04T08:00:00Z') }],
  [
    'latency that has never run while the log is young',
    'latency',
    { records: [line('rollout', '2026-03-04T09:00:00Z')] },
  ],
  [
    'latency that rehearsed',
    'latency',
    { records: [OLD, line('latency', '2026-03-04T13:00:00Z', 'dry_run')] },
  ],
  ['a weekly report of this Monday', 'weekly', { beat: beat('2026-03-02T00:15:00Z') }],
  [
    'a weekly report that has been due for 6 hours',
    'weekly',
    { now: Date.parse('2026-03-02T06:00:00Z'), beat: beat('2026-02-23T00:15:00Z') },
  ],
  ['datasets of this day', 'dashboard', { beat: beat('2026-03-04T00:05:00Z') }],
  [
    'datasets that have been due for 6 hours',
    'dashboard',
    { now: Date.parse('2026-03-04T06:00:00Z'), beat: beat('2026-03-03T00:05:00Z') },
  ],
  [
    'datasets of a log that is an hour old',
    'dashboard',
    { records: [line('rollout', '2026-03-04T13:00:00Z')] },
  ],
])('%s lives', (_, job, parts) => {
  expect(found(job, parts)).toEqual([]);
});

const FILE = {
  latency: 'ops/latency_job_heartbeat.json',
  weekly: 'ops/weekly_report_heartbeat.json',
  dashboard: 'ops/dashboard_export_heartbeat.json',
};

test.each<readonly [string, keyof typeof FILE, Parameters<typeof found>[1], string]>([
  [
    'latency that succeeded longer ago',
    'latency',
    { beat: beat('2026-03-04T07:59:59Z') },
    'is stale: its last success was at 2026-03-04T07:59:59Z; the policy allows 6h',
  ],
  [
    'latency that has only failed',
    'latency',
    { beat: beat(null) },
    'is stale: it has never succeeded; the policy allows 6h',
  ],
  ['latency without a sign of life', 'latency', {}, 'is stale: it has never succeeded; the policy allows 6h'],
  [
    'latency whose heartbeat was deleted',
    'latency',
    { records: [line('latency', '2026-03-04T13:45:00Z')] },
    'is missing, and the run log says that latency succeeded',
  ],
  [
    'a weekly report that did not come',
    'weekly',
    { beat: beat('2026-02-23T00:15:00Z') },
    'is stale: weekly was due at 2026-03-02T00:00:00Z, and its last success was at 2026-02-23T00:15:00Z; the policy allows 6h',
  ],
  [
    'datasets that did not come',
    'dashboard',
    { beat: beat('2026-03-03T23:59:59Z') },
    'is stale: dashboard was due at 2026-03-04T00:00:00Z, and its last success was at 2026-03-03T23:59:59Z; the policy allows 6h',
  ],
  [
    'a heartbeat from the future',
    'latency',
    { beat: beat('2026-03-04T14:06:00Z') },
    'says that latency succeeded at 2026-03-04T14:06:00Z, which is yet to come',
  ],
  ['a broken heartbeat', 'latency', { beat: { kind: 'broken', why: 'is no JSON' } }, 'is no JSON'],
  ['a heartbeat of a newer version', 'latency', { beat: { kind: 'newer', why: 'is x/2' } }, 'is x/2'],
])('%s is told', (_, job, parts, what) => {
  expect(found(job, parts)).toEqual([`${FILE[job]}: ${what}`]);
});
