import { BUNDLE_FOLDER, HISTORY_FOLDER } from '../../../src/domain/observability/bundle/bundle-places.js';
import { historyNames } from '../../../src/domain/observability/bundle/history.js';
import {
  MANIFEST_FILE,
  parseManifest,
  type Manifest,
} from '../../../src/domain/observability/bundle/manifest.js';
import { verifyBundle, type BundleFiles } from '../../../src/domain/observability/bundle/verify-bundle.js';
import {
  isWanted,
  wantedText,
  type WantedBundle,
} from '../../../src/domain/observability/bundle/wanted-bundle.js';
import { DATASETS, datasetFileName } from '../../../src/domain/observability/datasets/dataset.js';
import { JobError } from '../../../src/domain/observability/job-error.js';
import type { Job, JobContext, JobResult } from '../../../src/ports/job.js';
import { standingBundle, type Bundles } from './standing-bundle.js';

export interface RestoreOptions {
  readonly bundles: Bundles;
  readonly wanted: WantedBundle;
  /** Does the work while no export can run beside it. @throws JobError `lock_not_acquired` where one is at work. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
}

interface Found {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly files: BundleFiles;
}

/** What is wrong with a bundle of the history, in one line; its manifest where nothing is. */
function checked({ validate }: Bundles, folder: string, files: BundleFiles): Manifest | string {
  const findings = verifyBundle(files, { folder: `${HISTORY_FOLDER}/${folder}`, validate });
  const parsed = parseManifest(files.manifest, validate);
  if (findings.length === 0 && parsed.kind === 'manifest') return parsed.manifest;
  return findings.map(({ file, what }) => `${file} ${what}`).join('; ');
}

/** The newest sound bundle that is meant. A number is in several where its dataset could not be made for a while. */
async function find(
  options: RestoreOptions,
  folders: readonly string[],
  context: JobContext,
): Promise<Found> {
  const { bundles, wanted } = options;
  const { history } = bundles.store;
  const unsound: string[] = [];
  for (const name of historyNames(folders).toReversed()) {
    const { folder } = name;
    const parsed = parseManifest(await history.manifest(folder), bundles.validate);
    if (!isWanted(wanted, name, parsed.kind === 'manifest' ? parsed.manifest : null)) continue;
    const files = await history.read(folder);
    const manifest = checked(bundles, folder, files);
    if (typeof manifest !== 'string') return { folder, manifest, files };
    context.console.warning(`restore-dashboard: passed over: ${manifest}`);
    unsound.push(manifest);
  }
  if (unsound.length > 0)
    throw new JobError('verification_failed', `${wantedText(wanted)} is not sound: ${unsound.join('; ')}`);
  const names = historyNames(folders).map(({ folder }) => folder);
  const there =
    names.length === 0 ? 'is empty' : `goes from ${names[0] ?? ''} to ${names[names.length - 1] ?? ''}`;
  throw new JobError('missing_input', `${wantedText(wanted)} is not in ${HISTORY_FOLDER}, which ${there}`);
}

/** Puts a bundle where dashboards read it; its manifest last, so that a restore that is broken off is seen and done again. */
async function putInPlace({ store }: Bundles, { manifest, files }: Found): Promise<readonly string[]> {
  const names = manifest.datasets.map(({ dataset }) => datasetFileName(dataset));
  for (const name of names) {
    const bytes = files.files.get(name);
    if (bytes !== undefined && typeof bytes !== 'string') await store.replace(name, bytes);
  }
  await store.replace(MANIFEST_FILE, files.manifest ?? '');
  for (const name of DATASETS.map(datasetFileName)) if (!names.includes(name)) await store.remove(name);
  return [...names, MANIFEST_FILE].map((name) => `${BUNDLE_FOLDER}/${name}`);
}

/** What a restore needs of the bundle that it replaces: a sound one is in the history first. One of a newer version stays. */
async function restore(options: RestoreOptions, context: JobContext): Promise<JobResult> {
  const { bundles } = options;
  const { folders } = await standingBundle(bundles);
  const found = await find(options, folders, context);
  const sequences = Object.fromEntries(
    found.manifest.datasets.map(({ dataset, sequence }) => [dataset, sequence]),
  );
  const diagnostics = { restored: found.folder, sequences };
  const artefacts = await putInPlace(bundles, found);
  return { status: 'ok', artefacts, diagnostics, summary: diagnostics };
}

/** Brings a bundle back from the history. The next export counts on from the highest number that there ever was. */
export function restoreDashboardJob(options: RestoreOptions): Job {
  return {
    name: 'restore-dashboard',
    isDue: () => Promise.resolve(true),
    work: (context) => options.alone(() => restore(options, context)),
  };
}
