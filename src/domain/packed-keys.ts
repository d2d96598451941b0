const KEY_BYTES = 16;

/** Keys, 16 bytes each, as hexadecimal digits. */
export function unpackKeys(packed: Uint8Array): string[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const words = (at: number): string =>
    [0, 4, 8, 12]
      .map((i) =>
        view
          .getUint32(at + i, true)
          .toString(16)
          .padStart(8, '0'),
      )
      .join('');
  return Array.from({ length: packed.length / KEY_BYTES }, (_, i) => words(i * KEY_BYTES));
}

/** Keys of 32 hexadecimal digits as 16 bytes each, sorted. */
export function packKeys(keys: ReadonlySet<string>): Uint8Array {
  const view = new DataView(new ArrayBuffer(keys.size * KEY_BYTES));
  let at = 0;
  for (const key of [...keys].sort())
    for (let i = 0; i < 4; i += 1, at += 4)
      view.setUint32(at, Number.parseInt(key.slice(8 * i, 8 * i + 8), 16), true);
  return new Uint8Array(view.buffer);
}

/** Keys of events, 16 bytes each, which may lie elsewhere until they are read. */
export interface PackedKeys {
  /** How many bytes they are. */
  readonly bytes: number;
  read(): Uint8Array;
  /** Path of a file that holds them and nothing else, and is not written to any more; missing: there is none. */
  readonly file?: string;
}

/** Keys that are in memory. */
export function keysInMemory(keys: Uint8Array): PackedKeys {
  return { bytes: keys.length, read: () => keys };
}

/** Several lists of keys as one. */
export function joinKeys(list: readonly PackedKeys[]): PackedKeys {
  const [only] = list;
  if (list.length === 1 && only !== undefined) return only;
  const bytes = list.reduce((sum, one) => sum + one.bytes, 0);
  const read = (): Uint8Array => {
    const joined = new Uint8Array(bytes);
    let at = 0;
    for (const one of list) {
      joined.set(one.read(), at);
      at += one.bytes;
    }
    return joined;
  };
  return { bytes, read };
}
