import type { PackedKeys } from '../domain/packed-keys.js';

export interface BatchText {
  readonly file: string;
  readonly text: string;
  /** The same as bytes, where it is not at hand as text. */
  readonly bytes?: () => Uint8Array;
}

/** What a tick of the collector leaves, written in this order: a tick that dies is repeated by the next one. */
export interface CollectorWrites {
  /** Keys of closed windows' events, by window start (ms since the epoch). */
  readonly keys: ReadonlyMap<number, readonly string[]>;
  /** Of those that were not held. */
  readonly packedKeys: ReadonlyMap<number, PackedKeys>;
  /** Batch files, below the collector's folder. */
  readonly batches: readonly BatchText[];
  readonly quarantine: { readonly file: string; readonly text: string } | null;
  readonly state: string;
  /** Keys of windows that start before this are of no use any more, ms since the epoch. */
  readonly keepKeysFrom: number;
}

/** Port to the collector's files. Implementation: folders (collector-folders.ts). */
export interface CollectorFiles {
  /** Keys of the events of a closed window, by its start; none where they were dropped. */
  keysOfClosed(start: number): Promise<ReadonlySet<string>>;
  /** Batches and quarantine only, when `dryRun`. */
  write(writes: CollectorWrites, options: { readonly dryRun: boolean }): Promise<void>;
}
