import {
  HISTORY_FOLDER,
  HISTORY_MANIFEST,
  keptReports,
  parseHistory,
} from '../../../src/domain/observability/weekly/history.js';
import { finding } from '../../../src/domain/observability/verify/finding.js';
import type { Claim } from '../../../src/domain/observability/verify/verify-claims.js';
import type { Manifest, ManifestReading } from './manifests.js';

/** The weekly reports that were delivered and are kept, each with the signature it was sent by. */
export async function weeklyManifest({ files }: Pick<ManifestReading, 'files'>): Promise<Manifest> {
  const history = parseHistory((await files.read(HISTORY_MANIFEST)) ?? '');
  const kept = keptReports(history).map((entry) => ({
    entry,
    line: history.lines[history.entries.indexOf(entry)] ?? null,
  }));
  return {
    check: 'weekly',
    file: HISTORY_MANIFEST,
    claims: kept.flatMap(({ entry, line }): readonly Claim[] => {
      const common = { check: 'weekly', manifest: HISTORY_MANIFEST, line, rows: null } as const;
      const report = { ...common, path: entry.path, sha256: entry.sha256 };
      const { signature_path: path, signature_sha256: sha256 } = entry;
      return path === null ? [report] : [report, { ...common, path, sha256 }];
    }),
    broken: history.broken.map(({ line, why }) => finding('weekly', HISTORY_MANIFEST, { what: why, line })),
    paths: (await files.list(HISTORY_FOLDER)).filter((path) => path !== HISTORY_MANIFEST),
    jobs: kept.map(({ entry, line }) => ({
      jobId: entry.job_id,
      artefacts: [entry.path, ...(entry.signature_path === null ? [] : [entry.signature_path])],
      from: `${HISTORY_MANIFEST}:${line ?? 0}`,
    })),
  };
}
