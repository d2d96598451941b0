import { parseJsonLine } from '../../json-line.js';
import { compactTime } from './compact-time.js';
import type { LeftOut } from './dataset.js';

/** A state archive by its name: `<base>/<strategy>/<symbol>/…/YYYYMMDD_HHMMSS….json`. */
export interface ArchiveName {
  /** Path below the working directory. */
  readonly file: string;
  readonly strategy: string;
  readonly symbol: string;
  /** When the state was archived, as the file's name says. */
  readonly at: number;
}

/** An archive and what it holds. */
export interface StateArchive extends ArchiveName {
  readonly state: Readonly<Record<string, unknown>>;
}

interface Selected<T> {
  readonly found: readonly T[];
  readonly leftOut: readonly LeftOut[];
}

/** Names of archives, oldest first. */
export interface ArchiveNames extends Selected<ArchiveName> {
  /** So many were older than the newest that were asked for. */
  readonly older: number;
}

/** Archives, oldest first. */
export interface Archives extends Selected<StateArchive> {
  readonly older: number;
}

export const NO_ARCHIVES: Archives = { found: [], leftOut: [], older: 0 };

function archiveName(file: string, base: string): ArchiveName | string {
  const parts = (base === '' ? file : file.slice(base.length + 1)).split('/');
  const [strategy, symbol] = parts;
  if (strategy === undefined || symbol === undefined || parts.length < 3)
    return `lies in no folder of a strategy and a symbol; put it below ${base === '' ? '' : `${base}/`}<strategy>/<symbol>`;
  const at = compactTime(parts[parts.length - 1] ?? '');
  if (at === null) return 'has a name that begins with no time; call it YYYYMMDD_HHMMSS.json';
  return { file, strategy, symbol, at };
}

/** The newest `limit` archives by the time in their names, oldest first. Names without a time are left out and said. */
export function newestArchives(
  files: readonly string[],
  { base, limit }: { readonly base: string; readonly limit: number },
): ArchiveNames {
  const found: ArchiveName[] = [];
  const leftOut: LeftOut[] = [];
  for (const file of files) {
    const name = archiveName(file, base);
    if (typeof name === 'string') leftOut.push({ file, line: 0, reason: name });
    else found.push(name);
  }
  const byAge = (a: ArchiveName, b: ArchiveName): number => a.at - b.at || (a.file < b.file ? -1 : 1);
  return { found: found.sort(byAge).slice(-limit), leftOut, older: Math.max(0, found.length - limit) };
}

/** The archives that hold a state; texts by file. */
export function readArchives(
  names: readonly ArchiveName[],
  texts: ReadonlyMap<string, string>,
): Selected<StateArchive> {
  const found: StateArchive[] = [];
  const leftOut: LeftOut[] = [];
  for (const name of names) {
    const text = texts.get(name.file);
    const state = text === undefined ? 'went away while it was read' : parseJsonLine(text);
    if (typeof state === 'string') leftOut.push({ file: name.file, line: 0, reason: state });
    else found.push({ ...name, state });
  }
  return { found, leftOut };
}
