import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../src/domain/analyse.js';
import type { BatchHeader } from '../../src/domain/batch.js';
import { earlierStints } from '../../src/domain/earlier-stints.js';
import { designEffectOf } from '../../src/domain/evidence/design-effect.js';
import { addBatches, emptyHistory, retention, timed, type History } from '../../src/domain/history.js';
import { readHistory } from '../../src/domain/history-file.js';
import { stintAt } from '../../src/domain/stint.js';
import { DAY, formatInstant, HOUR, MINUTE } from '../../src/domain/time.js';
import { limit, phase, policy, slo, SUCCESS, type SloChanges } from '../policy-builder.js';
import { at, header, incoming, ledgerOf } from './batch-builder.js';

const QUARTER = 15 * MINUTE;
const SWITCH = at('10:00');

function rulesOf(changes: SloChanges = {}) {
  const own = slo({
    sli: 'success_rate',
    windowMs: QUARTER,
    warn: null,
    rollback: limit('below', 0.99, 2),
    falseAlarmEveryMs: 300 * DAY,
    ...changes,
  });
  return policy({ slis: [SUCCESS], phases: [phase({ slos: [] }), phase({ id: 'two', slos: [own] })] });
}

const RULES = rulesOf();

interface Spec {
  readonly end: number;
  readonly phase: string;
  readonly failed: number;
  readonly feature?: string;
}

function headerOf({ end, phase: id, failed, feature = 'shop' }: Spec): BatchHeader {
  const base = header(RULES, { end, phase: id });
  const part = { sli: 'success_rate', feature, label: 'eu', kind: 'ratio', total: 200 } as const;
  return { ...base, summaries: [{ ...part, matching: 200 - failed }] };
}

/** Four failures in every fourth batch, up to an instant, oldest first. */
function uneven(until: number, count: number, more: Omit<Spec, 'end' | 'failed'>): Spec[] {
  return Array.from({ length: count }, (_, i) => ({
    ...more,
    end: until - (count - 1 - i) * QUARTER,
    failed: i % 4 === 0 ? 4 : 0,
  }));
}

function talliesOf(specs: readonly Spec[]) {
  return specs.map(({ failed }) => ({ bad: failed, total: 200 }));
}

/** The design effect of the verdict on two bad batches right after the last move. */
function learned(
  before: readonly Spec[],
  options: {
    readonly rules?: typeof RULES;
    readonly moves?: readonly (readonly [number, string])[];
    readonly forcedPhase?: string;
    /** Quarters between the move and the first bad batch. */
    readonly quiet?: number;
  } = {},
): number | undefined {
  const { rules = RULES, moves = [[SWITCH, 'two']], forcedPhase = null, quiet = 0 } = options;
  const bad = [1, 2].map((i) => ({ end: SWITCH + (quiet + i) * QUARTER, phase: 'two', failed: 60 }));
  const { analysis } = analyse({
    policy: rules,
    ledger: ledgerOf(rules, moves),
    head: null,
    history: emptyHistory(rules.rollout),
    incoming: incoming([...before, ...bad].map(headerOf)),
    now: SWITCH + DAY,
    forcedPhase,
  });
  const [verdict] = analysis.verdicts;
  expect(verdict).toMatchObject({ value: 0.7, streak: 2 });
  return verdict?.evidence?.designEffect;
}

const WEEK = uneven(SWITCH, 96, { phase: 'one' });
const EFFECT = designEffectOf([talliesOf(WEEK)]);

