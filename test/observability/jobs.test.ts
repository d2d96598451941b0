import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RunRecord } from '../../src/domain/observability/run-record.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { runBundle, type BundleRun } from '../bundles/run-bundle.js';
import { git } from '../bundles/scenario.js';
import { client } from '../github/client.js';
import type { GithubServer } from '../github/github-server.js';
import { startGithub } from '../github/start-github.js';
import { SLACK_PATH, slackReceiver } from '../io/notify/receivers.js';
import { temporaryFolder } from '../temporary-folder.js';
import { DAY_ONE, signalPolicyText } from './signals.js';

/** The jobs as the runner starts them: the bundles of action-collect and action-report, one after the other. */

const NOTIFY = `notify:
  channels: { team: { kind: slack, secret: TEAM_HOOK } }
  routes: [{ to: [team] }]
`;
const REPOSITORY = 'acme/signals';
const SCHEMA = {
  type: 'object',
  required: ['timestamp_utc', 'latency_ms'],
  properties: { latency_ms: { type: 'integer' } },
};

let workspace: string;
beforeEach(async () => {
  workspace = await temporaryFolder();
  for (const folder of ['governance', 'schemas/events', 'signals'])
    await mkdir(join(workspace, folder), { recursive: true });
  await git(workspace, 'init', '--quiet');
  await writeFile(join(workspace, 'governance/policy.yaml'), signalPolicyText());
  await writeFile(join(workspace, 'schemas/events/signal.json'), JSON.stringify(SCHEMA));
});

const at = (hours: number, minutes = 0): string => formatInstant(DAY_ONE + hours * HOUR + minutes * MINUTE);

/** Signals of the first hours, one a minute. */
async function signals(hours: number, latency = 300): Promise<void> {
  const rows = Array.from({ length: hours * 60 }, (_, i) => `${at(0, i)},router,${latency},35,ok`);
  const header = 'timestamp_utc,source,latency_ms,ingest_latency_ms,status';
  await writeFile(join(workspace, 'signals/a.csv'), `${[header, ...rows].join('\n')}\n`);
}

function collect(now: string): Promise<BundleRun> {
  const env = {
    GITHUB_RUN_ID: '4711',
    GITHUB_EVENT_NAME: 'schedule',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/shop',
  };
  return runBundle('collect', { workspace, inputs: { job: 'latency', now }, env });
}

