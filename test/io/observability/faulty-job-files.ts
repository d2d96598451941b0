import { writeFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JobFiles } from '../../../src/ports/job-files.js';

/** Nothing that a process that was killed would do happens after this. */
export class Killed extends Error {}

export function diskFull(): Error {
  return Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
}

export interface Faults {
  /** How many changes of the disk there were. */
  changes: number;
  /** The process dies at this change; it may leave the half of it. */
  killAt: number | null;
  /** The disk is full from this write on. */
  fullFrom: number | null;
  isDead: boolean;
}

export const NO_FAULTS: Readonly<Faults> = { changes: 0, killAt: null, fullFrom: null, isDead: false };

/** The files of a root, with a process that dies and a disk that fills. */
export function faultyJobFiles(disk: JobFiles, faults: Faults, root: string): JobFiles {
  const alive = (): void => {
    if (faults.isDead) throw new Killed();
  };
  const change = async (half: () => Promise<void>): Promise<void> => {
    alive();
    faults.changes += 1;
    if (faults.changes !== faults.killAt) return;
    faults.isDead = true;
    await half();
    throw new Killed();
  };
  return {
    read: (path) => {
      alive();
      return disk.read(path);
    },
    names: (folder) => {
      alive();
      return disk.names(folder);
    },
    replace: async (path, data) => {
      await change(async () => {
        const temporary = join(root, `${path}.1-abcd.tmp`);
        await mkdir(dirname(temporary), { recursive: true });
        await writeFile(temporary, data.slice(0, data.length / 2));
      });
      if (faults.fullFrom !== null && faults.changes >= faults.fullFrom) throw diskFull();
      await disk.replace(path, data);
    },
    rename: async (from, to) => {
      await change(async () => undefined);
      await disk.rename(from, to);
    },
    remove: async (path) => {
      await change(async () => {
        const [first] = await disk.names(path);
        if (first !== undefined) await rm(join(root, path, first), { recursive: true });
      });
      await disk.remove(path);
    },
  };
}
