import { sha256 } from '../../../../src/domain/digest.js';
import { renderManifest, type Manifest } from '../../../../src/domain/observability/bundle/manifest.js';
import { madeDataset, nextManifest } from '../../../../src/domain/observability/bundle/next-manifest.js';
import type { BundleFiles } from '../../../../src/domain/observability/bundle/verify-bundle.js';
import { datasetFileName, type Dataset } from '../../../../src/domain/observability/datasets/dataset.js';

export const NOW = Date.parse('2026-03-02T14:15:00Z');
export const JOB = '20260302T141500Z-dashboard';
const SHA = '0123456789abcdef0123456789abcdef01234567';

/** A turnover of so many runs. */
export function turnoverOf(rows: number): Dataset {
  const list = Array.from({ length: rows }, (_, i) => ({ run_id: `r${i}` }));
  return { name: 'turnover', rows: { rows: list }, leftOut: [], older: 0 };
}

/** A slippage with a row in each of its lists. */
export const SLIPPAGE: Dataset = {
  name: 'slippage',
  rows: { execution: [{ strategy: 'orb' }], state: [{ strategy: 'orb' }] },
  leftOut: [],
  older: 0,
};

const inputs = [{ path: 'runs/index.csv', sha256: sha256('index') }];

/** A manifest of these datasets, and the files that it names. */
export function bundleOf(
  datasets: readonly Dataset[],
  parts: Partial<Parameters<typeof nextManifest>[0]> = {},
): BundleFiles & { readonly parsed: Manifest } {
  const made = datasets.map((dataset) => madeDataset(dataset, inputs));
  const parsed = nextManifest({
    jobId: JOB,
    now: NOW,
    made,
    kept: [],
    issued: new Map(),
    command: 'action-report job=dashboard',
    commitSha: SHA,
    ...parts,
  });
  const files = new Map(
    made.map(({ name, text }) => [datasetFileName(name), new TextEncoder().encode(text)]),
  );
  return { manifest: renderManifest(parsed), files, parsed };
}
