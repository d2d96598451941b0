import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../../domain/policy.js';
import type { Cursor, FileEnd, RawLine, ReadRequest, TelemetryReader } from '../../ports/telemetry.js';
import { compressedFingerprint, sameFingerprint } from '../file-bytes.js';
import { FileTelemetryReader } from '../telemetry-reader.js';
import { SourceFolder, sourceFolder } from './source-folder.js';

/** What was fetched of a source: the files that are here, and those that were read and removed. */
export class FetchedReader implements TelemetryReader {
  readonly #local: FileTelemetryReader;
  readonly #pattern: string;
  readonly #known: readonly string[];

  /** `folder`: of what is fetched of all sources; `known`: files that are still where they come from. */
  constructor(options: {
    readonly folder: string;
    readonly source: Source;
    readonly known: readonly string[];
  }) {
    const { folder, source, known } = options;
    this.#local = new FileTelemetryReader(new SourceFolder(sourceFolder(folder, source.name)).files);
    // Each artifact is unpacked into a folder of its own.
    this.#pattern = source.origin?.kind === 'artifact' ? `*/${source.files}` : source.files;
    this.#known = known;
  }

  async *read(request: ReadRequest): AsyncGenerator<RawLine | FileEnd> {
    const here = new Set<string>();
    for await (const item of this.#local.read({ ...request, files: this.#pattern })) {
      here.add(item.kind === 'end' ? item.file : item.place.file);
      yield item;
    }
    // A file that is still at its source has not gone, however long nothing was added to it.
    for (const file of this.#known) {
      const cursor = Object.hasOwn(request.cursors, file) ? request.cursors[file] : undefined;
      if (cursor !== undefined && !here.has(file)) yield { kind: 'end', file, cursor };
    }
  }
}

type Cursors = Readonly<Record<string, Readonly<Record<string, Cursor>>>>;

async function isRead(path: string, cursor: Cursor | undefined): Promise<boolean> {
  if (cursor === undefined || cursor.cutSince !== null) return false;
  if (cursor.compressed !== null)
    return sameFingerprint(cursor.compressed, await compressedFingerprint(path));
  return cursor.offset === (await stat(path)).size;
}

/**
 * Removes fetched files that were read to their end, so that what is carried to the next tick stays small. To be called once
 * the state with these cursors (by source, then by file) is written.
 */
export async function removeRead(folder: string, cursors: Cursors): Promise<void> {
  for (const [source, ofSource] of Object.entries(cursors)) {
    const fetched = new SourceFolder(sourceFolder(folder, source));
    for (const file of await fetched.list()) {
      const cursor = Object.hasOwn(ofSource, file) ? ofSource[file] : undefined;
      if (await isRead(join(fetched.files, file), cursor)) await fetched.remove(file);
    }
  }
}
