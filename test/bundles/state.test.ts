import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Home } from '../../scripts/local/src/store/home.js';
import { ResultsService } from '../../scripts/local/src/store/results-service.js';
import { renderLedger } from '../../src/domain/ledger-render.js';
import { loadPolicy } from '../../src/io/policy-file.js';
import { ledgerOf } from '../domain/batch-builder.js';
import { github, REPOSITORY, storeFor } from '../io/github-world.js';
import { temporaryFolder } from '../temporary-folder.js';
import { filesBelow, runBundle, type ActionName, type BundleRun } from './run-bundle.js';
import { at, makeRepository, payments, START } from './scenario.js';

jest.setTimeout(180_000);

const WORKFLOW = '.github/workflows/rollout.yml';
let repository: string;
let cache: { home: Home; service: ResultsService };
let token: string;

beforeAll(async () => {
  repository = await temporaryFolder();
  await makeRepository(repository, payments('dark', { from: 0, to: 130, tookMs: 100 }));
  const policy = await readFile(join(repository, 'governance/policy.yaml'), 'utf8');
  const second = policy.replace('rollout: checkout-redesign', 'rollout: second');
  await writeFile(
    join(repository, 'governance/second.policy.yaml'),
    second.replace('rollback: automatic', 'governance: { folder: governance/second }'),
  );
  const server = await github();
  token = server.token({ permissions: { contents: 'write', actions: 'read', issues: 'read' } });
  const files: Record<string, string> = {};
  for (const [path, folder] of [
    ['governance/policy.yaml', 'governance'],
    ['governance/second.policy.yaml', 'governance/second'],
  ] as const) {
    const loaded = (await loadPolicy(join(repository, path))).policy;
    const ledger = { ...ledgerOf(loaded, []), rollout: loaded.rollout };
    files[`${folder}/phase-ledger.yaml`] = renderLedger(ledger);
  }
  const author = { name: 'octocat', email: 'octocat@example.com' };
  await (await storeFor('phasegate')).commit({ parent: null, message: 'ledgers', files, author, at: START });
});

beforeEach(async () => {
  const home = await Home.open(await temporaryFolder(), () => START);
  const service = new ResultsService(home);
  await service.open();
  cache = { home, service };
});

async function closeCache(): Promise<void> {
  await cache.service.close();
  await cache.home.close();
}

afterEach(closeCache);

interface Job {
  readonly run: number;
  readonly number: number;
  readonly minutes: number;
  readonly inputs?: Readonly<Record<string, string>>;
  /** The cache's address. Default: the service's. */
  readonly cacheUrl?: string;
}

interface Ended {
  readonly run: BundleRun;
  readonly uploaded: Readonly<Record<string, string>>;
  /** Requests to the API. */
  readonly calls: readonly string[];
}

/** A job of one stage in a workspace of its own, with its uploads, and its post step when it succeeded. */
async function job(
  action: ActionName,
  given: Readonly<Record<string, string>>,
  { run, number, minutes, inputs = {}, cacheUrl = cache.service.url }: Job,
): Promise<Ended> {
  const server = await github();
  const workspace = await temporaryFolder();
  await cp(repository, workspace, { recursive: true });
  for (const [path, text] of Object.entries(given)) {
    await mkdir(join(workspace, 'batches', path, '..'), { recursive: true });
    await writeFile(join(workspace, 'batches', path), text);
  }
  const env = {
    GITHUB_API_URL: server.url,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_REF_NAME: 'main',
    GITHUB_RUN_ID: String(run),
    GITHUB_RUN_NUMBER: String(number),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKFLOW_REF: `${REPOSITORY}/${WORKFLOW}@refs/heads/main`,
    ACTIONS_RESULTS_URL: cacheUrl,
    ACTIONS_CACHE_SERVICE_V2: 'true',
    ACTIONS_RUNTIME_TOKEN: cache.service.token(run, action),
  };
  const all = {
    'github-token': token,
    'cache-key': 'phasegate',
    now: at(minutes),
    ...(action === 'analyze' ? { batches: 'batches' } : {}),
    ...inputs,
  };
  server.resetCalls();
  const ended = await runBundle(action, { workspace, inputs: all, env });
  const calls = server.calls.map(({ method, path }) => `${method} ${path}`);
  if (ended.code === 0) {
    const state = Object.fromEntries(
      Object.entries(ended.state).map(([name, text]) => [`STATE_${name}`, text]),
    );
    const post = await runBundle(action, { workspace, step: 'post', inputs: all, env: { ...env, ...state } });
    if (post.code !== 0) throw new Error(`the post step failed: ${post.log}`);
  }
  const uploaded = await filesBelow(join(workspace, 'out'));
  await rm(workspace, { recursive: true, force: true });
  return { run: ended, uploaded, calls };
}

let numbers = 0;

