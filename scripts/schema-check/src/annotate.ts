import * as core from '@actions/core';
import { formatFault, type Fault } from '../../../src/domain/fault.js';
import { logLine, oneLine } from '../../../src/render/escape.js';

/** Tells each fault at its line: to GitHub as an annotation, to a person as a line. */
export function annotate(faults: readonly Fault[], isOnActions: boolean): void {
  for (const fault of faults) {
    if (!isOnActions) {
      process.stdout.write(`${fault.severity}: ${logLine(formatFault(fault))}\n`);
      continue;
    }
    const place = {
      file: fault.file,
      ...(fault.line === 0 ? {} : { startLine: fault.line }),
      ...(fault.column === 0 ? {} : { startColumn: fault.column }),
    };
    const message = oneLine(fault.path === '' ? fault.message : `${fault.path}: ${fault.message}`, 1_000);
    if (fault.severity === 'error') core.error(message, place);
    else core.warning(message, place);
  }
}
