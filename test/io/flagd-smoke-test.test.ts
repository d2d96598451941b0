import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../src/domain/digest.js';
import { renderEnv } from '../../src/domain/flags-env.js';
import { renderFlagd } from '../../src/domain/flags.js';
import { entryHash, renderLedger, type LedgerEntry } from '../../src/domain/ledger.js';
import type { Phase, Policy } from '../../src/domain/policy.js';
import { flagdSmokeTest } from '../../src/io/flagd-smoke-test.js';
import type { SmokeRun } from '../../src/ports/smoke-test.js';
import { branchAfter, NOON, phase, policyWith } from '../domain/rollout-builder.js';

const off = phase('off', { flags: { 'search.engine': 'old', 'search.new': false, 'search.limit': 10 } });
const flags = { 'search.engine': 'new', 'search.new': true, 'search.limit': 20 };

function policyOf(audience: Phase['audience']): Policy {
  return policyWith({ phases: [off, phase('on', { audience, flags })] });
}

/** The branch after a promotion to `on`, its flags changed by hand; with `signed` the ledger is made to agree. */
function runOf(
  policy: Policy,
  options: { change?: (text: string) => string; signed?: boolean } = {},
): SmokeRun {
  const { files, state } = branchAfter(policy, [{ operation: 'promote', at: NOON }]);
  const path = 'governance/flags/flags.flagd.json';
  const changed = (options.change ?? ((text: string) => text))(files.get(path) ?? '');
  files.set(path, changed);
  let entry = state.ledger?.entries[0];
  if (entry === undefined || state.ledger === null) throw new Error('no entry');
  if (options.signed === true) {
    const unsigned: LedgerEntry = {
      ...entry,
      files: { ...entry.files, 'flags/flags.flagd.json': sha256(changed) },
    };
    entry = { ...unsigned, hash: entryHash(unsigned) };
    files.set('governance/phase-ledger.yaml', renderLedger({ ...state.ledger, entries: [entry] }));
  }
  const snapshot = {
    head: 'c0ffee',
    read: async (file: string) => files.get(file) ?? null,
    list: async () => [...files.keys()],
  };
  return { policy, snapshot, entry };
}

const everybody = policyOf({ segments: [], percent: 100 });
const some = policyOf({ segments: [], percent: 30 });
const segment = policyOf({ segments: ['qa', 'beta'], percent: 100 });

describe('the smoke test', () => {
  test.each([
    ['everybody', everybody],
    ['nobody', policyOf({ segments: [], percent: 0 })],
    ['half a percent', policyOf({ segments: [], percent: 0.5 })],
    ['a third', policyOf({ segments: [], percent: 33.3333 })],
    ['segments', segment],
    ['a share of segments', policyOf({ segments: ['qa', 'beta'], percent: 5 })],
  ])('passes for an audience of %s, and says what it looked at', async (_, policy) => {
    const { lines } = await flagdSmokeTest(runOf(policy));
    expect(lines[0]).toBe(
      'governance/flags/flags.flagd.json and governance/flags/flags.env are what ledger entry 1 recorded',
    );
    expect(lines[1]).toBe(
      '3 flags resolve to the values of on inside the audience and to the baseline outside',
    );
  });

  test('states the share that it measured', async () => {
    const { lines } = await flagdSmokeTest(runOf(some));
    expect(lines[2]).toMatch(
      /^(2[5-9]|3[0-5])\.\d\d % of the users asked are in, 30 % wanted, within 5\.17 points$/,
    );
  });

  test('fails on a file that is not what the ledger recorded, with both digests', async () => {
    const run = runOf(everybody, { change: (text) => `${text} ` });
    await expect(flagdSmokeTest(run)).rejects.toMatchObject({
      code: 'smoke-failed',
      message: expect.stringMatching(
        /^the decision is committed \(c0ffee on phasegate\).*flags\/flags\.flagd\.json: expected [0-9a-f]{64} \(ledger entry 1\), got [0-9a-f]{64}/,
      ),
    });
  });

  test.each<[string, Policy, (text: string) => string, RegExp]>([
    [
      'a wrong value',
      everybody,
      (text) => text.replace('"phase": "new"', '"phase": "newer"'),
      /flag search\.engine for user-0: expected "new", got "newer"/,
    ],
    [
      'a wrong type',
      everybody,
      (text) => text.replace('"phase": 20', '"phase": "20"'),
      /flag search\.limit for user-0: expected 20, got/,
    ],
    [
      'a flag that is switched off',
      everybody,
      (text) => text.replace('ENABLED', 'DISABLED'),
      /flag search\.engine for user-0: expected "new"/,
    ],
    [
      'a flag that is gone',
      everybody,
      (text) => text.replace('"search.limit"', '"search.other"'),
      /flag search\.limit for user-0: expected 20, got nothing/,
    ],
    ['no flags at all', everybody, () => '{}', /flag search\.engine.*flag search\.limit.*flag search\.new/],
    ['no JSON', everybody, () => 'flags', /flags\.flagd\.json: expected a flag definition of flagd's/],
    [
      'everybody though only some should',
      some,
      (text) =>
        text
          .replaceAll(/"targeting": \{[\s\S]*?\n {6}\}/g, '"targeting": {}')
          .replaceAll('"defaultVariant": "baseline"', '"defaultVariant": "phase"'),
      /a user without a key: expected/,
    ],
    [
      'another share',
      some,
      (text) => text.replaceAll('300000', '400000').replaceAll('700000', '600000'),
      /audience: expected 30 % of the users, within 5\.17 points, got/,
    ],
    [
      'another hash for one flag',
      some,
      (text) => text.replace('"search/"', '"other/"'),
      /flag search\.(limit|new) for user-\d+: expected to be in or out as for every other flag/,
    ],
    [
      'users of no segment',
      segment,
      (text) => text.replaceAll('"beta"', '"beta", "not-qa-beta"'),
      /user-0 in segment not-qa-beta: expected "old", got "new"/,
    ],
  ])('fails on %s', async (_, policy, change, message) => {
    const run = runOf(policy, { change, signed: true });
    await expect(flagdSmokeTest(run)).rejects.toMatchObject({
      code: 'smoke-failed',
      message: expect.stringMatching(message),
    });
  });

  test('fails where another decision is the last', async () => {
    const run = runOf(everybody);
    const entry = { ...run.entry, hash: '1'.repeat(64) };
    await expect(flagdSmokeTest({ ...run, entry })).rejects.toThrow(
      /phase-ledger\.yaml: expected entry 1 \(1{64}\) to be the last/,
    );
  });

  test('renders nothing that it does not test', () => {
    const on = everybody.phases[1];
    if (on === undefined) throw new Error('no phase');
    expect(Object.keys((JSON.parse(renderFlagd(everybody, on)) as { flags: object }).flags)).toHaveLength(3);
    expect(renderEnv(everybody, on)).toContain('SEARCH_LIMIT=20');
  });
});
