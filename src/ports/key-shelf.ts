import type { PackedKeys } from '../domain/packed-keys.js';

/** Where keys of windows are put, and events that are kept, that are not at hand, so that memory does not grow with the input. */
export interface KeyShelf {
  /** Puts a copy of the keys away. They can be read until the shelf is closed. */
  put(keys: Uint8Array): PackedKeys;
  /** Puts a copy of anything else away; returns what reads it until the shelf is closed. */
  lay(bytes: Uint8Array): () => Uint8Array;
  close(): void;
}
