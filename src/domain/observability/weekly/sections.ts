import type { Scalar } from '../../policy.js';

export const VALUE_TYPES = ['text', 'number', 'integer', 'time', 'boolean'] as const;
/** What a value is read as. A time is told as `2026-06-22T00:00:00Z`. */
export type ValueType = (typeof VALUE_TYPES)[number];

export const FOLDS = ['first', 'last', 'max', 'min', 'sum', 'mean', 'count', 'worst'] as const;
/** How several values become one. */
export type FoldKind = (typeof FOLDS)[number];

export interface Fold {
  readonly kind: FoldKind;
  /** Of `worst`: every value that there may be, from the best to the worst. Else empty. */
  readonly order: readonly string[];
}

/** A field whose value is read. */
export interface ReadField {
  readonly kind: 'read';
  readonly name: string;
  /** A column of a CSV file, or a JSON Pointer in which `*` stands for every member. */
  readonly from: string;
  /** Name of the CSV file beside the row that it is read from; null: the row itself. */
  readonly beside: string | null;
  readonly type: ValueType;
  /** null: there is one value. */
  readonly fold: Fold | null;
  /** Texts that are told by another word. */
  readonly rename: Readonly<Record<string, string>>;
  /** Whether it may be missing, and is then null. Default false. */
  readonly isOptional: boolean;
}

export type Field = ReadField | { readonly kind: 'constant'; readonly name: string; readonly value: Scalar };

/** Rows of a CSV file, as a list. */
export interface CsvSection {
  readonly kind: 'csv';
  readonly name: string;
  readonly file: string;
  /** Column with a row's time; rows of the week are taken. null: all are. */
  readonly week: string | null;
  /** How many rows at most, the newest. Default 100. */
  readonly newest: number;
  /** CSV files of a row, by name; `{column}` in a path stands for the row's value. */
  readonly beside: Readonly<Record<string, string>>;
  readonly fields: readonly Field[];
}

/** Values of a JSON file, as an object. */
export interface JsonSection {
  readonly kind: 'json';
  readonly name: string;
  readonly file: string;
  /** Where the file names its own version, and which are understood; null: it is not asked. */
  readonly version: { readonly at: string; readonly known: readonly string[] } | null;
  readonly fields: readonly Field[];
}

/** The rollups of signal latency: figures and breaches as an object, or alerts as a list. */
export interface RollupSection {
  readonly kind: 'rollup';
  readonly name: string;
  readonly what: 'summary' | 'alerts';
}

export type Section = CsvSection | JsonSection | RollupSection;

/** What the report has beside its sections. */
export const OWN_FIELDS = [
  'schema_version',
  'generated_at',
  'week_start',
  'payload_checksum_sha256',
] as const;
/** Sections that the built-in schema asks for; it knows no other. */
export const BUILT_IN_SECTIONS = ['latency', 'portfolio', 'runs', 'alerts'] as const;
export const DEFAULT_SCHEMA_VERSION = '1.0.0';
/** Versions of the built-in schema. */
export const BUILT_IN_VERSIONS: readonly string[] = [DEFAULT_SCHEMA_VERSION];
