import { describe, expect, test } from '@jest/globals';
import type { CsvTable } from '../../../src/domain/observability/datasets/csv-table.js';
import { readCsv } from '../../../src/io/observability/read-csv.js';

function read(text: string): CsvTable {
  const table = readCsv('a.csv', text);
  if (typeof table === 'string') throw new Error(table);
  return table;
}

const rows = (text: string) => read(text).rows.map(({ line, values }) => [line, values]);

describe('a CSV file', () => {
  test.each([
    ['plain', 'a,b\n1,2\n'],
    ['with a byte order mark', '\ufeffa,b\n1,2\n'],
    ['with CRLF', 'a,b\r\n1,2\r\n'],
    ['without a line break at its end', 'a,b\n1,2'],
    ['quoted', '"a","b"\n"1","2"\n'],
    ['with blanks around its names', ' a , b \n1,2\n'],
    ['reordered', 'b,a\n2,1\n'],
  ])('%s is read alike', (_, text) => {
    const table = read(text);
    expect([...table.columns].sort()).toEqual(['a', 'b']);
    expect(table.rows).toEqual([{ line: 2, values: { a: '1', b: '2' } }]);
    expect(table.broken).toEqual([]);
  });

  test('keeps a comma, a quote and a line break inside quotes', () => {
    expect(rows('a,b\n"1,5","x ""y""\nz"\n')).toEqual([[3, { a: '1,5', b: 'x "y"\nz' }]]);
  });

  test('passes over empty lines, and counts them', () => {
    expect(rows('a\n\n1\n\n2\n')).toEqual([
      [3, { a: '1' }],
      [5, { a: '2' }],
    ]);
  });

  test('says which lines are no rows, and keeps the others', () => {
    const table = read('a,b\n1\n1,2\n1,2,3\n7,8\n');
    expect(table.rows.map(({ line }) => line)).toEqual([3, 5]);
    expect(table.broken).toEqual([
      { line: 2, reason: 'has 1 values where the header names 2 columns' },
      { line: 4, reason: 'has 3 values where the header names 2 columns' },
    ]);
  });

  test.each([
    ['that nothing closes', 'a,b\n1,2\n"3,4\n5,6\n', 'opens a quote that nothing closes'],
    ['inside a value', 'a,b\n1,2\n3,4"5\n', 'is no CSV: on line 3 a quote stands inside an unquoted value'],
    [
      'that closes too early',
      'a,b\n1,2\n"3" x,4\n',
      'is no CSV: on line 3 a quoted value goes on behind its closing quote',
    ],
  ])('with a quote %s is refused as a whole, since no row behind it is certain', (_, text, reason) => {
    expect(readCsv('a.csv', text)).toBe(reason);
  });

  test('that is empty has no columns', () => {
    expect(read('')).toEqual({ file: 'a.csv', columns: [], rows: [], broken: [] });
  });

  test('has none of two columns of one name', () => {
    expect(read('a,b,a\n1,2,3\n').columns).toEqual(['b']);
  });
});
