import type { JobErrorCode } from './job-error.js';
import { jobId, parseJobId } from './job-id.js';
import { RUN_SCHEMA, type RunOutcome, type RunRecord } from './run-record.js';
import type { SequenceFile } from './run-tail.js';

/** A job that something besides the run log tells of. */
export interface KnownJob {
  readonly jobId: string;
  /** null: it did its work. */
  readonly failure: JobErrorCode | null;
  readonly artefacts: readonly string[];
  /** Where it is told of. */
  readonly from: readonly string[];
}

export interface Rebuilt {
  /** Numbered without a gap. */
  readonly records: readonly RunRecord[];
  readonly sequence: SequenceFile;
  /** Lines that were made from what else tells of their job, and lines of which nothing is known. */
  readonly made: number;
  readonly unknown: number;
}

function timeOf(id: string): number {
  return parseJobId(id)?.at ?? -Infinity;
}

/** What is told of one job in several places as one, in order of time. */
function merged(known: readonly KnownJob[]): readonly KnownJob[] {
  const byId = new Map<string, KnownJob>();
  for (const job of known) {
    if (parseJobId(job.jobId) === null) continue;
    const before = byId.get(job.jobId);
    byId.set(job.jobId, {
      jobId: job.jobId,
      failure: before?.failure ?? job.failure,
      artefacts: [...new Set([...(before?.artefacts ?? []), ...job.artefacts])],
      from: [...new Set([...(before?.from ?? []), ...job.from])],
    });
  }
  return [...byId.values()].sort((a, b) => timeOf(a.jobId) - timeOf(b.jobId) || (a.jobId < b.jobId ? -1 : 1));
}

const MADE = {
  schema: RUN_SCHEMA,
  duration_ms: 0,
  attempts: 1,
  artefacts: [],
  alerts: [],
  error_message: null,
  reason: null,
} as const;

function madeOf({ jobId: id, failure, artefacts, from }: KnownJob): RunOutcome {
  const diagnostics = { rebuilt: true, rebuilt_from: from };
  return {
    ...MADE,
    job_id: id,
    status: failure === null ? 'ok' : 'error',
    error_code: failure,
    artefacts,
    diagnostics,
  };
}

/** A line of which nothing is known but that it was there. */
function unknownAt(at: number): RunOutcome {
  return {
    ...MADE,
    job_id: jobId('rebuild', Math.max(0, at)),
    status: 'warning',
    attempts: 0,
    error_code: 'sequence_gap',
    error_message: 'nothing is known of the job that wrote this line',
    diagnostics: { rebuilt: true },
  };
}

class Rebuilding {
  readonly records: RunRecord[] = [];
  made = 0;
  unknown = 0;
  readonly #left: Set<KnownJob>;

  constructor(known: readonly KnownJob[]) {
    this.#left = new Set(known);
  }

  keep(record: RunRecord): void {
    this.records.push(record);
  }

  make(job: KnownJob, sequence: number): void {
    this.#left.delete(job);
    this.made += 1;
    this.records.push({ ...madeOf(job), sequence });
  }

  /** The numbers from one up to another: jobs of that time first, then what nobody knows of. */
  fill(from: number, until: number, time: { readonly after: number; readonly before: number }): void {
    const jobs = [...this.#left].filter(
      ({ jobId: id }) => timeOf(id) >= time.after && timeOf(id) <= time.before,
    );
    for (let sequence = from; sequence < until; sequence += 1) {
      const job = jobs[sequence - from];
      if (job !== undefined) {
        this.make(job, sequence);
      } else {
        this.unknown += 1;
        this.records.push({ ...unknownAt(time.after), sequence });
      }
    }
  }
}

/** A log of which no line is left: what is known, up to the last number that was given. */
function fromNothing(known: readonly KnownJob[], sequence: SequenceFile | null): Rebuilt {
  const value = Math.max(sequence?.value ?? 0, known.length);
  const first = value - known.length + 1;
  const rebuilding = new Rebuilding(known);
  known.forEach((job, i) => rebuilding.make(job, first + i));
  const { records, made, unknown } = rebuilding;
  return { records, sequence: { value, first }, made, unknown };
}

/** Lines by their numbers; of two with the same the first counts, and the others are given numbers behind the last. */
function numbered(records: readonly RunRecord[]) {
  const kept = new Map<number, RunRecord>();
  const doubles: RunRecord[] = [];
  for (const record of records) {
    if (kept.has(record.sequence)) doubles.push(record);
    else kept.set(record.sequence, record);
  }
  const inOrder = [...kept.values()].sort((a, b) => a.sequence - b.sequence);
  const isNew = (record: RunRecord): boolean =>
    JSON.stringify(record) !== JSON.stringify(kept.get(record.sequence));
  return { inOrder, doubles: doubles.filter(isNew) };
}

/**
 * The run log anew: its good lines as they are, and in place of every other number what else tells of a job of that time, or
 * that nothing is known. Numbers before the first line are given only to jobs that are known.
 */
export function rebuildLog(options: {
  readonly records: readonly RunRecord[];
  readonly known: readonly KnownJob[];
  readonly sequence: SequenceFile | null;
}): Rebuilt {
  const { sequence } = options;
  const { inOrder, doubles } = numbered(options.records);
  const logged = new Set(inOrder.map(({ job_id: id }) => id));
  const known = merged(options.known).filter(({ jobId: id }) => !logged.has(id));
  const [oldest] = inOrder;
  if (oldest === undefined) return fromNothing(known, sequence);
  const rebuilding = new Rebuilding(known);
  const begin = timeOf(oldest.job_id);
  const room = Math.max(0, oldest.sequence - (sequence?.first ?? oldest.sequence));
  const before = room === 0 ? [] : known.filter(({ jobId: id }) => timeOf(id) < begin).slice(-room);
  const first = oldest.sequence - before.length;
  before.forEach((job, i) => rebuilding.make(job, first + i));
  let last = oldest;
  for (const record of inOrder) {
    const time = { after: timeOf(last.job_id), before: timeOf(record.job_id) };
    if (record !== oldest) rebuilding.fill(last.sequence + 1, record.sequence, time);
    rebuilding.keep(record);
    last = record;
  }
  const value = Math.max(last.sequence, sequence?.value ?? 0);
  rebuilding.fill(last.sequence + 1, value + 1, { after: timeOf(last.job_id), before: Infinity });
  doubles.forEach((record, i) => rebuilding.keep({ ...record, sequence: value + 1 + i }));
  const { records, made, unknown } = rebuilding;
  return { records, sequence: { value: value + doubles.length, first }, made, unknown };
}
