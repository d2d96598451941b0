import { CsvError, parse } from 'csv-parse/sync';
import type { LineFormat, Parsed } from './telemetry-lines.js';

function parseRecord(text: string): string[] | 'unfinished' | null {
  try {
    const [record] = parse(text, { relax_column_count: true });
    return record ?? null;
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') return 'unfinished';
    return null;
  }
}

/** CSV (RFC 4180) with a header line; values are text, and empty ones are left out. */
export class CsvFormat implements LineFormat {
  readonly showsItsEnd = false;
  #columns: readonly string[] | null;

  /** `columns`: the header's names where it was read earlier, else null. */
  constructor(columns: readonly string[] | null) {
    this.#columns = columns;
  }

  get columns(): readonly string[] | null {
    return this.#columns;
  }

  parse(text: string): Parsed {
    if (text.trim() === '') return { kind: 'nothing' };
    const record = parseRecord(text);
    if (record === 'unfinished') return { kind: 'unfinished' };
    if (record === null)
      return { kind: 'broken', reason: 'is no CSV: a quote stands inside an unquoted value' };
    if (this.#columns === null) {
      this.#columns = record.map((name) => name.trim());
      return { kind: 'nothing' };
    }
    if (record.length !== this.#columns.length) {
      return {
        kind: 'broken',
        reason: `has ${record.length} values where the header names ${this.#columns.length} columns`,
      };
    }
    const entries = this.#columns.map((name, i) => [name, record[i] ?? ''] as const);
    return { kind: 'fields', fields: Object.fromEntries(entries.filter(([, value]) => value !== '')) };
  }
}
