import { afterEach, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { filesBelow } from '../bundles/run-bundle.js';
import { filesOfGuide } from './docs-files.js';
import { errorsOf, GithubWorld, PHASEGATE, resultsOf, type Calls } from './github-world.js';

// Whole workflows, against a GitHub and the results service.
jest.setTimeout(600_000);

const SHARDS = 3;
/** The figures of docs/costs.md, and what docs/policy-language.md says that shards add. */
const figures = join(import.meta.dirname, '../../scripts/costs/figures.mjs');
const { API_CALLS } = (await import(figures)) as {
  readonly API_CALLS: Readonly<Record<'quiet' | 'lost' | 'shard', number>>;
};
const QUIET = API_CALLS.quiet + SHARDS * API_CALLS.shard;
/** A list and a download of each stage, and of each shard. */
const LOST = API_CALLS.lost + 2 * SHARDS;
/** A source of incidents asks for them. */
const INCIDENTS = 1;

const worlds: GithubWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function open(shards: number): Promise<GithubWorld> {
  const guide = await filesOfGuide(PHASEGATE);
  const policy = (guide['governance/policy.yaml'] ?? '').replace(
    /sources:\n.*\n/,
    `sources:
  - { name: shop, jsonl: 'telemetry/*.jsonl', schema: shop }
  - { name: again, jsonl: 'telemetry/*.jsonl', schema: shop }
  - { name: decisions, ledger: true }
  - { name: incidents, incidents: true }
`,
  );
  const workflow = (guide['.github/workflows/phasegate.yml'] ?? '').replace(
    /(uses: .*rollout\.yml@.*\n)/,
    `$1    with: { shards: '${shards}' }\n`,
  );
  const files = { 'governance/policy.yaml': policy, '.github/workflows/phasegate.yml': workflow };
  const world = await GithubWorld.open({ files, review: async () => 'riley' });
  worlds.push(world);
  return world;
}

async function filesOf({ result }: Calls, artifact: string): Promise<Record<string, string>> {
  const files = await filesBelow(join(result.artifacts, artifact));
  const wanted = Object.entries(files).filter(
    ([path]) => path.includes('logs/rollout/collector/') || path.endsWith('analysis.json'),
  );
  return Object.fromEntries(wanted);
}

test('ticks of three shards are those of one collector, also when the cache is lost, and cost what the docs say', async () => {
  const [one, three] = [await open(1), await open(SHARDS)];
  const both = async (work: (world: GithubWorld) => Promise<Calls>): Promise<Calls> => {
    const [alone, sharded] = [await work(one), await work(three)];
    expect([errorsOf(sharded), sharded.result.result]).toEqual([errorsOf(alone), alone.result.result]);
    expect(await filesOf(sharded, 'phasegate-batches')).toEqual(await filesOf(alone, 'phasegate-batches'));
    return sharded;
  };
  const tick = (minutes: number): Promise<Calls> => both((world) => world.tick(minutes));
  await tick(17);
  const quiet = await tick(32);
  expect(resultsOf(quiet)).toMatchObject({
    'tick/plan': 'success',
    'tick/collect': 'success',
    tick: 'success',
  });
  expect(quiet.calls.length).toBeLessThanOrEqual(QUIET + INCIDENTS);
  await tick(62);
  await both((world) => world.decide(63, { operation: 'promote', reason: 'healthy' }));
  expect(resultsOf(await tick(92))['tick/rollback']).toBe('success');
  await one.loseCache();
  await three.loseCache();
  const lost = await tick(107);
  // The incident that is open then has calls of its own.
  const ofStates = lost.calls.filter((call) => !call.includes(' issues'));
  expect(ofStates.length).toBeLessThanOrEqual(QUIET + LOST);
  expect(lost.calls.filter((call) => call.includes('name=phasegate-shard-2-of-3'))).toHaveLength(1);
  await tick(122);
});
