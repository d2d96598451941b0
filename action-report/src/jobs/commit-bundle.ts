import { entryOf, MANIFEST_FILE, renderManifest } from '../../../src/domain/observability/bundle/manifest.js';
import { nextManifest } from '../../../src/domain/observability/bundle/next-manifest.js';
import type { Manifest, ManifestEntry } from '../../../src/domain/observability/bundle/manifest.js';
import { historyNames } from '../../../src/domain/observability/bundle/history.js';
import type { BundleFiles } from '../../../src/domain/observability/bundle/verify-bundle.js';
import { DATASETS, datasetFileName } from '../../../src/domain/observability/datasets/dataset.js';
import { sha256 } from '../../../src/domain/digest.js';
import type { BundleStore } from '../../../src/ports/dashboard.js';
import type { ReadAll } from './read-all-datasets.js';
import { issuedNumbers, keepBundle, type Bundles, type StandingBundle } from './standing-bundle.js';

export interface Committing {
  readonly jobId: string;
  readonly now: number;
  readonly command: string;
  readonly commitSha: string | null;
}

/** The bytes of a dataset with this checksum, from the newest bundle of the history that has them. */
async function earlierBytes(
  store: BundleStore,
  folders: readonly string[],
  entry: ManifestEntry,
): Promise<Uint8Array | null> {
  for (const { folder } of historyNames(folders).toReversed()) {
    const bytes = (await store.history.read(folder)).files.get(datasetFileName(entry.dataset));
    if (bytes !== undefined && typeof bytes !== 'string' && sha256(bytes) === entry.checksum_sha256)
      return bytes;
  }
  return null;
}

/** Sees to it that the file of an entry that stays is what the entry says; a text says what is wrong with it for good. */
async function putBack(
  store: BundleStore,
  standing: StandingBundle,
  entry: ManifestEntry,
): Promise<string | null> {
  const name = datasetFileName(entry.dataset);
  const found = standing.files.files.get(name);
  if (found !== undefined && typeof found !== 'string' && sha256(found) === entry.checksum_sha256)
    return null;
  const bytes = await earlierBytes(store, standing.folders, entry);
  if (bytes === null) return `${name} is not what its manifest says, and the history has it nowhere`;
  await store.replace(name, bytes);
  return `${name} was not what its manifest says, and is put back from the history`;
}

export interface Committed {
  readonly manifest: Manifest;
  readonly files: BundleFiles;
  readonly notes: readonly string[];
}

/**
 * Writes the datasets, and then the manifest, by which they count: until it is there, the bundle is the old one, and what
 * a killed job wrote beside it is made anew.
 */
export async function commitBundle(
  bundles: Bundles,
  standing: StandingBundle,
  { read, job }: { readonly read: ReadAll; readonly job: Committing },
): Promise<Committed> {
  const { store } = bundles;
  const { made, failed } = read;
  const kept = failed.map(({ name }) => entryOf(standing.manifest, name)).filter((entry) => entry !== null);
  const notes = [...standing.notes];
  for (const entry of kept) {
    const note = await putBack(store, standing, entry);
    if (note !== null) notes.push(note);
  }
  const issued = await issuedNumbers(bundles, standing);
  const manifest = nextManifest({ ...job, made, kept, issued });
  for (const { name, text } of made) await store.replace(datasetFileName(name), text);
  await store.replace(MANIFEST_FILE, renderManifest(manifest));
  return { manifest, files: await store.current(), notes };
}

/** What is done once the bundle is committed; whatever of it is not done, the next job does. */
export async function settleBundle(
  bundles: Bundles,
  { manifest, files }: Committed,
): Promise<readonly string[]> {
  const folders = await keepBundle(bundles, { manifest, files });
  // Datasets that the policy does not ask for any more; what else lies there is not the job's.
  for (const name of DATASETS)
    if (entryOf(manifest, name) === null && files.files.has(datasetFileName(name)))
      await bundles.store.remove(datasetFileName(name));
  return folders;
}
