import type { CsvTable } from '../../../../src/domain/observability/datasets/csv-table.js';

/** A table of plain cells: the first row names the columns, and rows are on the lines from 2. */
export function table(file: string, [columns = [], ...rows]: readonly (readonly string[])[]): CsvTable {
  return {
    file,
    columns,
    rows: rows.map((cells, i) => ({
      line: i + 2,
      values: Object.fromEntries(columns.map((name, c) => [name, cells[c] ?? ''])),
    })),
    broken: [],
  };
}
