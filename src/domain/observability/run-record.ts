import { recordOf } from '../raw-values.js';
import type { SchemaError } from '../schema-fault.js';
import { schemaFaults } from '../schema-fault.js';
import { formatPath } from '../document-fault.js';
import type { Json } from '../canonical-json.js';
import type { Diagnostics, JobErrorCode } from './job-error.js';
import { newerFormat } from '../newer-format.js';

export const RUN_SCHEMA = 'phasegate.automation-run/1';

export type RunStatus = 'ok' | 'warning' | 'error' | 'skipped' | 'dry_run';

/** Something that a job found and people should know. */
export interface RunAlert {
  readonly id: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly [field: string]: Json;
}

/** What one job came to: a line of the run log, without the number that the log gives it. */
export interface RunOutcome {
  readonly schema: typeof RUN_SCHEMA;
  readonly job_id: string;
  readonly status: RunStatus;
  readonly duration_ms: number;
  /** How often it tried what it did over the network; 1 where it tried nothing twice, 0 where it did not begin. */
  readonly attempts: number;
  /** Files it wrote, relative to the root. */
  readonly artefacts: readonly string[];
  readonly alerts: readonly RunAlert[];
  readonly diagnostics: Diagnostics;
  /** Why it failed, or what a warning is about; null where there is nothing. */
  readonly error_code: JobErrorCode | null;
  readonly error_message: string | null;
  /** Why it was skipped; null where it was not. */
  readonly reason: string | null;
}

/** A line of the run log. */
export interface RunRecord extends RunOutcome {
  /** Counted from 1 over all jobs, without a gap. */
  readonly sequence: number;
}

/** A validator that was compiled ahead of time. */
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

export type ParsedRun =
  | { readonly kind: 'record'; readonly record: RunRecord }
  /** Written by a newer version. */
  | { readonly kind: 'newer'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string };

/** The record of a line, or what is wrong with it. */
export function parseRunLine(line: string, validate: Validator): ParsedRun {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'broken', why: 'is no JSON' };
  }
  const newer = newerFormat(recordOf(value)?.['schema'], RUN_SCHEMA);
  if (newer !== null)
    return { kind: 'newer', why: `is ${newer}; this version of Phasegate knows ${RUN_SCHEMA}` };
  // The validator says that it is what the schema describes.
  if (validate(value)) return { kind: 'record', record: value as RunRecord };
  const { faults } = schemaFaults(value, validate.errors ?? []);
  const why = faults.map(({ path, message }) => `${formatPath(path)}: ${message}`.replace(/^: /, ''));
  return { kind: 'broken', why: why.join('; ') };
}
