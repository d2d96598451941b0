import { describe, expect, test } from '@jest/globals';
import { runDecision, runStatus, runVerify, type DecideOptions } from '../../action-rollback/src/run.js';
import { failureError } from '../../action-rollback/src/settle.js';
import { PhasegateError } from '../../src/domain/fault.js';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import type { RunWorkflow, WorkflowRequest, WorkflowResult } from '../../src/ports/run-workflow.js';
import type { SmokeTest } from '../../src/ports/smoke-test.js';
import { flagdSmokeTest } from '../../src/io/flagd-smoke-test.js';
import { decisionSettings } from '../policy-builder.js';
import { policyWith } from '../domain/rollout-builder.js';
import { back, inAll, NO_SOURCES, World } from './world.js';

const PUSH = { workflow: 'flags-push.yml', timeoutMs: 10 * MINUTE };
const SMOKE = { workflow: 'smoke.yml', timeoutMs: 5 * MINUTE };
const pushing = policyWith({ push: PUSH, smoke: SMOKE });
const SUCCESS: WorkflowResult = { kind: 'success', url: 'https://github.example/runs/1' };
const FAILED: WorkflowResult = {
  kind: 'failed',
  why: 'flags-push.yml ended with failure',
  url: 'https://github.example/runs/2',
};

/** Keeps what it was asked for, and answers as it is told. */
class Workflows {
  readonly asked: WorkflowRequest[] = [];
  readonly run: RunWorkflow;

  constructor(results: Readonly<Record<string, WorkflowResult>> = {}) {
    this.run = async (request) => {
      this.asked.push(request);
      return results[request.step.workflow] ?? SUCCESS;
    };
  }

  get names(): string[] {
    return this.asked.map(({ step, isRepeated }) => `${step.workflow}${isRepeated ? ' again' : ''}`);
  }
}

/** In the last phase, by a policy that starts no workflows; the decisions that follow are made by the one that does. */
async function rollout(): Promise<{
  world: World;
  options: (changes?: Partial<DecideOptions>) => DecideOptions;
}> {
  const world = await inAll();
  const options = (changes: Partial<DecideOptions> = {}): DecideOptions =>
    world.options({ ...back, request: 'run-1' }, { policy: pushing, analysis: null, ...changes });
  return { world, options };
}

describe('after the commit', () => {
  test('the flags are tested, carried on and tested by the user, in this order', async () => {
    const { world, options } = await rollout();
    const workflows = new Workflows();
    const answer = await runDecision(options({ runWorkflow: workflows.run }));
    expect(answer).toMatchObject({ changed: true, failure: null, phase: 'beta' });
    expect(workflows.asked.map(({ step, entry, commit }) => [step, entry.seq, commit])).toEqual([
      [PUSH, 3, world.branch.commits.at(-1)?.id],
      [SMOKE, 3, world.branch.commits.at(-1)?.id],
    ]);
    expect(answer.lines.slice(1, 4)).toEqual([
      'flags resolve',
      'flags-push.yml succeeded: https://github.example/runs/1',
      'smoke.yml succeeded: https://github.example/runs/1',
    ]);
  });

  test('a dry run starts nothing', async () => {
    const { options } = await rollout();
    const workflows = new Workflows();
    await runDecision(options({ runWorkflow: workflows.run, dryRun: true }));
    expect(workflows.asked).toEqual([]);
  });

  test('nothing is started where the policy names nothing', async () => {
    const { options } = await rollout();
    const workflows = new Workflows();
    await runDecision(options({ policy: policyWith(), runWorkflow: workflows.run }));
    expect(workflows.asked).toEqual([]);
  });
});

const broken: SmokeTest = async () =>
  Promise.reject(new PhasegateError('smoke-failed', 'flag x: expected 1, got 2'));

