import { suggest } from '../../suggest.js';
import type { CsvRow, CsvTable } from '../datasets/csv-table.js';
import { inputFault, type InputFault } from './input-fault.js';

export type { CsvRow, CsvTable };

/** The cell of a row in a column; empty where the table has no such column. */
export function cellOf({ values }: CsvRow, column: string): string {
  return Object.hasOwn(values, column) ? (values[column] ?? '') : '';
}

/** What keeps a table from being read by these columns: those it has not, or has twice, and rows of another length. */
export function tableFaults(table: CsvTable, wanted: readonly string[]): readonly InputFault[] {
  const { file, columns, broken } = table;
  const missing = [...new Set(wanted)].filter((column) => !columns.includes(column));
  return [
    ...missing.map((path) => {
      const meant = suggest(path, columns);
      const hint = meant === null ? 'name it in the header' : `did you mean ${JSON.stringify(meant)}?`;
      return inputFault(
        'bad_input',
        { file, line: 1, path },
        `there is no such column, or there are two; ${hint}`,
      );
    }),
    ...broken.map(({ line, reason }) => inputFault('bad_input', { file, line }, reason)),
  ];
}
