import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysInMemory, type PackedKeys } from '../domain/packed-keys.js';
import type { KeyShelf } from '../ports/key-shelf.js';

/** Up to here keys stay in memory: 4 MiB, a quarter of a million events. */
const MOST_IN_MEMORY = 4 * 1024 * 1024;

/** Keys that lie in a file of their own. */
export function keysInFile(file: string, bytes: number): PackedKeys {
  const read = (): Uint8Array => {
    const keys = readFileSync(file);
    if (keys.length !== bytes) throw new Error(`${file} was cut short while it was in use`);
    return keys;
  };
  return { bytes, read, file };
}

/** Keys in memory while they are few, then each list in a temporary file, which is removed when the shelf is closed. */
export class TemporaryKeyShelf implements KeyShelf {
  readonly #mostInMemory: number;
  readonly #within: string;
  #inMemory = 0;
  #folder: string | null = null;
  #files = 0;

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
    const file = join(this.folder(), String((this.#files += 1)));
    writeFileSync(file, keys, { flag: 'wx' });
    return keysInFile(file, keys.length);
  }

  close(): void {
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }
}
