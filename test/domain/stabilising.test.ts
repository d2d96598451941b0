import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../src/domain/analyse.js';
import type { Analysis } from '../../src/domain/analysis.js';
import { emptyHistory } from '../../src/domain/history.js';
import { LEDGER_SCHEMA, type Ledger, type LedgerEntry } from '../../src/domain/ledger.js';
import { dueOf } from '../../src/domain/stabilising.js';
import { stintAt } from '../../src/domain/stint.js';
import { formatInstant, MINUTE } from '../../src/domain/time.js';
import { limit, phase, policy, promote, slo } from '../policy-builder.js';
import { at, header, incoming, ledgerOf } from './batch-builder.js';

const QUARTER = 15 * MINUTE;
const latency = slo({ windowMs: QUARTER, warn: limit('above', 700), rollback: limit('above', 900) });
const rules = policy({
  phases: [
    phase({ slos: [latency], promote: promote({ healthyMs: QUARTER }) }),
    phase({ id: 'two', slos: [latency] }),
    phase({ id: 'three', slos: [latency], promote: null }),
  ],
});

/** Rolled back from two to one at 10:00, with 30 minutes to stabilise. */
function rolledBack(forced: LedgerEntry['forced'] = {}, releasedAt: string | null = null): Ledger {
  const moves: [number, string][] = [
    [at('08:00'), 'two'],
    [at('10:00'), 'one'],
  ];
  const [first, second] = ledgerOf(rules, moves).entries;
  if (first === undefined || second === undefined) throw new Error('two entries are made');
  const rollback: LedgerEntry = { ...second, until: formatInstant(at('10:30')), forced };
  const release: LedgerEntry = {
    ...second,
    seq: 3,
    action: 'release',
    from: 'one',
    at: formatInstant(at(releasedAt ?? '10:30')),
    hash: 'f'.repeat(64),
  };
  const entries = releasedAt === null ? [first, rollback] : [first, rollback, release];
  return { schema: LEDGER_SCHEMA, rollout: rules.rollout, entries };
}

/** Quarters from 10:00 on, a latency each (null: silence), analysed two minutes after the last one. */
function analysisOf(
  latencies: readonly (number | null)[],
  options: { ledger?: Ledger; late?: number; forcedPhase?: string } = {},
): Analysis {
  const batches = latencies.map((value, i) => {
    const end = at('10:15') + i * QUARTER;
    return header(rules, {
      end,
      ...(value === null ? { missed: true } : { latencies: Array.from({ length: 40 }, () => value) }),
    });
  });
  return analyse({
    policy: rules,
    ledger: options.ledger ?? rolledBack(),
    head: 'c0ffee',
    history: emptyHistory(rules.rollout),
    incoming: incoming(batches),
    now: at('10:00') + latencies.length * QUARTER + 2 * MINUTE + (options.late ?? 0),
    forcedPhase: options.forcedPhase ?? null,
  }).analysis;
}

