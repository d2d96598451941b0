import { describe, expect, test } from '@jest/globals';
import { planPromotion, planRollback } from '../../src/domain/decision.js';
import { sha256 } from '../../src/domain/digest.js';
import { parseLedger } from '../../src/domain/ledger.js';
import { HOUR } from '../../src/domain/time.js';
import { verifyGovernance } from '../../src/domain/verify.js';
import { BETA, inputOf } from './decision-cases.js';
import { branchAfter, changeOf, governanceFiles, NOON, policyWith } from './rollout-builder.js';

describe('the change of a decision', () => {
  test('is one set of files whose digests are in the entry', () => {
    const input = inputOf({});
    const { files, entry, message } = changeOf(planPromotion(input));
    expect(Object.keys(files).sort()).toEqual([
      'governance/audit/phase_rollout/2026-03-02.jsonl',
      'governance/flags/flags.env',
      'governance/flags/flags.flagd.json',
      'governance/phase-ledger.yaml',
      'governance/snapshots/000002.json',
    ]);
    expect(files['governance/snapshots/000002.json']).toBe(input.analysis?.text);
    for (const [path, digest] of Object.entries(entry.files))
      expect(sha256(files[`governance/${path}`] ?? '')).toBe(digest);
    expect(message.split('\n')[0]).toBe('promote search: beta -> all (entry 2)');
  });

  test('gives the same bytes for the same input', () => {
    expect(changeOf(planPromotion(inputOf({})))).toEqual(changeOf(planPromotion(inputOf({}))));
  });

  test('keeps what the day’s audit file already holds, and stores texts as they are', () => {
    const reason = '"\n{"action":"promote"}\n\u2028 --- \\';
    const state = { ...BETA, auditToday: 'the line before\n' };
    const { files, audit } = changeOf(planPromotion(inputOf({ state, request: { reason } })));
    const lines = (files['governance/audit/phase_rollout/2026-03-02.jsonl'] ?? '').split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe('the line before');
    expect(JSON.parse(lines[1] ?? '')).toEqual({ ...audit, reason });
  });

  test.each([
    ['half a character', 'cut \ud83d off'],
    ['characters that no terminal should see', '\u0000\u0007\u001b[31m\u009b\u202e\ufeff\r\n'],
    ['workflow commands', '::set-output name=phase::all\n::error::x\n##[error]x'],
    ['as many characters as are kept', '\u{1f600}'.repeat(1_000)],
  ])('keeps a reason with %s as it is, and the record stays whole', (_, reason) => {
    const steps = [
      { operation: 'promote', at: NOON, reason },
      { operation: 'rollback', at: NOON + HOUR, reason },
    ] as const;
    const files = governanceFiles(policyWith(), steps);
    expect(verifyGovernance(files, 'search')).toEqual([]);
    const { entries } = parseLedger(files.get('phase-ledger.yaml') ?? '', 'phase-ledger.yaml');
    expect(entries.map((entry) => entry.reason)).toEqual([reason, reason]);
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    for (const text of files.values()) expect(utf8.decode(new TextEncoder().encode(text))).toBe(text);
  });

  test.each([
    ['', 'phase-ledger.yaml'],
    ['.', 'phase-ledger.yaml'],
    ['./deep/er/', 'deep/er/phase-ledger.yaml'],
  ])('in the folder %j has the ledger at %s', (folder, path) => {
    const policy = policyWith({ governance: { branch: 'phasegate', folder } });
    expect(Object.keys(changeOf(planPromotion(inputOf({ policy }))).files)).toContain(path);
  });

  test('without an analysis the snapshot says so', () => {
    const { files } = changeOf(planRollback(inputOf({ analysis: null, request: { operation: 'rollback' } })));
    expect(files['governance/snapshots/000002.json']).toBe('null\n');
  });

  test('an audit that goes on from day to day stays linked', () => {
    const { state } = branchAfter(policyWith(), [
      { operation: 'promote', at: NOON },
      { operation: 'rollback', at: NOON + 30 * HOUR },
    ]);
    expect(state.ledger?.entries[1]?.previous).toBe(state.lastAudit?.previous);
    expect(state.lastAudit?.entry).toBe(state.ledger?.entries[1]?.hash);
  });
});
