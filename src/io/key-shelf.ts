import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysInMemory, type KeysPlace, type PackedKeys } from '../domain/packed-keys.js';
import type { KeyShelf } from '../ports/key-shelf.js';

/** Up to here keys stay in memory: 4 MiB, a quarter of a million events. */
const MOST_IN_MEMORY = 4 * 1024 * 1024;

/** Keys that lie in a file. */
export function keysInFile(place: KeysPlace, bytes: number): PackedKeys {
  const read = (): Uint8Array => {
    const keys = new Uint8Array(bytes);
    const file = openSync(place.path, 'r');
    try {
      for (let at = 0; at < bytes;) {
        const count = readSync(file, keys, at, bytes - at, place.from + at);
        if (count === 0) throw new Error(`${place.path} was cut short while it was in use`);
        at += count;
      }
    } finally {
      closeSync(file);
    }
    return keys;
  };
  return { bytes, read, place };
}

/** Keys in memory while they are few, then in a temporary file, which is removed when the shelf is closed. */
export class TemporaryKeyShelf implements KeyShelf {
  readonly #mostInMemory: number;
  readonly #within: string;
  #inMemory = 0;
  #folder: string | null = null;
  #file: number | null = null;
  #end = 0;

  /** `within`: folder of the temporary ones. */
  constructor(mostInMemory = MOST_IN_MEMORY, within = tmpdir()) {
    this.#mostInMemory = mostInMemory;
    this.#within = within;
  }

  /** A folder that is removed with the shelf. Other shelves may be within. */
  folder(): string {
    this.#folder ??= mkdtempSync(join(this.#within, 'phasegate-keys-'));
    return this.#folder;
  }

  put(keys: Uint8Array): PackedKeys {
    if (this.#inMemory + keys.length <= this.#mostInMemory) {
      this.#inMemory += keys.length;
      return keysInMemory(keys.slice());
    }
    const path = join(this.folder(), 'keys');
    this.#file ??= openSync(path, 'wx');
    const [from, bytes] = [this.#end, keys.length];
    for (let at = 0; at < bytes;) at += writeSync(this.#file, keys, at, bytes - at, from + at);
    this.#end += bytes;
    return keysInFile({ path, from }, bytes);
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    [this.#file, this.#folder] = [null, null];
  }
}
