import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysInMemory, type PackedKeys } from '../domain/packed-keys.js';
import type { KeyShelf, LaidBytes } from '../ports/key-shelf.js';

/** Up to here all that is put away stays in memory: 1 MiB, the keys of 65,536 events. */
const MOST_IN_MEMORY = 1024 * 1024;

/** Keys that lie in a file of their own. */
export function keysInFile(file: string, bytes: number): PackedKeys {
  const read = (): Uint8Array => {
    const keys = readFileSync(file);
    if (keys.length !== bytes) throw new Error(`${file} was cut short while it was in use`);
    return keys;
  };
  return { bytes, read, file };
}

/** Bytes that stay in memory. */
export function laidInMemory(bytes: Uint8Array): LaidBytes {
  return { bytes: bytes.length, read: () => bytes };
}

/** Bytes that another shelf laid, which is not closed as long as they are read. */
export function laidInFile(file: string, from: number, bytes: number): LaidBytes {
  const read = (): Uint8Array => {
    const opened = openSync(file, 'r');
    try {
      return bytesOf(opened, from, bytes);
    } finally {
      closeSync(opened);
    }
  };
  return { bytes, read, place: { file, from } };
}

function bytesOf(file: number, from: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const count = readSync(file, bytes, at, length - at, from + at);
    if (count === 0) throw new Error('a temporary file was cut short while it was in use');
    at += count;
  }
  return bytes;
}

/**
 * In memory while there is little, then in temporary files, which are removed when the shelf is closed: each list of keys in
 * one of its own, all the rest together in one.
 */
export class TemporaryKeyShelf implements KeyShelf {
  readonly #mostInMemory: number;
  readonly #within: string;
  #inMemory = 0;
  #folder: string | null = null;
  #files = 0;
  /** Of what is laid. */
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
    const file = join(this.folder(), String((this.#files += 1)));
    writeFileSync(file, keys, { flag: 'wx' });
    return keysInFile(file, keys.length);
  }

  lay(bytes: Uint8Array): LaidBytes {
    const { length } = bytes;
    if (this.#inMemory + length <= this.#mostInMemory) {
      this.#inMemory += length;
      return laidInMemory(bytes.slice());
    }
    const path = join(this.folder(), 'laid');
    const file = (this.#file ??= openSync(path, 'wx+'));
    const from = this.#end;
    for (let at = 0; at < length;) at += writeSync(file, bytes, at, length - at, from + at);
    this.#end += length;
    return { bytes: length, read: () => this.#read(file, from, length), place: { file: path, from } };
  }

  #read(file: number, from: number, length: number): Uint8Array {
    // Its number may be another file's by now.
    if (file !== this.#file) throw new Error('the shelf was closed while it was in use');
    return bytesOf(file, from, length);
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }
}
