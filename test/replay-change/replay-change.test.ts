import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommand } from '../../scripts/replay-change/src/arguments.js';
import { replayChange, type ChangeReport } from '../../scripts/replay-change/src/replay-change.js';
import { git } from '../bundles/scenario.js';
import { changePolicy, commit, copyOf, makeStory, minute } from '../replay/story.js';
import { fakeGitHub, type FakeGitHub } from '../schema-check/github.js';
import { temporaryFolder } from '../temporary-folder.js';
import { artifactOf, storyArtifacts } from './archive.js';

jest.setTimeout(120_000);

const LIMIT = 'rollback: { above: 550 }';
const TIGHTER = [`warn: { above: 400 }, ${LIMIT}`, 'warn: { above: 200 }, rollback: { above: 300 }'] as const;
const HEADING = '## Replay: what the changed policy would have done';

let story: string;
beforeAll(async () => {
  story = await makeStory();
});

let github: FakeGitHub;
let folder: string;
beforeEach(async () => {
  github = await fakeGitHub();
  folder = await copyOf(story);
});
afterEach(() => github.close());

/** As the workflow calls it, against the commit before. */
async function reported(...args: readonly string[]): Promise<ChangeReport | null> {
  const out = await temporaryFolder();
  const command = readCommand([
    ...['--base=HEAD^1', `--repo=${folder}`, '--report=unused', `--batches=${join(out, 'batches')}`],
    ...args,
  ]);
  if (command === null) throw new Error('the command asks for help');
  const env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'o/r', GITHUB_TOKEN: 't0k3n' };
  return replayChange({ ...command, env, now: minute(300), pauses: [1, 1] });
}

async function changed(from: string, to: string): Promise<void> {
  await changePolicy(folder, from, to);
  await commit(folder);
}

describe('a change of a policy', () => {
  test('is replayed over what the runs of the default branch uploaded, beside the record', async () => {
    github.artifacts.push(...(await storyArtifacts(story)));
    await changed(...TIGHTER);
    const report = await reported();
    expect(report?.faults).toEqual([]);
    expect(report?.markdown).toContain(
      'This policy would have rolled back once, on fewer than 60 samples; the record rolled back twice, once by hand.',
    );
    expect(report?.markdown).toMatch(
      /Replayed&#58; governance\/policy\.yaml\.\n\nRecorded telemetry&#58; \d+ batch files/,
    );
    expect(report?.markdown).not.toContain('not at hand');
  });

  test('of an SLI says that batches without events measured another one', async () => {
    github.artifacts.push(...(await storyArtifacts(story, { withEvents: false })));
    await changed('quantile: { of: took_ms, p: 95 }', 'quantile: { of: total_ms, p: 95 }');
    expect((await reported())?.markdown).toMatch(
      /\d+ batch files without events&#58; pay_p95 was measured under another definition/,
    );
  });

  test('of another rollout’s policy passes over the batches of the first', async () => {
    github.artifacts.push(...(await storyArtifacts(story)));
    const text = await readFile(join(folder, 'governance/policy.yaml'), 'utf8');
    const other = text.replace('rollout: checkout-redesign', 'rollout: other');
    await writeFile(join(folder, 'governance/other.policy.yaml'), other);
    await commit(folder);
    const { markdown = '', faults } = (await reported()) ?? {};
    expect(faults).toEqual([expect.stringContaining('governance/other.policy.yaml was not replayed')]);
    expect(markdown).toContain('checkout-redesign');
  });

  test('that has faults is left to the check', async () => {
    github.artifacts.push(...(await storyArtifacts(story)));
    await changed(LIMIT, 'rollback: { abve: 300 }');
    expect(await reported()).toMatchObject({
      faults: ['governance/policy.yaml was not replayed: it has faults'],
      markdown: expect.stringContaining(`${HEADING}\n\ngovernance/policy.yaml was not replayed`),
    });
  });

  test('that had faults before cannot be held against them', async () => {
    github.artifacts.push(...(await storyArtifacts(story)));
    await changed(LIMIT, 'rollback: { abve: 550 }');
    await changed('rollback: { abve: 550 }', LIMIT);
    expect((await reported())?.faults).toEqual([
      'governance/policy.yaml was not replayed: the policy before the change has faults',
    ]);
  });
});

describe('where nothing can be replayed, the report says why', () => {
  beforeEach(() => changed(...TIGHTER));

  test('no batches', async () => {
    const report = await reported();
    expect(report?.faults).toEqual([]);
    expect(report?.markdown).toBe(
      `${HEADING}\n\nThere are no artifacts "phasegate-batches" of the last 14 days, of runs on "main".\n\nSo there is nothing that the changed policy could be replayed over.\n`,
    );
  });

  test('a token that may not read artifacts', async () => {
    github.faults.push({ status: 403, when: 'early' });
    expect((await reported())?.faults).toEqual([expect.stringMatching(/give the job `actions: read`/)]);
  });

  test('GitHub cannot be reached', async () => {
    await github.close();
    expect((await reported())?.faults).toEqual([
      expect.stringMatching(/^Nothing was replayed: the batches cannot be fetched: GET \/repos\/o\/r:/),
    ]);
    github = await fakeGitHub();
  });

  test('a history that was cut', async () => {
    const shallow = await temporaryFolder();
    await git(shallow, 'clone', '--quiet', '--depth=2', `file://${folder}`, '.');
    folder = shallow;
    expect((await reported())?.faults).toEqual([expect.stringContaining('check out with fetch-depth: 0')]);
  });

  test('batches that were changed on the way are named', async () => {
    const [first, ...others] = await storyArtifacts(story, { change: ['"took_ms":104', '"took_ms":904'] });
    if (first === undefined) throw new Error('the story has no batches');
    github.artifacts.push(first, ...others);
    expect((await reported())?.markdown).toMatch(/its events do not match its digest/);
  });
});

test('without a changed policy nothing is asked for', async () => {
  await writeFile(join(folder, 'schemas/events/more.json'), '{}');
  await commit(folder);
  expect(await reported()).toBeNull();
  await rm(join(folder, 'governance/policy.yaml'));
  await commit(folder);
  expect(await reported()).toBeNull();
  expect(github.requests).toEqual([]);
});

test('a command line that is wrong: every fault at once', () => {
  expect(() => readCommand(['x', '--days=0', '--most=ten', '--report='])).toThrow(
    /"x" belongs to no option\n.*--report needs a value\n.*--base is missing\n.*--report is missing\n.*--batches is missing\n.*--days is "0".*\n.*--most is "ten"/,
  );
  expect(readCommand(['--help'])).toBeNull();
});

test('a base that leads nowhere is an error', async () => {
  github.artifacts.push(artifactOf(1, {}));
  await expect(reported('--base=none')).rejects.toMatchObject({ code: 'bad-input' });
});
