import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { JOB_ERROR_CODES } from '../../src/domain/observability/job-error.js';
import { DEFAULT_OBSERVABILITY_ROOT } from '../../src/domain/observability/observability-policy.js';
import { LONE_JOBS } from '../../src/domain/observability/report-jobs.js';
import { outcome } from '../observability-builder.js';
import { temporaryFolder } from '../temporary-folder.js';
import { signalPolicyText } from './signals.js';

const PROJECT = join(import.meta.dirname, '../..');
const page = readFileSync(join(PROJECT, 'docs/observability-runbook.md'), 'utf8');

describe('the runbook', () => {
  test('has a section for each error code, in their order, and none for another', () => {
    const section = /^## Codes\n(.*?)^## /ms.exec(page)?.[1] ?? '';
    const codes = [...section.matchAll(/^### `(\w+)`\n\n(.+)/gm)].map(([, code, text]) => [
      code,
      (text ?? '') !== '',
    ]);
    expect(codes).toEqual(JOB_ERROR_CODES.map((code) => [code, true]));
  });

  test('names every tool', () => {
    const tools = LONE_JOBS.filter((job) => job !== 'liveness');
    expect(tools.filter((job) => !page.includes(`\`${job}\``) && !page.includes(`\`job: ${job}\``))).toEqual(
      [],
    );
  });
});

describe('each command of the runbook', () => {
  const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block.trim().split('\n'),
  );
  /** What it ends with where no secret is set. */
  const ends = (command: string): number => (command.includes('=check-secrets') ? 1 : 0);
  let workspace: string;

  beforeAll(async () => {
    const parent = await mkdtemp(join(await temporaryFolder(), 'runbook-'));
    workspace = join(parent, 'repository');
    await symlink(PROJECT, join(parent, 'phasegate'));
    const ops = join(workspace, DEFAULT_OBSERVABILITY_ROOT, 'ops');
    for (const folder of [join(workspace, 'governance'), ops]) await mkdir(folder, { recursive: true });
    const notify =
      'notify: { channels: { team: { kind: slack, secret: TEAM_HOOK } }, routes: [{ to: [team] }] }\n';
    await writeFile(
      join(workspace, 'governance/policy.yaml'),
      signalPolicyText().replace('  root: obs\n', '  run-log: { keep: 3650d }\n') + notify,
    );
    const line = outcome({
      job_id: '20260620T040500Z-latency',
      alerts: [{ id: 'latency_breach', severity: 'warning' }],
    });
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    await writeFile(join(ops, 'automation_runs.log'), `${canonicalJson({ ...line, sequence: 1 })}\n`);
    const heartbeat = { schema: 'phasegate.heartbeat/1', job_id: line.job_id, last_success_at: now };
    await writeFile(join(ops, 'latency_job_heartbeat.json'), canonicalJson(heartbeat));
  });

  test.each(commands)('%s', (command) => {
    const env = { PATH: process.env['PATH'] ?? '' };
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: workspace,
      env,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toMatchObject({ status: ends(command) });
    // One line, and JSON.
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
  });
});
