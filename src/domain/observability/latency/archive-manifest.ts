import { canonicalJson } from '../../canonical-json.js';
import { formatPath } from '../../document-fault.js';
import { schemaFaults } from '../../schema-fault.js';
import { utcDay } from '../../time.js';
import type { Validator } from '../run-record.js';

export const ARCHIVE_FOLDER = 'ops/signal_latency_archive';
export const ARCHIVE_MANIFEST = `${ARCHIVE_FOLDER}/manifest.jsonl`;

/** A compressed file of samples: a line of the manifest. */
export interface ArchivedSamples {
  /** The job that made it. */
  readonly job_id: string;
  /** Relative to the root. */
  readonly path: string;
  /** Of the compressed file. */
  readonly sha256: string;
  readonly row_count: number;
}

/** Where a job puts samples away at a time. A path that is taken, by a job of the same second, is left alone. */
export function archivePath(jobId: string, now: number, taken: ReadonlySet<string>): string {
  const [year = '', month = ''] = utcDay(now).split('-');
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? jobId : `${jobId}-${copy}`;
    const path = `${ARCHIVE_FOLDER}/${year}/${month}/${name}.csv.gz`;
    if (!taken.has(path)) return path;
  }
}

export type ParsedManifestLine =
  /** `line`: from 1. */
  | { readonly kind: 'entry'; readonly line: number; readonly entry: ArchivedSamples }
  | { readonly kind: 'broken'; readonly line: number; readonly why: string };

function parseLine(text: string, line: number, validate: Validator): ParsedManifestLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'broken', line, why: 'is no JSON' };
  }
  // The validator says that it is what the schema describes.
  if (validate(value)) return { kind: 'entry', line, entry: value as ArchivedSamples };
  const { faults } = schemaFaults(value, validate.errors ?? []);
  const why = faults.map(({ path, message }) => `${formatPath(path)}: ${message}`.replace(/^: /, ''));
  return { kind: 'broken', line, why: why.join('; ') };
}

/** The lines of a manifest, with `validate` for one by schemas/signal_latency_archive.schema.json. */
export function parseManifest(text: string, validate: Validator): readonly ParsedManifestLine[] {
  return text
    .split('\n')
    .map((line, i) => [line, i + 1] as const)
    .filter(([line]) => line.trim() !== '')
    .map(([line, number]) => parseLine(line, number, validate));
}

/** The manifest with an entry behind it, in place of one for the same path. Other lines stay as they are, broken ones too. */
export function withArchived(manifest: string, entry: ArchivedSamples): string {
  const isSame = (line: string): boolean => {
    try {
      return (JSON.parse(line) as Partial<ArchivedSamples> | null)?.path === entry.path;
    } catch {
      return false;
    }
  };
  const others = manifest.split('\n').filter((line) => line.trim() !== '' && !isSame(line));
  return [...others, canonicalJson(entry)].map((line) => `${line}\n`).join('');
}
