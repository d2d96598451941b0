import { writeSync } from 'node:fs';
import type { JobConsole } from '../../ports/job.js';
import { logLine, oneLine } from '../../render/escape.js';

const LONGEST_LINE = 4_000;

/** A runner's command reads these three as ends of lines and of itself. */
function commandText(text: string): string {
  return oneLine(text, LONGEST_LINE).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/**
 * The streams of this process. On GitHub warnings and errors are commands to the runner, which it takes from either stream;
 * elsewhere they are plain lines. `write` is for tests. Default: straight to the file descriptors, so that nothing is left
 * unwritten when the process ends.
 */
export function jobConsole(
  environment: NodeJS.ProcessEnv,
  write: (stream: 1 | 2, text: string) => void = (stream, text) => void writeSync(stream, text),
): JobConsole {
  const isOnGithub = environment['GITHUB_ACTIONS'] === 'true';
  const say = (level: 'warning' | 'error') => (text: string) =>
    write(
      2,
      isOnGithub ? `::${level}::${commandText(text)}\n` : `${level}: ${logLine(text, LONGEST_LINE)}\n`,
    );
  return {
    summary: (line) => write(1, `${line}\n`),
    info: (text) => write(2, `${logLine(text, LONGEST_LINE)}\n`),
    warning: say('warning'),
    error: say('error'),
  };
}
