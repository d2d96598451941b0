import { expect, test } from '@jest/globals';
import { latency, missingRollupColumns } from '../../../../src/domain/observability/datasets/latency.js';
import { table } from './tables.js';

const FILE = 'ops/signal_latency_rollup.csv';
const HEADER = [
  'hour_utc',
  'window_end_utc',
  'count',
  'failure_count',
  'failure_rate',
  'p50_ms',
  'p95_ms',
  'p99_ms',
  'max_ms',
  'breach_flag',
  'breach_streak',
];
const ROW = [
  '2026-06-20T01:00:00Z',
  '2026-06-20T02:00:00Z',
  '8',
  '1',
  '0.125',
  '1773.5',
  '6000',
  '6100',
  '6200',
  'true',
  '2',
];
const EMPTY = ['2026-06-20T00:00:00Z', '2026-06-20T01:00:00Z', '0', '0', '', '', '', '', '', 'false', '0'];

test('has the hours in their order, and nothing for what was not measured', () => {
  const { rows, leftOut } = latency(table(FILE, [HEADER, ROW, EMPTY]));
  expect(leftOut).toEqual([]);
  expect(rows['rows']).toEqual([
    {
      hour_utc: '2026-06-20T00:00:00Z',
      window_end_utc: '2026-06-20T01:00:00Z',
      count: 0,
      failure_count: 0,
      failure_rate: null,
      p50_ms: null,
      p95_ms: null,
      p99_ms: null,
      max_ms: null,
      breach_flag: false,
      breach_streak: 0,
    },
    {
      hour_utc: '2026-06-20T01:00:00Z',
      window_end_utc: '2026-06-20T02:00:00Z',
      count: 8,
      failure_count: 1,
      failure_rate: 0.125,
      p50_ms: 1773.5,
      p95_ms: 6000,
      p99_ms: 6100,
      max_ms: 6200,
      breach_flag: true,
      breach_streak: 2,
    },
  ]);
});

const withValue = (column: string, value: string): string[] =>
  ROW.map((cell, i) => (HEADER[i] === column ? value : cell));

test.each([
  ['no hour', withValue('hour_utc', 'today'), 'hour_utc "today" is no RFC 3339 time'],
  ['half an hour', withValue('hour_utc', '2026-06-20T01:30:00Z'), 'hour_utc is no whole hour'],
  ['a decimal comma', withValue('p95_ms', '1,5'), 'p95_ms "1,5" has a decimal comma; write a decimal point'],
  ['a flag of its own', withValue('breach_flag', 'yes'), 'breach_flag is "yes", and must be true or false'],
  ['a count below 0', withValue('count', '-1'), 'count is -1, and must be a whole number from 0'],
])('leaves out a row with %s', (_, row, reason) => {
  const { rows, leftOut } = latency(table(FILE, [HEADER, row]));
  expect(rows['rows']).toEqual([]);
  expect(leftOut).toEqual([{ file: FILE, line: 2, reason }]);
});

test('leaves out the second row of an hour, and lines that are no row', () => {
  const rollups = { ...table(FILE, [HEADER, ROW, ROW]), broken: [{ line: 9, reason: 'has 1 values' }] };
  const { rows, leftOut } = latency(rollups);
  expect(rows['rows']).toHaveLength(1);
  expect(leftOut).toEqual([
    { file: FILE, line: 9, reason: 'has 1 values' },
    { file: FILE, line: 3, reason: 'is a second row of 2026-06-20T01:00:00Z' },
  ]);
});

test('names the columns that are missing', () => {
  expect(missingRollupColumns(table(FILE, [HEADER.slice(2)]))).toEqual(['hour_utc', 'window_end_utc']);
});
