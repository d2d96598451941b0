import { HOUR, formatInstant, parseInstant } from '../../time.js';
import { missingColumns, quoted, RowReader, type CsvRow, type CsvTable } from './csv-table.js';
import type { Dataset, LeftOut } from './dataset.js';

/** How long signals took in one hour. */
export interface LatencyRow {
  readonly hour_utc: string;
  readonly window_end_utc: string;
  readonly count: number;
  readonly failure_count: number;
  readonly failure_rate: number | null;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly p99_ms: number | null;
  readonly max_ms: number | null;
  readonly breach_flag: boolean;
  readonly breach_streak: number;
}

const COLUMNS = [
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

/** What the rollups must have and have not; empty where they are whole. */
export function missingRollupColumns(table: CsvTable): readonly string[] {
  return missingColumns(table, COLUMNS);
}

function time(reader: RowReader, column: string): number {
  const text = reader.text(column);
  const ms = parseInstant(text);
  if (ms === null) reader.refuse(`${column} ${quoted(text)} is no RFC 3339 time`);
  return ms ?? 0;
}

function latencyRow(row: CsvRow): LatencyRow | string {
  const reader = new RowReader(row);
  const start = time(reader, 'hour_utc');
  if (start % HOUR !== 0) reader.refuse('hour_utc is no whole hour');
  const end = time(reader, 'window_end_utc');
  const read: LatencyRow = {
    hour_utc: formatInstant(start),
    window_end_utc: formatInstant(end),
    count: reader.count('count'),
    failure_count: reader.count('failure_count'),
    failure_rate: reader.optionalNumber('failure_rate'),
    p50_ms: reader.optionalNumber('p50_ms'),
    p95_ms: reader.optionalNumber('p95_ms'),
    p99_ms: reader.optionalNumber('p99_ms'),
    max_ms: reader.optionalNumber('max_ms'),
    breach_flag: reader.flag('breach_flag'),
    breach_streak: reader.count('breach_streak'),
  };
  return reader.fault ?? read;
}

/** The hourly rollups, in order of their hours. */
export function latency(table: CsvTable): Dataset {
  const { file } = table;
  const leftOut: LeftOut[] = table.broken.map((one) => ({ file, ...one }));
  const rows = new Map<string, LatencyRow>();
  for (const row of table.rows) {
    const read = latencyRow(row);
    if (typeof read === 'string') leftOut.push({ file, line: row.line, reason: read });
    else if (rows.has(read.hour_utc))
      leftOut.push({ file, line: row.line, reason: `is a second row of ${read.hour_utc}` });
    else rows.set(read.hour_utc, read);
  }
  const sorted = [...rows.values()].sort((a, b) => (a.hour_utc < b.hour_utc ? -1 : 1));
  return { name: 'latency', rows: { rows: sorted.map((row) => ({ ...row })) }, leftOut, older: 0 };
}
