import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClosedKeys } from '../../action-collect/src/closed-keys.js';

function keysOf(start: number): ReadonlySet<string> {
  return new Set(Array.from({ length: start % 5 }, (_, i) => `${start}-${i}`));
}

/** Keys of windows, and which of them were read. */
function counted(mostKeys: number): { readonly keys: ClosedKeys; readonly reads: number[] } {
  const reads: number[] = [];
  const read = async (start: number): Promise<ReadonlySet<string>> => {
    reads.push(start);
    return keysOf(start);
  };
  return { keys: new ClosedKeys(read, mostKeys), reads };
}

test('the keys of a closed window are its own, however many are held', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(9)), fc.nat(12), async (starts, mostKeys) => {
      const { keys } = counted(mostKeys);
      for (const start of starts) expect(await keys.of(start)).toEqual(keysOf(start));
    }),
  );
});

test('they are read once while there is room, and again when others were asked for since', async () => {
  const { keys, reads } = counted(7);
  for (const start of [3, 3, 4, 3, 4]) await keys.of(start);
  expect(reads).toEqual([3, 4]);
  // One key too many: the window that was asked for longest ago goes.
  for (const start of [1, 4, 1, 3]) await keys.of(start);
  expect(reads).toEqual([3, 4, 1, 3]);
});

test('a window with more keys than are held at most is read once while it alone is asked for', async () => {
  const { keys, reads } = counted(2);
  for (const start of [4, 4, 4]) await keys.of(start);
  expect(reads).toEqual([4]);
});