describe('flags-rollback-failed', () => {
  test.each<
    [string, Partial<DecideOptions>, Readonly<Record<string, WorkflowResult>>, object, readonly string[]]
  >([
    [
      'the smoke test',
      { smokeTest: broken },
      {},
      { step: 'smoke-test', reason: 'flag x: expected 1, got 2', url: null },
      [],
    ],
    [
      'the push',
      {},
      { 'flags-push.yml': FAILED },
      { step: 'flags-push', reason: 'flags-push.yml ended with failure', url: FAILED.url },
      ['flags-push.yml'],
    ],
    [
      'the smoke workflow',
      {},
      { 'smoke.yml': { ...FAILED, why: 'smoke.yml ended with failure' } },
      { step: 'smoke-workflow', reason: 'smoke.yml ended with failure' },
      ['flags-push.yml', 'smoke.yml'],
    ],
  ])(
    'by %s is recorded, and what comes behind it is not tried',
    async (_, changes, results, failure, started) => {
      const { world, options } = await rollout();
      const workflows = new Workflows(results);
      const answer = await runDecision(options({ runWorkflow: workflows.run, ...changes }));
      expect(workflows.names).toEqual(started);
      expect(answer).toMatchObject({ changed: true, phase: 'beta', failure });
      expect(world.entries).toHaveLength(3);
      const alert: unknown = JSON.parse(
        answer.files.get('reports/alerts/pending/flags-rollback-failed-000003.json') ?? '',
      );
      expect(alert).toMatchObject({
        schema: 'phasegate.flags-failure/1',
        alert: 'flags-rollback-failed',
        priority: 'P0',
        rollout: 'search',
        entry: { seq: 3, action: 'rollback', from: 'all', to: 'beta' },
        commit: world.branch.commits.at(-1)?.id,
        ...failure,
      });
      expect(JSON.parse(answer.files.get('telemetry/flags-rollback-failed.jsonl') ?? '')).toMatchObject({
        event: 'flags-rollback-failed',
        ts: world.entries[2]?.at,
        phase_from: 'all',
        phase_to: 'beta',
        id: `${world.entries[2]?.hash}:flags-rollback-failed`,
      });
      const report = answer.files.get('reports/rollback/all-20260302T140000Z.md') ?? '';
      expect(report).toContain('## flags-rollback-failed');
      expect(report).toContain('gh workflow run rollback.yml -f operation=status');
      // Other files that a rollback leaves are there all the same.
      expect(answer.files.has('telemetry/rollback.executed.jsonl')).toBe(true);
    },
  );

  test('says how to repair it, with the very command', async () => {
    const { world, options } = await rollout();
    const { failure, files } = await runDecision(
      options({ runWorkflow: new Workflows({ 'flags-push.yml': FAILED }).run }),
    );
    const commit = world.branch.commits.at(-1)?.id ?? '';
    expect(failure?.repair).toEqual(
      expect.arrayContaining([
        'Look at what the run says: https://github.example/runs/2',
        `$ git fetch origin phasegate && git show ${commit}:governance/flags/flags.flagd.json`,
        expect.stringMatching(/^\$ gh workflow run flags-push\.yml -f decision='\{.*"seq":3.*\}'$/),
      ]),
    );
    const report = files.get('reports/rollback/all-20260302T140000Z.md') ?? '';
    expect(report).toContain("-f decision='{");
    if (failure === null) throw new Error('there is a failure');
    expect(failureError(failure)).toMatchObject({
      code: 'flags-rollback-failed',
      message: expect.stringMatching(/entry 3 is recorded.*ended with failure.*not tried again by itself/),
    });
  });

  test('of a promotion has a report too, with the way back', async () => {
    const world = new World(pushing);
    const run = new Workflows({ 'flags-push.yml': FAILED }).run;
    const answer = await runDecision(world.options({ operation: 'promote' }, { runWorkflow: run }));
    const report = answer.files.get('reports/rollback/off-20260302T120000Z.md') ?? '';
    expect(report).toMatch(/^# Promotion of search: off to beta\n/);
    expect(report).toContain("-f operation=rollback -f reason='The flags of entry 1 are not in force'");
  });

  test('without a token: a rollback is recorded and says so, a promotion is refused before anything is written', async () => {
    const { world, options } = await rollout();
    expect((await runDecision(options({ runWorkflow: null }))).failure).toMatchObject({
      step: 'flags-push',
      reason: expect.stringMatching(/no token; give `github-token`/),
    });
    expect(world.entries).toHaveLength(3);
    const fresh = new World(pushing);
    await expect(runDecision(fresh.options({ operation: 'promote' }))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/flags-push\.yml and smoke\.yml.*give `github-token`.*actions: write/),
    });
    expect(fresh.entries).toEqual([]);
  });

  test('that is no finding of the smoke test, but a fault, is one', async () => {
    const { options } = await rollout();
    const smokeTest: SmokeTest = async () => Promise.reject(new PhasegateError('git-failed', 'no disk'));
    await expect(runDecision(options({ smokeTest }))).rejects.toMatchObject({ code: 'git-failed' });
  });
});

describe('a decision that is carried out again', () => {
  test('by the same run looks for what it started, and leaves the same files', async () => {
    const { options } = await rollout();
    const first = await runDecision(options({ runWorkflow: new Workflows({ 'smoke.yml': FAILED }).run }));
    const workflows = new Workflows({ 'smoke.yml': FAILED });
    const again = await runDecision(options({ runWorkflow: workflows.run }));
    expect(workflows.names).toEqual(['flags-push.yml again', 'smoke.yml again']);
    expect(again).toMatchObject({ changed: false, failure: first.failure });
    expect(again.files).toEqual(first.files);
  });

  test('by another leaves the workflows to the run that made it', async () => {
    const { world, options } = await rollout();
    const analysis = world.analysis({ gate: 'rollback' }, back.now);
    await runDecision(options({ runWorkflow: new Workflows().run }));
    const workflows = new Workflows();
    const late = world.options(
      { ...back, automatic: true, reason: '', request: 'run-2' },
      { policy: pushing, analysis, runWorkflow: workflows.run },
    );
    const answer = await runDecision(late);
    expect(workflows.asked).toEqual([]);
    expect(answer.lines).toContain('flags-push.yml is left to the run that made the decision');
    expect(answer).toMatchObject({ changed: false, failure: null });
  });

  test('that a later one has overtaken starts nothing', async () => {
    const { world, options } = await rollout();
    await runDecision(options({ runWorkflow: new Workflows().run }));
    await runDecision(world.options({ ...back, now: back.now + HOUR, request: 'run-2' }, { analysis: null }));
    const workflows = new Workflows();
    const answer = await runDecision(options({ runWorkflow: workflows.run }));
    expect(workflows.asked).toEqual([]);
    expect(answer.lines).toContain('a later decision is in force');
  });
});

