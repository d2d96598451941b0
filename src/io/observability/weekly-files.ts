import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  HISTORY_FOLDER,
  HISTORY_MANIFEST,
  parseHistory,
  withEntries,
  type HistoryEntry,
} from '../../domain/observability/weekly/history.js';
import {
  parsePending,
  renderPending,
  type PendingReport,
} from '../../domain/observability/weekly/pending.js';
import { textOf } from '../../domain/raw-values.js';
import type { WeeklyFiles } from '../../ports/weekly.js';
import { readHeartbeat } from './heartbeat-files.js';
import { LOG_FILES, type LogFiles } from './log-files.js';

export const PENDING_FILE = 'ops/weekly_report_pending.json';
export const OUT_FOLDER = 'out/weekly_report';
/** Runs without a delivery leave a file each, and a report that is not valid is made anew every tick. */
const KEEP_OUT = 50;

/** Files that a process which died was writing, by their folder. */
const HALF_WRITTEN: readonly (readonly [folder: string, name: RegExp])[] = [
  ['ops', /^weekly_report_pending\.json\..*\.tmp$/],
  [HISTORY_FOLDER, /\.tmp$/],
  [OUT_FOLDER, /\.tmp$/],
];

/** What the job asks of the disk. */
export interface WeeklyDisk extends Pick<LogFiles, 'read' | 'replace'> {
  readonly remove: (path: string) => Promise<void>;
  /** Names in a folder; none where there is no folder. */
  readonly list: (path: string) => Promise<readonly string[]>;
}

/** The disk itself. */
export const WEEKLY_DISK: WeeklyDisk = {
  read: LOG_FILES.read,
  replace: LOG_FILES.replace,
  remove: (path) => rm(path, { force: true }),
  list: async (path) => {
    try {
      return await readdir(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  },
};

/** The job's files below the root. */
export function weeklyFiles(root: string, disk: WeeklyDisk = WEEKLY_DISK): WeeklyFiles {
  const at = (path: string): string => join(root, path);
  const manifest = async (): Promise<string> => (await disk.read(at(HISTORY_MANIFEST))) ?? '';
  return {
    readHistory: async () => parseHistory(await manifest()),
    addToHistory: async (entries: readonly HistoryEntry[]) =>
      disk.replace(at(HISTORY_MANIFEST), withEntries(await manifest(), entries)),
    readPending: async () => {
      const text = await disk.read(at(PENDING_FILE));
      return text === null ? null : parsePending(text, at(PENDING_FILE));
    },
    writePending: (pending: PendingReport) => disk.replace(at(PENDING_FILE), renderPending(pending)),
    removePending: () => disk.remove(at(PENDING_FILE)),
    toldWeek: async () => {
      const found = await readHeartbeat(root, 'weekly');
      return found.kind === 'heartbeat' ? textOf(found.heartbeat['last_week_start']) : null;
    },
    write: (path, text) => disk.replace(at(path), text),
    remove: (path) => disk.remove(at(path)),
    clearHalfWritten: async () => {
      for (const [folder, name] of HALF_WRITTEN)
        for (const one of (await disk.list(at(folder))).filter((file) => name.test(file)))
          await disk.remove(at(`${folder}/${one}`));
    },
    pruneOut: async () => {
      // Names begin with the time of their job.
      const names = (await disk.list(at(OUT_FOLDER))).filter((name) => name.endsWith('.json')).sort();
      for (const name of names.slice(0, -KEEP_OUT)) await disk.remove(at(`${OUT_FOLDER}/${name}`));
    },
  };
}
