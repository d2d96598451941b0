import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatBytes, parseBytes } from '../../src/domain/bytes.js';

describe('a number of bytes as text', () => {
  test.each<[string, number]>([
    ['0B', 0],
    ['512B', 512],
    ['1kB', 1_000],
    ['10MB', 10_000_000],
    ['10 MB', 10_000_000],
    ['1GB', 1_000_000_000],
    ['1KiB', 1_024],
    ['16MiB', 16_777_216],
    ['2GiB', 2_147_483_648],
    ['999999GB', 999_999_000_000_000],
  ])('%s is %d', (text, bytes) => expect(parseBytes(text)).toBe(bytes));

  test.each([
    '',
    '10',
    'MB',
    '10mb',
    '10Mb',
    '10KB',
    '-1MB',
    '1.5MB',
    '1e3B',
    '10  MB',
    ' 10MB',
    '10MB ',
    '10MB\n',
    '1234567B',
    '１０MB',
    '10MBs',
  ])('%j is none', (text) => expect(parseBytes(text)).toBeNull());

  test.each<[number, string]>([
    [0, '0B'],
    [999, '999B'],
    [1_000, '1kB'],
    [1_024, '1KiB'],
    [1_025, '1025B'],
    [10_000_000, '10MB'],
    [2_147_483_648, '2GiB'],
  ])('%d is written %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test('what is written is read back, while it has at most six digits', () => {
    fc.assert(
      fc.property(fc.nat(999_999), fc.constantFrom('B', 'kB', 'MB', 'GB', 'KiB', 'MiB', 'GiB'), (n, unit) => {
        const bytes = parseBytes(`${n}${unit}`) ?? Number.NaN;
        expect(parseBytes(formatBytes(bytes))).toBe(bytes);
      }),
    );
  });
});
