import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { git, payments } from '../bundles/scenario.js';
import { PROJECT, runAll, type Ran } from '../local/support.js';
import { archiveOf, artifactOf, storyArtifacts } from '../replay-change/archive.js';
import { changePolicy, commit, copyOf, makeStory } from '../replay/story.js';
import { fakeGitHub, type FakeArtifact, type FakeGitHub } from '../schema-check/github.js';

// The real schema-check.yml is run, with the committed bundles, on a repository whose rollout has a record.
jest.setTimeout(180_000);

const WORKFLOW = `${PROJECT}/.github/workflows/schema-check.yml`;

let story: string;
let artifacts: readonly FakeArtifact[];
beforeAll(async () => {
  story = await makeStory();
  // As if they were uploaded just now: the workflow goes by the clock.
  const created_at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  artifacts = (await storyArtifacts(story)).map((one) => ({ ...one, created_at }));
});

let github: FakeGitHub;
let folder: string;
beforeEach(async () => {
  github = await fakeGitHub();
  folder = await copyOf(story);
  giveExample();
  await commit(folder);
  await changePolicy(folder, 'warn: { above: 400 }', 'warn: { above: 200 }');
  await changePolicy(folder, 'rollback: { above: 550 }', 'rollback: { above: 300 }');
  await commit(folder);
});
afterEach(() => github.close());

/** The check wants one in each schema. */
function giveExample(): void {
  const file = `${folder}/schemas/events/shop.json`;
  const [example = ''] = payments('dark', { from: 0, to: 1, tookMs: 100 }).split('\n');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...schema, examples: [JSON.parse(example)] }));
}

const withGitHub = (): { api: { url: string } } => ({ api: { url: github.url } });

/** By hand for pull request 7, against the commit before. */
async function runByHand(): Promise<Ran> {
  const base = await git(folder, 'rev-parse', 'HEAD^1');
  const inputs = new Map([
    ['base', base],
    ['pull-request', '7'],
  ]);
  return runAll(folder, [{ workflow: WORKFLOW, event: 'workflow_dispatch', inputs }], withGitHub());
}

const summaryOf = ({ result }: Ran): string =>
  result.summaries.map((path) => readFileSync(path, 'utf8')).join('\n');

test('the difference from the record is in the summary and in the one comment', async () => {
  github.artifacts.push(...artifacts);
  const ran = await runByHand();
  expect(ran.result.result).toBe('success');
  const told = [summaryOf(ran), github.comments[0]?.body];
  for (const text of told) {
    expect(text).toContain('✅ passed');
    expect(text).toContain('This policy would have rolled back once, on fewer than 60 samples;');
    expect(text).toMatch(/\| ≠ \| 2026-05-04T09:15:00Z \| rolls back tenth → dark \|/);
  }
  await runByHand();
  expect(github.comments).toHaveLength(1);
});

test('a fork’s pull request: the replay is in the summary, and nothing is written', async () => {
  github.artifacts.push(...artifacts);
  const ran = await runAll(folder, [{ workflow: WORKFLOW, event: 'pull_request' }], withGitHub());
  expect(ran.result.jobs['check']?.result).toBe('success');
  expect(ran.result.jobs['comment']?.result).toBe('skipped');
  expect(summaryOf(ran)).toContain('This policy would have rolled back once');
  expect(summaryOf(ran)).toContain('comes from a fork, whose token may not write: no comment is posted');
  expect(github.requests.filter((line) => !line.startsWith('GET '))).toEqual([]);
});

test('no batches: said plainly, and the check passes', async () => {
  const ran = await runByHand();
  expect(ran.result.result).toBe('success');
  expect(summaryOf(ran)).toContain('So there is nothing that the changed policy could be replayed over.');
  expect(ran.result.annotations).toEqual([]);
});

test('an artifact that leads out of its folder writes nothing there, and the check goes on', async () => {
  const [first, ...others] = artifacts;
  const hostile = archiveOf({ '../../../escaped/batch-20260504T080000Z.jsonl': 'x' });
  github.artifacts.push(
    artifactOf(first?.id ?? 0, hostile, { created_at: first?.created_at ?? '' }),
    ...others,
  );
  const ran = await runByHand();
  expect(ran.result.result).toBe('success');
  expect(summaryOf(ran)).toContain('is not used&#58; the archive has a path that leads out of it');
  expect(summaryOf(ran)).toContain('This policy would');
});

test('without access to artifacts the summary and a warning say so, and the check goes on', async () => {
  github.faults.push({ status: 403, when: 'early' });
  const ran = await runByHand();
  expect(ran.result.result).toBe('success');
  expect(ran.result.annotations).toEqual([
    expect.objectContaining({ level: 'warning', message: expect.stringContaining('`actions: read`') }),
  ]);
  expect(summaryOf(ran)).toMatch(/Nothing was replayed.*actions&#58; read/);
});
