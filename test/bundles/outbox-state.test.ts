import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { Home } from '../../scripts/local/src/store/home.js';
import { ResultsService } from '../../scripts/local/src/store/results-service.js';
import { canonicalJsonPretty } from '../../src/domain/canonical-json.js';
import { github, REPOSITORY } from '../io/github-world.js';
import { SLACK_PATH, slackReceiver, type Receiver } from '../io/notify/receivers.js';
import { rollbackAnalysis } from '../render/analysis-builder.js';
import { temporaryFolder } from '../temporary-folder.js';
import { filesBelow, runBundle, type BundleRun } from './run-bundle.js';
import { START } from './scenario.js';

jest.setTimeout(180_000);

const WORKFLOW = '.github/workflows/rollout.yml';
const POLICY = `version: 1
rollout: checkout
sources: [{ name: pay, jsonl: 'telemetry/*.jsonl', schema: pay }]
slis: { pay_p95: { event: pay.completed, quantile: { of: duration_ms, p: 95 }, unit: ms } }
phases:
  - { id: P-0, flags: {}, slos: [{ sli: pay_p95, rollback: { above: 900 } }] }
  - { id: P-1, flags: {}, slos: [{ sli: pay_p95, rollback: { above: 900 } }] }
incidents: none
notify:
  budget: 2s
  channels: { team: { kind: slack, secret: TEAM_HOOK } }
  routes: [{ severity: [critical], to: [team] }]
`;
const POLICIES: Readonly<Record<string, string>> = {
  'governance/policy.yaml': POLICY,
  'governance/second.policy.yaml': POLICY.replace(
    'rollout: checkout',
    'rollout: second\ngovernance: { folder: governance/second }',
  ),
};

/** Each rollout has one thing to tell of: a rollback that is called for, after so many entries of the ledger. */
function analyses(entries: number): Readonly<Record<string, string>> {
  const changes = { judged: [], recent: [], alerts: [], governance: { head: null, entries } };
  return {
    'out/analysis.json': canonicalJsonPretty(rollbackAnalysis(changes)),
    'out/second/analysis.json': canonicalJsonPretty(rollbackAnalysis({ ...changes, rollout: 'second' })),
  };
}

let slack: Receiver;
let cache: { home: Home; service: ResultsService };
let token: string;
let numbers = 0;

async function openCache(): Promise<void> {
  const home = await Home.open(await temporaryFolder(), () => START);
  const service = new ResultsService(home);
  await service.open();
  cache = { home, service };
}

async function closeCache(): Promise<void> {
  await cache.service.close();
  await cache.home.close();
}

async function loseCache(): Promise<void> {
  await closeCache();
  await openCache();
}

beforeAll(async () => {
  const server = await github();
  token = server.token({ permissions: { contents: 'read', actions: 'read', issues: 'write' } });
});
beforeEach(async () => {
  slack = await slackReceiver();
  await openCache();
});
afterEach(closeCache);

interface Reported {
  readonly run: BundleRun;
  /** Requests to the API, of artifacts. */
  readonly calls: readonly string[];
}

/** A report job on a new runner, with its post step and its artifact. */
async function report(
  entries: number,
  options: { readonly cacheUrl?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Reported> {
  const server = await github();
  numbers += 1;
  const { id } = await server.actions.addRun({ repository: REPOSITORY, workflow: WORKFLOW });
  const workspace = await temporaryFolder();
  for (const [path, text] of Object.entries({ ...POLICIES, ...analyses(entries) })) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  const env = {
    GITHUB_API_URL: server.url,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_REF_NAME: 'main',
    GITHUB_RUN_ID: String(id),
    GITHUB_RUN_NUMBER: String(numbers),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKFLOW_REF: `${REPOSITORY}/${WORKFLOW}@refs/heads/main`,
    ACTIONS_RESULTS_URL: options.cacheUrl ?? cache.service.url,
    ACTIONS_CACHE_SERVICE_V2: 'true',
    ACTIONS_RUNTIME_TOKEN: cache.service.token(id, 'report'),
    TEAM_HOOK: `${slack.url}${SLACK_PATH}`,
    ...options.env,
  };
  const inputs = { 'github-token': token, 'cache-key': 'phasegate', 'cache-timeout': '2s' };
  server.resetCalls();
  const run = await runBundle('report', { workspace, inputs, env });
  const calls = server.calls.map(({ method, path }) => `${method} ${path}`);
  const state = Object.fromEntries(Object.entries(run.state).map(([name, text]) => [`STATE_${name}`, text]));
  // `post-if` is `!cancelled()`.
  const post = await runBundle('report', { workspace, step: 'post', inputs, env: { ...env, ...state } });
  if (post.code !== 0) throw new Error(`the post step failed: ${post.log}`);
  server.actions.addArtifact({
    name: 'phasegate-reports',
    run: id,
    files: await filesBelow(join(workspace, 'out')),
  });
  return { run, calls: calls.filter((call) => call.includes('artifacts')) };
}

test('what was sent is not sent again: not from the cache, not when it is lost, not when it hangs', async () => {
  // The first that is known of: nothing is found, and both rollouts are told of.
  expect((await report(6)).run).toMatchObject({ code: 0 });
  expect(slack.taken.length).toBe(2);

  const cached = await report(6);
  expect(cached).toMatchObject({ run: { code: 0 }, calls: [] });
  expect(cached.run.log).toContain('state: cache entry phasegate/report/checkout/');
  expect(slack.taken.length).toBe(2);

  await loseCache();
  const lost = await report(6);
  expect(lost.run.log).toContain('state: artifact phasegate-reports of run');
  // For both rollouts together.
  expect(lost.calls).toEqual([
    expect.stringContaining('actions/artifacts?name=phasegate-reports'),
    expect.stringMatching(/actions\/artifacts\/\d+\/zip/),
  ]);
  expect(slack.taken.length).toBe(2);

  const silent = createServer(() => undefined);
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  const cacheUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  const hung = await report(6, { cacheUrl });
  silent.closeAllConnections();
  await new Promise((done) => silent.close(done));
  expect(hung.run).toMatchObject({ code: 0, log: expect.stringContaining('did not answer within 2 s') });
  expect(slack.taken.length).toBe(2);
});

test('what could not be sent waits through a lost cache too, and arrives once', async () => {
  const closed = await report(7, { env: { TEAM_HOOK: '' } });
  expect(closed.run).toMatchObject({ code: 1, log: expect.stringContaining('TEAM_HOOK is not set') });
  await loseCache();
  expect((await report(7)).run.log).toContain('notices: team took 1');
  await loseCache();
  await report(7);
  expect(slack.taken.length).toBe(2);
});
