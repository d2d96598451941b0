import { expect, test } from '@jest/globals';
import { MINUTE } from '../../src/domain/time.js';
import { CountedScanners, collectBytes, outcome } from './differential.js';
import { NOW } from './subjects/common.js';
import { discriminated } from './subjects/discriminated.js';

/** The outcome, which both ways must agree on, and how many lines the scanner left to the slow one. */
async function inBothWays(lines: readonly string[]): Promise<{ text: string; judged: number }> {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
  const options = { chunkSizes: () => 1 << 20 };
  const slow = await collectBytes(discriminated, bytes, { ...options, scanners: null });
  const scanners = new CountedScanners(discriminated.schema);
  const fast = await collectBytes(discriminated, bytes, { ...options, scanners });
  expect(outcome(fast)).toBe(outcome(slow));
  return { text: outcome(fast), judged: scanners.judged };
}

const TIME = new Date(NOW - 20 * MINUTE + 12_345).toISOString();
const line = (ts: string, size: string, event = 'up'): string =>
  `{"event":"${event}","ts":"${ts}","phase":"one","size":${size}}`;

test('a time with any byte in any of its places', async () => {
  const lines = [line(TIME, '1')];
  for (let place = 0; place < TIME.length; place += 1)
    for (let code = 1; code < 256; code += 1)
      if (code !== 10)
        lines.push(
          line(
            `${TIME.slice(0, place)}${String.fromCharCode(code)}${TIME.slice(place + 1)}`,
            `${lines.length}`,
          ),
        );
  const { text } = await inBothWays(lines);
  expect(text).toContain('"accepted"');
});

test('times of one minute, without being left to the slow way', async () => {
  const lines = Array.from({ length: 2_000 }, (_, i) =>
    line(new Date(NOW - 20 * MINUTE + i * 29).toISOString(), String(1 + i)),
  );
  const { text, judged } = await inBothWays(lines);
  expect(text).toContain('"accepted": 2000,');
  expect(judged).toBeLessThan(10);
});

test('numbers and literals in all their forms', async () => {
  const digits = [
    '',
    '0',
    '7',
    '07',
    '00',
    '12',
    '1234567',
    '12345678',
    '123456789012345',
    '1234567890123456',
  ];
  const tails = [
    '',
    '.',
    '.0',
    '.5',
    '.25',
    '.1234567',
    '.12345678',
    'e',
    'e3',
    'E+3',
    'e-2',
    '.5e1',
    'x',
    ' ',
    '"',
  ];
  const literals = [
    'true',
    'false',
    'null',
    'truf',
    'falsy',
    'fals',
    'tru',
    'nul',
    'nulll',
    'true1',
    'falsee',
    'TRUE',
  ];
  const numbers = ['', '-', '+', '--'].flatMap((sign) =>
    digits.flatMap((whole) => tails.map((tail) => `${sign}${whole}${tail}`)),
  );
  const { text } = await inBothWays(
    ['up', 'down'].flatMap((event) => [...numbers, ...literals].map((value) => line(TIME, value, event))),
  );
  expect(text).toContain('"accepted"');
});

test('lines that lie in two chunks', async () => {
  const lines = Array.from({ length: 500 }, (_, i) => `${line(TIME, String(1 + i))}\r\n`);
  const scanners = new CountedScanners(discriminated.schema);
  const options = { scanners, chunkSizes: () => 100 };
  const taken = await collectBytes(discriminated, Buffer.from(lines.join('')), options);
  expect(outcome(taken)).toContain('"accepted": 500,');
  // All but the first, and those that it learns from.
  expect(scanners.alone.events).toBeGreaterThan(490);
});
