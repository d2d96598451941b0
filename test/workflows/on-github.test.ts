import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { parseLedger } from '../../src/domain/ledger.js';
import { analysisOf } from '../../scripts/local/src/tick-view.js';
import { filesBelow, runBundle } from '../bundles/run-bundle.js';
import { git } from '../bundles/scenario.js';
import { temporaryFolder } from '../temporary-folder.js';
import { filesOfGuide } from './docs-files.js';
import {
  errorsOf,
  GithubWorld,
  PHASEGATE,
  REPOSITORY,
  resultsOf,
  type Calls,
  type WorldOptions,
} from './github-world.js';

// Whole workflows of two repositories, against a GitHub and the results service.
jest.setTimeout(600_000);

/** The figures that docs/costs.md counts with. */
const figures = join(import.meta.dirname, '../../scripts/costs/figures.mjs');
const { API_CALLS: BUDGET } = (await import(figures)) as {
  readonly API_CALLS: Readonly<
    Record<'quiet' | 'lost' | 'further' | 'incident' | 'rollback' | 'look', number>
  >;
};

let world: GithubWorld;
afterEach(() => world.close());

async function open(options?: WorldOptions): Promise<GithubWorld> {
  world = await GithubWorld.open(options);
  return world;
}

const gateOf = ({ result }: Calls): string | undefined => analysisOf(result)?.gate;

async function issues(state: 'open' | 'closed'): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await world.as('mika')('GET', `issues?labels=phasegate-incident&state=${state}`)).list;
}

/** The governance branch, cloned with plain git. */
async function cloneRecord(): Promise<string> {
  const folder = await temporaryFolder();
  const token = world.server.token({ actor: 'mika' });
  const url = new URL(`${world.server.url}/${REPOSITORY}.git`);
  url.username = 'x-access-token';
  url.password = token;
  await git(folder, 'clone', '--quiet', '--branch', 'phasegate', url.href, '.');
  return folder;
}

const HEALTHY = { operation: 'promote', reason: 'healthy' };

test('promote, tick, regression, incident, ack, rollback, stabilising, release, resolve; and the record holds', async () => {
  await open({ review: async () => 'riley' });
  const good = async (work: Promise<Calls>): Promise<Calls> => {
    const done = await work;
    expect([done.result.result, errorsOf(done)]).toEqual(['success', expect.anything()]);
    return done;
  };
  await good(world.tick(17));
  const quiet = await good(world.tick(32));
  expect(quiet.calls.length).toBeLessThanOrEqual(BUDGET.quiet);
  expect(gateOf(await good(world.tick(62)))).toBe('promote');
  const promoted = await good(world.decide(63, HEALTHY));
  expect(promoted.calls.length).toBeLessThanOrEqual(BUDGET.rollback);
  expect(resultsOf(promoted)).toEqual({
    decide: 'success',
    'decide/plan': 'success',
    'decide/approve': 'success',
    'decide/decide': 'success',
  });

  const sick = await good(world.tick(92));
  expect(gateOf(sick)).toBe('rollback');
  expect(sick.calls.length).toBeLessThanOrEqual(BUDGET.incident);
  expect(resultsOf(sick)['tick/rollback']).toBe('success');
  const [incident] = await issues('open');
  expect(incident).toMatchObject({ title: expect.stringContaining('pay_p95') });
  const mika = world.as('mika');
  await mika('POST', `issues/${String(incident?.['number'])}/comments`, { body: { body: '/ack' } });

  const refused = await world.decide(100, HEALTHY);
  expect(refused.result.result).toBe('failure');
  expect(errorsOf(refused)).toMatch(/stabilis/);

  const looked = await good(world.run('phasegate-stabilise', 107, { event: 'schedule' }));
  expect(resultsOf(looked)['look/tick']).toBe('success');
  const [known] = await issues('open');
  expect(String(known?.['body'])).toContain('mika');
  expect(resultsOf(looked)['look/tick/rollback']).toBe('skipped');
  const released = await good(world.run('phasegate-stabilise', 122, { event: 'schedule' }));
  expect(resultsOf(released)).toMatchObject({ 'look/tick/rollback': 'success' });
  const nothing = await good(world.run('phasegate-stabilise', 127, { event: 'schedule' }));
  expect([resultsOf(nothing)['look/tick'], nothing.calls.length]).toEqual(['skipped', BUDGET.look]);
  await good(world.tick(137));
  expect([await issues('open'), (await issues('closed')).length]).toEqual([[], 1]);
  await good(world.decide(138, { operation: 'verify' }));

  const clone = await cloneRecord();
  const ledger = parseLedger(await readFile(join(clone, 'governance/phase-ledger.yaml'), 'utf8'), 'ledger');
  expect(ledger.entries.map(({ action }) => action)).toEqual(['promote', 'rollback', 'release']);
  expect(ledger.entries[0]?.approvals).toMatchObject([{ role: 'qa', by: 'riley', source: 'environment' }]);
  const verified = await runBundle('rollback', {
    workspace: world.folder,
    inputs: { operation: 'verify', governance: clone },
  });
  expect([verified.code, verified.outputs['findings']]).toEqual([0, '0']);
});

/** Dashboards that open from the run's page: each is an artifact of one HTML file, the very one among the reports. */
async function pagesOf({ result: { artifacts } }: Calls): Promise<readonly string[]> {
  const pages = (await readdir(artifacts)).filter((name) => name.endsWith('.html')).sort();
  const reports = await filesBelow(join(artifacts, 'phasegate-reports'));
  for (const name of pages) {
    const text = await readFile(join(artifacts, name, name), 'utf8');
    const [, same] = Object.entries(reports).find(([path]) => path.endsWith(`/monitoring/${name}`)) ?? [];
    expect([text.slice(0, 15), text === same]).toEqual(['<!doctype html>', true]);
  }
  return pages;
}

