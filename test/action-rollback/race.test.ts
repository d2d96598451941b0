import { describe, expect, test } from '@jest/globals';
import { runDecision } from '../../action-rollback/src/run.js';
import { HOUR } from '../../src/domain/time.js';
import { NOON, type requestOf } from '../domain/rollout-builder.js';
import type { MemoryGovernance } from '../memory-governance.js';
import { automatic, back, inAll, World } from './world.js';

describe('when another commit comes first', () => {
  /** A store before whose first commit another decision is made. */
  function raced(world: World, other: Parameters<typeof requestOf>[0]): MemoryGovernance {
    const store = world.store();
    store.beforeCommit = async () => {
      store.beforeCommit = async () => undefined;
      await runDecision(world.options(other, { analysis: null, smokeTest: async () => ({ lines: [] }) }));
    };
    return store;
  }

  test('the same rollback by two people goes one phase back', async () => {
    const world = await inAll();
    const store = raced(world, { ...back, executor: 'somebody else', reason: 'slow' });
    const answer = await runDecision(world.options(back, { store, analysis: null }));
    expect(answer).toMatchObject({ changed: false, phase: 'beta' });
    expect(world.entries.map((entry) => entry.to)).toEqual(['beta', 'all', 'beta']);
  });

  test('a rollback by the pipeline that a person overtook is done', async () => {
    const world = await inAll();
    const analysis = world.analysis({ gate: 'rollback' }, back.now);
    const store = raced(world, { ...back, reason: 'slow' });
    const answer = await runDecision(world.options(automatic, { store, analysis }));
    expect(answer).toMatchObject({ changed: false, phase: 'beta' });
    expect(world.entries).toHaveLength(3);
  });

  test('a promotion is not made on what was read before', async () => {
    const world = new World();
    await world.promote(NOON);
    const store = raced(world, back);
    const now = NOON + HOUR;
    const request = world.options({ now }, { store });
    await expect(runDecision(request)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/another decision came first \(entry 2\), and phase off is on now/),
    });
    expect(world.entries.map((entry) => entry.to)).toEqual(['beta', 'off']);
  });

  test('a commit that is no decision only makes it try again', async () => {
    const world = new World();
    const store = world.store();
    let others = 0;
    store.beforeCommit = async ({ parent }) => {
      others += 1;
      if (others > 4) return;
      const note = { [`note-${others}`]: 'x' };
      await world
        .store()
        .commit({ parent, message: 'note', files: note, author: { name: 'x', email: 'x' }, at: NOON });
    };
    expect(await runDecision(world.options({}, { store }))).toMatchObject({ changed: true, phase: 'beta' });
    expect(world.branch.commits).toHaveLength(5);
  });

  test('again and again, it gives up after five tries and says so', async () => {
    const world = new World();
    const store = world.store();
    store.beforeCommit = async ({ parent }) => {
      await world.store().commit({
        parent,
        message: 'note',
        files: { note: 'x' },
        author: { name: 'x', email: 'x' },
        at: NOON,
      });
    };
    await expect(runDecision(world.options({}, { store }))).rejects.toMatchObject({ code: 'conflict' });
    expect(world.branch.commits).toHaveLength(5);
    expect(world.entries).toEqual([]);
  });
});
