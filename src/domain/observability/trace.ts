import type { Json } from '../canonical-json.js';
import type { NoticeRecord } from '../notice-record.js';
import { recordOf } from '../raw-values.js';
import { formatInstant, parseInstant } from '../time.js';
import { parseBatchRuns, type BatchRun } from './batch-runs.js';
import { parseJobId } from './job-id.js';
import type { RunRecord } from './run-record.js';
import type { Claim, FileFact } from './verify/verify-claims.js';

export const TRACE_SCHEMA = 'phasegate.trace/1';

/** A file that a job wrote, as it is now. */
export interface TracedFile {
  readonly path: string;
  /** `as-recorded`: a manifest names it, with this digest; `unrecorded`: no manifest tells what it should be. */
  readonly state: 'as-recorded' | 'changed' | 'missing' | 'unrecorded' | 'unreadable';
  readonly sha256: string | null;
  /** Where a manifest names it. */
  readonly manifests: readonly string[];
}

/** A job from what started it to what came of it. */
export interface Trace {
  readonly schema: typeof TRACE_SCHEMA;
  readonly job_id: string;
  /** Its lines of the run log; more than one where two began in the same second. */
  readonly lines: readonly { readonly line: number; readonly record: RunRecord }[];
  readonly schedule: {
    readonly at: string;
    /** The run on GitHub; null where it was none. */
    readonly run: Json;
    readonly url: string | null;
    /** The job of the same name before it, and how long before. */
    readonly previous: { readonly job_id: string; readonly seconds: number } | null;
  };
  readonly batches: readonly BatchRun[];
  readonly artefacts: readonly TracedFile[];
  readonly alerts: readonly Json[];
  /** Notices that were recorded from its begin until the next job of its name began. */
  readonly notices: readonly NoticeRecord[];
}

export interface TraceFacts {
  readonly jobId: string;
  readonly records: readonly { readonly line: number; readonly record: RunRecord }[];
  readonly claims: readonly Claim[];
  readonly factOf: (path: string) => FileFact;
  /** Every notice that is known of. */
  readonly notices: readonly NoticeRecord[];
  /** Address of the repository, such as https://github.com/acme/shop; null where it is not known. */
  readonly repository: string | null;
}

function fileOf(path: string, { claims, factOf }: TraceFacts): TracedFile {
  const own = claims.filter((claim) => claim.path === path);
  const manifests = own.map(({ manifest, line }) => `${manifest}${line === null ? '' : `:${line}`}`);
  const fact = factOf(path);
  if (fact.kind === 'missing') return { path, state: 'missing', sha256: null, manifests };
  if (fact.kind !== 'file') return { path, state: 'unreadable', sha256: null, manifests };
  const { sha256 } = fact;
  const told = own.flatMap((claim) => claim.sha256 ?? []);
  const isSame = told.some((one) => one.toLowerCase() === sha256);
  return {
    path,
    state: told.length === 0 ? 'unrecorded' : isSame ? 'as-recorded' : 'changed',
    sha256,
    manifests,
  };
}

/** The jobs of one name in order of their begin: ms since the epoch. */
function begins(records: TraceFacts['records'], job: string): readonly { id: string; at: number }[] {
  const all = records.flatMap(({ record: { job_id: id } }) => {
    const parsed = parseJobId(id);
    return parsed?.job === job ? [{ id, at: parsed.at }] : [];
  });
  return all.sort((a, b) => a.at - b.at);
}

function runUrl(run: Json, repository: string | null): string | null {
  const id = recordOf(run)?.['id'];
  // What stands in an address is not taken on trust.
  return repository !== null && typeof id === 'string' && /^\d{1,20}$/.test(id)
    ? `${repository}/actions/runs/${id}`
    : null;
}

/** Files that the lines of a job name, each once. */
export function tracedPaths(records: TraceFacts['records'], jobId: string): readonly string[] {
  const own = records.filter(({ record }) => record.job_id === jobId);
  return [...new Set(own.flatMap(({ record }) => record.artefacts))];
}

/** The way of a job; null where no line tells of it. */
export function traceOf(facts: TraceFacts): Trace | null {
  const { jobId, records, notices, repository } = facts;
  const lines = records.filter(({ record }) => record.job_id === jobId);
  const newest = lines.at(-1);
  const id = parseJobId(jobId);
  if (newest === undefined || id === null) return null;
  const others = begins(records, id.job);
  const previous = others.findLast(({ at }) => at < id.at);
  const next = others.find(({ at }) => at > id.at)?.at ?? Infinity;
  const run = newest.record.diagnostics['run'] ?? null;
  return {
    schema: TRACE_SCHEMA,
    job_id: jobId,
    lines,
    schedule: {
      at: formatInstant(id.at),
      run,
      url: runUrl(run, repository),
      previous:
        previous === undefined ? null : { job_id: previous.id, seconds: (id.at - previous.at) / 1_000 },
    },
    batches: lines.flatMap(({ record }) => parseBatchRuns(record.diagnostics['batches'])),
    artefacts: tracedPaths(records, jobId).map((path) => fileOf(path, facts)),
    alerts: lines.flatMap(({ record }) => record.alerts),
    notices: notices.filter(({ recorded }) => {
      const at = parseInstant(recorded) ?? -Infinity;
      return at >= id.at && at < next;
    }),
  };
}
