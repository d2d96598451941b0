import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { PhasegateError } from '../../src/domain/fault.js';
import { unpack } from '../../src/io/unpack.js';

const ALL = { wants: () => true };
const LIMITS = { entries: 3, fileBytes: 100, bytes: 150 };

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}

/** The archive with every mention of a name replaced by one of the same length. */
function renamed(archive: Uint8Array, from: string, to: string): Uint8Array {
  return Buffer.from(Buffer.from(archive).toString('latin1').replaceAll(from, to), 'latin1');
}

describe('unpack', () => {
  test('gives the files that are wanted, by path', () => {
    const archive = zip({ 'tick.json': '{}', 'state/a/b.json': 'b', 'report.html': 'no' });
    const files = unpack(archive, { wants: (path) => path.endsWith('.json') });
    expect([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['tick.json', '{}'],
      ['state/a/b.json', 'b'],
    ]);
  });

  test.each([
    ['a path that climbs', 'aa/b', '../b'],
    ['one that climbs later on', 'aa/bb/c', 'aa/../c'],
    ['a path from the root', 'ab', '/b'],
    ['a path of Windows', 'abcd', 'C:cd'],
    ['a path with backslashes', 'a/bb', 'a\\bb'],
    ['a path with a null byte', 'abb', 'a\0b'],
  ])('refuses %s, wanted or not', (_name, safe, path) => {
    const archive = renamed(zip({ [safe]: 'x' }), safe, path);
    expect(() => unpack(archive, { wants: () => false })).toThrow(/leads out of it/);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['too many files', { a: '', b: '', c: '', d: '' }, /more than 3 files/],
    ['a large file', { a: 'x'.repeat(101) }, /larger than 100 bytes/],
    ['files that are large together', { a: 'x'.repeat(80), b: 'y'.repeat(80) }, /150 together/],
  ])('refuses %s', (_name, files, why) => {
    expect(() => unpack(zip(files), { ...ALL, limits: LIMITS })).toThrow(why);
  });

  test('unpacks no more than an archive claims', () => {
    const archive = zip({ a: 'x'.repeat(90) });
    // The size that the central directory names: 90 becomes 9.
    const end = Buffer.from(archive);
    const entry = end.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    end.writeUInt32LE(9, entry + 24);
    const bytes = unpack(end, ALL).get('a');
    expect(bytes?.length).toBeLessThanOrEqual(90);
  });

  test('refuses a path that comes twice', () => {
    const archive = renamed(zip({ aa: '1', ab: '2' }), 'ab', 'aa');
    expect(() => unpack(archive, ALL)).toThrow(/more than once/);
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['a text', strToU8('no archive at all, only a text that is longer than a header')],
    ['half an archive', zip({ a: 'x' }).slice(0, 40)],
  ])('refuses %s', (_name, archive) => {
    expect(() => unpack(archive, ALL)).toThrow(PhasegateError);
  });
});
