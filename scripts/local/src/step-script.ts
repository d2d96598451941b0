import { statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PhasegateError } from '../../../src/domain/fault.js';
import { resolveText } from './expressions.js';
import type { ActionStep, StepOutcome } from './step-actions.js';
import { runStepProcess } from './step-process.js';
import type { RunDefaults } from './workflow-model.js';

/** The shells' command lines; a shell that is not named is `bash -e`, as on GitHub's Linux runners. */
const SHELLS: ReadonlyMap<string, readonly string[]> = new Map([
  ['', ['bash', '-e', '{0}']],
  ['bash', ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '{0}']],
  ['sh', ['sh', '-e', '{0}']],
]);

function shellCommand(shell: string): readonly string[] {
  const known = SHELLS.get(shell);
  if (known !== undefined) return known;
  const parts = shell.split(/\s+/);
  if (parts.includes('{0}')) return parts;
  throw new PhasegateError(
    'bad-input',
    `shell: ${shell} is not known locally; use bash, sh, or a command line with {0} in it`,
  );
}

/** Runs a step's `run`. */
export async function runScriptStep(
  use: ActionStep,
  script: string,
  defaults: RunDefaults,
): Promise<StepOutcome> {
  const { leg, env } = use.frame;
  const [command = '', ...args] = shellCommand(resolveText(use.step.shell ?? defaults.shell, use.scope));
  const place = resolveText(use.step.workingDirectory ?? defaults.workingDirectory, use.scope);
  const cwd = resolve(leg.workspace, place);
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new PhasegateError(
      'bad-input',
      `working-directory: there is no folder ${JSON.stringify(place)} in the workspace`,
    );
  }
  const file = leg.nextPaths()('script.sh');
  writeFileSync(file, resolveText(script, use.scope));
  const end = await runStepProcess({
    leg,
    command,
    args: args.map((part) => (part === '{0}' ? file : part)),
    cwd,
    env: { ...env, ...use.env },
    signal: use.signal,
  });
  return { ok: end.ok, outputs: Object.fromEntries(end.outputs) };
}
