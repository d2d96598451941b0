import { readFileSync } from 'node:fs';
import type { Json } from '../../../src/domain/canonical-json.js';
import { PhasegateError } from '../../../src/domain/fault.js';
import { ANSI, PLAIN, type Palette } from '../../../src/render/palette.js';
import { readCommand, timesOf, type Command } from './args.js';
import { consoleProgress, steppedSummary } from './console-progress.js';
import { HELP } from './help.js';
import type { RunResult } from './progress.js';
import { Runner } from './runner.js';
import { projectRoot } from './workflow-lookup.js';
import { isMap } from './yaml-source.js';

const EXIT = { ok: 0, failed: 1, wrong: 2, interrupted: 130 } as const;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Colour only for a person at a terminal who has not said no to it (no-color.org). */
function paletteOf({ stdout, env }: Pick<NodeJS.Process, 'stdout' | 'env'>): Palette {
  return stdout.isTTY && env['NO_COLOR'] === undefined ? ANSI : PLAIN;
}

/** Reads a payload of an event. @throws PhasegateError `bad-input` when the file holds no JSON object. */
function readPayload(file: string): { readonly [key: string]: Json } {
  let value: Json = null;
  try {
    value = JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PhasegateError('bad-input', `--payload ${file}: ${reason}`, { cause });
  }
  if (isMap(value)) return value;
  throw new PhasegateError('bad-input', `--payload ${file}: write a JSON object, the event's payload`);
}

/** Runs the command's runs in order until one is interrupted. */
async function runAll(runner: Runner, command: Command, isStopped: () => boolean): Promise<RunResult[]> {
  const results: RunResult[] = [];
  const payload = command.payload === null ? {} : readPayload(command.payload);
  for (const now of timesOf(command.schedule)) {
    if (isStopped()) break;
    const result = await runner.run({
      workflow: command.workflow,
      inputs: command.inputs,
      payload,
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
    repositories: Object.fromEntries(command.uses),
    ...(command.repository === null ? {} : { repository: { name: command.repository } }),
    ...(command.api === null ? {} : { api: { url: command.api } }),
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
