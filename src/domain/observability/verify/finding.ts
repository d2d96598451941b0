import type { JobErrorCode } from '../job-error.js';

/** What was held against what it should be. */
export type Check = 'log' | 'heartbeat' | 'archive' | 'weekly' | 'dashboard' | 'schedule';

/** One thing that is not as it should be. */
export interface Finding {
  readonly check: Check;
  /** Relative to the root. */
  readonly file: string;
  /** From 1; null where it is the file as a whole. */
  readonly line: number | null;
  /** What is wrong, without the file. Its texts are untrusted. */
  readonly what: string;
  /** What the runbook says of it under its own name; null: under `verification_failed`. */
  readonly code: JobErrorCode | null;
}

/** `ops/automation_runs.log:12: is no JSON`. */
export function findingText({ file, line, what }: Finding): string {
  return `${file}${line === null ? '' : `:${line}`}: ${what}`;
}

/** A finding, in a file as a whole unless its line is given. */
export function finding(
  check: Check,
  file: string,
  { what, line = null, code = null }: { what: string; line?: number | null; code?: JobErrorCode | null },
): Finding {
  return { check, file, line, what, code };
}
