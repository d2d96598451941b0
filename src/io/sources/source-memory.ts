import { join } from 'node:path';
import { canonicalJson } from '../../domain/canonical-json.js';
import { sha256 } from '../../domain/digest.js';
import { count, nullable, number, object, text, type Shape } from '../../domain/shape.js';
import type { Source } from '../../domain/policy.js';
import { readTextIfExists, writeFileAtomic } from '../files.js';
import type { SourceFolder } from './source-folder.js';

const SCHEMA = 'phasegate.source/1';

/** What is remembered of the file behind an address. */
export interface UrlMemory {
  /** The file's name below the folder, from where it is removed once it is read; null before the first whole one. */
  readonly file: string | null;
  /** As the server gave them, to ask whether there is something new. */
  readonly etag: string | null;
  readonly modified: string | null;
  /** Strong ETag of what a download that broke off has left; null: nothing. */
  readonly part: string | null;
}

/** By id. */
export interface ArtifactMemory {
  /** Artifacts that were taken or refused, with the time of their upload, ms since the epoch. */
  readonly taken: Readonly<Record<string, number>>;
  /** How often the others failed. */
  readonly tries: Readonly<Record<string, number>>;
}

export interface BranchMemory {
  /** Commit whose files are all here. */
  readonly commit: string | null;
  /** Blob ids by path. */
  readonly files: Readonly<Record<string, string>>;
}

export interface SourceMemory {
  readonly url: UrlMemory;
  readonly artifact: ArtifactMemory;
  readonly branch: BranchMemory;
  /** Failures in a row, and when the last one was, ms since the epoch. */
  readonly failures: number;
  readonly failedAt: number | null;
}

export const NEW_MEMORY: SourceMemory = {
  url: { file: null, etag: null, modified: null, part: null },
  artifact: { taken: {}, tries: {} },
  branch: { commit: null, files: {} },
  failures: 0,
  failedAt: null,
};

function valuesOf(shape: Shape): Shape {
  return (value, path) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.values(value).flatMap((one) => shape(one, path))
      : [`${path} is not an object`];
}

const MEMORY = object({
  url: object({
    file: nullable(text),
    etag: nullable(text),
    modified: nullable(text),
    part: nullable(text),
  }),
  artifact: object({ taken: valuesOf(number), tries: valuesOf(number) }),
  branch: object({ commit: nullable(text), files: valuesOf(text) }),
  failures: count,
  failedAt: nullable(number),
});

/** What is remembered of a source, in a file of its folder. What is lost of it is fetched again. */
export class MemoryFile {
  readonly #folder: SourceFolder;
  readonly #path: string;
  readonly #origin: string;

  constructor(folder: SourceFolder, { origin, files, format }: Pick<Source, 'origin' | 'files' | 'format'>) {
    this.#folder = folder;
    this.#path = join(folder.path, 'memory.json');
    this.#origin = sha256(canonicalJson({ origin, files, format }));
  }

  /** Of a source that was another one, or in a file that is damaged, nothing is remembered: then the folder is emptied. */
  async read(): Promise<SourceMemory> {
    const memory = this.#parse(await readTextIfExists(this.#path));
    if (memory !== null) return memory;
    await this.#folder.clear();
    return NEW_MEMORY;
  }

  async write(memory: SourceMemory): Promise<void> {
    const body = { ...memory, schema: SCHEMA, origin: this.#origin };
    await writeFileAtomic(this.#path, `${canonicalJson({ ...body, digest: sha256(canonicalJson(body)) })}\n`);
  }

  #parse(content: string | null): SourceMemory | null {
    try {
      const value: unknown = JSON.parse(content ?? '');
      if (MEMORY(value, '').length > 0) return null;
      const { digest, ...rest } = value as Record<string, unknown>;
      const isOurs = rest['schema'] === SCHEMA && rest['origin'] === this.#origin;
      return isOurs && digest === sha256(canonicalJson(rest)) ? (rest as unknown as SourceMemory) : null;
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) return null;
      throw error;
    }
  }
}
