import {
  ARCHIVE_FOLDER,
  ARCHIVE_MANIFEST,
  parseManifest,
} from '../../../src/domain/observability/latency/archive-manifest.js';
import { HISTORY_FOLDER } from '../../../src/domain/observability/bundle/bundle-places.js';
import type { Validator } from '../../../src/domain/observability/run-record.js';
import { finding, type Check, type Finding } from '../../../src/domain/observability/verify/finding.js';
import type { Claim } from '../../../src/domain/observability/verify/verify-claims.js';
import { HISTORY_MANIFEST } from '../../../src/domain/observability/weekly/history.js';
import type { ObservedFiles } from '../../../src/ports/observed-files.js';
import { dashboardManifests } from './dashboard-manifests.js';
import { weeklyManifest } from './weekly-manifest.js';

/** What one manifest says, and the files that it should name. */
export interface Manifest {
  readonly check: Check;
  readonly file: string;
  readonly claims: readonly Claim[];
  /** Parts of it that cannot be read. */
  readonly broken: readonly Finding[];
  /** Files that are there and belong into it. */
  readonly paths: readonly string[];
  /** Jobs that it tells of, with the files that each made. */
  readonly jobs: readonly ManifestJob[];
}

/** A job that a manifest remembers. */
export interface ManifestJob {
  readonly jobId: string;
  readonly artefacts: readonly string[];
  /** Where it stands: `manifest.jsonl:3`. */
  readonly from: string;
}

export interface ManifestReading {
  readonly files: ObservedFiles;
  /** For a line of the manifest of the archive. */
  readonly validateArchive: Validator;
}

/** The compressed samples of signals. */
export async function archiveManifest({ files, validateArchive }: ManifestReading): Promise<Manifest> {
  const lines = parseManifest((await files.read(ARCHIVE_MANIFEST)) ?? '', validateArchive);
  const entries = lines.flatMap((one) => (one.kind === 'entry' ? [one] : []));
  return {
    check: 'archive',
    file: ARCHIVE_MANIFEST,
    claims: entries.map(({ line, entry }) => ({
      check: 'archive',
      manifest: ARCHIVE_MANIFEST,
      line,
      path: entry.path,
      sha256: entry.sha256,
      rows: entry.row_count,
    })),
    broken: lines.flatMap((one) =>
      one.kind === 'broken' ? [finding('archive', ARCHIVE_MANIFEST, { what: one.why, line: one.line })] : [],
    ),
    paths: (await files.list(ARCHIVE_FOLDER)).filter((path) => path !== ARCHIVE_MANIFEST),
    jobs: entries.map(({ line, entry }) => ({
      jobId: entry.job_id,
      artefacts: [entry.path],
      from: `${ARCHIVE_MANIFEST}:${line}`,
    })),
  };
}

/** Where each manifest is, and how it is read. */
export const MANIFESTS: readonly {
  readonly check: Check;
  readonly file: string;
  readonly read: (reading: ManifestReading) => Promise<Manifest>;
}[] = [
  { check: 'archive', file: ARCHIVE_MANIFEST, read: archiveManifest },
  { check: 'weekly', file: HISTORY_MANIFEST, read: weeklyManifest },
  { check: 'dashboard', file: HISTORY_FOLDER, read: dashboardManifests },
];
