import type { PackedKeys } from '../domain/packed-keys.js';

/** Bytes that were put away. */
export interface LaidBytes {
  readonly bytes: number;
  read(): Uint8Array;
  /** Where they lie in a file; missing: in memory. */
  readonly place?: { readonly file: string; readonly from: number };
}

/** Where keys and values of windows are put, and events that are kept, while they are not at hand, so that memory does not grow with the input. */
export interface KeyShelf {
  /** Puts a copy of the keys away. They can be read until the shelf is closed. */
  put(keys: Uint8Array): PackedKeys;
  /** Puts a copy of anything else away. It can be read until the shelf is closed. */
  lay(bytes: Uint8Array): LaidBytes;
  close(): void;
}
