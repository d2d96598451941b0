/** One thing that is wrong with a file a person wrote: where it is, and what to do. */
export interface Fault {
  readonly file: string;
  /** 1-based; 0 where the fault is in the file as a whole. */
  readonly line: number;
  /** 1-based; 0 where the fault is in the file as a whole. */
  readonly column: number;
  /** Where in the document, as `phases[0].slos[1].window`; empty for the whole. */
  readonly path: string;
  readonly message: string;
  /** An `error` stops the run; a `warning` is said and the run goes on. */
  readonly severity: 'error' | 'warning';
}

/** `governance/policy.yaml:12:5 phases[0].id: message`. */
export function formatFault(fault: Fault): string {
  const at = fault.line > 0 ? `${fault.file}:${fault.line}:${fault.column}` : fault.file;
  return `${at}${fault.path === '' ? '' : ` ${fault.path}`}: ${fault.message}`;
}

/** Why a stage could not do its work. A verdict is never an error, and an error is never a verdict. */
export type ErrorCode =
  | 'bad-input'
  | 'bad-policy'
  | 'bad-schema'
  | 'bad-batch'
  | 'bad-ledger'
  | 'newer-state'
  | 'refused'
  | 'conflict'
  | 'smoke-failed'
  /** A decision is recorded, and its flags are not known to be in force: a person repairs it. */
  | 'flags-rollback-failed'
  | 'git-failed'
  /** GitHub refused: the token is missing, expired, or lacks a permission. */
  | 'no-permission'
  /** GitHub's answer was lost: whether the call was carried out is not known. */
  | 'api-unknown'
  | 'api-failed'
  | 'io-failed';

/** An error that says what is wrong, where, and what to do; `faults` holds every fault found, not only the first. */
export class PhasegateError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { faults?: readonly Fault[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PhasegateError';
    this.code = code;
    this.faults = options.faults ?? [];
  }
}
