import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { parseCommandFile } from './command-files.js';
import { jobEnv } from './job-env.js';
import type { Leg } from './leg.js';
import { runProcess } from './process.js';
import { CommandReader } from './workflow-commands.js';

export interface StepProcess {
  readonly leg: Leg;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Environment of this step, above that of the job. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface StepEnd {
  readonly ok: boolean;
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
}

const FILES = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'] as const;
type CommandFile = (typeof FILES)[number];

/** Variables that a step cannot set for those behind it. */
function isProtected(leg: Leg, name: string): boolean {
  if (name === 'NODE_OPTIONS') {
    leg.annotate({ level: 'error', message: 'NODE_OPTIONS cannot be set through GITHUB_ENV' });
    return true;
  }
  return name.startsWith('GITHUB_') || name.startsWith('RUNNER_');
}

function handleLine(leg: Leg, reader: CommandReader, line: string): void {
  const command = reader.read(line);
  switch (command.kind) {
    case 'annotation':
      leg.print(`${command.level}: ${command.message}`);
      leg.annotate(command);
      break;
    case 'mask':
      leg.context.masks.add(command.value);
      break;
    case 'debug':
      break;
    case 'group':
      leg.print(`▸ ${command.title}`);
      break;
    case 'end-group':
      break;
    case 'text':
      leg.print(command.text);
      break;
  }
}

/** Takes over what the step wrote into its command files. @throws PhasegateError for a file that cannot be read. */
function applyFiles(leg: Leg, read: (file: CommandFile) => string): Pick<StepEnd, 'outputs' | 'state'> {
  for (const [name, value] of parseCommandFile(read('GITHUB_ENV'))) {
    if (!isProtected(leg, name)) leg.env = { ...leg.env, [name]: value };
  }
  const folders = read('GITHUB_PATH').split(/\r?\n/).filter(Boolean);
  leg.path = [...folders.reverse(), ...leg.path];
  const summary = read('GITHUB_STEP_SUMMARY');
  if (summary !== '') leg.summary.push(summary);
  return { outputs: parseCommandFile(read('GITHUB_OUTPUT')), state: parseCommandFile(read('GITHUB_STATE')) };
}

/** Runs a process as a step: with its command files, its workflow commands, and secrets hidden in what it prints. */
export async function runStepProcess(step: StepProcess): Promise<StepEnd> {
  const { leg } = step;
  const pathOf = leg.nextPaths();
  const paths = Object.fromEntries(FILES.map((name) => [name, pathOf(name)]));
  for (const path of Object.values(paths)) writeFileSync(path, '');
  const env = { ...jobEnv(leg, step.env), ...paths };
  const path = [...leg.path, env['PATH'] ?? ''].join(delimiter);
  const reader = new CommandReader();
  const end = await runProcess({
    command: step.command,
    args: step.args,
    cwd: step.cwd,
    env: { ...env, PATH: path },
    signal: step.signal,
    onLine: (line) => handleLine(leg, reader, line),
    groups: leg.groups,
  });
  const files = applyFiles(leg, (name) => readFileSync(pathOf(name), 'utf8'));
  if (end.kind === 'not-started') {
    leg.annotate({ level: 'error', message: `${step.command} could not be started: ${end.message}` });
  } else if (end.kind === 'exit' && end.code !== 0) {
    leg.print(`the process ended with code ${end.code}`);
  }
  return { ok: end.kind === 'exit' && end.code === 0, ...files };
}
