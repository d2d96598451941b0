import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JobError } from '../../domain/observability/job-error.js';
import type { JobFiles } from '../../ports/job-files.js';
import { writeFileAtomic } from '../files.js';
import { DiskInputTree } from './disk-input-tree.js';

/** No file of a job comes near to that. */
const MAX_BYTES = 256 * 2 ** 20;

/** The files below a root. What a symbolic link leads to outside of it is not read. */
export function diskJobFiles(root: string): JobFiles {
  const tree = new DiskInputTree(root);
  return {
    read: async (path) => {
      try {
        const file = await tree.read(path, MAX_BYTES);
        if (file.kind === 'file') return file.bytes;
        return file.kind === 'missing' ? null : file.reason;
      } catch (error) {
        if (error instanceof JobError && error.code === 'unsafe_path')
          return 'is a symbolic link out of the tree';
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    replace: (path, data) => writeFileAtomic(join(root, path), data),
    names: async (folder) => {
      try {
        return (await readdir(join(root, folder))).sort();
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
        throw error;
      }
    },
    rename: (from, to) => rename(join(root, from), join(root, to)),
    remove: (path) => rm(join(root, path), { recursive: true, force: true }),
  };
}