function report(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<BundleRun> {
  return runBundle('report', { workspace, inputs, env });
}

const LOG = 'obs/ops/automation_runs.log';
const log = async (): Promise<RunRecord[]> =>
  (await readFile(join(workspace, LOG), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunRecord);

/** The log without its nth line. */
async function deleteLine(n: number): Promise<void> {
  const lines = (await readFile(join(workspace, LOG), 'utf8')).split('\n');
  await writeFile(join(workspace, LOG), lines.filter((_, i) => i !== n - 1).join('\n'));
}

/** What stdout says: lines of JSON and nothing else. */
function said({ stdout }: BundleRun): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Two ticks of a morning. */
async function morning(): Promise<void> {
  await signals(4);
  for (const run of [await collect(at(3, 5)), await collect(at(4, 5))])
    if (run.code !== 0) throw new Error(run.log);
}

describe('verify', () => {
  test('is green after good ticks, says so in one line of JSON, and is not due twice a day', async () => {
    await morning();
    const inputs = { job: 'verify', when: 'due', now: at(4, 6) };
    const first = await report(inputs);
    expect(first).toMatchObject({ code: 0 });
    expect(said(first)).toMatchObject([
      {
        job_id: '20260620T040600Z-verify',
        status: 'ok',
        sequence: 3,
        diagnostics: { findings: 0, lines: 2, ticks: 2, windows: 4 },
      },
    ]);
    expect(JSON.parse(first.outputs['jobs'] ?? '')).toEqual(said(first));
    const again = await report(inputs);
    expect([again.code, again.stdout, again.outputs['jobs']]).toEqual([0, '', '[]']);
    expect(await log()).toHaveLength(3);
  });

  test('names a deleted line, a stale heartbeat and a line that is no JSON, and fails the step', async () => {
    await morning();
    await deleteLine(1);
    await writeFile(join(workspace, LOG), `${await readFile(join(workspace, LOG), 'utf8')}rubbish\n`);
    const run = await report({ job: 'verify', now: at(11) });
    expect(run.code).toBe(1);
    const named = [
      'ops/automation_runs.log:2: is no JSON',
      'ops/automation_runs.log:1: line 1 of the run log is missing before this one',
      'ops/latency_job_heartbeat.json: is stale: its last success was at 2026-06-20T04:05:00Z; the policy allows 6h',
    ];
    for (const text of named) expect(run.log).toContain(`::error::verify: ${text}`);
    expect(said(run)).toMatchObject([
      { status: 'error', error_code: 'verification_failed', error_message: named.join('; ') },
    ]);
  });

  test('does not run behind something that failed, and has its line', async () => {
    await morning();
    const run = await report({ job: 'dashboard, verify', upstream: 'failure', now: at(4, 6) });
    expect(run.code).toBe(0);
    expect(said(run)).toMatchObject([{ status: 'skipped', reason: 'upstream_failed' }]);
    expect(run.log).toContain('dashboard: the policy has no such job');
    expect((await log()).at(-1)).toMatchObject({ job_id: '20260620T040600Z-verify', status: 'skipped' });
  });
});

describe('datasets', () => {
  const DATASET = 'obs/out/dashboard/latency.json';
  const MANIFEST = 'obs/out/dashboard/manifest.json';

  beforeEach(async () => {
    const policy = signalPolicyText().replace('phases:\n', '  dashboard: { latency: true }\nphases:\n');
    await writeFile(join(workspace, 'governance/policy.yaml'), policy);
    await morning();
  });

  test('are verified with everything else, in a row', async () => {
    const run = await report({ job: 'dashboard, verify', now: at(4, 6) });
    expect(said(run)).toMatchObject([
      { job_id: '20260620T040600Z-dashboard', status: 'ok' },
      { job_id: '20260620T040600Z-verify', status: 'ok', diagnostics: { findings: 0 } },
    ]);
    const traced = await report({ job: 'trace', 'job-id': '20260620T040600Z-dashboard' });
    expect(said(traced)).toMatchObject([
      {
        artefacts: expect.arrayContaining([
          expect.objectContaining({ path: 'out/dashboard/latency.json', state: 'as-recorded' }),
        ]),
      },
    ]);
  });

  test.each<readonly [string, string, (text: string) => string, string]>([
    ['an edited dataset', DATASET, (text) => text.replace('300', '200'), 'out/dashboard/latency.json'],
    ['a broken manifest', MANIFEST, () => '{"datasets":', 'out/dashboard/manifest.json'],
  ])('%s is named', async (_, file, edited, named) => {
    expect(await report({ job: 'dashboard', now: at(4, 6) })).toMatchObject({ code: 0 });
    const before = await readFile(join(workspace, file), 'utf8');
    expect(edited(before)).not.toBe(before);
    await writeFile(join(workspace, file), edited(before));
    const run = await report({ job: 'verify', now: at(4, 7) });
    expect(run.code).toBe(1);
    expect(said(run)).toMatchObject([
      { error_code: 'verification_failed', error_message: expect.stringContaining(`${named}: `) },
    ]);
  });
});

describe('the report of a rollout', () => {
  test('has its line too, and what comes behind it waits for it', async () => {
    await morning();
    const run = await report({ job: 'rollout, verify', now: at(4, 6) });
    expect(run).toMatchObject({ code: 1, log: expect.stringContaining('analysis.json does not exist') });
    expect(said(run)).toMatchObject([
      { job_id: '20260620T040600Z-rollout', status: 'error', error_code: 'bad_input' },
      { job_id: '20260620T040600Z-verify', status: 'skipped', reason: 'upstream_failed' },
    ]);
  });
});

describe('with a repository and a channel', () => {
  let server: GithubServer;
  beforeAll(async () => {
    server = await startGithub({ repositories: { [REPOSITORY]: { files: { 'README.md': '# Signals' } } } });
  });
  afterAll(() => server.close());

  test('what verify finds is an issue and a notice, which end when it finds nothing any more', async () => {
    const slack = await slackReceiver();
    await writeFile(join(workspace, 'governance/policy.yaml'), signalPolicyText() + NOTIFY);
    await morning();
    const token = server.token({ permissions: { issues: 'write' } });
    const env = {
      GITHUB_API_URL: server.url,
      GITHUB_SERVER_URL: server.url,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_RUN_ID: '4711',
      TEAM_HOOK: `${slack.url}${SLACK_PATH}`,
    };
    const verify = (now: string): Promise<BundleRun> =>
      report({ job: 'verify', now, 'github-token': token }, env);
    const ask = client(server, { token: server.token({ actor: 'acme' }), repository: REPOSITORY });
    const issues = async () => (await ask('GET', 'issues?state=all')).list;

    expect(await verify(at(4, 6))).toMatchObject({ code: 0 });
    expect([await issues(), slack.taken.length]).toEqual([[], 0]);

    await deleteLine(2);
    const bad = await verify(at(4, 20));
    expect(bad.code).toBe(1);
    const [issue] = await issues();
    expect(issue).toMatchObject({
      state: 'open',
      title: expect.stringContaining('what observability keeps is not as it should be'),
    });
    expect(issue?.['body']).toContain('line 2 of the run log is missing');
    expect(JSON.stringify(slack.taken)).toContain('line 2 of the run log is missing');
    expect(slack.taken).toHaveLength(1);
    // Said once, however often it is found.
    expect((await verify(at(4, 35))).code).toBe(1);
    expect(slack.taken).toHaveLength(1);

    expect((await report({ job: 'rebuild', now: at(4, 40) })).code).toBe(0);
    expect(await verify(at(4, 50))).toMatchObject({ code: 0 });
    expect(await issues()).toMatchObject([{ state: 'closed' }]);
    expect(slack.taken).toHaveLength(2);
    expect(await verify(at(5))).toMatchObject({ code: 0 });
    expect([(await issues()).length, slack.taken.length]).toEqual([1, 2]);
  });
});

describe('rebuild', () => {
  test('fills what is missing with what is known, keeps the old log, and leaves a good one alone', async () => {
    await morning();
    await deleteLine(2);
    const run = await report({ job: 'rebuild', now: at(5) });
    expect(run.code).toBe(0);
    expect(said(run)).toMatchObject([{ status: 'ok', diagnostics: { made: 1, unknown: 0, kept: 1 } }]);
    expect(run.log).toContain(
      '::warning::rebuild: the log that was there is kept as ops/automation_runs.log.before-20260620T050000Z-rebuild',
    );
    expect(await log()).toMatchObject([
      { sequence: 1, job_id: '20260620T030500Z-latency' },
      {
        sequence: 2,
        job_id: '20260620T040500Z-latency',
        diagnostics: { rebuilt: true, rebuilt_from: ['ops/latency_job_heartbeat.json'] },
      },
      { sequence: 3, job_id: '20260620T050000Z-rebuild', status: 'ok' },
    ]);
    expect((await report({ job: 'rebuild', now: at(5, 1) })).log).toContain(
      'rebuild: the run log is as it should be, and stays as it is',
    );
    expect(await log()).toHaveLength(4);
    const kept = (await readdir(join(workspace, 'obs/ops'))).filter((name) => name.includes('before'));
    expect(kept).toEqual(['automation_runs.log.before-20260620T050000Z-rebuild']);
  });
});

describe('trace', () => {
  test('leads from the run to the files in one command', async () => {
    await morning();
    const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/shop' };
    const run = await report({ job: 'trace', 'job-id': '20260620T040500Z-latency' }, env);
    expect(run.code).toBe(0);
    expect(said(run)).toMatchObject([
      {
        schema: 'phasegate.trace/1',
        schedule: {
          at: at(4, 5),
          url: 'https://github.com/acme/shop/actions/runs/4711',
          previous: { seconds: 3600 },
        },
        batches: [{ phase: 'live', from: at(3), until: at(4), files: 1 }],
        artefacts: [
          { path: 'ops/signal_latency.csv', state: 'unrecorded' },
          { path: 'ops/signal_latency_rollup.csv', state: 'unrecorded' },
        ],
      },
    ]);
    expect(run.log).toContain(
      'tick: 2026-06-20T04:05:00Z, started by schedule, https://github.com/acme/shop/actions/runs/4711',
    );
  });

  test('of an unknown job says which there are, and fails', async () => {
    await morning();
    const run = await report({ job: 'trace', 'job-id': 'x' });
    expect(run.code).toBe(1);
    expect(said(run)).toMatchObject([{ job: 'trace', status: 'error', error_code: 'missing_input' }]);
    expect(run.log).toContain('its newest are 20260620T030500Z-latency, 20260620T040500Z-latency');
  });
});

describe('config-dump', () => {
  test('is the policy with its defaults, with names of secrets and no secret', async () => {
    await writeFile(join(workspace, 'governance/policy.yaml'), signalPolicyText() + NOTIFY);
    const run = await report({ job: 'config-dump' }, { TEAM_HOOK: 'https://hooks.example/secret' });
    expect(run.code).toBe(0);
    expect(said(run)).toMatchObject([
      {
        schema: 'phasegate.config/1',
        path: 'governance/policy.yaml',
        policy: {
          rollout: 'signals',
          observability: {
            root: 'obs',
            runLog: { keepMs: 60 * 86_400_000 },
            verify: { heartbeatMs: 6 * HOUR },
          },
          notify: { channels: [{ name: 'team', secret: 'TEAM_HOOK' }] },
        },
      },
    ]);
    expect(run.log).not.toContain('hooks.example');
  });
});

describe('what cannot be', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    [
      'a job that nobody knows',
      { job: 'explode' },
      'inputs: job is "explode"; write a list of rollout, weekly, dashboard, verify',
    ],
    [
      'a dry run of what writes elsewhere',
      { job: 'verify', 'dry-run': 'true' },
      'dry-run writes nothing outside the output folder',
    ],
  ])('%s is refused', async (_, inputs, says) => {
    expect(await report(inputs)).toMatchObject({ code: 1, log: expect.stringContaining(says) });
  });

  test('a policy without standing jobs has none to run', async () => {
    const plain = signalPolicyText().replace(/observability:\n(?: {2}.*\n)+/, '');
    await writeFile(join(workspace, 'governance/policy.yaml'), plain);
    expect(await report({ job: 'verify' })).toMatchObject({
      code: 1,
      log: expect.stringContaining('has no section observability, so there is no such job'),
    });
    expect(await report({ job: 'trace' })).toMatchObject({
      code: 1,
      log: expect.stringContaining('has no section observability, so there are no standing jobs'),
    });
  });

  test('two policies with one root are refused', async () => {
    const other = signalPolicyText().replace(
      'rollout: signals',
      'rollout: others\ngovernance: { folder: governance/others }',
    );
    await writeFile(join(workspace, 'governance/others.policy.yaml'), other);
    expect(await report({ job: 'verify' })).toMatchObject({
      code: 1,
      log: expect.stringContaining(
        'governance/others.policy.yaml and governance/policy.yaml both keep observability in obs',
      ),
    });
  });
});