describe('the time after a rollback', () => {
  test.each<[string, readonly (number | null)[], Partial<Analysis['stabilising']>]>([
    [
      'without any window',
      [],
      { back: false, due: false, reason: expect.stringMatching(/no window has been judged since/) as never },
    ],
    [
      'that is not over, with healthy windows',
      [100],
      {
        back: true,
        due: false,
        reason: expect.stringMatching(/^it lasts until 2026-03-02T10:30:00Z, 13m/) as never,
      },
    ],
    [
      'that is over, with healthy windows',
      [100, 100],
      { back: true, due: true, reason: 'every SLO was kept in the windows of the last 30m' },
    ],
    ['that is over, with a warning', [100, 800], { back: true, due: true }],
    [
      'that is over, with a violation',
      [100, 950],
      {
        back: false,
        due: false,
        reason: expect.stringMatching(/latency_p95.*ended 2026-03-02T10:30:00Z$/) as never,
      },
    ],
    ['that is over, with a violation a window ago', [100, 950, 100], { back: false, due: false }],
    ['with the violation as long ago as it lasts', [950, 100, 100], { back: true, due: true }],
    [
      'that ends in silence',
      [100, null],
      {
        back: false,
        due: false,
        reason: expect.stringMatching(/no telemetry in the window that ended/) as never,
      },
    ],
  ])('%s', (_, latencies, expected) => {
    const { stabilising, gate } = analysisOf(latencies);
    expect(stabilising).toMatchObject({ entry: 2, until: '2026-03-02T10:30:00Z', ...expected });
    expect(gate).toBe('hold');
  });

  test('goes on while the newest telemetry is old', () => {
    expect(analysisOf([100, 100], { late: 4 * QUARTER }).stabilising).toMatchObject({
      back: false,
      reason: expect.stringMatching(/no telemetry since 2026-03-02T10:30:00Z/),
    });
  });

  test('holds a promotion that is ready but for the release', () => {
    const before = analysisOf([100, 100]);
    expect(before).toMatchObject({ gate: 'hold', reason: expect.stringMatching(/^not yet released after/) });
    expect(before.promotion.filter(({ met }) => !met).map(({ name }) => name)).toEqual([
      'released after the last rollback',
    ]);
    const after = analysisOf([100, 100, 100], { ledger: rolledBack({}, '10:33') });
    expect(after).toMatchObject({ gate: 'promote', target: 'two', stabilising: null });
  });

  test('is none of a phase that the caller named', () => {
    expect(analysisOf([100, 100], { forcedPhase: 'one' })).toMatchObject({
      stabilising: null,
      rollbackActive: false,
    });
  });

  test('does not hide that a further rollback is due', () => {
    const moves: [number, string][] = [
      [at('08:00'), 'two'],
      [at('09:00'), 'three'],
      [at('10:00'), 'two'],
    ];
    const entries = ledgerOf(rules, moves).entries.map((entry, i): LedgerEntry => {
      return i < 2 ? entry : { ...entry, action: 'rollback', until: formatInstant(at('10:30')) };
    });
    const batches = [950, 100, 100].map((value, i) =>
      header(rules, {
        end: at('10:15') + i * QUARTER,
        phase: 'two',
        latencies: Array.from({ length: 40 }, () => value),
      }),
    );
    const { analysis } = analyse({
      policy: rules,
      ledger: { schema: LEDGER_SCHEMA, rollout: rules.rollout, entries },
      head: null,
      history: emptyHistory(rules.rollout),
      incoming: incoming(batches),
      now: at('10:47'),
      forcedPhase: null,
    });
    expect(analysis).toMatchObject({
      gate: 'rollback',
      target: 'one',
      stabilising: { back: true, due: false },
    });
    expect(dueOf(analysis)).toBe('rollback');
  });
});

describe('the banner of a rollback', () => {
  test.each<[string, Parameters<typeof analysisOf>[1], number, boolean]>([
    ['is up while it is not released', {}, 2, true],
    ['is up in the tick that found the release', { ledger: rolledBack({}, '10:33') }, 2, true],
    ['is down once a window has closed behind the release', { ledger: rolledBack({}, '10:33') }, 3, false],
    [
      'is down where the policy wants no such time',
      {
        ledger: ledgerOf(rules, [
          [at('08:00'), 'two'],
          [at('10:00'), 'one'],
        ]),
      },
      2,
      false,
    ],
  ])('%s', (_, options, windows, expected) => {
    const latencies = Array.from({ length: windows }, () => 100);
    expect(analysisOf(latencies, options).rollbackActive).toBe(expected);
  });
});

describe('what is due', () => {
  const stabilising = { ...analysisOf([100, 100]).stabilising } as NonNullable<Analysis['stabilising']>;
  test.each([
    [
      'a rollback that the policy makes by itself',
      { gate: 'rollback', rollback: 'automatic', stabilising },
      'rollback',
    ],
    ['nothing where it is only proposed', { gate: 'rollback', rollback: 'propose', stabilising: null }, null],
    [
      'a release, whatever the policy says of rollbacks',
      { gate: 'hold', rollback: 'propose', stabilising },
      'release',
    ],
    ['nothing', { gate: 'promote', rollback: 'automatic', stabilising: null }, null],
  ] as const)('%s', (_, analysis, expected) => {
    expect(dueOf(analysis)).toBe(expected);
  });
});

describe('a release', () => {
  const stint = (ledger: Ledger, clock: string) =>
    stintAt({ policy: rules, ledger, forcedPhase: null, at: at(clock) });

  test('of a rollback without forced flags leaves the stint as it is', () => {
    const ledger = rolledBack({}, '10:33');
    expect(stint(ledger, '11:00')).toEqual(stint(ledger, '10:15'));
    expect(stint(ledger, '11:00')).toMatchObject({ phase: 'one', since: at('10:00') });
  });

  test('that gives flags back begins a stint: what was measured before was another service', () => {
    const ledger = rolledBack({ 'search.engine': 'old' }, '10:33');
    expect(stint(ledger, '10:15')).toMatchObject({ since: at('10:00') });
    expect(stint(ledger, '11:00')).toMatchObject({ phase: 'one', since: at('10:33'), entry: { seq: 3 } });
  });
});
