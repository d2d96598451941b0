import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { client } from '../github/client.js';
import { SLACK_PATH, slackReceiver } from '../io/notify/receivers.js';
import type { GithubServer } from '../github/github-server.js';
import { startGithub } from '../github/start-github.js';
import type { Dashboard } from '../../src/render/dashboard.js';
import { analysis, rollbackAnalysis } from '../render/analysis-builder.js';
import { temporaryFolder } from '../temporary-folder.js';

/** The bundle as the runner starts it: by action.yml, with inputs and command files in the environment. */

const action = join(import.meta.dirname, '../../action-report');
const POLICY = `version: 1
rollout: checkout
sources:
  - { name: pay, jsonl: 'telemetry/*.jsonl', schema: pay }
slis:
  pay_p95: { event: pay.completed, quantile: { of: duration_ms, p: 95 }, unit: ms }
phases:
  - id: P-0
    audience: { percent: 5 }
    flags: { pay.fast: false }
    slos: [{ sli: pay_p95, rollback: { above: 900 } }]
    promote: { healthy: 1h, approvals: [] }
  - id: P-1
    audience: { percent: 100 }
    flags: { pay.fast: true }
    slos: [{ sli: pay_p95, rollback: { above: 900 } }]
`;

interface Run {
  readonly code: number;
  readonly log: string;
  readonly outputs: string;
  readonly summary: string;
}

async function repository(of: unknown): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'governance'));
  await mkdir(join(folder, 'out'));
  await writeFile(join(folder, 'governance/policy.yaml'), POLICY);
  if (of !== null) await writeFile(join(folder, 'out/analysis.json'), canonicalJsonPretty(of));
  return folder;
}

async function run(
  folder: string,
  inputs: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const { runs } = parse(await readFile(join(action, 'action.yml'), 'utf8')) as { runs: { main: string } };
  const commands = await temporaryFolder();
  const files = { GITHUB_OUTPUT: join(commands, 'output'), GITHUB_STEP_SUMMARY: join(commands, 'summary') };
  await Promise.all(Object.values(files).map((path) => writeFile(path, '')));
  const given = Object.entries(inputs).map(
    ([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const,
  );
  const env = { PATH: process.env['PATH'] ?? '', ...files, ...environment, ...Object.fromEntries(given) };
  const started = promisify(execFile)(process.execPath, [join(action, runs.main)], { cwd: folder, env });
  const { code, log } = await started.then(
    ({ stdout, stderr }) => ({ code: 0, log: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      log: error.stdout + error.stderr,
    }),
  );
  const [outputs, summary] = await Promise.all(Object.values(files).map((path) => readFile(path, 'utf8')));
  return { code, log, outputs: outputs ?? '', summary: summary ?? '' };
}

async function bytes(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      paths.sort().map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')]),
    ),
  ) as Record<string, string>;
}

describe('action-report', () => {
  test('writes the report, shows the summary, tells the notices and sets its outputs', async () => {
    const folder = await repository(rollbackAnalysis());
    const { code, log, outputs, summary } = await run(folder);
    expect({ code, log }).toEqual({
      code: 0,
      log: expect.stringContaining('::error::critical: checkout: roll P-1 back to P-0'),
    });
    const files = await bytes(join(folder, 'out'));
    expect(files['summary.md']).toBe(summary.trimEnd() + '\n');
    for (const value of [
      'out',
      'out/summary.md',
      'out/reports/daily/rollout-2026-03-02.md',
      'out/reports/monitoring/dashboard.json',
      '["out/reports/monitoring/dashboard-checkout.html"]',
      '2',
    ]) {
      expect(outputs.split('\n')).toContain(value);
    }
  });

  test('a second run changes no byte', async () => {
    const folder = await repository(rollbackAnalysis());
    await run(folder);
    const before = await bytes(join(folder, 'out'));
    expect((await run(folder)).code).toBe(0);
    expect(await bytes(join(folder, 'out'))).toEqual(before);
  });

  test('a dry run writes below the output folder only, and says what it would send', async () => {
    const folder = await repository(rollbackAnalysis());
    const { code, log, summary } = await run(folder, {
      'dry-run': 'true',
      output: 'out/dry',
      analysis: 'out/analysis.json',
    });
    expect(code).toBe(0);
    expect(summary).toBe('');
    expect(log).toContain('would send critical: checkout: roll P-1 back to P-0');
    expect(log).not.toContain('::error::');
    const outside = Object.keys(await bytes(folder)).filter((path) => !path.startsWith('out/dry/'));
    expect(outside).toEqual(['governance/policy.yaml', 'out/analysis.json']);
  });

  test("the repository's own template is used in place of the product's", async () => {
    const folder = await repository(analysis());
    await mkdir(join(folder, 'templates/reports'), { recursive: true });
    await writeFile(join(folder, 'templates/reports/rollout_phase.md'), 'Our {{ rollout }} on {{ date }}\n');
    expect((await run(folder)).code).toBe(0);
    expect((await bytes(folder))['out/reports/daily/rollout-2026-03-02.md']).toBe(
      'Our checkout on 2026-03-02\n',
    );
  });

  test.each([
    {
      name: 'a missing analysis',
      of: null,
      inputs: {},
      says: 'out/analysis.json does not exist; run action-analyze first',
    },
    {
      name: 'an analysis of another rollout',
      of: analysis({ rollout: 'search' }),
      inputs: {},
      says: 'is of rollout search',
    },
    {
      name: 'a damaged analysis',
      of: { schema: 'phasegate.analysis/1' },
      inputs: {},
      says: 'phase is missing',
    },
    { name: 'a wrong input', of: analysis(), inputs: { 'dry-run': 'maybe' }, says: 'dry-run is "maybe"' },
    { name: 'a missing policy', of: analysis(), inputs: { policy: 'none.yaml' }, says: 'none.yaml' },
  ])('$name fails with what is wrong, and writes nothing', async ({ of, inputs, says }) => {
    const folder = await repository(of);
    const before = await bytes(folder);
    const { code, log } = await run(folder, inputs);
    expect(code).toBe(1);
    expect(log).toContain('::error::');
    expect(log).toContain(says);
    expect(await bytes(folder)).toEqual(before);
  });
});

