import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VERSION } from '../../src/domain/version.js';
import { GitGovernance } from '../../src/io/git-governance.js';
import { git, makeRepository, payments } from '../bundles/scenario.js';
import { temporaryFolder } from '../temporary-folder.js';
import { batchFiles, changePolicy, commit, copyOf, makeStory, minute, replayOf } from './story.js';
import { World } from './world.js';

// Batches are made and judged for four hours, with git beside them.
jest.setTimeout(120_000);

let story: string;
beforeAll(async () => {
  story = await makeStory();
});

const ARTIFACTS = '.phasegate/artifacts';
const SICK = '20260504T093000Z';

async function theBatch(folder: string, start: string): Promise<string> {
  const [file] = await batchFiles(join(folder, ARTIFACTS), `tenth/batch-${start}`);
  if (file === undefined) throw new Error(`there is no batch of ${start}`);
  return file;
}

test('every recorded decision is made again byte for byte, twice the same', async () => {
  const answer = await replayOf(story);
  expect(answer.lines).toEqual([
    `entry 1 promote dark → tenth 2026-05-04T09:03:00Z: identical, byte for byte (recorded by version ${VERSION})`,
    `entry 2 rollback tenth → dark 2026-05-04T10:17:00Z: identical, byte for byte (recorded by version ${VERSION})`,
    `entry 3 release dark 2026-05-04T10:47:00Z: identical, byte for byte (recorded by version ${VERSION})`,
    `entry 4 promote dark → tenth 2026-05-04T11:03:00Z: identical, byte for byte (recorded by version ${VERSION})`,
    'entry 5 rollback tenth → dark 2026-05-04T11:31:00Z: decided by hand without an analysis: nothing to make again',
    `entry 6 release dark 2026-05-04T12:03:00Z: identical, byte for byte (recorded by version ${VERSION})`,
  ]);
  expect(answer.ok).toBe(true);
  expect(await replayOf(story)).toEqual(answer);
});

test('only the decisions of the time that is asked for are shown', async () => {
  const { lines } = await replayOf(story, '--from', '2026-05-04T10:00:00Z', '--to', '2026-05-04T10:17:00Z');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^entry 2 .*identical/);
});

test('the same batches from elsewhere, some of them twice, are the same', async () => {
  const copy = await copyOf(join(story, ARTIFACTS));
  const folders = [join(story, ARTIFACTS), copy];
  const { ok, lines } = await replayOf(story, ...folders.flatMap((one) => ['--batches', one]));
  expect({ ok, identical: lines.filter((line) => line.includes('identical')).length }).toEqual({
    ok: true,
    identical: 5,
  });
});

test('a policy that was changed while its phase was on: the record says so, and so does the replay', async () => {
  const folder = await temporaryFolder();
  const telemetry = [
    payments('dark', { from: 0, to: 60, tookMs: 100 }),
    payments('tenth', { from: 60, to: 120, tookMs: 350 }),
  ];
  await makeRepository(folder, telemetry.join(''));
  await commit(folder);
  const world = new World(folder);
  await world.tick(minute(62));
  await world.decide({ operation: 'promote', now: minute(63) });
  await world.tick(minute(107));
  await changePolicy(folder, 'warn: { above: 400 }', 'warn: { above: 300 }');
  await commit(folder);
  await world.decide({ operation: 'rollback', now: minute(108) });
  const snapshot = await git(folder, 'show', 'phasegate:governance/snapshots/000002.json');
  expect(snapshot).toContain('judged anew by the changed policy');
  const { lines, ok } = await replayOf(folder);
  expect(lines).toEqual([
    expect.stringMatching(/^entry 1 .*: identical/),
    expect.stringMatching(/^entry 2 rollback .*: identical/),
  ]);
  expect(ok).toBe(true);
});

