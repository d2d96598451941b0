import * as core from '@actions/core';
import { formatFault, PhasegateError } from '../domain/fault.js';
import { oneLine } from '../render/escape.js';

/** Runs an action's body; the only place that fails the step. Each fault becomes an annotation at its file and line. */
export async function runAction(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (error instanceof PhasegateError) {
      for (const fault of error.faults.filter((one) => one.line > 0)) {
        core.error(oneLine(formatFault(fault), 1_000), {
          file: fault.file,
          startLine: fault.line,
          startColumn: fault.column,
        });
      }
      core.setFailed(oneLine(`${error.code}: ${error.message}`, 4_000));
    } else {
      core.setFailed(oneLine(error instanceof Error ? (error.stack ?? error.message) : String(error), 4_000));
    }
  }
}
