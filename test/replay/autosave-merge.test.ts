import { beforeAll, expect, jest, test } from '@jest/globals';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStory } from '../../scripts/demo/src/story.js';
import { git } from '../bundles/scenario.js';
import { temporaryFolder } from '../temporary-folder.js';
import { commit, replayOf } from './story.js';
import { World } from './world.js';

// A day and a half of telemetry, tick by tick.
jest.setTimeout(240_000);

const SCENARIO = 'fixtures/autosave-merge';
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const part of ['governance', 'schemas', 'telemetry'])
    await cp(join(SCENARIO, part), join(folder, part), { recursive: true });
  await git(folder, 'init', '--quiet');
  await commit(folder);
  const { ticks, promotions } = readStory(join(SCENARIO, 'story.json'));
  const world = new World(folder);
  const waiting = [...promotions];
  for (const now of ticks) {
    for (let next = waiting[0]; next !== undefined && next.at <= now; next = waiting[0]) {
      await world.decide({ operation: 'promote', now: next.at, approvals: next.approvals });
      waiting.shift();
    }
    await world.tick(now);
  }
}, 240_000);

test('the demo: two promotions, a rollback and its release, each made again byte for byte', async () => {
  const { ok, lines } = await replayOf(folder);
  expect(lines).toEqual([
    expect.stringMatching(/^entry 1 promote A-0 → A-1 .*: identical/),
    expect.stringMatching(/^entry 2 promote A-1 → A-2 .*: identical/),
    expect.stringMatching(/^entry 3 rollback A-2 → A-1 .*: identical/),
    expect.stringMatching(/^entry 4 release A-1 .*: identical/),
  ]);
  expect(ok).toBe(true);
});

test('plain rules without evidence and a warning limit as the limit act half an hour earlier', async () => {
  const text = await readFile(join(folder, 'governance/policy.yaml'), 'utf8');
  const file = join(await temporaryFolder(), 'other.yaml');
  const hasty = text.replaceAll(
    'warn: { above: 700 }, rollback: { above: 900 }',
    'evidence: none, rollback: { above: 700 }',
  );
  await writeFile(file, hasty);
  const { lines } = await replayOf(folder, '--policy', file);
  expect(lines[0]).toBe('This policy would have rolled back once; the record rolled back once.');
  expect(lines.find((line) => line.startsWith('*'))).toMatch(
    /2026-03-02T07:00:00Z +rolls back A-2 → A-1 .*2026-03-02T07:30:00Z, 30m later/,
  );
});
