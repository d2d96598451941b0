import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compactInstant,
  formatDuration,
  formatInstant,
  parseDuration,
  parseInstant,
  windowAt,
} from '../../src/domain/time.js';

describe('parseDuration', () => {
  test.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h30m', 5_400_000],
    ['48h', 172_800_000],
    ['5d', 432_000_000],
    ['0s', 0],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', '15', 'm', '15 m', '-1h', '1.5h', '30m1h', '1h1h', '1w', '9999999s'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  test('is what formatDuration wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000_000 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});

describe('parseInstant', () => {
  test.each([
    ['2026-03-02T14:15:00Z', Date.UTC(2026, 2, 2, 14, 15)],
    ['2026-03-02T14:15:00.250Z', Date.UTC(2026, 2, 2, 14, 15, 0, 250)],
    ['2026-03-02T14:15:00.123456789Z', Date.UTC(2026, 2, 2, 14, 15, 0, 123)],
    ['2026-03-02T23:15:00+09:00', Date.UTC(2026, 2, 2, 14, 15)],
    ['2026-03-01T22:15:00-05:30', Date.UTC(2026, 2, 2, 3, 45)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['1969-12-31T23:59:59Z', -1000],
  ])('%s', (text, ms) => {
    expect(parseInstant(text)).toBe(ms);
  });

  test.each([
    ['no zone', '2026-03-02T14:15:00'],
    ['a day only', '2026-03-02'],
    ['30 February', '2026-02-30T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00+09:00'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['hour 25', '2026-03-02T25:00:00Z'],
    ['a space', '2026-03-02 14:15:00Z'],
    ['a number', '1772460900000'],
    ['text behind it', '2026-03-02T14:15:00Z; rm'],
  ])('%s is none', (_name, text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test('is what formatInstant wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (ms) => {
        expect(parseInstant(formatInstant(ms))).toBe(ms);
      }),
    );
  });
});

test('an instant as a part of a file name has no separators', () => {
  expect(compactInstant(Date.UTC(2026, 2, 2, 14, 15))).toBe('20260302T141500Z');
});

test('windows are half-open, aligned, and cover time without gap or overlap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }),
      fc.constantFrom(60_000, 900_000, 3_600_000),
      (ms, size) => {
        const window = windowAt(ms, size);
        expect(window.start % size).toBe(0);
        expect(window.start <= ms && ms < window.end).toBe(true);
        expect(windowAt(window.end, size).start).toBe(window.end);
      },
    ),
  );
});
