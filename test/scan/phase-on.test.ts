import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/domain/time.js';
import { CountedScanners, collectBytes, outcome } from './differential.js';
import { ledgerBefore, NOW } from './subjects/common.js';
import { discriminated } from './subjects/discriminated.js';

const LEDGER = ledgerBefore(discriminated.policy, [
  [100 * MINUTE, 'two'],
  [50 * MINUTE, 'gone'],
  [30 * MINUTE, 'one'],
]);

/** Lines of the last two hours, in order. */
function lines(write: (ms: number, i: number) => object, count = 2_000): Buffer {
  const step = (2 * HOUR) / count;
  return Buffer.from(
    Array.from(
      { length: count },
      (_, i) => `${JSON.stringify(write(NOW - 2 * HOUR + Math.floor(i * step), i))}\n`,
    ).join(''),
  );
}

/** What both ways come to, and the lines that the scanner left to the slow one. */
async function inBothWays(bytes: Buffer): Promise<{ text: string; judged: number }> {
  const subject = { ...discriminated, ledger: LEDGER };
  const slow = await collectBytes(subject, bytes, { scanners: null, chunkSizes: () => 1 << 20 });
  const scanners = new CountedScanners(subject.schema);
  const fast = await collectBytes(subject, bytes, { scanners, chunkSizes: () => 1 << 20 });
  expect(outcome(fast)).toBe(outcome(slow));
  return { text: outcome(fast), judged: scanners.judged };
}

const event = (ms: number, i: number): object => ({
  event: 'up',
  ts: new Date(ms).toISOString(),
  size: 1 + i,
});

describe('the scanner takes by itself', () => {
  test('lines without a phase: each is of the one that was on', async () => {
    const { text, judged } = await inBothWays(lines(event));
    expect(text).toContain('one/batch-');
    expect(text).toContain('two/batch-');
    // What the policy does not have is put aside, and named.
    expect(text).toContain('phase \\\\\\"gone\\\\\\" is not in the policy');
    expect(judged).toBeLessThan(10);
  });

  test('lines with and without one', async () => {
    const { judged } = await inBothWays(
      lines((ms, i) => ({ ...event(ms, i), ...(i % 3 === 0 ? { phase: 'two' } : {}) })),
    );
    expect(judged).toBeLessThan(12);
  });

  test('lines whose clocks show another zone', async () => {
    const at = (ms: number): string => `${new Date(ms + 5.5 * HOUR).toISOString().slice(0, -1)}+05:30`;
    const { text, judged } = await inBothWays(
      lines((ms, i) => ({ ...event(ms, i), ts: at(ms), phase: 'one' })),
    );
    expect(text).toContain('"accepted": 2000,');
    expect(judged).toBeLessThan(10);
  });
});

test('a phase that is null or hidden behind an escape is not the one that was on', async () => {
  const { text } = await inBothWays(
    Buffer.concat([
      lines((ms, i) => ({ ...event(ms, i), ...(i % 4 === 0 ? { phase: null } : {}) }), 100),
      Buffer.from(
        `{"event":"up","ts":${JSON.stringify(new Date(NOW - 40 * MINUTE).toISOString())},"size":7,"ph\\u0061se":"two"}\n`,
      ),
    ]),
  );
  expect(text.match(/phase must be string/g)).toHaveLength(25);
  expect(text).toContain('two/batch-20260627T231500Z');
});

test.each([
  ['+24:00', 0],
  ['+05:60', 0],
  ['+0530', 0],
  ['+05', 0],
  ['-00:00', 1],
  ['+23:59', 1],
  ['z', 0],
])('a time that ends with %s', async (zone, accepted) => {
  // Clocks of that zone show about now.
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  const ahead = (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
  const ts = `${new Date(NOW - MINUTE + (accepted === 0 ? 0 : ahead)).toISOString().slice(0, -1)}${zone}`;
  const good = lines((ms, i) => ({ ...event(ms, i), phase: 'one' }), 3);
  const { text } = await inBothWays(
    Buffer.concat([good, Buffer.from(`${JSON.stringify({ event: 'up', ts, phase: 'one', size: 4 })}\n`)]),
  );
  expect(text).toContain(`"accepted": ${3 + accepted},`);
});
