import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../src/domain/analyse.js';
import { readHistory } from '../../src/domain/history-file.js';
import { emptyHistory, type History } from '../../src/domain/history.js';
import { GENESIS, LEDGER_SCHEMA, type Ledger } from '../../src/domain/ledger.js';
import type { Policy } from '../../src/domain/policy.js';
import { HOUR } from '../../src/domain/time.js';
import { limit, phase, policy, slo } from '../policy-builder.js';
import { at, header, incoming, ledgerOf } from './batch-builder.js';

const rules = policy({
  phases: [
    phase(),
    phase({ id: 'two', slos: [slo({ windowMs: HOUR / 4, rollback: limit('above', 900) })] }),
    phase({ id: 'three', promote: null }),
  ],
});
const three = ledgerOf(rules, [
  [at('08:00'), 'two'],
  [at('08:30'), 'three'],
  [at('09:00'), 'two'],
]);
const cut = { ...three, entries: three.entries.slice(0, 1) };
const other: Ledger = {
  ...three,
  entries: three.entries.map((entry) => (entry.seq === 3 ? { ...entry, hash: 'e'.repeat(64) } : entry)),
};
const sick = header(rules, {
  end: at('10:15'),
  phase: 'two',
  latencies: Array.from({ length: 40 }, () => 950),
});

interface Tick {
  readonly ledger: Ledger | null;
  readonly head?: string | null;
  readonly history?: History;
  readonly own?: Policy;
}

function tick({ ledger, head = 'a'.repeat(40), history = emptyHistory(rules.rollout), own = rules }: Tick) {
  const result = analyse({
    policy: own,
    ledger,
    head,
    history,
    incoming: incoming([sick]),
    now: at('10:17'),
    forcedPhase: null,
  });
  const { history: next } = readHistory(result.history.text, rules.rollout, 'history.json');
  return { analysis: result.analysis, history: next };
}

const seen = tick({ ledger: three }).history;

describe('a ledger', () => {
  test('is remembered by its last entry and the commit', () => {
    expect(seen.ledger).toEqual({ seq: 3, hash: three.entries[2]?.hash, head: 'a'.repeat(40), trust: null });
    expect(tick({ ledger: null }).history.ledger).toBeNull();
  });

  test.each<[string, Ledger]>([
    ['that is the same', three],
    [
      'that goes on',
      ledgerOf(rules, [
        [at('08:00'), 'two'],
        [at('08:30'), 'three'],
        [at('09:00'), 'two'],
        [at('10:00'), 'one'],
      ]),
    ],
  ])('%s is trusted', (_, ledger) => {
    const { analysis, history } = tick({ ledger, head: 'b'.repeat(40), history: seen });
    expect(analysis.integrity).toBeNull();
    expect(history.ledger).toMatchObject({ seq: ledger.entries.length, head: 'b'.repeat(40) });
  });

  test('with a rollback that is due is rolled back', () => {
    expect(tick({ ledger: three, history: seen }).analysis.gate).toBe('rollback');
  });

  test.each<[string, Ledger | null, RegExp]>([
    ['that was cut', cut, /it had entry 3 \(0{12}\) at a{12}, and its last entry is 1 \(0{12}\) at b{12}/],
    ['whose last entry is another', other, /its last entry is 3 \(e{12}\)/],
    ['that is gone', null, /it has no entry/],
    ['that is empty', { schema: LEDGER_SCHEMA, rollout: rules.rollout, entries: [] }, /it has no entry/],
  ])('%s is a finding: the gate holds, and nothing is due', (_, ledger, message) => {
    const { analysis, history } = tick({ ledger, head: 'b'.repeat(40), history: seen });
    expect(analysis).toMatchObject({
      gate: 'hold',
      target: null,
      integrity: {
        message: expect.stringMatching(message),
        repair: expect.stringContaining(`origin ${'a'.repeat(40)}:refs/heads/phasegate`),
        seen: seen.ledger,
        found: { entries: ledger?.entries.length ?? 0, head: 'b'.repeat(40) },
      },
    });
    expect(analysis.reason).toBe(analysis.integrity?.message);
    // It stands until the branch is put back, not until the next tick.
    expect(history.ledger).toEqual(seen.ledger);
    expect(tick({ ledger, history }).analysis.integrity).not.toBeNull();
    expect(tick({ ledger: three, history }).analysis).toMatchObject({ integrity: null, gate: 'rollback' });
  });

  test.each<[string, Ledger | null, string]>([
    ['by its last entry', other, 'e'.repeat(64)],
    ['by any of its entries', cut, cut.entries[0]?.hash ?? ''],
    ['though it is gone', null, GENESIS],
  ])('is trusted %s once the policy says so, and only as it is then', (_, ledger, trust) => {
    const own = { ...rules, trust };
    const { analysis, history } = tick({ ledger, history: seen, own });
    expect(analysis.integrity).toBeNull();
    const on = tick({ ledger: three, history, own });
    expect(on.history.ledger).toMatchObject({ seq: 3, trust });
    // The same words do not excuse a second time.
    expect(tick({ ledger: cut, history: on.history, own }).analysis.integrity).not.toBeNull();
  });

  test.each<[string, string]>([
    ['an entry that it does not have', 'd'.repeat(64)],
    ['that it is empty, where it is not', GENESIS],
  ])('is not trusted by %s', (_, trust) => {
    expect(tick({ ledger: cut, history: seen, own: { ...rules, trust } }).analysis.integrity).not.toBeNull();
  });
});
