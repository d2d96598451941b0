import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

interface Pattern {
  readonly excludes: boolean;
  /** Folder or file below which matches lie: the part before the first wildcard. */
  readonly base: string;
  readonly test: RegExp;
}

export interface GlobOptions {
  /** Folder that relative patterns start from. */
  readonly folder: string;
  readonly includeHidden: boolean;
  /** What `~` at the start of a pattern stands for. */
  readonly home: string;
}

export interface GlobResult {
  /** Absolute paths of files, sorted. */
  readonly files: readonly string[];
  /** The folder (or the one file) that each pattern searches, without those that lie in another one. */
  readonly searched: readonly string[];
}

const WILDCARD = /[*?[]/;
const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One path segment of a pattern as a regular expression; a `*` does not cross a slash. */
function segmentSource(segment: string): string {
  return segment.replace(
    /\*|\?|\[(!?)([^\]]+)\]|[^*?[]+|\[/g,
    (part, not: string | undefined, set: string | undefined) => {
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      if (set !== undefined) return `[${not === '!' ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
      return escapeRegExp(part);
    },
  );
}

/** The lines of a list that say something: no empty ones, no comments. */
export function splitPatterns(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** A name with wildcards as a regular expression. */
export function wildcard(pattern: string): RegExp {
  return new RegExp(`^${segmentSource(pattern)}$`, 's');
}

function compile(line: string, options: GlobOptions): Pattern {
  const excludes = line.startsWith('!');
  const text = (excludes ? line.slice(1) : line).trim().replace(/^~(?=\/|$)/, options.home);
  const path = resolve(options.folder, text);
  const segments = path.split(sep);
  const wild = segments.findIndex((segment) => WILDCARD.test(segment));
  const base = wild < 0 ? path : segments.slice(0, wild).join(sep) || sep;
  let source = '';
  for (const [i, segment] of segments.entries()) {
    if (segment === '**') source += '(?:/[^/]+)*';
    else if (i > 0 && segment !== '') source += `/${segmentSource(segment)}`;
  }
  // A folder that matches brings all that is in it.
  return { excludes, base, test: new RegExp(`^${source}(?:/.*)?$`, 's') };
}

function* walk(path: string, includeHidden: boolean): Generator<string> {
  if (!includeHidden && basename(path).startsWith('.')) return;
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isFile() || (stat.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile()))
    yield path;
  // Links to folders are not followed: one may lead back to itself.
  if (!stat.isDirectory()) return;
  for (const name of readdirSync(path).sort()) yield* walk(join(path, name), includeHidden);
}

/**
 * Files that a list of glob patterns selects: one a line, `#` comments, `!` takes away what lines before it selected.
 * `*`, `?`, `[abc]` stay within a folder, `**` does not.
 */
export function glob(patterns: string, options: GlobOptions): GlobResult {
  const compiled = splitPatterns(patterns).map((line) => compile(line, options));
  const bases = [...new Set(compiled.filter((one) => !one.excludes).map((one) => one.base))].sort();
  const inside = (path: string, folder: string): boolean =>
    path.startsWith(folder === sep ? sep : `${folder}${sep}`);
  const searched = bases.filter((base) => !bases.some((other) => other !== base && inside(base, other)));
  const files = searched.flatMap((base) =>
    [...walk(base, options.includeHidden)].filter((file) =>
      compiled.reduce((taken, one) => (one.test.test(file) ? !one.excludes : taken), false),
    ),
  );
  return { files: files.sort(), searched };
}

/** The folder that the paths of an upload are relative to: the least common ancestor of what was searched. */
export function commonRoot({ files, searched }: GlobResult): string {
  const [first = sep, ...rest] = searched;
  if (rest.length === 0) return files.length === 1 && files[0] === first ? dirname(first) : first;
  let segments = first.split(sep);
  for (const path of rest) {
    const other = path.split(sep);
    const differs = segments.findIndex((segment, i) => segment !== other[i]);
    if (differs >= 0) segments = segments.slice(0, differs);
  }
  return segments.join(sep) || sep;
}

/** The expression function `hashFiles`: SHA-256 over the files' SHA-256; '' when there is no such file. */
export function hashFiles(patterns: readonly string[], folder: string): string {
  const { files } = glob(patterns.join('\n'), { folder, includeHidden: true, home: folder });
  const within = files.filter((file) => file.startsWith(`${folder}${sep}`));
  if (within.length === 0) return '';
  const all = createHash('sha256');
  for (const file of within) all.update(createHash('sha256').update(readFileSync(file)).digest());
  return all.digest('hex');
}