describe('promotions', () => {
  test('a refused review: the promotion is refused, with all that is missing', async () => {
    await open({ review: async () => null });
    await world.tick(62);
    const refused = await world.decide(63, HEALTHY);
    expect(resultsOf(refused)).toMatchObject({ 'decide/approve': 'failure', 'decide/decide': 'failure' });
    expect(errorsOf(refused)).toMatch(/refused: .*riley/);
    expect((await world.as('mika')('GET', 'git/ref/heads/phasegate')).status).toBe(404);
  });

  test('one that waits for its reviewers holds up no rollback', async () => {
    let asked = (): void => {};
    const isAsked = new Promise<void>((done) => (asked = done));
    let answer = (_login: string): void => {};
    await open({
      review: () => {
        asked();
        return new Promise((done) => (answer = done));
      },
    });
    await world.tick(62);
    const promotion = world.decide(63, HEALTHY);
    await isAsked;
    const rollback = await world.decide(64, { operation: 'rollback', reason: 'sick' });
    // Decided, and refused only because there is no phase to go back to.
    expect(errorsOf(rollback)).toMatch(/refused: .*first/);
    answer('riley');
    expect((await promotion).result.result).toBe('success');
  });
});

test('rollout-compact.yml does the same in one job', async () => {
  const text = (await filesOfGuide(PHASEGATE))['.github/workflows/phasegate.yml'] ?? '';
  const file = text.replace('rollout.yml', 'rollout-compact.yml');
  await open({ files: { '.github/workflows/phasegate.yml': file }, review: async () => 'riley' });
  await world.tick(32);
  const quiet = await world.tick(62);
  expect([resultsOf(quiet), gateOf(quiet)]).toEqual([
    { tick: 'success', 'tick/tick': 'success', 'tick/rollback': 'skipped' },
    'promote',
  ]);
  expect(quiet.calls.length).toBeLessThanOrEqual(BUDGET.quiet);
  expect(await pagesOf(quiet)).toEqual(['dashboard-checkout.html']);
  await world.decide(63, HEALTHY);
  const sick = await world.tick(92);
  expect(resultsOf(sick)['tick/rollback']).toBe('success');
  expect(await issues('open')).toHaveLength(1);
});

test.each(['rollout.yml', 'rollout-compact.yml'])(
  '%s: people are told once, also when the cache is lost, which alone costs calls',
  async (layout) => {
    const guide = await filesOfGuide(PHASEGATE);
    const policy = `${guide['governance/policy.yaml'] ?? ''}notify:
  channels: { log: { kind: console } }
  routes: [{ template: [promotion], to: [log] }]
`;
    const workflow = (guide['.github/workflows/phasegate.yml'] ?? '').replace('rollout.yml', layout);
    await open({
      files: { 'governance/policy.yaml': policy, '.github/workflows/phasegate.yml': workflow },
    });
    const told = (): number => world.lines.filter((line) => line.includes('notices: log took')).length;
    await world.tick(32);
    await world.tick(62);
    expect(told()).toBe(1);
    const quiet = await world.tick(77);
    expect([told(), quiet.calls.length <= BUDGET.quiet]).toEqual([1, true]);
    await world.loseCache();
    const lost = await world.tick(92);
    expect([resultsOf(lost).tick, told()]).toEqual(['success', 1]);
    expect(lost.calls.filter((call) => call.includes('artifacts?name=phasegate-reports'))).toHaveLength(1);
    expect(lost.calls.length).toBeLessThanOrEqual(quiet.calls.length + BUDGET.lost);
  },
);

test('no tick comes: an issue; a heartbeat ticks, and it is closed', async () => {
  await open();
  await world.run('phasegate-heartbeat', 17, { event: 'repository_dispatch' });
  const fine = await world.run('phasegate-liveness', 32, { event: 'schedule' });
  expect([fine.result.result, await issues('open')]).toEqual(['success', []]);
  await world.run('phasegate-liveness', 17 + 24 * 60, { event: 'push' });
  expect(await issues('open')).toHaveLength(1);
  await world.run('phasegate-heartbeat', 20 + 24 * 60, { event: 'repository_dispatch' });
  await world.run('phasegate-liveness', 25 + 24 * 60, { event: 'schedule' });
  expect([await issues('open'), (await issues('closed')).length]).toEqual([[], 1]);
});

test('two rollouts: one tick for both, two more calls, and each is rolled back by itself', async () => {
  const policy = (await filesOfGuide(PHASEGATE))['governance/policy.yaml'] ?? '';
  const other = policy
    .replace('rollout: checkout', 'rollout: search\ngovernance: { folder: governance/search }')
    .replace('approvals: [qa]', 'approvals: [ops]');
  await open({ files: { 'governance/search.policy.yaml': other }, review: async () => 'riley' });
  await world.tick(32);
  const quiet = await world.tick(62);
  expect(quiet.calls.length).toBeLessThanOrEqual(BUDGET.quiet + BUDGET.further);
  expect(await pagesOf(quiet)).toEqual(['dashboard-checkout.html', 'dashboard-search.html']);
  const promoted = await world.decide(63, { ...HEALTHY, policy: 'governance/search.policy.yaml' });
  expect(promoted.result.result).toBe('success');
  const sick = await world.tick(92);
  expect(resultsOf(sick)['tick/rollback']).toBe('success');
  const clone = await cloneRecord();
  const file = join(clone, 'governance/search/phase-ledger.yaml');
  const ledger = parseLedger(await readFile(file, 'utf8'), file);
  expect(ledger.entries.map(({ action }) => action)).toEqual(['promote', 'rollback']);
});
