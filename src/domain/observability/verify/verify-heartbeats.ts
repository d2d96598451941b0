import { DAY, formatDuration, formatInstant, parseInstant, MINUTE } from '../../time.js';
import { HEARTBEAT_FILES, type BeatingJob, type ParsedHeartbeat } from '../heartbeat.js';
import { parseJobId } from '../job-id.js';
import type { RunRecord } from '../run-record.js';
import { lastCompleteWeek } from '../weekly/week.js';
import { finding, type Finding } from './finding.js';

/** A clock of another machine may be ahead by so much. */
const AHEAD_MS = 5 * MINUTE;

export interface HeartbeatFacts {
  /** The jobs that the policy has. */
  readonly jobs: readonly BeatingJob[];
  readonly heartbeats: Readonly<Partial<Record<BeatingJob, ParsedHeartbeat | { readonly kind: 'missing' }>>>;
  /** Lines of the run log. */
  readonly records: readonly RunRecord[];
  readonly now: number;
  /** How late a job may be, in ms. */
  readonly limitMs: number;
}

/** When the job's newest success had to come at the latest, but for the limit; null where any moment will do. */
function dueAt(job: BeatingJob, now: number): number {
  switch (job) {
    case 'latency':
      return now;
    case 'weekly':
      return lastCompleteWeek(now).end;
    case 'dashboard':
    case 'verify':
      return Math.floor(now / DAY) * DAY;
  }
}

/** When each line's job began. */
function begins(
  records: readonly RunRecord[],
  job: BeatingJob,
  statuses: readonly string[],
): readonly number[] {
  return records.flatMap(({ job_id: id, status }) => {
    const parsed = parseJobId(id);
    return parsed !== null && parsed.job === job && statuses.includes(status) ? [parsed.at] : [];
  });
}

function verifyOne(job: BeatingJob, facts: HeartbeatFacts): readonly Finding[] {
  const { heartbeats, records, now, limitMs } = facts;
  const file = HEARTBEAT_FILES[job];
  const found = heartbeats[job] ?? { kind: 'missing' };
  const say = (what: string, code: Finding['code'] = null): readonly Finding[] => [
    finding('heartbeat', file, { what, code }),
  ];
  if (found.kind === 'broken') return say(found.why, 'schema_validation_failed');
  if (found.kind === 'newer') return say(found.why, 'unsupported_schema_version');
  const successes = begins(records, job, ['ok', 'warning']);
  if (found.kind === 'missing' && successes.length > 0)
    return say(`is missing, and the run log says that ${job} succeeded`);
  const beaten = found.kind === 'missing' ? null : parseInstant(found.heartbeat.last_success_at ?? '');
  if (beaten !== null && beaten > now + AHEAD_MS)
    return say(`says that ${job} succeeded at ${formatInstant(beaten)}, which is yet to come`);
  // A rehearsal leaves no heartbeat, and is as good a sign of life.
  const newest = Math.max(beaten ?? -Infinity, ...begins(records, job, ['dry_run']));
  const begin = Math.min(...records.flatMap(({ job_id: id }) => parseJobId(id)?.at ?? []), now);
  // There is no report of a week that had ended before anything was recorded.
  if (job === 'weekly' && dueAt(job, now) <= begin) return [];
  const due = Math.max(dueAt(job, now), begin);
  const since = job === 'latency' ? Math.max(newest, begin) : due;
  const isDone = job !== 'latency' && newest >= due;
  if (isDone || now - since <= limitMs) return [];
  const last =
    newest === -Infinity ? 'it has never succeeded' : `its last success was at ${formatInstant(newest)}`;
  const limit = `the policy allows ${formatDuration(limitMs)}`;
  // Without the length of the silence: the sentence stays the same while it lasts.
  const what =
    job === 'latency'
      ? `is stale: ${last}; ${limit}`
      : `is stale: ${job} was due at ${formatInstant(due)}, and ${last}; ${limit}`;
  return say(what);
}

/**
 * Whether each job that the policy has lives: latency within the limit of its last success, the others within it of when
 * they were due. A job was not due before the run log began.
 */
export function verifyHeartbeats(facts: HeartbeatFacts): readonly Finding[] {
  return facts.jobs.flatMap((job) => verifyOne(job, facts));
}
