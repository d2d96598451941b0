import { describe, expect, test } from '@jest/globals';
import { UNPACK_LIMITS, unpackBatches } from '../../scripts/replay-change/src/unpack.js';
import { archiveOf } from './archive.js';

const FILE = 'batch-20260504T080000Z.jsonl';
const KEPT = `logs/rollout/collector/dark/${FILE}`;

const unpacked = (archive: Uint8Array, limits = UNPACK_LIMITS): [string, string][] =>
  [...unpackBatches(archive, limits)].map(([place, bytes]) => [place, Buffer.from(bytes).toString('utf8')]);

test('batches are taken, by phase and window, and nothing else is', () => {
  const files = {
    [KEPT]: 'one\n',
    [`dark/${FILE}.tmp`]: 'two',
    'logs/rollout/quarantine/dark.jsonl': 'three',
    [FILE]: 'no phase',
    'analysis.json': '{}',
    __proto__: 'x',
  };
  expect(unpacked(archiveOf(files))).toEqual([[`dark/${FILE}`, 'one\n']]);
});

/** The archive with each size in its directory replaced. */
function claiming(archive: Uint8Array, size: number): Uint8Array {
  const copy = Buffer.from(archive);
  for (
    let at = copy.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = copy.indexOf('PK\x01\x02', at + 4, 'latin1')
  )
    copy.writeUInt32LE(size, at + 24);
  return copy;
}

describe('an archive that is not what it should be', () => {
  const entry = (path: string): Uint8Array => archiveOf({ [KEPT]: 'one\n', [path]: 'x' });
  const small = { entries: 3, fileBytes: 100, bytes: 150 };
  const long = 'x'.repeat(90);
  const cases: readonly { name: string; archive: Uint8Array; why: RegExp }[] = [
    { name: 'climbs', archive: entry(`../../dark/${FILE}`), why: /leads out of it: "\.\.\/\.\.\/dark/ },
    { name: 'climbs in the middle', archive: entry(`a/../../dark/${FILE}`), why: /leads out/ },
    { name: 'is absolute', archive: entry(`/etc/dark/${FILE}`), why: /leads out/ },
    { name: 'is absolute elsewhere', archive: entry(`C:/dark/${FILE}`), why: /leads out/ },
    { name: 'has backslashes', archive: entry(`..\\..\\dark\\${FILE}`), why: /leads out/ },
    { name: 'has one batch twice', archive: entry(`other/dark/${FILE}`), why: /more than once/ },
    { name: 'has many files', archive: archiveOf({ a: '', b: '', c: '', d: '' }), why: /more than 3 files/ },
    {
      name: 'has a large file',
      archive: archiveOf({ [KEPT]: 'x'.repeat(101) }),
      why: /larger than 100 bytes/,
    },
    {
      name: 'is large together',
      archive: archiveOf({ [KEPT]: long, [`tenth/${FILE}`]: long }),
      why: /or 150 together/,
    },
    { name: 'is empty', archive: new Uint8Array(), why: /no archive/ },
    { name: 'is something else', archive: Buffer.from('<html>'.repeat(100)), why: /no archive/ },
    { name: 'is cut off', archive: archiveOf({ [KEPT]: long }).subarray(0, 60), why: /no archive/ },
  ];

  test.each(cases)('$name', ({ archive, why }) => {
    expect(() => unpackBatches(archive, small)).toThrow(why);
  });

  test('a file that is larger than the archive says is not unpacked further', () => {
    const bomb = claiming(archiveOf({ [KEPT]: 'x'.repeat(20_000) }), 10);
    expect(unpacked(bomb, small)).toEqual([[`dark/${FILE}`, 'x'.repeat(10)]]);
  });
});
