import { canonicalJsonPretty } from '../../canonical-json.js';
import { formatPath } from '../../document-fault.js';
import { recordOf, textOf } from '../../raw-values.js';
import { schemaFaults } from '../../schema-fault.js';
import type { Validator } from '../run-record.js';
import { newerFormat } from '../../newer-format.js';

export const MANIFEST_FILE = 'manifest.json';
export const MANIFEST_SCHEMA = 'phasegate.dashboard-manifest/1';

/** What a manifest says of one dataset. */
export interface ManifestEntry {
  readonly dataset: string;
  /** Counted from 1 over all times that this dataset was made, without a gap. */
  readonly sequence: number;
  readonly generated_at: string;
  /** The job that made it; an earlier one where a later one could not. */
  readonly job_id: string;
  readonly checksum_sha256: string;
  readonly row_count: number;
  readonly source_hash: string;
}

/** Where the datasets of a job come from. */
export interface Provenance {
  readonly command: string;
  /** null where the job ran outside of a repository. */
  readonly commit_sha: string | null;
  /** The files that this job's datasets were made from. */
  readonly inputs: readonly string[];
}

/** What a bundle of datasets holds. Whoever has the manifest knows which files belong to it: it is written last. */
export interface Manifest {
  readonly schema: typeof MANIFEST_SCHEMA;
  readonly job_id: string;
  readonly generated_at: string;
  readonly datasets: readonly ManifestEntry[];
  /** The highest number that each dataset ever had. */
  readonly issued: Readonly<Record<string, number>>;
  readonly provenance: Provenance;
}

export type ParsedManifest =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'missing' }
  /** Written by a newer version. */
  | { readonly kind: 'newer'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string };

/** What a schema cannot say. */
function contradiction({ datasets, issued }: Manifest): string | null {
  const names = datasets.map(({ dataset }) => dataset);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return `names the dataset ${twice} twice`;
  const high = datasets.find(({ dataset, sequence }) => {
    const highest = Object.hasOwn(issued, dataset) ? issued[dataset] : undefined;
    return highest === undefined || sequence > highest;
  });
  return high === undefined ? null : `has ${high.dataset} with a number above the highest in \`issued\``;
}

/** The manifest of a text, or what is wrong with it; `missing` for null. */
export function parseManifest(text: string | null, validate: Validator): ParsedManifest {
  if (text === null) return { kind: 'missing' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'broken', why: 'is no JSON' };
  }
  const schema = textOf(recordOf(value)?.['schema']) ?? '';
  const newer = newerFormat(schema, MANIFEST_SCHEMA);
  if (newer !== null)
    return { kind: 'newer', why: `is ${newer}; this version of Phasegate knows ${MANIFEST_SCHEMA}` };
  if (validate(value)) {
    // The validator says that it is what the schema describes.
    const manifest = value as Manifest;
    const why = contradiction(manifest);
    return why === null ? { kind: 'manifest', manifest } : { kind: 'broken', why };
  }
  const { faults } = schemaFaults(value, validate.errors ?? []);
  const why = faults.map(({ path, message }) => `${formatPath(path)}: ${message}`.replace(/^: /, ''));
  return { kind: 'broken', why: why.join('; ') };
}

export function renderManifest(manifest: Manifest): string {
  return canonicalJsonPretty(manifest);
}

/** The entry of a dataset; null where the manifest has none. */
export function entryOf(manifest: Manifest | null, dataset: string): ManifestEntry | null {
  return manifest?.datasets.find((entry) => entry.dataset === dataset) ?? null;
}
