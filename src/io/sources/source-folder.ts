import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A source's folder, below the folder of them all. A source's name is safe as a folder's. */
export function sourceFolder(folder: string, name: string): string {
  return join(folder, name);
}

/** The folder of a source's fetched files. */
export class SourceFolder {
  readonly path: string;
  /** What the source's glob is looked for in. */
  readonly files: string;

  constructor(path: string) {
    this.path = path;
    this.files = join(path, 'files');
  }

  async clear(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  /** Paths of the fetched files, sorted. */
  async list(): Promise<readonly string[]> {
    const files: string[] = [];
    const walk = async (below: string): Promise<void> => {
      const folder = join(this.files, below);
      for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
        const path = join(below, entry.name);
        if (entry.isDirectory()) await walk(path);
        else if (entry.isFile()) files.push(path);
      }
    };
    await walk('');
    return files.sort();
  }

  /** Removes a fetched file, and the folders that are empty without it. */
  async remove(path: string): Promise<void> {
    await rm(join(this.files, path), { force: true });
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      const gone = await rmdir(join(this.files, folder)).then(
        () => true,
        () => false,
      );
      if (!gone) return;
    }
  }
}
