import { keysInMemory, type PackedKeys } from '../domain/packed-keys.js';
import type { ScannedWindow } from '../ports/bulk-scanner.js';
import type { RangeTaken } from '../ports/range-scanner.js';
import { keysInFile } from './key-shelf.js';

type KeysAcross = Uint8Array<ArrayBuffer> | { readonly file: string; readonly bytes: number };

/** What was taken of a range, with keys as bytes or as where they are: as it crosses to another thread. */
export type TakenAcross = Omit<RangeTaken, 'windows'> & {
  readonly windows: readonly (Omit<ScannedWindow, 'keys'> & { readonly keys: KeysAcross })[];
};

function across(keys: PackedKeys): KeysAcross {
  const { file, bytes } = keys;
  return file === undefined ? new Uint8Array(keys.read()) : { file, bytes };
}

function from(keys: KeysAcross): PackedKeys {
  return keys instanceof Uint8Array ? keysInMemory(keys) : keysInFile(keys.file, keys.bytes);
}

/** What can be given to another thread, and the memory in it that need not be copied. */
export function takenAcross({
  windows,
  ...rest
}: RangeTaken): readonly [taken: TakenAcross, moved: readonly ArrayBuffer[]] {
  const given = windows.map((one) => ({ ...one, keys: across(one.keys) }));
  const moved = given.flatMap(({ keys }) => (keys instanceof Uint8Array ? [keys.buffer] : []));
  return [{ ...rest, windows: given }, moved];
}

/** What another thread gave. */
export function takenFrom({ windows, ...rest }: TakenAcross): RangeTaken {
  return { ...rest, windows: windows.map((one) => ({ ...one, keys: from(one.keys) })) };
}
