import { posix } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  ARCHIVE_FILE,
  BUNDLE_FOLDER,
  HISTORY_FOLDER,
} from '../../domain/observability/bundle/bundle-places.js';
import { MANIFEST_FILE } from '../../domain/observability/bundle/manifest.js';
import type { BundleFiles } from '../../domain/observability/bundle/verify-bundle.js';
import type { BundleHistory, BundleStore } from '../../ports/dashboard.js';
import type { JobFiles } from '../../ports/job-files.js';

const COMPRESSED = '.gz';
/** A dataset that inflates to more was not written by a job. */
const MAX_INFLATED = 256 * 2 ** 20;
/** Put before the name of a folder that is being filled or emptied: hidden, so no bundle. */
const BEGUN = '.begun-';
const GOING = '.going-';

/** Whether a name is of something that is not finished; a hidden file is nobody's business either. */
function isUnfinished(name: string): boolean {
  return name.startsWith('.') || name.endsWith('.tmp');
}

async function finishedNames(files: JobFiles, folder: string): Promise<readonly string[]> {
  return (await files.names(folder)).filter((name) => !isUnfinished(name));
}

const deflate = promisify(gzip);
const inflate = promisify(gunzip);

/** A file's text; what cannot be read is no text, and no bundle can be made of it. */
async function textOf(files: JobFiles, path: string): Promise<string | null> {
  const bytes = await files.read(path);
  if (bytes === null) return null;
  return typeof bytes === 'string' ? `unreadable: ${bytes}` : Buffer.from(bytes).toString('utf8');
}

async function inflated(bytes: Uint8Array | string): Promise<Uint8Array | string> {
  if (typeof bytes === 'string') return bytes;
  try {
    return await inflate(bytes, { maxOutputLength: MAX_INFLATED });
  } catch {
    return 'is no whole gzip file';
  }
}

async function readFolder(files: JobFiles, folder: string, isCompressed: boolean): Promise<BundleFiles> {
  const found = new Map<string, Uint8Array | string>();
  for (const name of await finishedNames(files, folder)) {
    if (name === MANIFEST_FILE) continue;
    const bytes = await files.read(`${folder}/${name}`);
    if (bytes === null) continue;
    if (isCompressed && name.endsWith(COMPRESSED))
      found.set(name.slice(0, -COMPRESSED.length), await inflated(bytes));
    else found.set(name, bytes);
  }
  return { manifest: await textOf(files, `${folder}/${MANIFEST_FILE}`), files: found };
}

/** Earlier bundles: the manifest as it was, and the datasets compressed. */
function historyFiles(files: JobFiles): BundleHistory {
  const place = (folder: string): string => `${HISTORY_FOLDER}/${folder}`;
  return {
    folders: () => finishedNames(files, HISTORY_FOLDER),
    manifest: (folder) => textOf(files, `${place(folder)}/${MANIFEST_FILE}`),
    read: (folder) => readFolder(files, place(folder), true),
    add: async (folder, bundle) => {
      const begun = place(`${BEGUN}${folder}`);
      for (const [name, bytes] of bundle.files)
        if (typeof bytes !== 'string')
          await files.replace(`${begun}/${name}${COMPRESSED}`, await deflate(bytes, { level: 9 }));
      await files.replace(`${begun}/${MANIFEST_FILE}`, bundle.manifest ?? '');
      await files.rename(begun, place(folder));
    },
    remove: async (folder) => {
      // Out of sight first: what is half removed is no bundle that is broken.
      await files.rename(place(folder), place(`${GOING}${folder}`));
      await files.remove(place(`${GOING}${folder}`));
    },
    archive: () => textOf(files, ARCHIVE_FILE),
    replaceArchive: (text) => files.replace(ARCHIVE_FILE, text),
  };
}

/** What jobs that were killed had begun. */
async function leftovers(files: JobFiles): Promise<readonly string[]> {
  const isBegun = (name: string): boolean => name.startsWith(BEGUN) || name.startsWith(GOING);
  const among = async (folder: string, isLeft: (name: string) => boolean): Promise<readonly string[]> =>
    (await files.names(folder)).filter(isLeft).map((name) => `${folder}/${name}`);
  const folder = posix.dirname(ARCHIVE_FILE);
  const archive = `${posix.basename(ARCHIVE_FILE)}.`;
  return [
    ...(await among(BUNDLE_FOLDER, (name) => name.endsWith('.tmp'))),
    ...(await among(HISTORY_FOLDER, isBegun)),
    ...(await among(folder, (name) => name.startsWith(archive) && name.endsWith('.tmp'))),
  ];
}

/** The bundle of a root and its history. */
export function bundleFiles(files: JobFiles): BundleStore {
  const place = (name: string): string => `${BUNDLE_FOLDER}/${name}`;
  return {
    current: () => readFolder(files, BUNDLE_FOLDER, false),
    replace: (name, content) => files.replace(place(name), content),
    remove: (name) => files.remove(place(name)),
    sweep: async () => {
      for (const path of await leftovers(files)) await files.remove(path);
    },
    history: historyFiles(files),
  };
}