/** A tick as two jobs, which leave their artifacts. */
async function tick(
  minutes: number,
  options: Partial<Job> = {},
): Promise<{ collect: Ended; analyze: Ended }> {
  const { actions } = await github();
  numbers += 1;
  const { id } = await actions.addRun({ repository: REPOSITORY, workflow: WORKFLOW });
  const place = { run: id, number: numbers, minutes, ...options };
  const collect = await job('collect', {}, place);
  actions.addArtifact({ name: 'phasegate-batches', run: id, files: collect.uploaded });
  const analyze = await job('analyze', collect.uploaded, place);
  actions.addArtifact({ name: 'phasegate-analysis', run: id, files: analyze.uploaded });
  return { collect, analyze };
}

function batchesIn(files: Readonly<Record<string, string>>): string[] {
  return Object.keys(files).filter((path) => path.includes('batch-'));
}

describe('two rollouts of one repository', () => {
  test('are carried in the cache, at 3 requests of the first two stages and one more for the second', async () => {
    await tick(17);
    const { collect, analyze } = await tick(32);
    expect(collect.run).toMatchObject({ code: 0, outputs: { batches: '2', skipped: 'false' } });
    expect(batchesIn(collect.uploaded)).toEqual([
      'logs/rollout/collector/dark/batch-20260504T081500Z.jsonl',
      'second/logs/rollout/collector/dark/batch-20260504T081500Z.jsonl',
    ]);
    expect(collect.calls).toEqual([
      expect.stringContaining('matching-refs'),
      expect.stringContaining('contents/governance/phase-ledger.yaml'),
      expect.stringContaining('contents/governance/second/phase-ledger.yaml'),
    ]);
    expect(analyze.calls).toEqual([expect.stringContaining('matching-refs')]);
    expect(analyze.run).toMatchObject({ code: 0, outputs: { gate: 'promote', due: '', rollbacks: '[]' } });
    expect(JSON.parse(analyze.run.outputs['rollouts'] ?? '')).toMatchObject([
      { rollout: 'checkout-redesign', mode: 'automatic', gate: 'promote', analysis: 'out/analysis.json' },
      { rollout: 'second', mode: 'propose', gate: 'promote', analysis: 'out/second/analysis.json' },
    ]);
    expect(Object.keys(analyze.uploaded)).toEqual(
      expect.arrayContaining([
        ...['analysis.json', 'governance.json', 'state/analyzer/history.json', 'state/analyzer/taken.json'],
        ...['second/analysis.json', 'second/governance.json', 'second/state/analyzer/history.json'],
      ]),
    );
  });

  test('fare the same when the cache is lost, and when it does not answer', async () => {
    await tick(17);
    const server = createServer(() => undefined);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const cacheUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const began = performance.now();
    const hung = await tick(32, { cacheUrl, inputs: { 'cache-timeout': '1s' } });
    // Two jobs with a step each that asks, and one each that saves; a client alone would wait for minutes.
    expect(performance.now() - began).toBeLessThan(25_000);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    expect(hung.collect.run.log).toContain('the cache did not answer within 1 s');
    expect(hung.collect.calls.slice(0, 2)).toEqual([
      expect.stringContaining('actions/artifacts?name=phasegate-batches'),
      expect.stringMatching(/actions\/artifacts\/\d+\/zip/),
    ]);
    await closeCache();
    const home = await Home.open(await temporaryFolder(), () => START);
    cache = { home, service: new ResultsService(home) };
    await cache.service.open();
    const { collect, analyze } = await tick(47);
    expect(batchesIn(collect.uploaded)).toHaveLength(2);
    expect(JSON.parse(analyze.uploaded['analysis.json'] ?? '')).toMatchObject({
      judged: [expect.anything()],
    });
    const taken = JSON.parse(analyze.uploaded['state/analyzer/taken.json'] ?? '') as { ticks: unknown[] };
    expect(taken.ticks.length).toBeGreaterThanOrEqual(3);
  });

  test('one that cannot be carried out fails the step and not the other', async () => {
    const file = join(repository, 'governance/third.policy.yaml');
    await writeFile(file, 'rollout: [');
    try {
      const { collect, analyze } = await tick(62);
      for (const { run } of [collect, analyze]) {
        expect(run.code).toBe(1);
        expect(run.log).toContain('third.policy.yaml');
        const rollouts = JSON.parse(run.outputs['rollouts'] ?? '') as { rollout: string }[];
        expect(rollouts.map(({ rollout }) => rollout)).toEqual(['checkout-redesign', 'second']);
      }
      expect(Object.keys(collect.uploaded)).toEqual(
        expect.arrayContaining(['tick.json', 'second/tick.json', 'second/state/collector/state.json']),
      );
    } finally {
      await rm(file);
    }
    // Its state was not saved, and is found in its artifacts.
    const next = await tick(77);
    expect(next.collect.run.log).toContain('artifact phasegate-batches of run');
    expect(batchesIn(next.collect.uploaded)).toHaveLength(2);
  });
});
