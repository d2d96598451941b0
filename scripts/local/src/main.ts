import { PhasegateError } from '../../../src/domain/fault.js';
import { ANSI, PLAIN, type Palette } from '../../../src/render/palette.js';
import { readCommand, timesOf, type Command } from './args.js';
import { consoleProgress, steppedSummary } from './console-progress.js';
import { HELP } from './help.js';
import type { RunResult } from './progress.js';
import { Runner } from './runner.js';
import { projectRoot } from './workflow-lookup.js';

const EXIT = { ok: 0, failed: 1, wrong: 2, interrupted: 130 } as const;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Colour only for a person at a terminal who has not said no to it (no-color.org). */
function paletteOf({ stdout, env }: Pick<NodeJS.Process, 'stdout' | 'env'>): Palette {
  return stdout.isTTY && env['NO_COLOR'] === undefined ? ANSI : PLAIN;
}

/** Runs the command's runs in order until one is interrupted. */
async function runAll(runner: Runner, command: Command, isStopped: () => boolean): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (const now of timesOf(command.schedule)) {
    if (isStopped()) break;
    const result = await runner.run({
      workflow: command.workflow,
      inputs: command.inputs,
      isStepped: command.schedule.kind === 'stepped',
      ...(command.event === null ? {} : { event: command.event }),
      ...(now === null ? {} : { now }),
    });
    results.push(result);
  }
  return results;
}

async function execute(command: Command): Promise<number> {
  const isStepped = command.schedule.kind === 'stepped';
  const runner = await Runner.open({
    repo: command.repo,
    project: projectRoot(import.meta.url),
    env: process.env,
    secrets: Object.fromEntries(command.secrets),
    vars: Object.fromEntries(command.vars),
    actor: command.actor,
    ...(command.play === null ? {} : { play: command.play }),
    onEvent: consoleProgress({ print, verbose: command.verbose, isStepped, palette: paletteOf(process) }),
  });
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    runner.stop();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    const results = await runAll(runner, command, () => isStopped);
    if (isStepped) for (const line of steppedSummary(results)) print(line);
    if (isStopped) return EXIT.interrupted;
    return results.every((result) => result.result === 'success') ? EXIT.ok : EXIT.failed;
  } finally {
    await runner.close();
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

async function main(): Promise<number> {
  try {
    const command = readCommand(process.argv.slice(2));
    if (command !== null) return await execute(command);
    process.stdout.write(HELP);
    return EXIT.ok;
  } catch (error) {
    const isOurs = error instanceof PhasegateError;
    const message =
      error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`${message}\n`);
    return EXIT.wrong;
  }
}

process.exitCode = await main();
