import { describe, expect, test } from '@jest/globals';
import { runDecision, runVerify } from '../../action-rollback/src/run.js';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import type { SmokeTest } from '../../src/ports/smoke-test.js';
import { NOON, verdict } from '../domain/rollout-builder.js';
import { automatic, back, inAll, policy, World } from './world.js';

describe('a decision', () => {
  test('is one commit with ledger, flags, audit and snapshot; the first one also says what the branch is', async () => {
    const world = new World();
    const answer = await world.promote(NOON);
    expect(answer).toMatchObject({
      phase: 'beta',
      target: 'beta',
      changed: true,
      commit: world.branch.commits[0]?.id,
    });
    expect(world.branch.commits.map(({ plan }) => Object.keys(plan.files).sort())).toEqual([
      [
        'README.md',
        'governance/audit/phase_rollout/2026-03-02.jsonl',
        'governance/flags/flags.env',
        'governance/flags/flags.flagd.json',
        'governance/phase-ledger.yaml',
        'governance/snapshots/000001.json',
      ],
    ]);
    await world.promote(NOON + HOUR);
    expect(world.branch.commits).toHaveLength(2);
    expect(world.branch.commits[1]?.plan.files).not.toHaveProperty('README.md');
    expect((await runVerify({ policy, store: world.store() })).findings).toEqual([]);
    expect(world.smoke.asked).toEqual(['beta 1 committed', 'all 2 committed']);
  });

  test('of a rollback leaves its report and its event', async () => {
    const world = await inAll();
    const verdicts = [verdict({ status: 'violation', value: 431 })];
    const analysis = world.analysis({ gate: 'rollback', verdicts }, back.now);
    const { files } = await runDecision(world.options({ ...back, reason: 'slow' }, { analysis }));
    expect([...files.keys()]).toEqual([
      'telemetry/rollback.executed.jsonl',
      'telemetry/promotion.executed.jsonl',
      'reports/rollback/all-20260302T140000Z.md',
      'flags/snapshot.json',
    ]);
    const event: unknown = JSON.parse(files.get('telemetry/rollback.executed.jsonl') ?? '');
    expect(event).toEqual({
      event: 'rollback.executed',
      ts: '2026-03-02T14:00:00Z',
      timestamp: '2026-03-02T14:00:00Z',
      feature: 'phasegate',
      phase: 'beta',
      phase_from: 'all',
      phase_to: 'beta',
      trigger_metric: 'latency_p95',
      id: world.entries[2]?.hash,
    });
    const report = files.get('reports/rollback/all-20260302T140000Z.md') ?? '';
    for (const part of [
      '431\u00a0ms',
      'flags resolve',
      world.entries[2]?.hash ?? '',
      'operation=verify',
      'operation=promote',
    ]) {
      expect(report).toContain(part);
    }
  });

  test('repeated after its commit changes nothing and leaves the same files', async () => {
    const world = await inAll();
    const analysis = world.analysis({ gate: 'rollback' }, back.now);
    const first = await runDecision(world.options(automatic, { analysis }));
    const second = await runDecision(world.options({ ...automatic, now: back.now + MINUTE }, { analysis }));
    expect(world.branch.commits).toHaveLength(3);
    expect(second).toMatchObject({ changed: false, phase: 'beta', target: 'beta', commit: first.commit });
    expect(second.files).toEqual(first.files);
    expect(world.smoke.asked.slice(2)).toEqual(['beta 3 committed', 'beta 3 committed']);
  });

  test('refused names every reason and commits nothing', async () => {
    const world = new World();
    const options = world.options(
      { reason: '' },
      { analysis: world.analysis({ gate: 'hold', reason: 'no data' }) },
    );
    await expect(runDecision(options)).rejects.toMatchObject({
      code: 'refused',
      message:
        'promote refused: a reason is missing; say why in `reason`; the gate is hold, not promote: no data',
      faults: [{ path: 'promote' }, { path: 'promote' }],
    });
    expect(world.branch.commits).toEqual([]);
  });

  test('in a dry run shows what would be written and changes nothing', async () => {
    const world = new World();
    const answer = await runDecision(world.options({}, { dryRun: true }));
    expect(answer).toMatchObject({ phase: 'off', target: 'beta', changed: false, entry: null, commit: null });
    expect(answer.files.size).toBe(0);
    expect(answer.lines[0]).toMatch(/^would commit on a new branch: #1 promote off -> beta by octocat/);
    expect(answer.lines).toContainEqual(
      expect.stringMatching(/^would write governance\/flags\/flags\.env \(\d+ bytes\)$/),
    );
    expect(world.branch.commits).toEqual([]);
    expect(world.smoke.asked).toEqual([]);
  });

  test('that was committed stays when the smoke test fails', async () => {
    const world = new World();
    const smokeTest: SmokeTest = async () => Promise.reject(new Error('flags do not resolve'));
    await expect(runDecision(world.options({}, { smokeTest }))).rejects.toThrow('flags do not resolve');
    expect(world.entries).toHaveLength(1);
  });

  test('on an audit that does not end where the ledger does is refused', async () => {
    const world = new World();
    await world.promote(NOON);
    const last = world.branch.commits.at(-1);
    await world.store().commit({
      parent: last?.id ?? null,
      message: 'by hand',
      files: { 'governance/audit/phase_rollout/2026-03-02.jsonl': '' },
      author: { name: 'x', email: 'x' },
      at: NOON,
    });
    await expect(runDecision(world.options(back))).rejects.toMatchObject({
      code: 'bad-ledger',
      message: expect.stringMatching(
        /2026-03-02\.jsonl does not end with the line of ledger entry 1.*run verify/,
      ),
    });
  });
});
