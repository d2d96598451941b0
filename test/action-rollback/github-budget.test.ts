import { describe, expect, test } from '@jest/globals';
import { HOUR } from '../../src/domain/time.js';
import { NOON } from '../domain/rollout-builder.js';
import { github } from '../io/github-world.js';
import { GithubRollout, NEW, promotion, PROMOTED, rollback } from './github-world.js';

/** Method and path, with what differs from run to run left out. */
async function callsOf<T>(step: () => Promise<T>): Promise<{ readonly calls: string[]; readonly result: T }> {
  const server = await github();
  server.resetCalls();
  const result = await step();
  const calls = server.calls.map(({ method, path }) =>
    `${method} ${path}`
      .replace('/repos/octo/shop/', '')
      .replace(/[0-9a-f]{40}/g, 'ID')
      .replace(/phasegate-\d+/, 'B'),
  );
  return { calls, result };
}

const LEDGER = 'GET contents/governance/phase-ledger.yaml?ref=ID';
const HEAD = 'GET git/matching-refs/heads/B';
const WRITE = ['GET git/commits/ID', 'POST git/trees', 'POST git/commits', 'PATCH git/refs/heads/B'];

describe('calls of a step', () => {
  test('that tells the status: one without a branch, two with one', async () => {
    const rollout = new GithubRollout();
    expect((await callsOf(() => rollout.status())).calls).toEqual([HEAD]);
    await rollout.decide(promotion, NEW);
    const { calls, result } = await callsOf(() => rollout.status());
    expect(calls).toEqual([HEAD, LEDGER]);
    expect(result).toMatchObject({ phase: 'beta', sent: 2 });
  });

  test('that makes the branch', async () => {
    const rollout = new GithubRollout();
    const { calls, result } = await callsOf(() => rollout.decide(promotion, NEW));
    expect(calls).toEqual([HEAD, 'POST git/trees', 'POST git/commits', 'POST git/refs']);
    expect(result).toMatchObject({ changed: true, phase: 'beta', sent: 4 });
  });

  test('that rolls back: nine on the first decision of a day, seven after it, however long the history', async () => {
    const rollout = new GithubRollout();
    let sent = 0;
    for (let i = 0; i < 12; i += 1) {
      const now = NOON + i * 24 * HOUR;
      await rollout.decide({ operation: 'promote', now }, { entries: 2 * i, on: 'off' });
      const { calls, result } = await callsOf(() =>
        rollout.decide({ operation: 'rollback', now: now + HOUR }, { entries: 2 * i + 1, on: 'beta' }),
      );
      sent = result.sent;
      expect(calls).toEqual([
        HEAD,
        LEDGER,
        expect.stringMatching(/^GET contents\/governance\/audit\/phase_rollout\/2026-03-\d\d.jsonl\?ref=ID$/),
        ...WRITE,
      ]);
    }
    expect(sent).toBe(7);
    await rollout.decide({ operation: 'promote', now: NOON + 13 * 24 * HOUR }, { entries: 24, on: 'off' });
    const nextWeek = { operation: 'rollback', now: NOON + 20 * 24 * HOUR } as const;
    const last = await rollout.decide(nextWeek, { entries: 25, on: 'beta' });
    expect(last.sent).toBe(9);
    expect(await rollout.entries()).toHaveLength(26);
  }, 120_000);

  test('that finds its decision done', async () => {
    const rollout = new GithubRollout();
    await rollout.decide(promotion, NEW);
    await rollout.decide(rollback, PROMOTED);
    const again = await rollout.decide(rollback, PROMOTED);
    expect(again).toMatchObject({ changed: false, phase: 'off' });
    expect(again.sent).toBeLessThanOrEqual(12);
  });

  test('that runs dry: it only reads', async () => {
    const rollout = new GithubRollout();
    await rollout.decide(promotion, NEW);
    const { calls, result } = await callsOf(() => rollout.decide(rollback, { ...PROMOTED, dryRun: true }));
    expect(result).toMatchObject({ changed: false, target: 'off' });
    expect(calls.filter((call) => !call.startsWith('GET '))).toEqual([]);
    expect(await rollout.entries()).toHaveLength(1);
  });

  test('that is overtaken pays for deciding again, and no more', async () => {
    const rollout = new GithubRollout();
    await rollout.decide(promotion, NEW);
    const told = await Promise.all(
      ['one', 'two'].map((executor) =>
        rollout.decide({ ...rollback, executor, request: executor }, PROMOTED),
      ),
    );
    expect(told.map(({ changed }) => changed).sort()).toEqual([false, true]);
    expect(Math.max(...told.map(({ sent }) => sent))).toBeLessThanOrEqual(9 + 9);
  });
});
