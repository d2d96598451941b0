import { describe, expect, jest, test } from '@jest/globals';
import { strToU8 } from 'fflate';
import { PhasegateError } from '../../src/domain/fault.js';
import type { Files } from '../../src/ports/stage-state.js';
import { policy as buildPolicy } from '../policy-builder.js';
import { at, line, MORNING, tell } from './story.js';
import { textFiles, World, type PlannedTick } from './world.js';

jest.setTimeout(60_000);

const policy = buildPolicy();

/** Runs a tick's jobs as one run. */
async function run(
  world: World,
  tick: PlannedTick,
  job: { run: number; attempt?: number; withToken?: boolean },
): Promise<{ batches: Files; analysis: Files }> {
  await world.arrive(tick);
  const batches = await world.collect(tick.now, job);
  world.artifacts.upload('phasegate-batches', job.run, batches);
  const analysis = await world.analyze(tick.now, batches, job);
  world.artifacts.upload('phasegate-analysis', job.run, analysis);
  return { batches, analysis };
}

const simple = (from: number, to: number): PlannedTick => ({
  now: at(to),
  arrivals: [{ file: 'a.jsonl', lines: Array.from({ length: to - from }, (_, i) => line(from + i)) }],
});

function windowsIn(analysis: Files): string[] {
  const { history } = JSON.parse(textFiles(analysis)['state/analyzer/history.json'] ?? '') as {
    history: { batches: { window: { end: string } }[] };
  };
  return history.batches.map(({ window }) => window.end.slice(11, 16));
}

describe('artifacts that are not trusted', () => {
  test.each<[string, Record<string, unknown>]>([
    ['of a fork', { head_repository_id: 8 }],
    ['of another branch', { head_branch: 'feature' }],
    ['of a repository that is gone', { head_repository_id: null }],
  ])('%s bring back no state', async (_name, from) => {
    const world = await World.create(policy);
    await run(world, simple(0, 17), { run: 101 });
    const { batches } = await run(world, simple(17, 33), { run: 102 });
    world.cache.entries = [];
    // Newer than the run's own, and further than it by far.
    const forged = new Map([...batches].map(([path, bytes]) => [path, bytes] as const));
    forged.set('state/collector/state.json', strToU8('forged'));
    world.artifacts.upload('phasegate-batches', 999, forged, from);
    const next = textFiles((await run(world, simple(33, 48), { run: 103 })).batches);
    expect(JSON.parse(next['tick.json'] ?? '')).toMatchObject({ previous: { run: 102, attempt: 1 } });
    expect(world.warnings).toEqual([]);
  });
});

describe('artifacts that are damaged', () => {
  test.each<[string, Record<string, string>]>([
    ['a state that was changed', { 'state/collector/state.json': '{"closedUntil":99999999999999}' }],
    ['no state', {}],
    ['a state of another rollout below a folder', { 'other/state/collector/state.json': '{}' }],
  ])('are passed over for the one before: %s', async (_name, files) => {
    const world = await World.create(policy);
    await run(world, simple(0, 17), { run: 101 });
    world.cache.entries = [];
    const contents = new Map(Object.entries(files).map(([path, text]) => [path, strToU8(text)]));
    world.artifacts.upload('phasegate-batches', 102, contents);
    const next = textFiles((await run(world, simple(17, 33), { run: 103 })).batches);
    expect(JSON.parse(next['tick.json'] ?? '')).toMatchObject({ previous: { run: 101, attempt: 1 } });
  });
});

describe('runs side by side', () => {
  test('the state that came furthest is gone on from, and no window is lost', async () => {
    const world = await World.create(policy);
    await run(world, simple(0, 17), { run: 101 });
    const before = [...world.cache.entries];
    const ahead = await run(world, simple(17, 48), { run: 103 });
    const aheadEntries = [...world.cache.entries];
    // A run that began before and ended after it, from the same state.
    world.cache.entries = [...before];
    const hidden = world.artifacts.all.splice(2);
    const behind = await run(world, { now: at(33), arrivals: [] }, { run: 102 });
    const later = world.artifacts.all.splice(2);
    world.artifacts.all.push(...hidden, ...later);
    world.cache.entries = [...aheadEntries, ...world.cache.entries.slice(before.length)];
    expect(windowsIn(ahead.analysis)).toEqual(['08:15', '08:30', '08:45']);
    expect(windowsIn(behind.analysis)).toEqual(['08:15', '08:30']);

    const next = await run(world, simple(48, 62), { run: 104 });
    const tick = textFiles(next.batches)['tick.json'] ?? '';
    expect(JSON.parse(tick)).toMatchObject({ previous: { run: 103, attempt: 1 } });
    expect(windowsIn(next.analysis)).toEqual(['08:15', '08:30', '08:45', '09:00']);
  });

  test('a run that is repeated does what it did, and the next goes on from it', async () => {
    const world = await World.create(policy);
    await run(world, simple(0, 17), { run: 101 });
    const first = await run(world, simple(17, 33), { run: 102 });
    const again = await run(world, { now: at(33), arrivals: [] }, { run: 102, attempt: 2 });
    expect(windowsIn(again.analysis)).toEqual(windowsIn(first.analysis));
    const next = await run(world, simple(33, 48), { run: 103 });
    expect(JSON.parse(textFiles(next.batches)['tick.json'] ?? '')).toMatchObject({
      previous: { run: 102, attempt: 2 },
    });
    expect(windowsIn(next.analysis)).toEqual(['08:15', '08:30', '08:45']);
  });
});

describe('an API that fails', () => {
  test('fails the tick that needs it, and the next one ends right', async () => {
    const undisturbed = await tell({ policy });
    const world = await World.create(policy);
    const uploads = [];
    for (const [i, tick] of MORNING.entries()) {
      if (i === 4) {
        world.cache.entries = [];
        world.artifacts.fault = new PhasegateError('api-failed', 'GitHub: 502');
        await expect(run(world, tick, { run: 101 + i })).rejects.toThrow('502');
        world.artifacts.fault = null;
        // As a person runs it again.
        uploads.push(await run(world, { ...tick, arrivals: [] }, { run: 101 + i }));
      } else uploads.push(await run(world, tick, { run: 101 + i }));
    }
    const texts = uploads.map(({ batches, analysis }) => ({
      batches: textFiles(batches),
      analysis: textFiles(analysis),
    }));
    expect(texts).toEqual(undisturbed.uploads);
  });

  test('without the permission goes on with what there is, and says what to allow', async () => {
    const world = await World.create(policy);
    await run(world, simple(0, 17), { run: 101 });
    world.cache.entries = [];
    world.artifacts.fault = new PhasegateError('no-permission', 'write actions: read');
    await run(world, simple(17, 33), { run: 102 });
    expect(world.warnings).toContainEqual(expect.stringContaining('write actions: read'));
  });
});

test('batches of another rollout or none do not hold up the ones that come after', async () => {
  const world = await World.create(policy);
  await run(world, simple(0, 17), { run: 101 });
  await world.arrive(simple(17, 33));
  const batches = new Map(await world.collect(at(33), { run: 102 }));
  for (const path of batches.keys()) if (path.includes('batch-')) batches.set(path, strToU8('no batch'));
  world.artifacts.upload('phasegate-batches', 102, batches);
  const next = await run(world, simple(33, 48), { run: 103 });
  expect(windowsIn(next.analysis)).toEqual(['08:15', '08:45']);
  expect(world.warnings).toEqual([expect.stringMatching(/run 102.*it is not taken/)]);
});
