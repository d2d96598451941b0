import { compactTime } from './compact-time.js';
import { missingColumns, quoted, RowReader, type CsvRow, type CsvTable } from './csv-table.js';
import type { LeftOut } from './dataset.js';

/** A run as the index lists it. */
export interface IndexedRun {
  readonly id: string;
  /** Line of the index. */
  readonly line: number;
  /** Path of its folder below the working directory. */
  readonly folder: string;
  readonly at: number;
  readonly trades: number;
  readonly wins: number;
  /** What it began with, in the currency of its account; null where the index does not say. */
  readonly equity: number | null;
}

export interface RunIndex {
  readonly file: string;
  /** The newest runs, oldest first. */
  readonly runs: readonly IndexedRun[];
  readonly leftOut: readonly LeftOut[];
  /** Older runs that were not asked for. */
  readonly older: number;
  /** Lines that name a folder outside the index's own; one is enough to refuse the index. */
  readonly unsafe: readonly string[];
}

const COLUMNS = ['run_id', 'timestamp', 'trades', 'wins'];

/** What the index must have and has not; empty where it is whole. */
export function missingIndexColumns(table: CsvTable): readonly string[] {
  return missingColumns(table, COLUMNS);
}

/** Whether a path below the working directory could lead anywhere else, on any system. */
function isUnsafe(path: string): boolean {
  return (
    path.length > 1_000 ||
    /^[A-Za-z]:|\\|\p{Cc}/u.test(path) ||
    path.split('/').some((part) => part === '' || part === '.' || part === '..')
  );
}

/** Folder of the file that a path names; empty for the working directory. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

interface Root {
  readonly root: string;
  readonly prefix: string;
}

/** The folder of a row's run: `run_dir`, else the run's id beside the index. Null where that lies outside. */
function runFolder({ values }: CsvRow, { prefix }: Root): string | null {
  const said = (values['run_dir'] ?? '').trim();
  const folder = said === '' ? `${prefix}${(values['run_id'] ?? '').trim()}` : said.replace(/\/$/, '');
  return isUnsafe(folder) || !folder.startsWith(prefix) ? null : folder;
}

function readRun(row: CsvRow, folder: string): IndexedRun | string {
  const reader = new RowReader(row);
  const id = reader.text('run_id');
  const time = reader.text('timestamp');
  const at = compactTime(time);
  if (at === null) reader.refuse(`timestamp ${quoted(time)} is no time such as 20260302_141500`);
  const trades = reader.count('trades');
  const wins = reader.count('wins');
  if (wins > trades) reader.refuse(`has ${wins} wins of ${trades} trades`);
  const equity = reader.optionalNumber('equity');
  if (equity !== null && equity <= 0) reader.refuse(`equity is ${equity}, and must be above 0`);
  return reader.fault ?? { id, line: row.line, folder, at: at ?? 0, trades, wins, equity };
}

/** The runs that an index lists. */
export function readIndex(table: CsvTable, newest: number): RunIndex {
  const { file } = table;
  const root = folderOf(file);
  const place: Root = { root, prefix: root === '' ? '' : `${root}/` };
  const leftOut: LeftOut[] = table.broken.map((one) => ({ file, ...one }));
  const unsafe: string[] = [];
  const runs = new Map<string, IndexedRun>();
  for (const row of table.rows) {
    const folder = runFolder(row, place);
    if (folder === null) {
      const named = (row.values['run_dir'] ?? '').trim() || (row.values['run_id'] ?? '');
      unsafe.push(`${file}:${row.line} names the run folder ${quoted(named)}`);
      continue;
    }
    const run = readRun(row, folder);
    const before = typeof run === 'string' ? undefined : runs.get(run.id);
    if (typeof run === 'string') leftOut.push({ file, line: row.line, reason: run });
    else if (before === undefined) runs.set(run.id, run);
    else
      leftOut.push({
        file,
        line: row.line,
        reason: `lists run ${quoted(run.id)} of line ${before.line} again`,
      });
  }
  const sorted = [...runs.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return { file, runs: sorted.slice(-newest), leftOut, older: Math.max(0, sorted.length - newest), unsafe };
}
