// shellcheck over every `run:` script.
import { spawnSync } from 'node:child_process';
import { isScalar } from 'yaml';
import { child, placeOf, stepsOf, textOf } from './sources.mjs';

/** Something that this check cannot do without. */
export class MissingTool extends Error {}

const INSTALL = 'shellcheck is not installed; install it (Debian and Ubuntu: apt-get install shellcheck)';
const SHELLS = new Map([
  ['bash', 'bash'],
  ['sh', 'sh'],
]);

/** The shell of a step: its own, else the job's, else the workflow's, else bash. */
function shellOf(source, { step, job }) {
  for (const node of [step, job, source.document.contents]) {
    const run = node === step ? step : child(source, child(source, node, 'defaults'), 'run');
    const shell = textOf(child(source, run, 'shell'));
    if (shell !== '') return shell;
  }
  return 'bash';
}

/** Expressions are put in before the shell sees them; house-rules.mjs looks at which. */
const withoutExpressions = (script) => script.replace(/\$\{\{.*?\}\}/gs, (all) => 'x'.repeat(all.length));

function check(script, shell) {
  const args = ['--norc', '--format=json', `--shell=${shell}`, '-'];
  const { error, stdout, stderr } = spawnSync('shellcheck', args, {
    input: withoutExpressions(script),
    encoding: 'utf8',
  });
  if (error?.code === 'ENOENT') throw new MissingTool(INSTALL);
  if (error !== undefined) throw error;
  if (stdout === '') throw new Error(`shellcheck said nothing: ${stderr}`);
  return JSON.parse(stdout);
}

export async function shellcheck(sources) {
  const findings = [];
  for (const source of sources) {
    for (const { step, job } of stepsOf(source)) {
      const run = child(source, step, 'run');
      if (!isScalar(run)) continue;
      const { path, line, column } = placeOf(source, run);
      const rule = 'shellcheck';
      const shell = SHELLS.get(shellOf(source, { step, job }));
      if (shell === undefined) {
        const message = 'a script in another shell than bash or sh cannot be checked; write it in bash';
        findings.push({ path, line, column, rule, message });
        continue;
      }
      // A block begins on the line behind its `|`.
      const first = String(run.type).startsWith('BLOCK') ? line + 1 : line;
      for (const one of check(textOf(run), shell)) {
        const message = `SC${one.code}: ${one.message}`;
        findings.push({ path, line: first + one.line - 1, column: one.column, rule, message });
      }
    }
  }
  return findings;
}
