import { BUNDLE_FOLDER, HISTORY_FOLDER } from '../../../src/domain/observability/bundle/bundle-places.js';
import { MANIFEST_FILE } from '../../../src/domain/observability/bundle/manifest.js';
import { DATASETS, datasetFileName } from '../../../src/domain/observability/datasets/dataset.js';
import { parseJobId } from '../../../src/domain/observability/job-id.js';
import type { Claim } from '../../../src/domain/observability/verify/verify-claims.js';
import { itemsOf, member, textOf } from '../../../src/domain/raw-values.js';
import type { Manifest, ManifestJob, ManifestReading } from './manifests.js';

/** The job of a kept bundle; null where its manifest does not tell. What is wrong with one, its own verification says. */
function jobOf(text: string | null, place: string, artefacts: readonly string[]): ManifestJob | null {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return null;
  }
  const jobId = textOf(member(value, 'job_id'));
  return jobId === null || parseJobId(jobId) === null ? null : { jobId, artefacts, from: place };
}

/** The exports that the history of datasets remembers. Its files are held against their manifests with the datasets. */
export async function dashboardManifests({ files }: Pick<ManifestReading, 'files'>): Promise<Manifest> {
  const paths = await files.list(HISTORY_FOLDER);
  const jobs: ManifestJob[] = [];
  for (const place of paths.filter((path) => path.endsWith(`/${MANIFEST_FILE}`))) {
    const folder = place.slice(0, -MANIFEST_FILE.length);
    const job = jobOf(
      await files.read(place),
      place,
      paths.filter((path) => path.startsWith(folder)),
    );
    if (job !== null) jobs.push(job);
  }
  return { check: 'dashboard', file: HISTORY_FOLDER, claims: [], broken: [], paths: [], jobs };
}

/** What the manifest of the bundle that dashboards read says of its files, as far as it says something. */
export async function bundleClaims({ files }: Pick<ManifestReading, 'files'>): Promise<readonly Claim[]> {
  const manifest = `${BUNDLE_FOLDER}/${MANIFEST_FILE}`;
  let value: unknown;
  try {
    value = JSON.parse((await files.read(manifest)) ?? '');
  } catch {
    return [];
  }
  return itemsOf(member(value, 'datasets')).flatMap((entry): readonly Claim[] => {
    const name = DATASETS.find((dataset) => dataset === textOf(member(entry, 'dataset')));
    const sha256 = textOf(member(entry, 'checksum_sha256'));
    if (name === undefined || sha256 === null) return [];
    const path = `${BUNDLE_FOLDER}/${datasetFileName(name)}`;
    return [{ check: 'dashboard', manifest, line: null, path, sha256, rows: null }];
  });
}
