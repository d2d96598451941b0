import { CsvError, parse } from 'csv-parse/sync';
import type { CsvRow, CsvTable } from '../../domain/observability/datasets/csv-table.js';

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

function quoteFault(error: CsvError): string {
  const line = typeof error['lines'] === 'number' ? `line ${error['lines']}` : 'a line';
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'opens a quote that nothing closes';
    case 'INVALID_OPENING_QUOTE':
      return `is no CSV: on ${line} a quote stands inside an unquoted value`;
    default:
      return `is no CSV: on ${line} a quoted value goes on behind its closing quote`;
  }
}

/** The records of a text, or why it has none: behind a quote that is out of place nobody knows where a row ends. */
function parseRecords(text: string): readonly Parsed[] | string {
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true };
    return parse(text, options) as unknown as readonly Parsed[];
  } catch (error) {
    if (error instanceof CsvError) return quoteFault(error);
    throw error;
  }
}

/**
 * A whole CSV file (RFC 4180) whose first line is a header; a byte order mark, CRLF and empty lines are no matter. A row
 * is at the line where it ends. Of two columns of one name the table has none: which one is meant nobody knows. A text
 * says why the file cannot be read.
 */
export function readCsv(file: string, text: string): CsvTable | string {
  const records = parseRecords(text);
  if (typeof records === 'string') return records;
  const [header, ...rest] = records;
  const names = (header?.record ?? []).map((name) => name.trim());
  const isTwice = (name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name);
  const rows: CsvRow[] = [];
  const broken: { line: number; reason: string }[] = [];
  for (const { info, record } of rest) {
    if (record.length !== names.length) {
      const reason = `has ${record.length} values where the header names ${names.length} columns`;
      broken.push({ line: info.lines, reason });
      continue;
    }
    const values = names.map((name, i) => [name, record[i] ?? ''] as const);
    rows.push({ line: info.lines, values: Object.fromEntries(values) });
  }
  return { file, columns: names.filter((name) => !isTwice(name)), rows, broken };
}
