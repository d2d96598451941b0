import { deserialize, serialize } from 'node:v8';
import { keysInMemory, type PackedKeys } from '../domain/packed-keys.js';
import type { Summary } from '../domain/batch.js';
import type { PhaseSummary } from '../domain/window-tally.js';
import type { ScannedWindow } from '../ports/bulk-scanner.js';
import type { KeyShelf, LaidBytes } from '../ports/key-shelf.js';
import type { RangeTaken } from '../ports/range-scanner.js';
import { keysInFile, laidInFile, laidInMemory } from './key-shelf.js';

type Bytes = Uint8Array<ArrayBuffer>;
type KeysAcross = Bytes | { readonly file: string; readonly bytes: number };
type LaidAcross = Bytes | { readonly file: string; readonly from: number; readonly bytes: number };

type PhaseAcross = Omit<PhaseSummary, 'summaries'> & { readonly summaries: LaidAcross };

type WindowAcross = Omit<ScannedWindow, 'keys' | 'phases'> & {
  readonly keys: KeysAcross;
  readonly phases: ReadonlyMap<string, PhaseAcross>;
};

/** What was taken of a range, with keys and summaries as bytes or as where they are: as it crosses to another thread. */
export type TakenAcross = Omit<RangeTaken, 'windows'> & { readonly windows: readonly WindowAcross[] };

function keysAcross(keys: PackedKeys): KeysAcross {
  const { file, bytes } = keys;
  return file === undefined ? new Uint8Array(keys.read()) : { file, bytes };
}

function keysFrom(keys: KeysAcross): PackedKeys {
  return keys instanceof Uint8Array ? keysInMemory(keys) : keysInFile(keys.file, keys.bytes);
}

function laidAcross(laid: LaidBytes): LaidAcross {
  const { place, bytes } = laid;
  return place === undefined ? new Uint8Array(laid.read()) : { ...place, bytes };
}

function laidFrom(laid: LaidAcross): LaidBytes {
  return laid instanceof Uint8Array ? laidInMemory(laid) : laidInFile(laid.file, laid.from, laid.bytes);
}

/** One phase's summaries at a time: those of all windows of a large file are large together, on either thread. */
function phaseAcross({ summaries, ...rest }: PhaseSummary, shelf: KeyShelf): PhaseAcross {
  return { ...rest, summaries: laidAcross(shelf.lay(serialize(summaries))) };
}

function phaseFrom({ summaries, ...rest }: PhaseAcross): PhaseSummary {
  const laid = laidFrom(summaries);
  return {
    ...rest,
    get summaries() {
      // As another thread of this process wrote it.
      return deserialize(laid.read()) as Summary[];
    },
  };
}

/** What can be given to another thread, and the memory in it that need not be copied. The shelf outlasts its use there. */
export function takenAcross(
  { windows, ...rest }: RangeTaken,
  shelf: KeyShelf,
): readonly [taken: TakenAcross, moved: readonly ArrayBuffer[]] {
  const given = windows.map((one) => ({
    ...one,
    keys: keysAcross(one.keys),
    phases: new Map([...one.phases].map(([name, phase]) => [name, phaseAcross(phase, shelf)])),
  }));
  const all = given.flatMap(({ keys, phases }) => [
    keys,
    ...[...phases.values()].map(({ summaries }) => summaries),
  ]);
  const moved = all.flatMap((bytes) => (bytes instanceof Uint8Array ? [bytes.buffer] : []));
  return [{ ...rest, windows: given }, moved];
}

/** What another thread gave. */
export function takenFrom({ windows, ...rest }: TakenAcross): RangeTaken {
  const taken = windows.map((one) => ({
    ...one,
    keys: keysFrom(one.keys),
    phases: new Map([...one.phases].map(([name, phase]) => [name, phaseFrom(phase)])),
  }));
  return { ...rest, windows: taken };
}