function dashboardIn(files: Readonly<Record<string, string>>): Dashboard {
  return JSON.parse(files['reports/monitoring/dashboard.json'] ?? '') as Dashboard;
}

describe('incidents', () => {
  const repositoryName = 'octo/shop';
  const owner = 'octo';
  let server: GithubServer;
  let environment: Record<string, string>;
  let token: string;

  beforeAll(async () => {
    server = await startGithub({ repositories: { [repositoryName]: { files: { 'README.md': '# Shop' } } } });
    environment = {
      GITHUB_API_URL: server.url,
      GITHUB_SERVER_URL: server.url,
      GITHUB_REPOSITORY: repositoryName,
      GITHUB_REF_NAME: 'main',
    };
    token = server.token({ permissions: { issues: 'write', actions: 'read' } });
  });
  afterAll(() => server.close());

  const issues = async (): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const ask = client(server, { token: server.token({ actor: owner }), repository: repositoryName });
    return (await ask('GET', 'issues?state=all&per_page=100')).list;
  };
  const outputOf = (outputs: string, name: string): string =>
    new RegExp(`^${name}<<(\\S+)\n([\\s\\S]*?)\n\\1$`, 'm').exec(outputs)?.[2] ?? '';

  test('each violation opens an issue, the next good tick closes them; a quiet tick sends one request', async () => {
    const folder = await repository(rollbackAnalysis());
    server.resetCalls();
    const opened = await run(folder, { 'github-token': token }, environment);
    expect(opened).toMatchObject({
      code: 0,
      log: expect.stringMatching(/incidents: opened #1: \[P1\] checkout P-1/),
    });
    expect(outputOf(opened.outputs, 'incidents')).toBe('1,2');
    expect(server.calls.length).toBeLessThanOrEqual(12);

    await writeFile(
      join(folder, 'out/analysis.json'),
      canonicalJsonPretty(analysis({ now: '2026-03-02T16:00:00Z' })),
    );
    const closed = await run(folder, { 'github-token': token }, environment);
    expect(closed).toMatchObject({ code: 0, log: expect.stringContaining('incidents: resolved: #1') });
    expect((await issues()).map(({ state }) => state)).toEqual(['closed', 'closed']);
    const drafts = Object.keys(await bytes(join(folder, 'out/reports')));
    expect(drafts.filter((path) => /^(?:rca|postmortem)\//.test(path)).length).toBe(4);

    // As on the next runner: nothing of the output folder is left, and the report knows them all the same.
    await rm(join(folder, 'out/reports'), { recursive: true });
    server.resetCalls();
    const quiet = await run(folder, { 'github-token': token }, environment);
    expect([quiet.code, server.calls.length, outputOf(quiet.outputs, 'incidents')]).toEqual([0, 1, '']);
    const files = await bytes(join(folder, 'out'));
    expect(dashboardIn(files).incidents).toMatchObject(
      ['pay_p95', 'pay_success'].map((subject, index) => ({
        subject,
        issue: index + 1,
        duration_s: 235 * 60,
      })),
    );
    const daily = files['reports/daily/rollout-2026-03-02.md'] ?? '';
    const links = [...daily.matchAll(/\]\(\.\.\/((?:rca|postmortem)\/[^)]+)\)/g)].map(([, path]) => path);
    expect(links).toHaveLength(4);
    for (const link of links) expect(files).toHaveProperty([`reports/${link}`]);
  });

  test('an issue that somebody closes is over for the reports; one with an edited draft keeps it', async () => {
    const folder = await repository(rollbackAnalysis({ rollout: 'closed' }));
    const policy = POLICY.replace('rollout: checkout', 'rollout: closed');
    await writeFile(join(folder, 'governance/policy.yaml'), policy);
    const opened = await run(folder, { 'github-token': token }, environment);
    const numbers = outputOf(opened.outputs, 'incidents').split(',');
    const ask = client(server, { token: server.token({ actor: owner }), repository: repositoryName });
    for (const number of numbers) await ask('PATCH', `issues/${number}`, { body: { state: 'closed' } });
    const draft = join(folder, 'out/reports/rca/closed-pay_p95-20260302T120500Z.md');
    await mkdir(join(draft, '..'), { recursive: true });
    await writeFile(draft, 'It was the cache.');
    const later = analysis({ rollout: 'closed', now: '2026-03-02T16:00:00Z' });
    await writeFile(join(folder, 'out/analysis.json'), canonicalJsonPretty(later));
    expect((await run(folder, { 'github-token': token }, environment)).code).toBe(0);
    const files = await bytes(join(folder, 'out'));
    expect(dashboardIn(files).incidents.map(({ resolved }) => resolved)).toEqual([
      '2026-03-02T16:00:00Z',
      '2026-03-02T16:00:00Z',
    ]);
    expect(await readFile(draft, 'utf8')).toBe('It was the cache.');
    expect(files['reports/postmortem/closed-pay_p95-20260302T120500Z.md']).toContain(
      'not among the open ones any more',
    );
  });

  test('two rollouts share one list; what one lacks is said at the end, and stops not the other', async () => {
    const folder = await repository(analysis());
    const named = POLICY.replace(
      'rollout: checkout',
      'rollout: search\ngovernance: { folder: governance/search }',
    );
    await writeFile(join(folder, 'governance/search.policy.yaml'), named);
    server.resetCalls();
    const one = await run(folder, { 'github-token': token }, environment);
    expect(one).toMatchObject({
      code: 1,
      log: expect.stringContaining('out/search/analysis.json does not exist'),
    });
    expect(outputOf(one.outputs, 'path')).toBe('out');
    expect(server.calls.length).toBe(1);

    await mkdir(join(folder, 'out/search'), { recursive: true });
    const path = join(folder, 'out/search/analysis.json');
    await writeFile(path, canonicalJsonPretty(analysis({ rollout: 'search' })));
    const both = await run(folder, { 'github-token': token }, environment);
    expect(both.code).toBe(0);
    expect(outputOf(both.outputs, 'path')).toBe('out\nout/search');
    expect(JSON.parse(outputOf(both.outputs, 'pages'))).toEqual([
      'out/reports/monitoring/dashboard-checkout.html',
      'out/search/reports/monitoring/dashboard-search.html',
    ]);
    expect(await bytes(join(folder, 'out/search'))).toHaveProperty(['summary.md']);
  });

  test('without an analysis the ledger that was seen says why, by an issue', async () => {
    const folder = await repository(null);
    const seen = { head: 'a'.repeat(40), ledger: 'schema: phasegate.ledger/1\nchanged: by hand\n' };
    await writeFile(join(folder, 'out/governance.json'), JSON.stringify(seen));
    const { code, log } = await run(folder, { 'github-token': token }, environment);
    expect(code).toBe(1);
    expect(log).toMatch(
      /incidents: opened #\d+: \[P0\] checkout P-0: the governance branch is not what it was/,
    );
    expect(log).toContain('analysis.json does not exist');
  });

  test('with a token that may not, the report is there, and the line to add is said', async () => {
    const folder = await repository(rollbackAnalysis());
    const weak = server.token({ permissions: { contents: 'read' } });
    const { code, log } = await run(folder, { 'github-token': weak }, environment);
    expect([code, log]).toEqual([1, expect.stringContaining('issues: write')]);
    expect(await bytes(join(folder, 'out'))).toHaveProperty(['summary.md']);
    expect(log.replaceAll(`::add-mask::${weak}`, '')).not.toContain(weak);
  });

  test.each([
    {
      name: 'a short key',
      inputs: { 'signing-key': 'short' },
      says: 'signing-key is shorter than 16 characters',
    },
    {
      name: 'a token of a person',
      inputs: { 'github-token': 'ghp_0123456789' },
      says: 'needs? the input signing-key',
    },
  ])('$name is refused', async ({ inputs, says }) => {
    const folder = await repository(rollbackAnalysis());
    const { code, log } = await run(folder, { 'github-token': token, ...inputs }, environment);
    expect(code).toBe(1);
    expect(log).toMatch(new RegExp(says));
  });

  test('liveness: no tick for too long opens an issue, and the next tick closes it', async () => {
    const folder = await repository(analysis());
    const inputs = { 'github-token': token, job: 'liveness' };
    expect((await run(folder, inputs, environment)).log).toContain('no tick is known of');
    const ticked = await server.actions.addRun({ repository: repositoryName, workflow: 'rollout.yml' });
    server.actions.addArtifact({ name: 'phasegate-batches', run: ticked.id, files: { 'tick.json': '{}' } });
    const fine = await run(folder, inputs, environment);
    expect(fine.log).toContain('liveness: a tick came at');
    const late = { ...inputs, now: new Date(Date.now() + 7 * 3_600_000).toISOString() };
    const silent = await run(folder, late, environment);
    expect(silent.log).toMatch(/incidents: opened #\d+: .*no tick has come/);
    expect((await run(folder, { 'github-token': token }, environment)).log).toMatch(
      /incidents: resolved: #\d+ no tick/,
    );
  });
});

describe('with routes in the policy', () => {
  const NOTIFY = `notify:
  language: ja
  channels: { team: { kind: slack, secret: TEAM_HOOK } }
  routes: [{ severity: [critical], to: [team] }]
`;

  async function told(of: unknown): Promise<string> {
    const folder = await repository(of);
    await writeFile(join(folder, 'governance/policy.yaml'), `${POLICY}${NOTIFY}`);
    return folder;
  }

  test('people are told once, tick after tick, and the address is masked', async () => {
    const slack = await slackReceiver();
    const folder = await told(rollbackAnalysis({ judged: [], recent: [], alerts: [] }));
    const address = `${slack.url}${SLACK_PATH}`;
    const first = await run(folder, {}, { TEAM_HOOK: address });
    expect(first).toMatchObject({ code: 0, log: expect.stringContaining('notices: team took 1') });
    expect((await run(folder, {}, { TEAM_HOOK: address })).code).toBe(0);
    expect(slack.taken).toHaveLength(1);
    const files = await bytes(join(folder, 'out'));
    expect(dashboardIn(files).notices).toMatchObject([
      { severity: 'critical', to: [{ channel: 'team', state: 'sent', at: '2026-03-02T12:05:00Z' }] },
    ]);
    const shown = first.log.split('\n').filter((line) => line.includes(address));
    expect(shown).toEqual([`::add-mask::${address}`]);
  });

  test('a dry run sends nothing and keeps no outbox', async () => {
    const slack = await slackReceiver();
    const folder = await told(rollbackAnalysis());
    const { code, log } = await run(
      folder,
      { 'dry-run': 'true' },
      { TEAM_HOOK: `${slack.url}${SLACK_PATH}` },
    );
    expect({ code, log }).toMatchObject({
      code: 0,
      log: expect.stringContaining('would send critical: checkout/P-1/rollback/after-6 to team'),
    });
    expect(slack.requests).toEqual([]);
    expect(Object.keys(await bytes(folder)).filter((path) => path.includes('outbox'))).toEqual([]);
  });

  test('a missing secret fails the step, once all else is done', async () => {
    const folder = await told(rollbackAnalysis());
    const { code, log, outputs } = await run(folder);
    expect({ code, log }).toMatchObject({
      code: 1,
      log: expect.stringContaining('team: the environment variable TEAM_HOOK is not set'),
    });
    expect(outputs).toContain('out/summary.md');
  });

  test('a test notice says who answered, and needs no analysis', async () => {
    const slack = await slackReceiver();
    const folder = await told(null);
    const inputs = { job: 'test-notice' };
    const answered = await run(folder, inputs, { TEAM_HOOK: `${slack.url}${SLACK_PATH}` });
    expect(answered).toMatchObject({
      code: 0,
      log: expect.stringContaining('test notice: critical: team took it'),
    });
    const refused = await run(folder, inputs, { TEAM_HOOK: `${slack.url}/services/wrong` });
    expect(refused).toMatchObject({
      code: 1,
      log: expect.stringContaining('team: answered 404: no_service'),
    });
    expect(slack.taken).toHaveLength(1);
  });
});
