import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Approval } from '../../src/domain/approval.js';
import { PhasegateError } from '../../src/domain/fault.js';
import {
  currentPhase,
  entryHash,
  GENESIS,
  LEDGER_SCHEMA,
  ledgerOfRollout,
  parseLedger,
  erasOf,
  phaseAt,
  renderLedger,
  requirePhase,
  rollbackEvents,
  type Ledger,
  type LedgerEntry,
} from '../../src/domain/ledger.js';
import { formatInstant, HOUR } from '../../src/domain/time.js';
import { branchAfter, NOON, policyWith } from './rollout-builder.js';

const FILE = 'governance/phase-ledger.yaml';
const policy = policyWith();
const steps = [
  { operation: 'promote', at: NOON },
  { operation: 'rollback', at: NOON + HOUR, reason: 'p95: too slow # really\n"quoted"' },
] as const;
const text = branchAfter(policy, steps).files.get(FILE) ?? '';

const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

/** From `a` to `b` and back, and a release where the way back is held. */
const NEXT: Readonly<Record<string, Pick<LedgerEntry, 'action' | 'from' | 'to'>>> = {
  a: { action: 'promote', from: 'a', to: 'b' },
  b: { action: 'rollback', from: 'b', to: 'a' },
  held: { action: 'release', from: 'a', to: 'a' },
};

/** Ledgers whose texts hold anything that a string can hold. */
const ledgers = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 10 * HOUR }),
      executor: anyText,
      reason: anyText,
      evidence: fc.array(anyText, { maxLength: 3 }),
      approvals: fc.array(
        fc.record({
          role: anyText,
          by: anyText,
          source: fc.constantFrom<Approval['source']>('environment', 'input'),
        }),
        { maxLength: 3 },
      ),
      trigger: fc.option(anyText),
      lasts: fc.integer({ min: 0, max: HOUR }),
      forced: fc.dictionary(
        fc.stringMatching(/^[a-z_.]{1,12}$/),
        fc.oneof(anyText, fc.integer(), fc.boolean()),
        {
          maxKeys: 3,
        },
      ),
      request: fc.option(anyText),
      files: fc.dictionary(fc.stringMatching(/^[a-z_./]{1,12}$/), digest, { maxKeys: 3 }),
      previous: digest,
    }),
    { maxLength: 6 },
  )
  .map((drafts): Ledger => {
    let at = NOON;
    const entries: LedgerEntry[] = [];
    for (const { gap, previous, lasts, forced, ...draft } of drafts) {
      at += gap;
      const last = entries.at(-1);
      const state = last?.until == null ? (last?.to ?? 'a') : 'held';
      const move = NEXT[state] as Pick<LedgerEntry, 'action' | 'from' | 'to'>;
      const holds = move.action === 'rollback' && lasts > 0;
      const entry = {
        ...draft,
        ...move,
        seq: entries.length + 1,
        at: formatInstant(at),
        until: holds ? formatInstant(at + lasts) : null,
        forced: holds ? forced : {},
        policy: GENESIS,
        previous: last === undefined ? GENESIS : previous,
      };
      entries.push({ ...entry, hash: entryHash(entry) });
    }
    return { schema: LEDGER_SCHEMA, rollout: 'search', entries };
  });

function faultOf(broken: string): PhasegateError {
  try {
    parseLedger(broken, FILE);
  } catch (error) {
    if (error instanceof PhasegateError) return error;
    throw error;
  }
  throw new Error('the text was accepted');
}

