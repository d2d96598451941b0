import type { Dirent } from 'node:fs';
import { glob } from 'tinyglobby';

/** Folder of no machine; nothing below it is looked at on the disk. */
const ROOT = '/paths';

type Children = Map<string, 'file' | 'folder'>;

function foldersOf(paths: Iterable<string>): ReadonlyMap<string, Children> {
  const folders = new Map<string, Children>();
  for (const path of paths) {
    const parts = path.split('/');
    let folder = ROOT;
    for (const [i, part] of parts.entries()) {
      const isFile = i === parts.length - 1;
      const children = folders.get(folder) ?? new Map<string, 'file' | 'folder'>();
      folders.set(folder, children);
      if (!isFile || !children.has(part)) children.set(part, isFile ? 'file' : 'folder');
      folder = `${folder}/${part}`;
    }
  }
  return folders;
}

function entry(name: string, kind: 'file' | 'folder'): Dirent {
  const no = (): boolean => false;
  return {
    name,
    isFile: () => kind === 'file',
    isDirectory: () => kind === 'folder',
    isSymbolicLink: no,
  } as unknown as Dirent;
}

/** The paths that a source's glob names, by the very matching that finds its files on the disk. */
export async function matchPaths(paths: Iterable<string>, pattern: string): Promise<ReadonlySet<string>> {
  const folders = foldersOf(paths);
  const readdir = (
    folder: string,
    _options: { withFileTypes: true },
    done: (error: NodeJS.ErrnoException | null, files?: Dirent[]) => void,
  ): void => {
    const children = folders.get(folder.replace(/(?<=.)\/$/, '')) ?? new Map<string, 'file'>();
    done(
      null,
      [...children].map(([name, kind]) => entry(name, kind)),
    );
  };
  const found = await glob(pattern, {
    cwd: ROOT,
    onlyFiles: true,
    followSymbolicLinks: false,
    dot: false,
    fs: { readdir: readdir as never },
  });
  return new Set(found);
}
