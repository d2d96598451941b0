import { describe, expect, test } from '@jest/globals';
import type { CsvTable } from '../../../../src/domain/observability/datasets/csv-table.js';
import { dailyFigures, drawdown } from '../../../../src/domain/observability/datasets/daily-figures.js';
import { missingIndexColumns, readIndex } from '../../../../src/domain/observability/datasets/run-index.js';
import { turnover, type TurnoverOptions } from '../../../../src/domain/observability/datasets/turnover.js';
import { table } from './tables.js';

const INDEX = 'runs/index.csv';
const HEADER = ['run_id', 'run_dir', 'timestamp', 'trades', 'wins', 'equity'];
const OPTIONS: TurnoverOptions = { daily: 'daily.csv', pnlValue: 10 };
const DAILY = 'runs/r1/daily.csv';

const index = (...rows: readonly string[][]): CsvTable => table(INDEX, [HEADER, ...rows]);
const ONE = index(['r1', 'runs/r1', '20260302_141500', '4', '3', '1000']);

function of(days: CsvTable | string | null, runs = ONE, options = OPTIONS) {
  const figures = typeof days === 'object' && days !== null ? dailyFigures(days, 'pnl_pips') : days;
  return turnover(readIndex(runs, 1_000), new Map(figures === null ? [] : [[DAILY, figures]]), options);
}

describe('the turnover of a run', () => {
  test('is its fills by day and by day with a fill, with the falls of its results', () => {
    // 4 days, 2 of them active, 6 fills. Results summed: 20, 5, 45, 35; falls of 15 pips and of 150 of 1200.
    const days = table(DAILY, [
      ['pnl_pips', 'date', 'fills', 'more'],
      ['-15', '2026-03-02', '0', ''],
      ['20', '2026-03-01', '2', ''],
      ['40', '2026-03-03', '4', ''],
      ['-10', '2026-03-05', '0', ''],
    ]);
    expect(of(days)).toEqual({
      name: 'turnover',
      leftOut: [],
      older: 0,
      rows: {
        rows: [
          {
            run_id: 'r1',
            timestamp: '2026-03-02T14:15:00Z',
            trades: 4,
            wins: 3,
            win_rate: 0.75,
            avg_trades_per_day: 1.5,
            avg_trades_active_day: 3,
            drawdown: 15,
            drawdown_pct: 12.5,
            start_date: '2026-03-01',
            end_date: '2026-03-05',
          },
        ],
      },
    });
  });

  test('has no figure where there is nothing to divide by', () => {
    const runs = index(['r1', '', '20260302_141500', '0', '0', '']);
    const days = table(DAILY, [
      ['date', 'fills'],
      ['2026-03-01', '0'],
    ]);
    expect(of(days, runs).rows['rows']?.[0]).toMatchObject({
      win_rate: null,
      avg_trades_per_day: 0,
      avg_trades_active_day: null,
      drawdown: null,
      drawdown_pct: null,
    });
  });

  test.each([
    ['nobody said what a pip is worth', { ...OPTIONS, pnlValue: null }, ONE],
    ['the index does not say the equity', OPTIONS, index(['r1', '', '20260302_141500', '4', '3', ''])],
  ])('has its fall in pips alone where %s', (_, options, runs) => {
    const days = table(DAILY, [
      ['date', 'fills', 'pnl_pips'],
      ['2026-03-01', '1', '-3'],
    ]);
    expect(of(days, runs, options).rows['rows']?.[0]).toMatchObject({ drawdown: 3, drawdown_pct: null });
  });

  test.each([
    ['whose file of days is missing', null, 'is missing'],
    ['whose file cannot be read', 'is larger than 16 MiB', 'is larger than 16 MiB'],
    ['without columns', table(DAILY, [['day']]), 'has no column date and no column fills'],
    ['without days', table(DAILY, [['date', 'fills']]), 'has no day'],
    [
      'with a decimal comma',
      table(DAILY, [
        ['date', 'fills', 'pnl_pips'],
        ['2026-03-01', '1', '1,5'],
      ]),
      `line 2: pnl_pips "1,5" has a decimal comma; write a decimal point`,
    ],
    [
      'with negative fills',
      table(DAILY, [
        ['date', 'fills'],
        ['2026-03-01', '-1'],
      ]),
      `line 2: fills is -1, and must be a whole number from 0`,
    ],
    [
      'with a day that does not exist',
      table(DAILY, [
        ['date', 'fills'],
        ['2026-02-30', '1'],
      ]),
      `line 2: date "2026-02-30" is no day such as 2026-03-02`,
    ],
    [
      'with a day twice',
      table(DAILY, [
        ['date', 'fills'],
        ['2026-03-01', '1'],
        ['2026-03-01', '2'],
      ]),
      `line 3: is a second line of 2026-03-01`,
    ],
    [
      'with a line that is no CSV',
      {
        ...table(DAILY, [
          ['date', 'fills'],
          ['2026-03-01', '1'],
        ]),
        broken: [{ line: 3, reason: 'has 1 values' }],
      },
      `line 3: has 1 values`,
    ],
  ])('leaves out a run %s and says so', (_, days, reason) => {
    const { rows, leftOut } = of(days);
    expect(rows['rows']).toEqual([]);
    const said = `${reason}, so run "r1" of runs/index.csv:2 is left out`;
    expect(leftOut).toEqual([{ file: DAILY, line: 0, reason: said }]);
  });
});

