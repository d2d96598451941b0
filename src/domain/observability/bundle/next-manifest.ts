import { canonicalJsonPretty } from '../../canonical-json.js';
import { sha256 } from '../../digest.js';
import { formatInstant } from '../../time.js';
import { DATASETS, datasetFile, rowCount, type Dataset } from '../datasets/dataset.js';
import { sourceHash, type InputDigest } from '../source-hash.js';
import { highestNumbers, numbersOf } from './sequences.js';
import { MANIFEST_SCHEMA, type Manifest, type ManifestEntry } from './manifest.js';

/** A dataset as it goes into a bundle. */
export interface MadeDataset {
  readonly name: string;
  /** What its file holds. */
  readonly text: string;
  readonly rowCount: number;
  readonly inputs: readonly InputDigest[];
}

export function madeDataset(dataset: Dataset, inputs: readonly InputDigest[]): MadeDataset {
  const text = canonicalJsonPretty(datasetFile(dataset));
  return { name: dataset.name, text, rowCount: rowCount(dataset.rows), inputs };
}

/** What a job makes of the bundle that was there. */
export interface Export {
  readonly jobId: string;
  readonly now: number;
  readonly made: readonly MadeDataset[];
  /** Entries of datasets that this job could not make, as they were. */
  readonly kept: readonly ManifestEntry[];
  /** The highest number that each dataset ever had; 0 or none: it was never made. */
  readonly issued: ReadonlyMap<string, number>;
  readonly command: string;
  readonly commitSha: string | null;
}

function entry(dataset: MadeDataset, { jobId, now, issued }: Export): ManifestEntry {
  return {
    dataset: dataset.name,
    sequence: (issued.get(dataset.name) ?? 0) + 1,
    generated_at: formatInstant(now),
    job_id: jobId,
    checksum_sha256: sha256(dataset.text),
    row_count: dataset.rowCount,
    source_hash: sourceHash(dataset.inputs),
  };
}

/**
 * The manifest of the next bundle. Every dataset that was made gets the next number, also where nothing of it changed: a
 * number tells that a job looked, the checksum whether it found anything new.
 */
export function nextManifest(next: Export): Manifest {
  const order = (name: string): number => DATASETS.findIndex((one) => one === name);
  const datasets = [...next.kept, ...next.made.map((dataset) => entry(dataset, next))];
  const inputs = new Set(next.made.flatMap((dataset) => dataset.inputs.map(({ path }) => path)));
  return {
    schema: MANIFEST_SCHEMA,
    job_id: next.jobId,
    generated_at: formatInstant(next.now),
    datasets: datasets.sort((a, b) => order(a.dataset) - order(b.dataset)),
    issued: Object.fromEntries(highestNumbers([numbersOf(next.issued), datasets])),
    provenance: { command: next.command, commit_sha: next.commitSha, inputs: [...inputs].sort() },
  };
}
