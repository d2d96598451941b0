import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BranchFile, BranchReader } from './branch-reader.js';
import { checkInflated } from './inflated.js';
import type { SourceLimits } from './limits.js';
import { matchPaths } from './match-paths.js';
import { isUnsafePath } from './safe-path.js';
import { SourceFault } from './source-fault.js';
import type { SourceFolder } from './source-folder.js';
import type { BranchMemory } from './source-memory.js';

/** Where a file is until it is whole. */
const ASIDE = 'fetched';

export interface FetchBranch {
  readonly branch: string;
  /** Glob within the branch. */
  readonly files: string;
  readonly reader: BranchReader;
  readonly folder: SourceFolder;
  readonly memory: BranchMemory;
  readonly remember: (memory: BranchMemory) => Promise<void>;
  readonly limits: SourceLimits;
  /** Milliseconds on a clock of any start, to know when to begin nothing more. */
  readonly clock: () => number;
}

/** The files that the glob names, by path. @throws SourceFault for more or larger ones than the limits allow. */
async function wantedFiles(
  { files, limits }: FetchBranch,
  all: readonly BranchFile[],
): Promise<readonly BranchFile[]> {
  const safe = all.filter(({ path }) => !isUnsafePath(path));
  const paths = await matchPaths(
    safe.map(({ path }) => path),
    files,
  );
  const wanted = safe.filter(({ path }) => paths.has(path));
  if (wanted.length > limits.files)
    throw new SourceFault(`the branch has ${wanted.length} files; at most ${limits.files} are fetched`);
  const large = wanted.find(({ bytes }) => bytes > limits.bytes);
  if (large !== undefined)
    throw new SourceFault(`${JSON.stringify(large.path)} is larger than ${limits.bytes} bytes`);
  const sum = wanted.reduce((total, { bytes }) => total + bytes, 0);
  if (sum > limits.archive.bytes)
    throw new SourceFault(
      `the files have ${sum} bytes together; at most ${limits.archive.bytes} are fetched`,
    );
  return wanted.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Puts a file in its place as a whole. */
async function place({ folder, reader, limits }: FetchBranch, file: BranchFile): Promise<void> {
  const aside = join(folder.path, file.path.endsWith('.gz') ? `${ASIDE}.gz` : ASIDE);
  const target = join(folder.files, file.path);
  await mkdir(folder.path, { recursive: true });
  await writeFile(aside, await reader.content(file));
  if (file.path.endsWith('.gz')) await checkInflated(aside, limits.inflatedBytes);
  await mkdir(dirname(target), { recursive: true });
  await rename(aside, target);
}

/**
 * Brings the files up to date with the branch's newest commit: what has changed is fetched, what is gone is removed. Returns
 * what people should know of it.
 *
 * @throws SourceFault, PhasegateError as the reader's.
 */
export async function fetchBranch(options: FetchBranch): Promise<readonly string[]> {
  const { reader, folder, limits, clock, remember } = options;
  const head = await reader.head();
  if (head === null) throw new SourceFault(`there is no branch ${options.branch}`);
  if (options.memory.commit === head) return [];
  const known = new Map(Object.entries(options.memory.files));
  const wanted = await wantedFiles(options, await reader.list(head));
  const paths = new Set(wanted.map(({ path }) => path));
  for (const path of await folder.list()) if (!paths.has(path)) await folder.remove(path);
  for (const path of known.keys()) if (!paths.has(path)) known.delete(path);
  const changed = wanted.filter(({ path, id }) => known.get(path) !== id);
  const faults: string[] = [];
  const until = clock() + limits.timeMs;
  const keep = (commit: string | null): Promise<void> =>
    remember({ commit, files: Object.fromEntries(known) });
  for (const [i, file] of changed.entries()) {
    if (i >= limits.newFiles || clock() >= until) {
      await keep(null);
      return [`${changed.length - i} files wait for the next tick`];
    }
    try {
      await place(options, file);
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      faults.push(`${JSON.stringify(file.path)}: ${error.message}`);
      continue;
    }
    known.set(file.path, file.id);
    await keep(null);
  }
  for (const name of [ASIDE, `${ASIDE}.gz`]) await rm(join(folder.path, name), { force: true });
  await keep(faults.length === 0 ? head : null);
  if (faults.length > 0) throw new SourceFault(faults.join('; '));
  return [];
}
