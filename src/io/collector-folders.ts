import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackKeys, type PackedKeys } from '../domain/packed-keys.js';
import { compactInstant } from '../domain/time.js';
import type { CollectorFiles, CollectorWrites } from '../ports/collector-files.js';
import type { StateKind } from '../ports/stage-state.js';
import { readTextIfExists, writeFileAtomic, writeFilesAtOnce, type WholeFile } from './files.js';

/** Where the batches are, below the output folder. */
export const COLLECTOR_FOLDER = join('logs', 'rollout', 'collector');

function keysFile(start: number): string {
  return `${compactInstant(start)}.txt`;
}

/** Of keys of 16 bytes each. */
function packedFile(start: number): string {
  return `${compactInstant(start)}.keys`;
}

function dataOf(packed: PackedKeys): Uint8Array | WholeFile {
  const { file } = packed;
  return file === undefined ? packed.read() : { file, read: () => packed.read() };
}

async function readPacked(path: string): Promise<readonly string[]> {
  try {
    return unpackKeys(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The collector's files in two folders: state both ways, output out. `part`: its folder within the state. */
export class CollectorFolders implements CollectorFiles {
  readonly #state: string;
  readonly #keys: string;
  readonly #output: string;

  constructor(
    { state, output }: { readonly state: string; readonly output: string },
    part: StateKind['part'] = 'collector',
  ) {
    this.#state = join(state, part, 'state.json');
    this.#keys = join(state, part, 'keys');
    this.#output = output;
  }

  async keysOfClosed(start: number): Promise<ReadonlySet<string>> {
    const text = await readTextIfExists(join(this.#keys, keysFile(start)));
    return new Set([
      ...(text?.split('\n') ?? []),
      ...(await readPacked(join(this.#keys, packedFile(start)))),
    ]);
  }

  /** One by one, as the batches' are: packed ones are large, and may come from a disk. */
  *#keyFiles({
    keys,
    packedKeys,
  }: CollectorWrites): Generator<{ path: string; data: string | Uint8Array | WholeFile }> {
    for (const [start, lines] of keys)
      if (lines.length > 0 || !packedKeys.has(start))
        yield { path: join(this.#keys, keysFile(start)), data: lines.join('\n') };
    for (const [start, packed] of packedKeys)
      yield { path: join(this.#keys, packedFile(start)), data: dataOf(packed) };
  }

  /** One by one: those that are made when they are asked for are as large as the telemetry together. */
  *#batchFiles(batches: CollectorWrites['batches']): Generator<{ path: string; data: string | Uint8Array }> {
    for (const batch of batches)
      yield {
        path: join(this.#output, COLLECTOR_FOLDER, batch.file),
        data: batch.bytes?.() ?? batch.text,
      };
  }

  async write(writes: CollectorWrites, { dryRun }: { readonly dryRun: boolean }): Promise<void> {
    const { batches, quarantine, state, keepKeysFrom } = writes;
    if (!dryRun) writeFilesAtOnce(this.#keyFiles(writes));
    writeFilesAtOnce(this.#batchFiles(batches));
    if (quarantine !== null)
      await writeFileAtomic(join(this.#output, 'quarantine', quarantine.file), quarantine.text);
    if (dryRun) return;
    await writeFileAtomic(this.#state, state);
    const oldest = keysFile(keepKeysFrom);
    const files = await readdir(this.#keys).catch(() => []);
    for (const file of files) if (file < oldest) await rm(join(this.#keys, file), { force: true });
  }
}
