import { expect, test } from '@jest/globals';
import { CountedScanners, collectBytes, outcome, type Subject } from './differential.js';
import { Random } from './random.js';
import { NOW } from './subjects.js';
import { policyWith, SLI, whole } from './subjects/common.js';

const NAMES = Array.from({ length: 24 }, (_, i) => `field_${i}`);
const KINDS = [
  { schema: { enum: ['a', 'b', null] }, values: ['a', 'b', null] },
  { schema: { ...whole, minimum: 1 }, values: [1, 7, 2_000] },
  { schema: { type: 'number', maximum: 1.5 }, values: [0.25, 1, 1.5, -3] },
  { schema: { type: 'string', maxLength: 9 }, values: ['', 'short', 'zwölf'] },
  { schema: { type: ['boolean', 'null'] }, values: [true, false, null] },
  { schema: { type: 'object', properties: { x: whole } }, values: [{}, { x: 1 }, { x: 2, y: 'z' }] },
] as const;

const kindOf = (i: number): (typeof KINDS)[number] => KINDS[i % KINDS.length] ?? KINDS[0];

const SUBJECT: Subject = {
  now: NOW,
  policy: policyWith(
    [{ ...SLI, id: 'took', events: ['view'], measure: { kind: 'quantile', of: 'took', p: 95 } }],
    ['canary', 'all'],
    null,
  ),
  schema: {
    type: 'object',
    required: ['event', 'ts', 'phase', 'took'],
    properties: {
      event: { const: 'view' },
      took: { type: 'number', minimum: 0 },
      ...Object.fromEntries(NAMES.map((name, i) => [name, kindOf(i).schema])),
    },
  },
};

test('of fields that nothing depends on, no values and no lack of them make lines for the slow path', async () => {
  const random = new Random(11);
  const lines = Array.from({ length: 6_000 }, () => ({
    event: 'view',
    ts: new Date(NOW - 60_000 - random.below(3_000_000)).toISOString(),
    phase: random.pick(['canary', 'all']),
    took: random.below(1_000),
    ...Object.fromEntries(
      NAMES.flatMap((name, i) =>
        random.chance(0.5) ? [[name, random.pick<unknown>(kindOf(i).values)]] : [],
      ),
    ),
  }));
  // Of each kind one that is not in order, at the end.
  const wrong = ['c', 0, 2, 'ten letters', 'true', []].map((value, i) => ({
    ...lines[0],
    [`field_${i}`]: value,
  }));
  const bytes = Buffer.from([...lines, ...wrong].map((line) => `${JSON.stringify(line)}\n`).join(''));
  const slow = await collectBytes(SUBJECT, bytes, { scanners: null, chunkSizes: () => 1 << 20 });
  const scanners = new CountedScanners(SUBJECT.schema);
  const fast = await collectBytes(SUBJECT, bytes, { scanners, chunkSizes: () => 1 << 20 });
  expect(outcome(fast)).toBe(outcome(slow));
  expect(fast.totals).toMatchObject({ accepted: 6_000, rejected: 6 });
  // Objects are told from none, since fields within might have to be there: four of them, in two phases.
  expect(scanners.judged).toBeLessThan(2 * 2 ** 4 + 10);
});
