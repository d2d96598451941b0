/** A row of a CSV file, its values by column. */
export interface CsvRow {
  /** 1-based line on which the row begins. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/** A CSV file as it was read: the header, the rows that have a value for each column, and what is no such row. */
export interface CsvTable {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly broken: readonly { readonly line: number; readonly reason: string }[];
}

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;

/** The number that a text is, or what is wrong with it; `null` for an empty one. */
export function csvNumber(text: string): number | null | { readonly fault: string } {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (DECIMAL_COMMA.test(trimmed))
    return { fault: `${quoted(trimmed)} has a decimal comma; write a decimal point` };
  const value = DECIMAL.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : { fault: `${quoted(trimmed)} is no number` };
}

/** Columns of a table that are asked for and not there. */
export function missingColumns(table: CsvTable, wanted: readonly string[]): readonly string[] {
  return wanted.filter((name) => !table.columns.includes(name));
}

/** A value as a reason quotes it: short. */
export function quoted(text: string): string {
  return JSON.stringify(text.length <= 60 ? text : `${text.slice(0, 59)}…`);
}

/**
 * Reads the values of a row and keeps the first fault, so that a builder reads as a list of its columns. Where there is a
 * fault, what was read means nothing.
 */
export class RowReader {
  readonly #row: CsvRow;
  #fault: string | null = null;

  constructor(row: CsvRow) {
    this.#row = row;
  }

  get fault(): string | null {
    return this.#fault;
  }

  /** Says what is wrong with the row, where nothing has been said yet. */
  refuse(fault: string): void {
    this.#fault ??= fault;
  }

  text(column: string): string {
    const value = (this.#row.values[column] ?? '').trim();
    if (value === '') this.refuse(`${column} is empty`);
    return value;
  }

  /** Null where the value is empty or the column is not there. */
  optionalNumber(column: string): number | null {
    const value = csvNumber(this.#row.values[column] ?? '');
    if (value === null || typeof value === 'number') return value;
    this.refuse(`${column} ${value.fault}`);
    return null;
  }

  number(column: string): number {
    const value = this.optionalNumber(column);
    if (value === null) this.refuse(`${column} is empty`);
    return value ?? 0;
  }

  /** A whole number from 0. */
  count(column: string): number {
    const value = this.number(column);
    if (!Number.isSafeInteger(value) || value < 0)
      this.refuse(`${column} is ${value}, and must be a whole number from 0`);
    return value;
  }

  flag(column: string): boolean {
    const value = this.text(column);
    if (value !== 'true' && value !== 'false')
      this.refuse(`${column} is ${quoted(value)}, and must be true or false`);
    return value === 'true';
  }
}
