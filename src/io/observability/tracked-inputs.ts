import { sha256 } from '../../domain/digest.js';
import type { CsvTable } from '../../domain/observability/datasets/csv-table.js';
import { JobError } from '../../domain/observability/job-error.js';
import type { InputDigest } from '../../domain/observability/source-hash.js';
import type { InputTree } from '../../ports/input-tree.js';
import { readCsv } from './read-csv.js';

export type TextFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): TextFile {
  try {
    return { kind: 'text', text: decoder.decode(bytes) };
  } catch {
    return { kind: 'refused', reason: 'is no UTF-8' };
  }
}

/** The files that a dataset is made from, and what they held. */
export class TrackedInputs {
  readonly #tree: InputTree;
  readonly #digests = new Map<string, string | null>();

  constructor(tree: InputTree) {
    this.#tree = tree;
  }

  get inputs(): readonly InputDigest[] {
    return [...this.#digests].map(([path, digest]) => ({ path, sha256: digest }));
  }

  async text(path: string, maxBytes: number): Promise<TextFile> {
    const file = await this.#tree.read(path, maxBytes);
    this.#digests.set(path, file.kind === 'file' ? sha256(file.bytes) : null);
    return file.kind === 'file' ? decoded(file.bytes) : file;
  }

  /** The text of a file without which there is no dataset. @throws JobError `missing_input`; `bad_input`. */
  async needed(path: string, maxBytes: number): Promise<string> {
    const file = await this.text(path, maxBytes);
    if (file.kind === 'text') return file.text;
    if (file.kind === 'missing')
      throw new JobError(
        'missing_input',
        `${path} does not exist; make it before this job, or correct the policy`,
      );
    throw new JobError('bad_input', `${path} ${file.reason}`);
  }

  /**
   * The table of a file without which there is no dataset. `missing`: what it must have and has not.
   *
   * @throws JobError `missing_input`; `bad_input`; `schema_validation_failed`.
   */
  async neededTable(
    path: string,
    maxBytes: number,
    missing: (table: CsvTable) => readonly string[],
  ): Promise<CsvTable> {
    const table = readCsv(path, await this.needed(path, maxBytes));
    if (typeof table === 'string') throw new JobError('schema_validation_failed', `${path} ${table}`);
    const columns = missing(table);
    if (columns.length === 0) return table;
    throw new JobError(
      'schema_validation_failed',
      `${path} does not have the column ${columns.join(', ')} once; its first line must name each`,
    );
  }
}
