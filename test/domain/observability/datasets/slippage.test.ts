import { describe, expect, test } from '@jest/globals';
import { slippage } from '../../../../src/domain/observability/datasets/slippage.js';
import type { StateArchive } from '../../../../src/domain/observability/datasets/state-archive.js';

const TELEMETRY = 'reports/telemetry.json';
const ARCHIVE = 'ops/state_archive/orb/USDJPY/20260302_141500.json';

function archive(slip: unknown): StateArchive {
  const at = Date.parse('2026-03-02T14:15:00Z');
  return { file: ARCHIVE, strategy: 'orb', symbol: 'USDJPY', at, state: { slip } };
}

const of = (document: Record<string, unknown>, archives: readonly StateArchive[] = []) =>
  slippage({ file: TELEMETRY, document }, { found: archives, leftOut: [], older: 0 });

describe('measured slippage', () => {
  test('comes by strategy in order of the names, with nothing where nothing is said', () => {
    const document = {
      generated_at: '2026-03-02T15:00:00+01:00',
      execution_health: {
        orb: { slippage_bps: 2.5, reject_rate: 0.012, fill_count: 40, window_days: 7, other: 'x' },
        mean: { slippage_bps: -0.5 },
      },
      gross_exposure_pct: 30.5,
    };
    const { rows, leftOut } = of(document);
    expect(leftOut).toEqual([]);
    expect(rows['execution']).toEqual([
      {
        strategy: 'mean',
        timestamp: '2026-03-02T14:00:00Z',
        slippage_bps: -0.5,
        reject_rate: null,
        fill_count: null,
        window_days: null,
      },
      {
        strategy: 'orb',
        timestamp: '2026-03-02T14:00:00Z',
        slippage_bps: 2.5,
        reject_rate: 0.012,
        fill_count: 40,
        window_days: 7,
      },
    ]);
  });

  test.each([
    ['no slippage', {}, 'execution_health["orb"] has no slippage_bps'],
    [
      'a decimal comma',
      { slippage_bps: '2,5' },
      'execution_health["orb"].slippage_bps is no figure of its kind',
    ],
    [
      'a rate above 1',
      { slippage_bps: 1, reject_rate: 1.5 },
      'execution_health["orb"].reject_rate is no figure of its kind',
    ],
    [
      'half a fill',
      { slippage_bps: 1, fill_count: 0.5 },
      'execution_health["orb"].fill_count is no figure of its kind',
    ],
    [
      'no days',
      { slippage_bps: 1, window_days: 0 },
      'execution_health["orb"].window_days is no figure of its kind',
    ],
    ['a text for its figures', 'fine', 'execution_health["orb"] is no object'],
  ])('leaves out a strategy with %s', (_, health, reason) => {
    const { rows, leftOut } = of({ execution_health: { orb: health, z: { slippage_bps: 1 } } });
    expect(rows['execution']?.map((row) => row['strategy'])).toEqual(['z']);
    expect(leftOut).toEqual([{ file: TELEMETRY, line: 0, reason }]);
  });

  test('is said to be missing where the telemetry has none', () => {
    expect(of({}).leftOut).toEqual([{ file: TELEMETRY, line: 0, reason: 'has no execution_health' }]);
  });

  test('a strategy with a name that objects have is one like any other', () => {
    const health = JSON.parse('{"__proto__":{"slippage_bps":1},"constructor":{"slippage_bps":2}}') as unknown;
    expect(of({ execution_health: health }).rows['execution']?.map((row) => row['strategy'])).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});

describe('expected slippage', () => {
  const SLIP = { a: { narrow: 0.02, wide: 0.1 }, curve: { narrow: { a: 0.02, b: 0 } }, ewma_alpha: 0.1 };
  const document = { execution_health: {} };

  test('comes state by state', () => {
    expect(of(document, [archive(SLIP)]).rows['state']).toEqual([
      {
        timestamp: '2026-03-02T14:15:00Z',
        strategy: 'orb',
        symbol: 'USDJPY',
        coefficients: { narrow: 0.02, wide: 0.1 },
        curve: { narrow: { a: 0.02, b: 0 } },
        ewma_alpha: 0.1,
      },
    ]);
  });

  test('needs neither curve nor ewma_alpha', () => {
    expect(of(document, [archive({ a: {} })]).rows['state']?.[0]).toMatchObject({
      curve: null,
      ewma_alpha: null,
    });
  });

  test.each([
    ['no slip', undefined, 'has no slip'],
    ['a text for a coefficient', { a: { narrow: '0,02' } }, 'slip.a is not numbers by name'],
    ['a list for its curve', { a: {}, curve: [] }, 'slip.curve is not numbers by name'],
    ['a curve of texts', { a: {}, curve: { narrow: { a: 'x' } } }, 'slip.curve is not numbers by name'],
  ])('leaves out a state with %s', (_, slip, reason) => {
    const { rows, leftOut } = of(document, [archive(slip)]);
    expect(rows['state']).toEqual([]);
    expect(leftOut).toEqual([{ file: ARCHIVE, line: 0, reason }]);
  });
});
