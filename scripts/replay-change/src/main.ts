import * as core from '@actions/core';
import { PhasegateError } from '../../../src/domain/fault.js';
import { writeFileAtomic } from '../../../src/io/files.js';
import { logLine, oneLine } from '../../../src/render/escape.js';
import { HELP, readCommand } from './arguments.js';
import { replayChange } from './replay-change.js';

const EXIT = { ok: 0, wrong: 2 } as const;
const isOnActions = process.env['GITHUB_ACTIONS'] === 'true';

function warn(text: string): void {
  if (isOnActions) core.warning(oneLine(text, 4_000));
  else process.stderr.write(`warning: ${text}\n`);
}

async function main(): Promise<number> {
  try {
    const command = readCommand(process.argv.slice(2));
    if (command === null) {
      process.stdout.write(HELP);
      return EXIT.ok;
    }
    const report = await replayChange({ ...command, env: process.env, now: Date.now() });
    if (report === null) {
      process.stdout.write('no policy is changed: nothing to replay\n');
      return EXIT.ok;
    }
    await writeFileAtomic(command.report, report.markdown);
    for (const fault of report.faults) warn(fault);
    for (const line of report.markdown.split('\n')) process.stdout.write(`${logLine(line)}\n`);
    return EXIT.ok;
  } catch (error) {
    const isOurs = error instanceof PhasegateError;
    const text =
      error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error);
    if (isOnActions) core.error(oneLine(text, 4_000));
    else process.stderr.write(`${text}\n`);
    return EXIT.wrong;
  }
}

process.exitCode = await main();