describe('the index of runs', () => {
  const read = (...rows: readonly string[][]) => readIndex(index(...rows), 1_000);

  test('without a run is no fault', () => {
    expect(read()).toEqual({ file: INDEX, runs: [], leftOut: [], older: 0, unsafe: [] });
  });

  test('must have its columns, in whatever order', () => {
    expect(missingIndexColumns(table(INDEX, [['wins', 'timestamp', 'more']]))).toEqual(['run_id', 'trades']);
    expect(missingIndexColumns(table(INDEX, [[...HEADER].reverse()]))).toEqual([]);
  });

  test('gives the newest runs, oldest first, and counts the others', () => {
    const rows = ['03', '01', '02'].map((day) => [`r${day}`, '', `202603${day}_000000`, '1', '1', '']);
    const { runs, older } = readIndex(index(...rows), 2);
    expect(runs.map(({ id, folder }) => [id, folder])).toEqual([
      ['r02', 'runs/r02'],
      ['r03', 'runs/r03'],
    ]);
    expect(older).toBe(1);
  });

  test.each([
    ['climbs', 'runs/../../etc'],
    ['climbs at once', '../runs/r1'],
    ['is absolute', '/etc/passwd'],
    ['is on a drive', 'C:/runs/r1'],
    ['has a backslash', 'runs\\..\\r1'],
    ['has a NUL', 'runs/r1\u0000'],
    ['is empty within', 'runs//r1'],
    ['lies beside the index’s folder', 'reports/r1'],
    ['lies in a folder that only begins alike', 'runs2/r1'],
    ['is the index’s folder itself', 'runs'],
    ['is too long', `runs/${'x'.repeat(1_000)}`],
  ])('that names a run folder that %s is refused with its line', (_, folder) => {
    const { runs, unsafe } = read(
      ['good', '', '20260302_141500', '1', '1', ''],
      ['r1', folder, '20260302_141500', '1', '1', ''],
    );
    expect(unsafe).toHaveLength(1);
    expect(unsafe[0]).toMatch(/^runs\/index\.csv:3 names the run folder "/);
    expect(runs.map(({ id }) => id)).toEqual(['good']);
  });

  test('that names no folder and an id that climbs is refused too', () => {
    expect(read(['../r1', '', '20260302_141500', '1', '1', '']).unsafe).toEqual([
      'runs/index.csv:2 names the run folder "../r1"',
    ]);
  });

  test.each([
    [
      'no time',
      ['r1', '', '2026-03-02', '1', '1', ''],
      'timestamp "2026-03-02" is no time such as 20260302_141500',
    ],
    ['no trades', ['r1', '', '20260302_141500', '', '1', ''], 'trades is empty'],
    [
      'half a trade',
      ['r1', '', '20260302_141500', '1.5', '1', ''],
      'trades is 1.5, and must be a whole number from 0',
    ],
    ['more wins than trades', ['r1', '', '20260302_141500', '1', '2', ''], 'has 2 wins of 1 trades'],
    ['no equity', ['r1', '', '20260302_141500', '1', '1', '-5'], 'equity is -5, and must be above 0'],
    ['words for equity', ['r1', '', '20260302_141500', '1', '1', 'much'], 'equity "much" is no number'],
  ])('leaves out a line with %s', (_, row, reason) => {
    const { runs, leftOut } = read(row);
    expect(runs).toEqual([]);
    expect(leftOut).toEqual([{ file: INDEX, line: 2, reason }]);
  });

  test('takes the first of two lines of one run', () => {
    const row = ['r1', '', '20260302_141500', '1', '1', ''];
    const { runs, leftOut } = read(row, row);
    expect(runs).toHaveLength(1);
    expect(leftOut).toEqual([{ file: INDEX, line: 3, reason: 'lists run "r1" of line 2 again' }]);
  });
});

describe('a drawdown', () => {
  test.each([
    ['of a course that only rises', [1, 2, 3], 0, { fall: 0, share: 0 }],
    ['from the start', [80, 120], 100, { fall: 20, share: 0.2 }],
    ['is the deepest, not the last', [200, 100, 300, 260], 100, { fall: 100, share: 0.5 }],
    ['of nothing', [], 100, { fall: 0, share: 0 }],
  ])('%s', (_, course, start, expected) => {
    expect(drawdown(course, start)).toEqual(expected);
  });
});
