import type { Json } from '../domain/canonical-json.js';
import type { Diagnostics } from '../domain/observability/job-error.js';
import type { JobName } from '../domain/observability/job-id.js';
import type { RunAlert, RunOutcome, RunRecord } from '../domain/observability/run-record.js';

/** Where a job speaks: to machines one line of JSON on the output, to people on the other stream. */
export interface JobConsole {
  /** A line that is JSON already. */
  readonly summary: (line: string) => void;
  readonly info: (text: string) => void;
  readonly warning: (text: string) => void;
  readonly error: (text: string) => void;
}

/** What a job is told of its run. */
export interface JobContext {
  readonly jobId: string;
  /** The tick's clock, ms since the epoch. */
  readonly now: number;
  /** The folder of observability's files. */
  readonly root: string;
  /** How long the job's lock took, in ms. */
  readonly lockLatencyMs: number;
  readonly console: JobConsole;
}

/** What a job came to that did not fail. One that fails throws a JobError. */
export interface JobResult {
  readonly status: 'ok' | 'warning' | 'dry_run' | 'skipped';
  /** Files it wrote, relative to the root. */
  readonly artefacts?: readonly string[];
  readonly alerts?: readonly RunAlert[];
  readonly diagnostics?: Diagnostics;
  /** How often it tried what it does over the network. Default 1. */
  readonly attempts?: number;
  /** Why it was skipped. */
  readonly reason?: string;
  /** Fields of the summary besides those of the line. */
  readonly summary?: Readonly<Record<string, Json>>;
  /** The job's own fields of its heartbeat. A dry run and a job that was skipped leave the heartbeat alone. */
  readonly heartbeat?: Readonly<Record<string, Json>>;
}

/** A standing job. */
export interface Job {
  readonly name: JobName;
  /** Whether it is time for it; asked only where jobs run when they are due. */
  readonly isDue: (now: number) => Promise<boolean>;
  readonly work: (context: JobContext) => Promise<JobResult>;
}

/** What became of a job. */
export interface JobEnd {
  /** The line of the run log; `sequence` is null where it could not be written. */
  readonly record: RunRecord | (RunOutcome & { readonly sequence: null });
  /** Whether the step must fail. */
  readonly isFailed: boolean;
  readonly summary: Readonly<Record<string, Json>>;
}
