import type { Validator } from '../../../src/domain/observability/run-record.js';
import { RUN_LOG_FILE, SEQUENCE_FILE } from '../../../src/domain/observability/run-tail.js';
import { verifyLog, type VerifiedLog } from '../../../src/domain/observability/verify/verify-log.js';
import type { ObservedFiles } from '../../../src/ports/observed-files.js';

export interface LogReading {
  readonly files: ObservedFiles;
  /** For a line of the run log. */
  readonly validateRun: Validator;
}

/** The run log, with what is wrong with it. */
export async function readLog({ files, validateRun }: LogReading): Promise<VerifiedLog> {
  // The sequence file first: a job that ends in between is then ahead of it, which is no fault.
  const sequenceText = await files.read(SEQUENCE_FILE);
  const logText = await files.read(RUN_LOG_FILE);
  return verifyLog({
    log: RUN_LOG_FILE,
    sequence: SEQUENCE_FILE,
    logText,
    sequenceText,
    validate: validateRun,
  });
}
