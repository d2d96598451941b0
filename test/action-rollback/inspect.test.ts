import { describe, expect, test } from '@jest/globals';
import { runDecision, runStatus, runVerify } from '../../action-rollback/src/run.js';
import { NOON, policyWith } from '../domain/rollout-builder.js';
import { inAll, policy, World, NO_SOURCES } from './world.js';

describe('status', () => {
  test('before any decision', async () => {
    const answer = await runStatus({ policy, store: new World().store(), flagSources: NO_SOURCES });
    expect(answer).toMatchObject({ phase: 'off', entry: null, commit: null, changed: false });
    expect(answer.lines).toEqual([
      'search is in phase off, where it began',
      'one phase back: none, this is the first',
      'one phase forward: beta',
      'no decisions yet',
      'the governance branch does not exist yet',
      'flags search.engine=old (default) search.new=false (default)',
    ]);
  });

  test('after decisions, with the last of them on one line', async () => {
    const world = new World();
    await runDecision(world.options({ reason: 'two\nlines\u202e' }));
    const { lines, phase } = await runStatus({ policy, store: world.store(), flagSources: NO_SOURCES });
    expect(phase).toBe('beta');
    expect(lines).toContain('search is in phase beta since 2026-03-02T12:00:00Z');
    expect(lines).toContain(
      '1 in the ledger, the last: #1 promote off -> beta by octocat at 2026-03-02T12:00:00Z: two lines',
    );
  });

  test('in a phase that the policy lost still answers', async () => {
    const world = new World();
    await world.promote(NOON);
    const lost = policyWith({ phases: policy.phases.filter((one) => one.id !== 'beta') });
    const { lines } = await runStatus({ policy: lost, store: world.store(), flagSources: NO_SOURCES });
    expect(lines[1]).toMatch(/the policy has no phase beta/);
  });
});

describe('verify', () => {
  test('says how much agrees, or each finding', async () => {
    const world = await inAll();
    expect((await runVerify({ policy, store: world.store() })).lines).toEqual([
      'ledger, audit, flags and snapshots agree: 2 decisions',
    ]);
    const files = {
      'governance/flags/flags.env': 'SEARCH_NEW=false\n',
      'governance/snapshots/000009.json': 'null\n',
    };
    const parent = world.branch.commits.at(-1)?.id ?? null;
    await world.store().commit({ parent, message: 'x', files, author: { name: 'x', email: 'x' }, at: NOON });
    const answer = await runVerify({ policy, store: world.store() });
    expect(answer.findings.map((finding) => finding.file)).toEqual([
      'flags/flags.env',
      'snapshots/000009.json',
    ]);
    expect(answer).toMatchObject({ phase: '', entry: null });
  });

  test('of nothing finds nothing', async () => {
    expect(await runVerify({ policy, store: new World().store() })).toMatchObject({
      findings: [],
      phase: 'off',
    });
  });

  test('names a file whose name Phasegate never gives, without reading it, and leaves other folders alone', async () => {
    const world = await inAll();
    const parent = world.branch.commits.at(-1)?.id ?? null;
    const files = { 'governance/flags/a b': 'x', 'governance/policy.yaml': 'mine', 'flags/other': 'mine' };
    await world.store().commit({ parent, message: 'x', files, author: { name: 'x', email: 'x' }, at: NOON });
    const { findings } = await runVerify({ policy, store: world.store() });
    expect(findings.map((finding) => finding.file)).toEqual(['flags/a b']);
  });
});

test('status says which flags are not what the ledger says, and by what', async () => {
  const flagSources = { env: { SEARCH_NEW: 'true' }, overrides: { 'search.engine': 'mine' } };
  const { lines } = await runStatus({ policy, store: new World().store(), flagSources });
  expect(lines.slice(-3)).toEqual([
    'flags search.engine=mine (override) search.new=true (env)',
    'search.engine is mine by override, where the ledger says old',
    'search.new is true by env, where the ledger says false',
  ]);
});