describe('the ledger as a file', () => {
  test('reading and writing gives the same bytes, and a YAML reader sees the same values', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const written = renderLedger(ledger);
        expect(parseLedger(written, FILE)).toEqual(ledger);
        expect(renderLedger(parseLedger(written, FILE))).toBe(written);
        expect(parse(written)).toEqual(ledger);
      }),
    );
  });

  test('hides nothing from a reader: marks that reorder or hide text are written as escapes', () => {
    const [entry] =
      branchAfter(policy, [{ ...steps[0], reason: 'safe\u202e\u200b\u2028end' }]).state.ledger?.entries ?? [];
    const written = renderLedger({
      schema: LEDGER_SCHEMA,
      rollout: 'search',
      entries: entry === undefined ? [] : [entry],
    });
    expect(written).toContain('reason: "safe\\u202e\\u200b\\u2028end"');
    expect(parseLedger(written, FILE).entries[0]?.reason).toBe('safe\u202e\u200b\u2028end');
  });

  test.each([
    ['a changed reason', text.replace('too slow', 'too fast'), /line \d+: entry 2: its `hash`/],
    [
      'a changed phase',
      text.replace('to: "beta"', 'to: "all"'),
      /entry 1: its `hash`.*entry 2: it starts from beta/,
    ],
    [
      'a reordered field',
      text.replace(/( {4}from: .*\n)( {4}to: .*\n)/, '$2$1'),
      /line 10: expected `from:`/,
    ],
    ['an added comment', text.replace('entries:', 'entries: # all of them'), /line 6: expected/],
    [
      'a quoted value without quotes',
      text.replace('rollout: "search"', 'rollout: search'),
      /line 5: expected a quoted text/,
    ],
    [
      'another spelling of a value',
      text.replace('"search"', '"\\u0073earch"'),
      /line 5: this line is not written/,
    ],
    ['a number that is none', text.replace('seq: 2', 'seq: x'), /expected a whole number/],
    [
      'an entry cut out',
      text.replace(/ {2}- seq: 1\n(?: {4}.*\n)+/, ''),
      /line 7: entry 1: its seq is 2, and 1 comes here/,
    ],
    ['a file cut off in an entry', text.slice(0, text.indexOf('policy:')), /expected `policy:`/],
    ['a file without its last line end', text.slice(0, -1), /expected/],
    ['windows line ends', text.replaceAll('\n', '\r\n'), /line 1: expected/],
    ['a missing header', text.slice(text.indexOf('schema:')), /line 1: expected `# Phase ledger/],
    ['an empty file', '', /line 1: expected/],
  ])('%s is refused with its line and with what to do', (_, broken, message) => {
    const error = faultOf(broken);
    expect(error.code).toBe('bad-ledger');
    expect(error.message).toMatch(message);
    expect(error.message).toContain('Take the file as it was in the last good commit');
    expect(error.faults.every((fault) => fault.file === FILE && fault.line > 0)).toBe(true);
  });

  test('the line of a fault is that of the entry it is in', () => {
    const line = text.split('\n').findIndex((one) => one === '  - seq: 2') + 1;
    expect(faultOf(text.replace('too slow', 'too fast')).faults[0]?.line).toBe(line);
  });

  test('a ledger of a newer version is refused as such', () => {
    expect(faultOf(text.replace('ledger/1', 'ledger/2'))).toMatchObject({ code: 'newer-state' });
  });

  test("another rollout's ledger is refused", () => {
    const other = policyWith({ rollout: 'checkout' });
    expect(() => ledgerOfRollout(text, FILE, other)).toThrow(/rollout "search".*"checkout"/);
    expect(ledgerOfRollout(null, FILE, other)).toBeNull();
  });
});

describe('replaying the ledger', () => {
  const { ledger } = branchAfter(policy, steps).state;

  test('gives the current phase, and the first one before any entry', () => {
    expect(currentPhase(policy, null)).toEqual({ phase: 'off', since: null });
    expect(currentPhase(policy, ledger)).toEqual({ phase: 'off', since: NOON + HOUR });
  });

  test.each([
    ['before the first entry', NOON - 1, 'off'],
    ['at the first entry', NOON, 'beta'],
    ['just before the second', NOON + HOUR - 1, 'beta'],
    ['at the second', NOON + HOUR, 'off'],
    ['long after', NOON + 1000 * HOUR, 'off'],
  ])('%s the phase is right', (_, at, phase) => {
    expect(phaseAt(policy, ledger, at)).toBe(phase);
  });

  test('the eras of a span say of every instant what is said of it alone', () => {
    const from = NOON - 2 * HOUR;
    const hours = fc.integer({ min: -60, max: 240 }).map((minutes) => from + minutes * 60_000);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(hours, fc.constantFrom('off', 'beta', 'gone'))),
        fc.array(hours),
        (changes, instants) => {
          const [entry] = ledger?.entries ?? [];
          if (entry === undefined) throw new Error('the ledger has no entry');
          const entries = changes.map(([at, to]) => ({ ...entry, at: new Date(at).toISOString(), to }));
          const changed = { schema: LEDGER_SCHEMA, rollout: '', entries } as const;
          const to = from + 3 * HOUR;
          const eras = erasOf(policy, changed, { from, to });
          expect(eras[0]?.from).toBe(from);
          for (const at of instants.filter((one) => one >= from && one <= to))
            expect(eras.findLast((era) => era.from <= at)?.phase).toBe(phaseAt(policy, changed, at));
        },
      ),
    );
  });

  test('gives an event for each entry', () => {
    expect(rollbackEvents(ledger ?? { schema: LEDGER_SCHEMA, rollout: '', entries: [] })).toMatchObject([
      {
        event: 'promotion.executed',
        phase: 'beta',
        phase_from: 'off',
        phase_to: 'beta',
        trigger_metric: 'manual',
      },
      { event: 'rollback.executed', phase: 'off', ts: '2026-03-02T13:00:00Z', id: ledger?.entries[1]?.hash },
    ]);
  });

  test('a phase that the policy no longer has is named with what to do', () => {
    expect(() => requirePhase(policy, 'gone')).toThrow(/"gone".*put the phase back/);
  });
});
