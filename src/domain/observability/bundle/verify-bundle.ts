import { sha256 } from '../../digest.js';
import { recordOf, itemsOf } from '../../raw-values.js';
import { DATASET_SCHEMA, datasetFileName, isDatasetName, ROW_LISTS } from '../datasets/dataset.js';
import type { JobErrorCode } from '../job-error.js';
import type { Validator } from '../run-record.js';
import { finding, type Finding } from '../verify/finding.js';
import { MANIFEST_FILE, parseManifest, type Manifest, type ManifestEntry } from './manifest.js';

/** The files of a folder of datasets. */
export interface BundleFiles {
  /** Text of `manifest.json`; null where there is none. */
  readonly manifest: string | null;
  /** The other files by name; a text says why one could not be read. */
  readonly files: ReadonlyMap<string, Uint8Array | string>;
}

/** A finding of a bundle or its history, in a file as a whole. */
export function bundleFinding(file: string, what: string, code: JobErrorCode | null = null): Finding {
  return finding('dashboard', file, { what, code });
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** What is wrong inside of a dataset's file whose checksum is right; null where nothing is. */
function contentFault(bytes: Uint8Array, entry: ManifestEntry): string | null {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch {
    return 'is no JSON';
  }
  const record = recordOf(value);
  if (record?.['schema'] !== DATASET_SCHEMA || record['dataset'] !== entry.dataset)
    return `is not the dataset ${entry.dataset} in the form ${DATASET_SCHEMA}`;
  // Of a dataset that this version does not know nobody can say which lists are its rows.
  if (!isDatasetName(entry.dataset)) return null;
  const rows = ROW_LISTS[entry.dataset].reduce((sum, list) => sum + itemsOf(record[list]).length, 0);
  return rows === entry.row_count ? null : `has ${rows} rows, and the manifest says ${entry.row_count}`;
}

function verifyEntry(entry: ManifestEntry, found: Uint8Array | string | undefined): string | null {
  if (found === undefined) return `is missing; ${MANIFEST_FILE} names it`;
  if (typeof found === 'string') return `cannot be read: ${found}`;
  const checksum = sha256(found);
  if (checksum !== entry.checksum_sha256)
    return `was changed, or an export was broken off: its SHA-256 is ${checksum}, and ${MANIFEST_FILE} says ${entry.checksum_sha256}`;
  return contentFault(found, entry);
}

/** The entries of a manifest whose files are not what it says. */
export function brokenEntries(manifest: Manifest, { files }: BundleFiles): readonly ManifestEntry[] {
  return manifest.datasets.filter(
    (entry) => verifyEntry(entry, files.get(datasetFileName(entry.dataset))) !== null,
  );
}

/**
 * Holds a bundle against its manifest: each file that it names is there, is what its checksum says and has its rows, and
 * there is no other. `folder`: where it lies, for what is said of it.
 */
export function verifyBundle(
  bundle: BundleFiles,
  { folder, validate }: { readonly folder: string; readonly validate: Validator },
): readonly Finding[] {
  const place = (name: string): string => `${folder}/${name}`;
  const parsed = parseManifest(bundle.manifest, validate);
  switch (parsed.kind) {
    case 'missing':
      return [bundleFinding(place(MANIFEST_FILE), 'is missing', 'missing_input')];
    case 'newer':
      return [bundleFinding(place(MANIFEST_FILE), parsed.why, 'unsupported_schema_version')];
    case 'broken':
      return [bundleFinding(place(MANIFEST_FILE), parsed.why, 'schema_validation_failed')];
    case 'manifest': {
      const { datasets } = parsed.manifest;
      const named = new Set(datasets.map(({ dataset }) => datasetFileName(dataset)));
      const wrong = datasets.flatMap((entry) => {
        const name = datasetFileName(entry.dataset);
        const what = verifyEntry(entry, bundle.files.get(name));
        return what === null ? [] : [bundleFinding(place(name), what)];
      });
      const others = [...bundle.files.keys()].filter((name) => !named.has(name)).sort();
      return [
        ...wrong,
        ...others.map((name) => bundleFinding(place(name), `is not named in ${MANIFEST_FILE}`)),
      ];
    }
  }
}
