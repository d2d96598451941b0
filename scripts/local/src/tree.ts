import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { constants } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

export interface CopyOptions {
  /** Names of folders and files at any depth that are left out. */
  readonly except: readonly string[];
  /** Takes a file over instead of the plain copy when it answers true. */
  readonly copyFile?: (from: string, to: string) => boolean;
}

/** Whether a path lies in a folder (or is it), once `..` is worked out. Both absolute. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** Copies a link whose target lies within the tree; one that leads out of it, or nowhere, is left out. */
function copyLink(from: string, to: string, root: string): void {
  try {
    const target = realpathSync(from);
    if (!isWithin(target, root)) return;
    const text = readlinkSync(from);
    symlinkSync(isAbsolute(text) ? relative(dirname(from), target) : text, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Copies a folder: files with their modes, links within the tree, no sockets or devices. Makes the target. */
export function copyTree(from: string, to: string, options: CopyOptions): void {
  const root = realpathSync(from);
  const copy = (source: string, target: string): void => {
    mkdirSync(target, { recursive: true });
    for (const entry of readdirSync(source, { withFileTypes: true })) {
      if (options.except.includes(entry.name)) continue;
      const [here, there] = [join(source, entry.name), join(target, entry.name)];
      if (entry.isDirectory()) copy(here, there);
      else if (entry.isSymbolicLink()) copyLink(here, there, root);
      else if (entry.isFile() && options.copyFile?.(here, there) !== true) {
        copyFileSync(here, there, constants.COPYFILE_FICLONE);
      }
    }
  };
  copy(root, to);
}

/** Copies one file or folder to a place whose folders it makes; nothing when there is no such path. */
export function copyPath(from: string, to: string): void {
  const stat = lstatSync(from, { throwIfNoEntry: false });
  if (stat === undefined) return;
  mkdirSync(dirname(to), { recursive: true });
  if (stat.isDirectory()) copyTree(from, to, { except: [] });
  else if (stat.isFile()) copyFileSync(from, to, constants.COPYFILE_FICLONE);
}
