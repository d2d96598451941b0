import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evHistory, winRateBound } from '../../../../src/domain/observability/datasets/ev-history.js';
import {
  newestArchives,
  readArchives,
  type StateArchive,
} from '../../../../src/domain/observability/datasets/state-archive.js';

const BASE = 'ops/state_archive';

function archive(state: Record<string, unknown>): StateArchive {
  const at = Date.parse('2026-03-02T14:15:00Z');
  return { file: `${BASE}/orb/USDJPY/20260302_141500.json`, strategy: 'orb', symbol: 'USDJPY', at, state };
}

const of = (found: readonly StateArchive[]) => evHistory({ found, leftOut: [], older: 0 });

const EV = { alpha: 6, beta: 4, decay: 0.02, conf: 0.95 };

describe('the lower bound of the chance to win', () => {
  test('is mean − z·sd: Beta(6, 4) has mean 0.6 and variance 0.24 / 11', () => {
    expect(winRateBound(6, 4, 0.95)).toBeCloseTo(0.6 - 1.959963984540054 * Math.sqrt(0.24 / 11), 12);
  });

  test('of 90 % uses z = 1.6448536269514722', () => {
    expect(winRateBound(6, 4, 0.9)).toBeCloseTo(0.6 - 1.6448536269514722 * Math.sqrt(0.24 / 11), 12);
  });

  test('is never below 0: Beta(1, 9) at 99.9 %', () => {
    expect(winRateBound(1, 9, 0.999)).toBe(0);
  });

  test('lies from 0 to the mean, and falls as the confidence rises', () => {
    const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    const confidence = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(positive, positive, confidence, confidence, (alpha, beta, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const bound = winRateBound(alpha, beta, low);
        expect(bound).toBeGreaterThanOrEqual(0);
        expect(bound).toBeLessThanOrEqual(alpha / (alpha + beta));
        expect(winRateBound(alpha, beta, high)).toBeLessThanOrEqual(bound);
      }),
    );
  });
});

describe('ev_history', () => {
  test('has a row for each state', () => {
    const { rows, leftOut } = of([archive({ ev_global: EV })]);
    expect(leftOut).toEqual([]);
    expect(rows['rows']).toEqual([
      {
        timestamp: '2026-03-02T14:15:00Z',
        strategy: 'orb',
        symbol: 'USDJPY',
        ev_alpha: 6,
        ev_beta: 4,
        decay: 0.02,
        confidence: 0.95,
        win_rate_mean: 0.6,
        win_rate_lcb: winRateBound(6, 4, 0.95),
      },
    ]);
  });

  test('takes a state with fields that nobody knows and none of decay', () => {
    const { rows } = of([archive({ ev_global: { ...EV, decay: 'fast', more: [] }, extra: 1 })]);
    expect(rows['rows']?.[0]).toMatchObject({ ev_alpha: 6, decay: null });
  });

  test.each([
    ['without ev_global', {}, 'has no ev_global'],
    ['with a list for ev_global', { ev_global: [] }, 'has no ev_global'],
    ['with alpha 0', { ev_global: { ...EV, alpha: 0 } }, 'ev_global has no alpha and beta above 0'],
    ['with beta as text', { ev_global: { ...EV, beta: '4,5' } }, 'ev_global has no alpha and beta above 0'],
    ['with conf 1', { ev_global: { ...EV, conf: 1 } }, 'ev_global has no conf between 0 and 1'],
    ['without conf', { ev_global: { alpha: 1, beta: 1 } }, 'ev_global has no conf between 0 and 1'],
    [
      'of another symbol than its folder',
      { ev_global: EV, meta: { symbol: 'EURUSD' } },
      'lies below "USDJPY", and its meta.symbol is "EURUSD"',
    ],
  ])('leaves out a state %s and says so', (_, state, reason) => {
    const { rows, leftOut } = of([archive(state)]);
    expect(rows['rows']).toEqual([]);
    expect(leftOut).toEqual([{ file: `${BASE}/orb/USDJPY/20260302_141500.json`, line: 0, reason }]);
  });
});

describe('the newest archives', () => {
  const names = (files: readonly string[], limit = 32) => newestArchives(files, { base: BASE, limit });

  test('are chosen by the time in their names, not by their folders, and come oldest first', () => {
    const files = [
      `${BASE}/z/EURUSD/a/20260301_000000.json`,
      `${BASE}/a/USDJPY/20260303_000000_USDJPY_20260101_000000.json`,
      `${BASE}/a/USDJPY/20260302_000000.json`,
    ];
    const { found, leftOut, older } = names(files, 2);
    expect([leftOut, older]).toEqual([[], 1]);
    expect(found).toEqual([
      { file: files[2], strategy: 'a', symbol: 'USDJPY', at: Date.parse('2026-03-02T00:00:00Z') },
      { file: files[1], strategy: 'a', symbol: 'USDJPY', at: Date.parse('2026-03-03T00:00:00Z') },
    ]);
  });

  test.each([
    ['latest.json', 'has a name that begins with no time; call it YYYYMMDD_HHMMSS.json'],
    ['20260230_000000.json', 'has a name that begins with no time; call it YYYYMMDD_HHMMSS.json'],
    ['20260302_0000001.json', 'has a name that begins with no time; call it YYYYMMDD_HHMMSS.json'],
  ])('leave out %s', (name, reason) => {
    const file = `${BASE}/a/USDJPY/${name}`;
    expect(names([file])).toEqual({ found: [], leftOut: [{ file, line: 0, reason }], older: 0 });
  });

  test('leave out a file that lies in no folder of a symbol', () => {
    const { found, leftOut } = names([`${BASE}/a/20260302_000000.json`]);
    expect(found).toEqual([]);
    expect(leftOut[0]?.reason).toContain('<strategy>/<symbol>');
  });

  test('do not depend on the order in which the disk lists them', () => {
    const all = Array.from(
      { length: 50 },
      (_, i) => `${BASE}/s/X/202603${String(1 + (i % 28)).padStart(2, '0')}_00000${i % 10}.json`,
    );
    const files = [...new Set(all)];
    const expected = names([...files].sort(), 10);
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
        expect(names(shuffled, 10)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});

describe('reading archives', () => {
  const [name] = newestArchives([`${BASE}/a/USDJPY/20260302_000000.json`], { base: BASE, limit: 1 }).found;

  test.each([
    ['no JSON', '{"a":', 'is no JSON'],
    ['a list', '[]', 'is JSON, but no object'],
    ['a number too large', '{"a":1e999}', 'holds a number too large for a double'],
    ['nested too deep', `{"a":${'['.repeat(70)}${']'.repeat(70)}}`, 'is nested deeper than 64 levels'],
  ])('leaves out %s', (_, text, reason) => {
    if (name === undefined) throw new Error('no archive');
    const { found, leftOut } = readArchives([name], new Map([[name.file, text]]));
    expect(found).toEqual([]);
    expect(leftOut).toEqual([{ file: name.file, line: 0, reason }]);
  });

  test('says that a file went away', () => {
    if (name === undefined) throw new Error('no archive');
    expect(readArchives([name], new Map()).leftOut[0]?.reason).toBe('went away while it was read');
  });
});
