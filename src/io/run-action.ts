import * as core from '@actions/core';
import { formatFault, PhasegateError } from '../domain/fault.js';
import { oneLine } from '../render/escape.js';

/** Marks each fault at its file and line. */
export function annotate(error: unknown): void {
  const faults = error instanceof PhasegateError ? error.faults : [];
  for (const fault of faults.filter(({ line }) => line > 0)) {
    const { file, line: startLine, column: startColumn } = fault;
    core.error(oneLine(formatFault(fault), 1_000), { file, startLine, startColumn });
  }
}

/** Runs an action's body; the only place that fails the step. Each fault becomes an annotation at its file and line. */
export async function runAction(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (error instanceof PhasegateError) {
      annotate(error);
      core.setFailed(oneLine(`${error.code}: ${error.message}`, 4_000));
    } else {
      core.setFailed(oneLine(error instanceof Error ? (error.stack ?? error.message) : String(error), 4_000));
    }
  }
}