describe('right after a promotion the design effect is that of the healthy past', () => {
  test('which is known', () => expect(EFFECT).toBeGreaterThan(2));

  test('of the phase before', () => expect(learned(WEEK)).toBeCloseTo(EFFECT, 4));

  test('of several stints, without blocks over a switch', () => {
    const first = uneven(SWITCH - 2 * HOUR, 40, { phase: 'one' });
    const back = uneven(SWITCH, 8, { phase: 'one' });
    const moves = [
      [SWITCH - 2 * HOUR, 'two'],
      [SWITCH - 2 * HOUR, 'one'],
      [SWITCH, 'two'],
    ] as const;
    const expected = designEffectOf([talliesOf(first), talliesOf(back)]);
    expect(expected).not.toBeCloseTo(designEffectOf([talliesOf([...first, ...back])]), 2);
    expect(learned([...first, ...back], { moves })).toBeCloseTo(expected, 4);
  });

  test('of an earlier stint of the same phase, without what it was rolled back for', () => {
    const until = SWITCH - DAY;
    const before = uneven(until - 2 * QUARTER, 60, { phase: 'two' });
    const sick = [until - QUARTER, until].map((end) => ({ end, phase: 'two', failed: 50 }));
    const moves = [
      [until - 70 * QUARTER, 'two'],
      [until, 'one'],
      [SWITCH, 'two'],
    ] as const;
    const expected = designEffectOf([talliesOf(before)]);
    expect(learned([...before, ...sick], { moves })).toBeCloseTo(expected, 4);
  });

  test('without the warm-up of earlier stints', () => {
    const rules = rulesOf({ warmUpMs: HOUR });
    const since = SWITCH - 60 * QUARTER;
    const moves = [
      [since, 'one'],
      [SWITCH, 'two'],
    ] as const;
    const all = uneven(SWITCH, 60, { phase: 'one' });
    const expected = designEffectOf([talliesOf(all.slice(4))]);
    expect(learned(all, { rules, moves, quiet: 4 })).toBeCloseTo(expected, 4);
    expect(expected).not.toBeCloseTo(designEffectOf([talliesOf(all)]), 2);
  });

  test('no further back than evidence is gathered', () => {
    const end = SWITCH + 2 * QUARTER;
    const all = uneven(end - 7 * DAY + 30 * QUARTER, 60, { phase: 'one' });
    expect(learned(all)).toBeCloseTo(designEffectOf([talliesOf(all.slice(-30))]), 4);
    expect(learned(uneven(end - 7 * DAY, 60, { phase: 'one' }))).toBe(1);
  });
});

describe('the history keeps what it is learned from', () => {
  test('the batches of every phase, as long as evidence is gathered for the oldest outcome', () => {
    const { outcomesMs, batchesMs } = retention(RULES);
    expect(batchesMs).toBe(outcomesMs + 7 * DAY);
    const end = SWITCH;
    const oldest = { end: end - batchesMs + QUARTER, phase: 'one', failed: 1 };
    const newest = { end, phase: 'two', failed: 0 };
    const { history } = addBatches(
      emptyHistory(RULES.rollout),
      incoming([oldest, { ...oldest, end: oldest.end - QUARTER }, newest].map(headerOf)),
      RULES,
    );
    expect(history.batches.map(({ window }) => window.end)).toEqual(
      [oldest.end, end].map((instant) => formatInstant(instant)),
    );
  });

  test('tick by tick, as all at once', () => {
    const bad = [1, 2, 3].map((i) => ({ end: SWITCH + i * QUARTER, phase: 'two', failed: 60 }));
    const tick = (specs: readonly Spec[], history: History) =>
      analyse({
        policy: RULES,
        ledger: ledgerOf(RULES, [[SWITCH, 'two']]),
        head: null,
        history,
        incoming: incoming(specs.map(headerOf)),
        now: SWITCH + DAY,
        forcedPhase: null,
      });
    const kept = (text: string) => readHistory(text, RULES.rollout, 'history.json').history;
    const once = tick([...WEEK, ...bad], emptyHistory(RULES.rollout));
    const parts = [WEEK.slice(0, 40), WEEK.slice(40), bad.slice(0, 2), bad.slice(2)];
    const last = parts.reduce((text, part) => {
      const before = text === '' ? emptyHistory(RULES.rollout) : kept(text);
      return tick(part, before).history.text;
    }, '');
    expect(last).toBe(once.history.text);
    expect(once.analysis.verdicts[0]?.evidence?.designEffect).toBeGreaterThan(2);
  });
});

describe('what tells nothing of the service', () => {
  test.each([
    { name: 'another feature', specs: uneven(SWITCH, 96, { phase: 'one', feature: 'basket' }) },
    { name: 'batches of a phase that was not on', specs: uneven(SWITCH, 96, { phase: 'two' }) },
  ])('$name', ({ specs }) => expect(learned(specs)).toBe(1));

  test('the ledger, where the phase is forced', () => expect(learned(WEEK, { forcedPhase: 'two' })).toBe(1));
});

test('a window that ends with the switch belongs to the stint before it, and a stint is not earlier than itself', () => {
  const ledger = ledgerOf(RULES, [[SWITCH, 'two']]);
  const context = { policy: RULES, ledger, forcedPhase: null };
  const specs = [
    { end: SWITCH, phase: 'one', failed: 0 },
    { end: SWITCH + QUARTER, phase: 'one', failed: 0 },
    { end: SWITCH + QUARTER, phase: 'two', failed: 0 },
  ];
  const read = earlierStints({ ...context, batches: specs.map((one) => timed(headerOf(one))) });
  const ends = (instant: number) =>
    read(stintAt({ ...context, at: instant }), SUCCESS).map(({ stint, series }) => [
      stint.phase,
      series.flatMap(({ points }) => points.map(({ window }) => window.end)),
    ]);
  expect(ends(SWITCH)).toEqual([['one', [SWITCH]]]);
  expect(ends(SWITCH - 1)).toEqual([]);
});
