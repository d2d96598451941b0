import { PhasegateError } from '../domain/fault.js';
import { logLine } from '../render/escape.js';
import type { PlainNotice, Notifier } from '../ports/notifier.js';

/** Where the lines go: `core.info`, `core.warning` and `core.error` in an action. */
export interface LogWriter {
  readonly info: (line: string) => void;
  readonly warning: (line: string) => void;
  readonly error: (line: string) => void;
}

function writerOf(log: LogWriter, severity: PlainNotice['severity']): (line: string) => void {
  switch (severity) {
    case 'info':
      return log.info;
    case 'warning':
      return log.warning;
    case 'critical':
      return log.error;
  }
}

/** A notifier that writes to the run's log: the title by its severity, then the body, a line each. */
export function consoleNotifier(log: LogWriter): Notifier {
  return {
    name: 'console',
    deliver(notice) {
      try {
        writerOf(log, notice.severity)(logLine(`${notice.severity}: ${notice.title} (${notice.id})`));
        for (const line of notice.body.split('\n')) log.info(logLine(`| ${line}`));
        return Promise.resolve();
      } catch (cause) {
        return Promise.reject(
          new PhasegateError('io-failed', `console: the log did not take the notice ${notice.id}`, { cause }),
        );
      }
    },
  };
}
