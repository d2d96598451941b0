import { describe, expect, test } from '@jest/globals';
import { NO_LINES } from '../../src/domain/batch.js';
import { keysInMemory } from '../../src/domain/packed-keys.js';
import { keysInFile, TemporaryKeyShelf } from '../../src/io/key-shelf.js';
import { takenAcross, takenFrom } from '../../src/io/range-across.js';
import type { RangeTaken } from '../../src/ports/range-scanner.js';

const summaries = (n: number): RangeTaken['windows'][number]['phases'] =>
  new Map(
    ['one', 'two'].map((phase, i) => [
      phase,
      {
        accepted: { app: n + i },
        digest: String(n).repeat(64),
        summaries: [
          { sli: 'rate', feature: 'f', label: '', kind: 'ratio', matching: n, total: n + i },
          { sli: 'calls', feature: 'f', label: 'ü', kind: 'count', total: n / 7 },
        ],
      },
    ]),
  );

const windowOf = (n: number, keys = keysInMemory(Uint8Array.of(n, n))): RangeTaken['windows'][number] => ({
  start: n,
  phases: summaries(n),
  keys,
  rejected: n,
  duplicates: n,
});

const taken = (windows: RangeTaken['windows']): RangeTaken => ({
  lines: 3,
  windows,
  counts: new Map([[5, NO_LINES]]),
  totals: NO_LINES,
  quarantine: [],
  trail: { reached: 7, rejected: 1 },
  firstArrival: null,
  earliestLookedUp: 3,
});

/** As plain data, keys read. */
const plain = ({ windows, ...rest }: RangeTaken): unknown => ({
  ...rest,
  windows: windows.map(({ keys, phases, ...one }) => ({
    ...one,
    keys: [...keys.read()],
    phases: [...phases].map(([phase, summary]) => [phase, { ...summary }]),
  })),
});

describe('what was taken of a range', () => {
  test.each([0, 150, 10_000])('is the same on the other thread, with room for %i bytes in memory', (room) => {
    const shelf = new TemporaryKeyShelf(room);
    const { file = '', bytes } = new TemporaryKeyShelf(0, shelf.folder()).put(Uint8Array.of(1, 2, 3));
    const given = taken([windowOf(1), windowOf(2, keysInFile(file, bytes)), windowOf(3)]);
    const before = plain(given);
    const [across, moved] = takenAcross(given, shelf);
    const got = takenFrom(structuredClone(across, { transfer: [...moved] }));
    expect(plain(got)).toEqual(before);
    // They are made anew each time.
    expect(plain(got)).toEqual(before);
    expect(plain(given)).toEqual(before);
    shelf.close();
  });

  test('is not read before it is asked for', () => {
    const shelf = new TemporaryKeyShelf(0);
    const [across] = takenAcross(taken([windowOf(1)]), shelf);
    const [window] = takenFrom(structuredClone(across)).windows;
    shelf.close();
    const phase = window?.phases.get('two');
    expect(phase?.accepted).toEqual({ app: 2 });
    expect(() => phase?.summaries).toThrow('ENOENT');
  });
});
