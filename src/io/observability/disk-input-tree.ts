import { opendir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { LeftOut } from '../../domain/observability/datasets/dataset.js';
import { globBase } from '../../domain/observability/glob-base.js';
import { JobError } from '../../domain/observability/job-error.js';
import type { InputFile, InputTree, Listed } from '../../ports/input-tree.js';
import { matchPaths } from '../sources/match-paths.js';
import { isUnsafePath } from '../sources/safe-path.js';

/** How much of a tree is looked through for one glob. */
export interface TreeLimits {
  readonly entries: number;
  readonly depth: number;
}

const LIMITS: TreeLimits = { entries: 50_000, depth: 32 };
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'is a symbolic link that leads to itself',
  ENAMETOOLONG: 'has a name that is too long',
};

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? '';
}

/** Links that lead nowhere or to themselves have no real path. */
async function realPathOf(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(codeOf(error))) return null;
    throw error;
  }
}

/** What a walk has seen. */
interface Walk {
  readonly files: string[];
  /** Symbolic links; where they lead is looked at only where a glob names them. */
  readonly links: Set<string>;
  readonly leftOut: LeftOut[];
  entries: number;
}

/** The working directory on the disk. */
export class DiskInputTree implements InputTree {
  readonly #root: string;
  readonly #limits: TreeLimits;

  constructor(root: string, limits: TreeLimits = LIMITS) {
    this.#root = root;
    this.#limits = limits;
  }

  readonly read = async (path: string, maxBytes: number): Promise<InputFile> => {
    this.#refuseUnsafe(path);
    try {
      const real = await this.#inside(path);
      if (real === null) return { kind: 'missing' };
      const { size, isFile } = await stat(real).then((found) => ({
        size: found.size,
        isFile: found.isFile(),
      }));
      if (!isFile) return { kind: 'refused', reason: 'is no regular file' };
      if (size > maxBytes) return { kind: 'refused', reason: `is larger than ${maxBytes} bytes` };
      return { kind: 'file', bytes: await readFile(real) };
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
      const reason = REFUSALS[code];
      if (reason === undefined) throw error;
      return { kind: 'refused', reason };
    }
  };

  readonly list = async (pattern: string): Promise<Listed> => {
    const base = globBase(pattern);
    if (base !== '') this.#refuseUnsafe(base);
    const walk: Walk = { files: [], links: new Set(), leftOut: [], entries: 0 };
    if ((await this.#inside(base)) !== null) await this.#walk(base, { walk, base, depth: 0 });
    const paths = [...walk.files, ...walk.links].sort();
    const matched = await matchPaths(paths, pattern);
    const files: string[] = [];
    for (const file of paths) {
      const reason = await this.#fault(file, { walk, isMatched: matched.has(file) });
      if (reason !== null) walk.leftOut.push({ file, line: 0, reason });
      else if (matched.has(file)) files.push(file);
    }
    return { files, leftOut: walk.leftOut };
  };

  /** Why a path is not looked at, though a glob names it or could name what lies behind it; null where there is no reason. */
  async #fault(path: string, at: { walk: Walk; isMatched: boolean }): Promise<string | null> {
    const { walk, isMatched } = at;
    if (isMatched && isUnsafePath(path)) return 'has a name that no path may have';
    if (!walk.links.has(path)) return null;
    const real = isMatched ? await this.#inside(path) : await realPathOf(join(this.#root, path));
    if (real === null) return isMatched ? 'is a symbolic link to nothing' : null;
    return (await stat(real)).isDirectory() ? 'is a symbolic link to a folder, and is not followed' : null;
  }

  #refuseUnsafe(path: string): void {
    if (!isUnsafePath(path)) return;
    throw new JobError(
      'unsafe_path',
      `${JSON.stringify(path.slice(0, 200))} leads out of the working directory; name a file below it`,
    );
  }

  /** The real path of what a path names; null where there is nothing. */
  async #inside(path: string): Promise<string | null> {
    const root = await realpath(this.#root);
    const real = await realPathOf(join(root, path));
    if (real === null || real === root || real.startsWith(`${root}${sep}`)) return real;
    throw new JobError(
      'unsafe_path',
      `${JSON.stringify(path)} is a symbolic link, or lies behind one, that leads out of the working directory; remove it`,
    );
  }

  async #walk(folder: string, at: { walk: Walk; base: string; depth: number }): Promise<void> {
    const { walk, base, depth } = at;
    let entries;
    try {
      entries = await opendir(join(this.#root, folder));
    } catch (error) {
      if (codeOf(error) === 'ENOTDIR') return;
      const reason = REFUSALS[codeOf(error)];
      if (reason === undefined) throw error;
      walk.leftOut.push({ file: folder, line: 0, reason });
      return;
    }
    const folders: string[] = [];
    for await (const entry of entries) {
      walk.entries += 1;
      if (walk.entries > this.#limits.entries) throw this.#tooMany(base);
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) walk.files.push(path);
      else if (entry.isSymbolicLink()) walk.links.add(path);
    }
    if (folders.length > 0 && depth >= this.#limits.depth) {
      const reason = `lies more than ${this.#limits.depth} folders deep, and is not looked into`;
      for (const path of folders.sort()) walk.leftOut.push({ file: path, line: 0, reason });
      return;
    }
    for (const path of folders.sort()) await this.#walk(path, { walk, base, depth: depth + 1 });
  }

  #tooMany(base: string): JobError {
    const where = base === '' ? 'the working directory' : JSON.stringify(base);
    return new JobError(
      'bad_input',
      `more than ${this.#limits.entries} files and folders lie below ${where}; remove old ones, or narrow the glob`,
    );
  }
}
