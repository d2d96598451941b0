import { isInnerPath } from '../../inner-path.js';
import { parseLooseTime } from '../../loose-time.js';
import { describeValue } from '../../document-fault.js';
import type { Scalar } from '../../policy.js';
import type { Window } from '../../time.js';
import { cellOf, tableFaults, type CsvRow, type CsvTable } from './csv-table.js';
import { inputFault, type InputFault } from './input-fault.js';
import { mapField, missingValue, type Mapped } from './map-field.js';
import { readCell } from './mapped-value.js';
import type { CsvSection, ReadField } from './sections.js';

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Columns that a path is filled from. */
export function placeholdersOf(path: string): readonly string[] {
  return [...path.matchAll(PLACEHOLDER)].map(([, column = '']) => column);
}

export interface PickedRows {
  /** The newest first. */
  readonly rows: readonly CsvRow[];
  /** How many rows of the week are older than those taken. */
  readonly left: number;
  readonly faults: readonly InputFault[];
}

function readFields(section: CsvSection): readonly ReadField[] {
  return section.fields.filter((field) => field.kind === 'read');
}

/** The rows that a section tells of: those of the week, the newest first, no more than it wants. */
export function pickRows(section: CsvSection, table: CsvTable, week: Window): PickedRows {
  const wanted = [
    ...(section.week === null ? [] : [section.week]),
    ...Object.values(section.beside).flatMap(placeholdersOf),
    ...readFields(section)
      .filter(({ beside }) => beside === null)
      .map(({ from }) => from),
  ];
  const missing = tableFaults(table, wanted);
  if (missing.length > 0) return { rows: [], left: 0, faults: missing };
  const faults: InputFault[] = [];
  const timed = table.rows.flatMap((row, index) => {
    if (section.week === null) return [{ row, index, at: 0 }];
    const text = cellOf(row, section.week).trim();
    const at = parseLooseTime(text);
    if (at !== null) return at >= week.start && at < week.end ? [{ row, index, at }] : [];
    const message = `${describeValue(text)} is no time, so the row's week is not known; write 2026-06-22T21:30:00Z`;
    faults.push(inputFault('bad_input', { file: table.file, line: row.line, path: section.week }, message));
    return [];
  });
  timed.sort((a, b) => b.at - a.at || b.index - a.index);
  const rows = timed.slice(0, section.newest).map(({ row }) => row);
  return { rows, left: timed.length - rows.length, faults };
}

/** Paths of the files beside a row, by name; of one that leads out of its folder a fault. */
export function besidePaths(
  section: CsvSection,
  table: CsvTable,
  row: CsvRow,
): { readonly paths: Readonly<Record<string, string>>; readonly faults: readonly InputFault[] } {
  const faults: InputFault[] = [];
  const paths = Object.entries(section.beside).flatMap(([name, template]) => {
    const isInner = placeholdersOf(template).every((column) => isInnerPath(cellOf(row, column)));
    const path = template.replace(PLACEHOLDER, (_, column: string) => cellOf(row, column));
    if (isInner && isInnerPath(path)) return [[name, path] as const];
    const folder = template.slice(0, template.search(/[^/]*\{/));
    const where = folder === '' ? 'the working directory' : folder;
    const message = `${describeValue(path)} does not stay in ${where}; write a name without .. and without empty parts`;
    faults.push(inputFault('unsafe_path', { file: table.file, line: row.line, path: name }, message));
    return [];
  });
  return { paths: Object.fromEntries(paths), faults };
}

/** A row of a section, and the files beside it; null: it is not there. */
export interface WholeRow {
  readonly row: CsvRow;
  readonly beside: Readonly<Record<string, { readonly path: string; readonly table: CsvTable | null }>>;
}

function besideField(field: ReadField, beside: WholeRow['beside'][string]): Mapped {
  const { path: file, table } = beside;
  if (table === null) {
    if (field.isOptional) return { value: null };
    return { faults: [inputFault('missing_input', { file }, 'the file does not exist')] };
  }
  const missing = tableFaults(table, [field.from]);
  if (missing.length > 0) return { faults: missing };
  const reads = table.rows
    .map((row) => ({ row, cell: cellOf(row, field.from) }))
    .filter(({ cell }) => cell.trim() !== '')
    .map(({ row, cell }) => ({
      read: readCell(cell, field.type),
      place: { file, line: row.line, path: field.from },
    }));
  return mapField(field, reads, { file, line: 1, path: field.from });
}

function rowField(field: ReadField, table: CsvTable, { row, beside }: WholeRow): Mapped {
  const besides =
    field.beside !== null && Object.hasOwn(beside, field.beside) ? beside[field.beside] : undefined;
  if (besides !== undefined) return besideField(field, besides);
  const cell = cellOf(row, field.from);
  const place = { file: table.file, line: row.line, path: field.from };
  if (cell.trim() === '') return missingValue(field, place);
  return mapField(field, [{ read: readCell(cell, field.type), place }], place);
}

/** The rows as a list of objects, and everything that is wrong with them. */
export function mapRows(
  section: CsvSection,
  table: CsvTable,
  rows: readonly WholeRow[],
): { readonly value: readonly Readonly<Record<string, Scalar>>[]; readonly faults: readonly InputFault[] } {
  const faults: InputFault[] = [];
  const value = rows.map((row) =>
    Object.fromEntries(
      section.fields.map((field) => {
        if (field.kind === 'constant') return [field.name, field.value] as const;
        const mapped = rowField(field, table, row);
        if ('value' in mapped) return [field.name, mapped.value] as const;
        faults.push(...mapped.faults);
        return [field.name, null] as const;
      }),
    ),
  );
  return { value, faults };
}
