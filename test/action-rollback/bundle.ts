import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { parsePolicy } from '../../src/io/policy-file.js';
import { analysisFor, EMPTY_STATE } from '../domain/rollout-builder.js';
import { git } from '../git.js';
import { temporaryFolder } from '../temporary-folder.js';

/** The bundle as the runner starts it: by action.yml, with inputs and command files in the environment. */

const action = join(import.meta.dirname, '../../action-rollback');
const POLICY = `version: 1
rollout: checkout
rollback: automatic
sources:
  - { name: pay, jsonl: 'telemetry/*.jsonl', schema: pay }
slis:
  pay_p95: { event: pay.completed, quantile: { of: duration_ms, p: 95 }, unit: ms }
phases:
  - id: P-0
    audience: { percent: 5 }
    flags: { pay.fast: false, pay.engine: old }
    slos: [{ sli: pay_p95, rollback: { above: 900 } }]
    promote: { healthy: 1h, approvals: [qa] }
  - id: P-1
    audience: { segment: staff, percent: 20 }
    flags: { pay.fast: true, pay.engine: new }
    slos: [{ sli: pay_p95, rollback: { above: 900 } }]
`;
export const ledgerPath = 'governance/phase-ledger.yaml';

export interface Run {
  readonly code: number;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** A repository with a policy and an analysis that recommends the first promotion. */
export async function repository(): Promise<string> {
  const folder = await temporaryFolder();
  git(folder, 'init', '--quiet');
  await mkdir(join(folder, 'governance'));
  await writeFile(join(folder, 'governance/policy.yaml'), POLICY);
  const { policy } = parsePolicy(POLICY, 'policy.yaml');
  await writeFile(join(folder, 'analysis.json'), analysisFor({ policy, state: EMPTY_STATE }).text);
  return folder;
}

function outputsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n\2$/gm)].map(([, name = '', , value = '']) => [name, value]),
  );
}

export async function run(folder: string, inputs: Readonly<Record<string, string>>): Promise<Run> {
  const { runs } = parse(await readFile(join(action, 'action.yml'), 'utf8')) as { runs: { main: string } };
  const commands = await temporaryFolder();
  const files = { GITHUB_OUTPUT: join(commands, 'output'), GITHUB_STEP_SUMMARY: join(commands, 'summary') };
  await Promise.all(Object.values(files).map((path) => writeFile(path, '')));
  const given = Object.entries({ now: '2026-03-02T12:00:00Z', executor: 'octocat', ...inputs }).map(
    ([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const,
  );
  const env = { PATH: process.env['PATH'] ?? '', ...files, ...Object.fromEntries(given) };
  const started = promisify(execFile)(process.execPath, [join(action, runs.main)], { cwd: folder, env });
  const { code, log } = await started.then(
    ({ stdout, stderr }) => ({ code: 0, log: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      log: error.stdout + error.stderr,
    }),
  );
  const [outputs, summary] = await Promise.all(Object.values(files).map((path) => readFile(path, 'utf8')));
  return { code, log, outputs: outputsOf(outputs ?? ''), summary: summary ?? '' };
}
