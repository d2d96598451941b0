import {
  ARCHIVE_FILE,
  BUNDLE_FOLDER,
  HISTORY_FOLDER,
} from '../../domain/observability/bundle/bundle-places.js';
import { historyNames, parseArchive } from '../../domain/observability/bundle/history.js';
import { MANIFEST_FILE, parseManifest, type Manifest } from '../../domain/observability/bundle/manifest.js';
import { sequenceFindings, type Link } from '../../domain/observability/bundle/sequences.js';
import { bundleFinding, verifyBundle } from '../../domain/observability/bundle/verify-bundle.js';
import type { Finding } from '../../domain/observability/verify/finding.js';
import validate from '../../generated/validate-dashboard-manifest.js';
import type { BundleStore } from '../../ports/dashboard.js';
import { bundleFiles } from './bundle-files.js';
import { diskJobFiles } from './disk-job-files.js';

/**
 * Holds the datasets below a root against their manifest, the bundles of the history against theirs, and the numbers of all
 * of them against each other. A root where no job ever made datasets has nothing wrong.
 */
export function verifyDashboard(root: string): Promise<readonly Finding[]> {
  return verifyBundles(bundleFiles(diskJobFiles(root)));
}

function manifestOf(text: string | null): Manifest | null {
  const parsed = parseManifest(text, validate);
  return parsed.kind === 'manifest' ? parsed.manifest : null;
}

async function archiveLinks({ history }: BundleStore): Promise<{ links: Link[]; findings: Finding[] }> {
  const parsed = parseArchive(await history.archive());
  if (parsed.kind === 'archive')
    return {
      links: parsed.archive.entries.map(({ datasets }) => ({ file: ARCHIVE_FILE, datasets })),
      findings: [],
    };
  const code = parsed.kind === 'newer' ? 'unsupported_schema_version' : 'schema_validation_failed';
  return { links: [], findings: [bundleFinding(ARCHIVE_FILE, parsed.why, code)] };
}

export async function verifyBundles(store: BundleStore): Promise<readonly Finding[]> {
  const current = await store.current();
  const folders = await store.history.folders();
  if (current.manifest === null && current.files.size === 0 && folders.length === 0) return [];
  const { links, findings } = await archiveLinks(store);
  findings.unshift(...verifyBundle(current, { folder: BUNDLE_FOLDER, validate }));
  const known = historyNames(folders);
  let isKept = false;
  for (const { folder } of known) {
    const place = `${HISTORY_FOLDER}/${folder}`;
    const bundle = await store.history.read(folder);
    findings.push(...verifyBundle(bundle, { folder: place, validate }));
    isKept ||= bundle.manifest === current.manifest;
    const datasets = manifestOf(bundle.manifest)?.datasets ?? null;
    links.push({ file: `${place}/${MANIFEST_FILE}`, datasets });
  }
  const last = isKept ? null : manifestOf(current.manifest);
  if (last !== null) links.push({ file: `${BUNDLE_FOLDER}/${MANIFEST_FILE}`, datasets: last.datasets });
  const odd = folders.filter((folder) => !known.some((one) => one.folder === folder));
  findings.push(
    ...odd.map((folder) => bundleFinding(`${HISTORY_FOLDER}/${folder}`, 'is no bundle of a job')),
  );
  return [...findings, ...sequenceFindings(links)];
}
