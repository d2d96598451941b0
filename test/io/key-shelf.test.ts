import { afterEach, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysInMemory, joinKeys } from '../../src/domain/packed-keys.js';
import { laidInFile, laidInMemory, TemporaryKeyShelf } from '../../src/io/key-shelf.js';
import type { LaidBytes } from '../../src/ports/key-shelf.js';

const keys = (first: number, count: number): Uint8Array =>
  Uint8Array.from({ length: 16 * count }, (_, i) => first + i);

const temporary = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('phasegate-keys-'));

describe('keys that are put away', () => {
  let shelf = new TemporaryKeyShelf();
  afterEach(() => shelf.close());

  test.each([0, 16, 40, 1_000_000])('come back as they were, with room for %i bytes in memory', (room) => {
    shelf = new TemporaryKeyShelf(room);
    const all = [keys(1, 1), keys(7, 3), keys(0, 0), keys(90, 2)];
    const put = all.map((one) => shelf.put(one));
    for (const [i, one] of put.entries()) {
      expect(one.bytes).toBe(all[i]?.length);
      expect([...one.read()]).toEqual([...(all[i] ?? [])]);
    }
    expect([...joinKeys(put).read()]).toEqual(all.flatMap((one) => [...one]));
  });

  test('are copies: what they were put from may be written over', () => {
    for (const room of [0, 1_000]) {
      shelf = new TemporaryKeyShelf(room);
      const source = keys(1, 2);
      const put = shelf.put(source);
      source.fill(0);
      expect([...put.read()]).toEqual([...keys(1, 2)]);
      shelf.close();
    }
  });

  test('leave no file behind, and make none while they are few', () => {
    const before = temporary();
    shelf = new TemporaryKeyShelf(100);
    shelf.put(keys(1, 5));
    expect(temporary()).toEqual(before);
    shelf.put(keys(1, 5));
    expect(temporary()).toHaveLength(before.length + 1);
    shelf.close();
    expect(temporary()).toEqual(before);
    shelf.close();
  });

  test('cannot be read when the shelf is closed', () => {
    shelf = new TemporaryKeyShelf(0);
    const put = shelf.put(keys(1, 1));
    shelf.close();
    expect(() => put.read()).toThrow('ENOENT');
  });
});

describe('what is laid', () => {
  const all = Array.from({ length: 100 }, (_, i) => Uint8Array.from({ length: i % 7 }, (_, k) => i + k));
  /** Lays copies of all, which are written over at once. */
  const layAll = (shelf: TemporaryKeyShelf): LaidBytes[] =>
    all.map((one) => {
      const given = one.slice();
      const laid = shelf.lay(given);
      given.fill(0);
      return laid;
    });
  const listed = (list: readonly Uint8Array[]): number[][] => list.map((one) => [...one]);

  test.each([0, 40, 1_000])('comes back as it was, with room for %i bytes in memory', (room) => {
    const shelf = new TemporaryKeyShelf(room);
    expect(listed(layAll(shelf).map((laid) => laid.read()))).toEqual(listed(all));
    shelf.close();
  });

  test('is in one file, however much there is', () => {
    const shelf = new TemporaryKeyShelf(0);
    layAll(shelf);
    expect(readdirSync(shelf.folder())).toEqual(['laid']);
    shelf.close();
  });

  test('can be read by whoever knows where it lies', () => {
    const shelf = new TemporaryKeyShelf(40);
    const again = layAll(shelf).map((laid) =>
      laid.place === undefined
        ? laidInMemory(laid.read())
        : laidInFile(laid.place.file, laid.place.from, laid.bytes),
    );
    expect(listed(again.map((laid) => laid.read()))).toEqual(listed(all));
    expect(again.some(({ place }) => place !== undefined)).toBe(true);
    expect(() => laidInFile(join(shelf.folder(), 'laid'), 0, 10_000).read()).toThrow('was cut short');
    shelf.close();
  });

  test('cannot be read when the shelf is closed', () => {
    const shelf = new TemporaryKeyShelf(0);
    const laid = shelf.lay(keys(1, 1));
    shelf.close();
    expect(() => laid.read()).toThrow('the shelf was closed');
  });
});

test('one list of keys is not copied', () => {
  const only = keysInMemory(keys(1, 2));
  expect(joinKeys([only])).toBe(only);
});
