import {
  historyFolder,
  historyNames,
  parseArchive,
} from '../../../src/domain/observability/bundle/history.js';
import { parseManifest, type Manifest } from '../../../src/domain/observability/bundle/manifest.js';
import { highestNumbers, numbersOf } from '../../../src/domain/observability/bundle/sequences.js';
import { brokenEntries, type BundleFiles } from '../../../src/domain/observability/bundle/verify-bundle.js';
import { JobError } from '../../../src/domain/observability/job-error.js';
import type { Validator } from '../../../src/domain/observability/run-record.js';
import type { BundleHistory, BundleStore } from '../../../src/ports/dashboard.js';

/** Where bundles lie, and what tells whether a manifest is one. */
export interface Bundles {
  readonly store: BundleStore;
  readonly validate: Validator;
}

/** The bundle as the job finds it. */
export interface StandingBundle {
  /** What the last job committed; null where none did, or nobody knows any more. */
  readonly manifest: Manifest | null;
  readonly files: BundleFiles;
  /** Folders of the history, the standing bundle among them where it is whole. */
  readonly folders: readonly string[];
  /** What people should know of how it was found. */
  readonly notes: readonly string[];
}

/** The newest manifest of the history that can be read. */
async function newestManifest(
  { store, validate }: Bundles,
  folders: readonly string[],
): Promise<Manifest | null> {
  for (const { folder } of historyNames(folders).toReversed()) {
    const parsed = parseManifest(await store.history.manifest(folder), validate);
    if (parsed.kind === 'manifest') return parsed.manifest;
  }
  return null;
}

/** Whether a manifest is in the history already, under its job's name. */
async function isKept(
  history: BundleHistory,
  folders: readonly string[],
  { manifest, jobId }: { readonly manifest: string | null; readonly jobId: string },
): Promise<boolean> {
  for (const folder of folders) {
    const isOfJob = folder === jobId || folder.startsWith(`${jobId}.`);
    if (isOfJob && (await history.manifest(folder)) === manifest) return true;
  }
  return false;
}

/** Puts a whole bundle into the history, unless it is there; gives the folders of the history. */
export async function keepBundle(
  { store }: Bundles,
  { manifest, files }: { readonly manifest: Manifest; readonly files: BundleFiles },
): Promise<readonly string[]> {
  const folders = await store.history.folders();
  const { job_id: jobId } = manifest;
  if (await isKept(store.history, folders, { manifest: files.manifest, jobId })) return folders;
  const folder = historyFolder(jobId, folders);
  const named = new Set(manifest.datasets.map(({ dataset }) => `${dataset}.json`));
  const own = new Map([...files.files].filter(([name]) => named.has(name)));
  await store.history.add(folder, { manifest: files.manifest, files: own });
  return [...folders, folder];
}

/**
 * The bundle as it stands, after what a killed job left undone is put right: what it had begun is swept away, and a bundle
 * that it committed is in the history.
 *
 * @throws JobError `unsupported_schema_version` for a manifest of a newer version, and nothing is touched.
 */
export async function standingBundle(bundles: Bundles): Promise<StandingBundle> {
  const { store, validate } = bundles;
  const files = await store.current();
  const parsed = parseManifest(files.manifest, validate);
  if (parsed.kind === 'newer')
    throw new JobError('unsupported_schema_version', `out/dashboard/manifest.json ${parsed.why}`);
  await store.sweep();
  if (parsed.kind === 'manifest') {
    const { manifest } = parsed;
    const isWhole = brokenEntries(manifest, files).length === 0;
    const folders = isWhole ? await keepBundle(bundles, { manifest, files }) : await store.history.folders();
    return { manifest, files, folders, notes: [] };
  }
  const folders = await store.history.folders();
  const manifest = await newestManifest(bundles, folders);
  const found = parsed.kind === 'missing' ? 'was missing' : `was broken (${parsed.why})`;
  const from = manifest === null ? 'it begins anew' : `it goes on from ${manifest.job_id} of the history`;
  const isNew = parsed.kind === 'missing' && manifest === null;
  return { manifest, files, folders, notes: isNew ? [] : [`the manifest ${found}; ${from}`] };
}

/** The highest number that each dataset ever had, as the last bundle and the newest of the history remember it. */
export async function issuedNumbers(
  bundles: Bundles,
  { manifest, folders }: Pick<StandingBundle, 'manifest' | 'folders'>,
): Promise<ReadonlyMap<string, number>> {
  const newest = await newestManifest(bundles, folders);
  const known = [manifest, newest].filter((one) => one !== null);
  if (known.length > 0)
    return highestNumbers(known.map(({ issued }) => numbersOf(new Map(Object.entries(issued)))));
  const archive = parseArchive(await bundles.store.history.archive());
  return highestNumbers(
    archive.kind === 'archive' ? archive.archive.entries.map(({ datasets }) => datasets) : [],
  );
}