describe('stabilising, through the whole action', () => {
  const held = policyWith(
    decisionSettings({ stabilise: { ms: 30 * MINUTE, flags: { 'search.engine': 'old' } } }),
  );
  const soon = back.now + 31 * MINUTE;

  test('a rollback forces its flags, status says so, and the release gives them back', async () => {
    const world = await inAll(held);
    const real = { smokeTest: flagdSmokeTest, analysis: null };
    const down = await runDecision(world.options({ ...back, reason: 'slow' }, real));
    expect(down).toMatchObject({ phase: 'beta', held: { seq: 3, until: '2026-03-02T14:30:00Z' } });
    expect(down.lines).toContain('forced for everybody until the rollback is released: search.engine');
    expect(down.lines).toContain('flags search.engine=old (default) search.new=true (default)');
    expect(down.files.get('reports/rollback/all-20260302T140000Z.md')).toMatch(
      /stabilises until 2026-03-02T14:30:00Z at least[\s\S]*search\.engine=old[\s\S]*operation=release[\s\S]*once the rollback is released/,
    );

    const status = await runStatus({ policy: held, store: world.store(), flagSources: NO_SOURCES });
    expect(status.lines).toContain(
      'stabilising since 2026-03-02T14:00:00Z (entry 3), until 2026-03-02T14:30:00Z at least and until the SLOs are back; no promotions; forced for everybody: search.engine',
    );
    await expect(runDecision(world.options({ operation: 'promote', now: soon }))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/the rollback of entry 3 still stabilises/),
    });

    const up = await runDecision(world.options({ operation: 'release', now: soon, reason: 'calm' }, real));
    expect(up).toMatchObject({ phase: 'beta', target: 'beta', changed: true, held: null, failure: null });
    expect(up.lines).toContain('flags search.engine=beta (default) search.new=true (default)');
    expect(up.lines[0]).toBe('#4 release beta by octocat at 2026-03-02T14:31:00Z: calm');
    expect([...up.files.keys()]).toContain('telemetry/rollback.released.jsonl');
    expect((await runVerify({ policy: held, store: world.store() })).findings).toEqual([]);
    await expect(runDecision(world.options({ operation: 'promote', now: soon }))).resolves.toMatchObject({
      phase: 'all',
    });
  });

  test('a rollback by a person that a release overtook is made all the same', async () => {
    const world = await inAll(held);
    await runDecision(world.options(back, { analysis: null }));
    const store = world.store();
    store.beforeCommit = async () => {
      store.beforeCommit = async () => undefined;
      await runDecision(
        world.options({ operation: 'release', now: soon, reason: 'calm' }, { analysis: null }),
      );
    };
    const further = { operation: 'rollback', now: soon, reason: 'still slow', request: 'run-9' } as const;
    await runDecision(world.options(further, { store, analysis: null }));
    expect(world.entries.map(({ action, to }) => `${action} ${to}`)).toEqual([
      'promote beta',
      'promote all',
      'rollback beta',
      'release beta',
      'rollback off',
    ]);
  });

  test('a release by a person that a rollback overtook is refused: it would release what nobody looked at', async () => {
    const world = await inAll(held);
    await runDecision(world.options(back, { analysis: null }));
    const store = world.store();
    store.beforeCommit = async () => {
      store.beforeCommit = async () => undefined;
      await runDecision(world.options({ ...back, now: soon, reason: 'worse' }, { analysis: null }));
    };
    const release = { operation: 'release', now: soon, reason: 'calm', request: 'run-9' } as const;
    await expect(runDecision(world.options(release, { store, analysis: null }))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/another decision came first \(entry 4\), and phase off is on now/),
    });
    expect(world.entries).toHaveLength(4);
  });

  test('two releases at once are one', async () => {
    const world = await inAll(held);
    await runDecision(world.options(back, { analysis: null }));
    const store = world.store();
    const release = { operation: 'release', now: soon, reason: 'calm' } as const;
    store.beforeCommit = async () => {
      store.beforeCommit = async () => undefined;
      await runDecision(
        world.options({ ...release, executor: 'mona', request: 'run-8' }, { analysis: null }),
      );
    };
    const answer = await runDecision(
      world.options({ ...release, request: 'run-9' }, { store, analysis: null }),
    );
    expect(answer).toMatchObject({ changed: false, phase: 'beta' });
    expect(world.entries).toHaveLength(4);
  });
});
