import { PhasegateError, type ErrorCode } from '../fault.js';
import type { Json } from '../canonical-json.js';

/** Every reason why a job fails or is skipped, as the run log names it. Each has its section in the runbook. */
export const JOB_ERROR_CODES = [
  /** A file that the job reads is not there. */
  'missing_input',
  /** A file, the policy or an input says what it cannot say. */
  'bad_input',
  'schema_validation_failed',
  /** A file was written by a newer version. */
  'unsupported_schema_version',
  /** A path leaves the folder that it belongs to. */
  'unsafe_path',
  'webhook_failed',
  'rate_limited',
  'auth_failed',
  'signature_mismatch',
  'missing_secret',
  'upload_failed',
  'verification_failed',
  /** Lines of the run log are not there. */
  'sequence_gap',
  'disk_full',
  /** A file or folder cannot be read or written. */
  'io_failed',
  /** GitHub or git did not do what it was asked for. */
  'api_failed',
  /** Another one of the same job is at work. */
  'lock_not_acquired',
  /** What runs before the job did not succeed. */
  'upstream_failed',
  'internal_error',
] as const;

export type JobErrorCode = (typeof JOB_ERROR_CODES)[number];

/** What a job says of itself besides its status. */
export type Diagnostics = Readonly<Record<string, Json>>;

/** Why a job failed. */
export class JobError extends Error {
  readonly code: JobErrorCode;
  readonly diagnostics: Diagnostics;
  /** How often the job tried; 1 where it tried once. */
  readonly attempts: number;
  /** Files that it wrote all the same, relative to the root. */
  readonly artefacts: readonly string[];
  /** The job's own fields of its heartbeat. */
  readonly heartbeat: Diagnostics;

  constructor(code: JobErrorCode, message: string, options: JobErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'JobError';
    this.code = code;
    this.diagnostics = options.diagnostics ?? {};
    this.attempts = options.attempts ?? 1;
    this.artefacts = options.artefacts ?? [];
    this.heartbeat = options.heartbeat ?? {};
  }
}

interface JobErrorOptions {
  readonly diagnostics?: Diagnostics;
  readonly attempts?: number;
  readonly artefacts?: readonly string[];
  readonly heartbeat?: Diagnostics;
  readonly cause?: unknown;
}

const FULL: readonly string[] = ['ENOSPC', 'EDQUOT'];
const UNREADABLE: readonly string[] = [
  ...['EACCES', 'EPERM', 'EROFS', 'EIO', 'EISDIR', 'ENOTDIR', 'ENOENT', 'ELOOP', 'ENAMETOOLONG', 'EMFILE'],
  ...['EEXIST', 'ENOTEMPTY', 'EBUSY'],
];
/** An error's causes further down than this are not looked at. */
const MAX_CAUSES = 8;

/** The operating system's names of an error and its causes. */
function systemCodes(error: unknown): readonly string[] {
  const codes: string[] = [];
  let next = error;
  for (let depth = 0; depth < MAX_CAUSES && typeof next === 'object' && next !== null; depth += 1) {
    if ('code' in next && typeof next.code === 'string') codes.push(next.code);
    next = 'cause' in next ? next.cause : null;
  }
  return codes;
}

function codeOf(code: ErrorCode): JobErrorCode {
  switch (code) {
    case 'bad-input':
    case 'bad-policy':
    case 'bad-schema':
    case 'bad-batch':
    case 'bad-ledger':
      return 'bad_input';
    case 'newer-state':
      return 'unsupported_schema_version';
    case 'no-permission':
      return 'auth_failed';
    case 'api-unknown':
    case 'api-failed':
    case 'git-failed':
    case 'conflict':
      return 'api_failed';
    case 'io-failed':
      return 'io_failed';
    case 'refused':
    case 'smoke-failed':
    case 'flags-rollback-failed':
      return 'internal_error';
  }
}

/** Whatever was thrown as a job's error. A disk that is full is told as such wherever it was noticed. */
export function jobErrorOf(error: unknown): JobError {
  const message = error instanceof Error ? error.message : String(error);
  const codes = systemCodes(error);
  if (codes.some((code) => FULL.includes(code))) {
    if (!(error instanceof JobError)) return new JobError('disk_full', message, { cause: error });
    const { diagnostics, attempts, artefacts, heartbeat } = error;
    return new JobError('disk_full', message, { diagnostics, attempts, artefacts, heartbeat, cause: error });
  }
  if (error instanceof JobError) return error;
  if (error instanceof PhasegateError) return new JobError(codeOf(error.code), message, { cause: error });
  if (codes.some((code) => UNREADABLE.includes(code)))
    return new JobError('io_failed', message, { cause: error });
  return new JobError('internal_error', message, { cause: error });
}