test('a checklist that was changed since is found in the git history, and missed where it is not', async () => {
  const folder = await temporaryFolder();
  await makeRepository(folder, payments('dark', { from: 0, to: 60, tookMs: 100 }));
  await changePolicy(folder, 'healthy: 30m', 'healthy: 30m, checklist: [before]');
  const checklist = join(folder, 'reports/rollout-monitoring-checklist.md');
  await mkdir(join(folder, 'reports'));
  await writeFile(checklist, '## Before\n\n- [x] dashboards are up\n\nSigned: qa, Ada, 2026-05-03\n');
  await commit(folder, 'reports');
  const world = new World(folder);
  await world.tick(minute(62));
  await world.decide({ operation: 'promote', now: minute(63) });
  await writeFile(checklist, '## Before\n\n- [ ] dashboards are up\n');
  expect((await replayOf(folder)).lines).toEqual([expect.stringMatching(/^entry 1 promote .*: identical/)]);
  await git(folder, 'update-ref', '-d', 'HEAD');
  const { ok, lines } = await replayOf(folder);
  expect({ ok, lines }).toEqual({
    ok: false,
    lines: [
      expect.stringMatching(/cannot be made again: no checklist with the digest [0-9a-f]{12} is at hand/),
    ],
  });
});

describe('a batch that was changed is named', () => {
  test.each([
    {
      name: 'a value in an event',
      from: '"took_ms":601',
      to: '"took_ms":501',
      says: /its events do not match its digest/,
    },
    {
      name: 'a figure in the header',
      from: '"matching":',
      to: '"matching":1',
      says: /has more matching than there are|its figures are not those of its events/,
    },
    {
      name: 'a count in the header',
      from: '"accepted":30',
      to: '"accepted":31',
      says: /31 accepted events, and 30 follow/,
    },
  ])('$name', async ({ from, to, says }) => {
    const folder = await copyOf(story);
    const file = await theBatch(folder, SICK);
    const text = await readFile(file, 'utf8');
    expect(text).toContain(from);
    await writeFile(file, text.replace(from, to));
    const { ok, lines } = await replayOf(folder);
    expect(ok).toBe(false);
    expect(lines.find((line) => line.startsWith(file))).toMatch(says);
    expect(lines[0]).toContain('identical');
    expect(lines[1]).toMatch(/^entry 2 .*: different, first at /);
  });
});

test('a batch that is missing is named, and decisions before it are not touched', async () => {
  const folder = await copyOf(story);
  await rm(await theBatch(folder, SICK));
  const { ok, lines } = await replayOf(folder);
  expect(ok).toBe(false);
  expect(lines[0]).toContain('identical');
  expect(lines[1]).toMatch(/^entry 2 .*: different, first at /);
  expect(lines[2]).toBe('  the batch of tenth, 2026-05-04T09:30:00Z to 2026-05-04T09:45:00Z, is missing');
});

test('a policy that is not at hand any more is named by its digest', async () => {
  const folder = await copyOf(story);
  await rm(join(folder, '.git'), { recursive: true });
  await World.bareCopy(story, join(folder, '.phasegate/remote.git'));
  const { ok, lines } = await replayOf(folder);
  expect(ok).toBe(false);
  expect(lines.slice(0, 2)).toEqual([
    expect.stringMatching(
      /^entry 1 .*: cannot be made again: no policy with the digest [0-9a-f]{12} is at hand/,
    ),
    expect.stringMatching(
      /^entry 2 .*: cannot be made again: no policy with the digest [0-9a-f]{12} is at hand/,
    ),
  ]);
});

test('a snapshot that was changed on the branch is not taken for the record', async () => {
  const folder = await copyOf(story);
  const store = new GitGovernance(folder, 'phasegate');
  const { head } = await store.open();
  await store.commit({
    parent: head,
    message: 'a better past',
    files: { 'governance/snapshots/000002.json': '{}\n' },
    author: { name: 'x', email: 'x@example.invalid' },
    at: minute(300),
  });
  const { ok, lines } = await replayOf(folder);
  expect(ok).toBe(false);
  expect(lines[1]).toMatch(/000002\.json is not the file that ledger entry 2 names$/);
});

test('without batches and without decisions it says so', async () => {
  const folder = await copyOf(story);
  await rm(join(folder, ARTIFACTS), { recursive: true });
  const nothing = await replayOf(folder);
  expect(nothing.ok).toBe(false);
  expect(nothing.lines).toContain('no batches were found; name their folders with --batches');
  const early = await replayOf(story, '--to', '2026-05-01T00:00:00Z');
  expect(early).toMatchObject({ ok: true, lines: ['The record holds no decision in this time.'] });
});
