import { describe, expect, test } from '@jest/globals';
import { inspectLedger } from '../../src/domain/ledger-inspect.js';
import { entryHash, renderLedger, type LedgerEntry } from '../../src/domain/ledger.js';
import { formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { decisionSettings } from '../policy-builder.js';
import { branchAfter, NOON, policyWith } from './rollout-builder.js';

const policy = policyWith(
  decisionSettings({
    stabilise: { ms: 30 * MINUTE, flags: { 'search.engine': 'old', 'search.new': false } },
  }),
);
const { state } = branchAfter(policy, [
  { operation: 'promote', at: NOON },
  { operation: 'rollback', at: NOON + HOUR },
  { operation: 'release', at: NOON + 2 * HOUR },
]);
const entries = state.ledger?.entries ?? [];

/** The ledger's text with one entry changed and hashed anew, so that only its sense is wrong. */
function textWith(seq: number, changes: Partial<LedgerEntry>): string {
  const changed = entries.map((entry) => {
    if (entry.seq !== seq) return entry;
    const { hash: _, ...rest } = { ...entry, ...changes };
    return { ...rest, hash: entryHash(rest) };
  });
  return renderLedger({ schema: 'phasegate.ledger/1', rollout: 'search', entries: changed });
}

function problemsWith(seq: number, changes: Partial<LedgerEntry>): string[] {
  return inspectLedger(textWith(seq, changes)).problems.map(({ message }) => message);
}

describe('a ledger with a release', () => {
  test('has no problems', () => {
    expect(problemsWith(1, {})).toEqual([]);
  });

  test.each<[string, number, Partial<LedgerEntry>, RegExp]>([
    ['that changes the phase', 3, { to: 'beta' }, /entry 3: it changes the phase, which a release does not/],
    [
      'behind a promotion',
      2,
      { action: 'release', from: 'beta', to: 'beta', until: null, forced: {} },
      /entry 2: it releases what no rollback before it has held/,
    ],
    [
      'of a rollback that held nothing',
      2,
      { until: null, forced: {} },
      /entry 3: it releases what no rollback/,
    ],
    [
      'in the place of which there is a promotion',
      3,
      { action: 'promote', to: 'beta' },
      /entry 3: it promotes while the rollback before it is not released/,
    ],
    [
      'in the place of which there is a rollback to nowhere',
      3,
      { action: 'rollback' },
      /entry 3: it does not change the phase/,
    ],
    [
      'with a time',
      3,
      { until: formatInstant(NOON + 3 * HOUR) },
      /entry 3: it has an `until`, which only a rollback has/,
    ],
    [
      'behind a rollback whose time is over before it begins',
      2,
      { until: formatInstant(NOON + HOUR) },
      /entry 2: its `until` is no UTC time behind its `at`/,
    ],
    ['behind a rollback whose time is none', 2, { until: 'tomorrow' }, /entry 2: its `until` is no UTC time/],
    [
      'behind a promotion that forces flags',
      1,
      { forced: { x: true } },
      /entry 1: it forces flags without an `until`/,
    ],
    [
      'of an unknown kind',
      3,
      { action: 'demote' as 'promote' },
      /entry 3: its `action` is none of promote, rollback and release/,
    ],
  ])('%s is found out', (_, seq, changes, expected) => {
    expect(problemsWith(seq, changes)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
  });

  const text = textWith(1, {});
  test.each<[string, string, RegExp]>([
    [
      'an approval without a source',
      text.replace(', "source": "input"}', '}'),
      /expected an approval such as/,
    ],
    [
      'an approval of an unknown source',
      text.replace('"source": "input"', '"source": "rumour"'),
      /expected an approval such as/,
    ],
    [
      'an approval with more',
      text.replace('"source": "input"}', '"source": "input", "x": ""}'),
      /expected an approval such as/,
    ],
    ['an approval that is a text', text.replace(/- \{"by".*\}/, '- "qa"'), /expected an approval such as/],
    [
      'an approval in another order',
      text.replace(/\{"by": "octocat", ("role": "qa"), /, '{$1, "by": "octocat", '),
      /not written as Phasegate writes it/,
    ],
    [
      'a forced flag without a value',
      text.replace('"search.new": false', '"search.new":'),
      /expected a flag with its value/,
    ],
    [
      'a forced flag that is a list',
      text.replace('"search.new": false', '"search.new": []'),
      /expected a flag with its value/,
    ],
    [
      'two forced flags on a line',
      text.replace('"search.new": false', '"search.new": false, "x": 1'),
      /hash|not written/,
    ],
    [
      'forced flags that were changed',
      text.replace('"search.new": false', '"search.new": true'),
      /its `hash` does not fit/,
    ],
    [
      'a time that was changed',
      text.replace(/until: "2026-03-02T13:30:00Z"/, 'until: "2026-03-02T13:40:00Z"'),
      /its `hash` does not fit/,
    ],
  ])('edited by hand, %s is found with its line', (_, edited, expected) => {
    expect(edited).not.toBe(text);
    const [first] = inspectLedger(edited).problems;
    expect(first?.message).toMatch(expected);
    expect(first?.line).toBeGreaterThan(0);
  });
});
