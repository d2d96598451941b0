import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventKey } from '../../src/domain/event.js';
import { hashValue, hexOf, sourceKeys } from '../../src/domain/fingerprint.js';
import { source } from '../policy-builder.js';

const { root } = sourceKeys('app');
const print = (value: unknown): string => hexOf(hashValue(root, value));

describe('a fingerprint', () => {
  test('does not depend on the order of keys, nor on the form of a number', () => {
    expect(print(JSON.parse('{"a":1.0,"b":{"c":[1e2],"d":-0}}'))).toBe(
      print({ b: { d: 0, c: [100] }, a: 1 }),
    );
  });

  test.each([
    ['a text and a number', { a: '1' }, { a: 1 }],
    ['null and nothing', { a: null }, {}],
    ['true and false', { a: true }, { a: false }],
    ['an empty object and an empty list', { a: {} }, { a: [] }],
    ['keys that are swapped', { a: 'x', b: 'y' }, { a: 'y', b: 'x' }],
    ['a member moved into an object', { a: { b: 1 } }, { a: {}, b: 1 }],
    ['items that are swapped', { a: [1, 2] }, { a: [2, 1] }],
    ['a list and an object of the same numbers', { a: [1] }, { a: { 0: 1 } }],
    [
      'blocks that are swapped',
      { a: 'x'.repeat(16) + 'y'.repeat(16) },
      { a: 'y'.repeat(16) + 'x'.repeat(16) },
    ],
    ['a text with zeros behind', { a: 'x' }, { a: 'x\u0000' }],
    ['halves of pairs', { a: '\ud800' }, { a: '\ud801' }],
    ['half of a pair and what stands for it', { a: '\ud800' }, { a: '\ufffd' }],
  ])('tells %s apart', (_name, a, b) => expect(print(a)).not.toBe(print(b)));

  test('tells any two values apart that differ', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (a, b) => {
          const [left, right] = [a, b].map((one) => JSON.parse(JSON.stringify(one)) as unknown);
          try {
            expect(left).toEqual(right);
          } catch {
            return print(left) !== print(right);
          }
          return print(left) === print(right);
        },
      ),
    );
  });

  test('spreads: of a million events that differ in two small numbers no two share half of it', () => {
    const seen = new Set<string>();
    for (let a = 0; a < 1_000; a += 1)
      for (let b = 0; b < 1_000; b += 1) seen.add(print({ a, b }).slice(0, 16));
    expect(seen.size).toBe(1_000_000);
  });
});

test('the key of an event is that of its id where it has one, and of its source', () => {
  const of = source();
  const key = (fields: Record<string, unknown>, name = 'app') => eventKey({ ...of, name }, fields);
  expect(key({ id: 'x', a: 1 })).toBe(key({ id: 'x', a: 2 }));
  expect(key({ id: 'x' })).not.toBe(key({ id: 'y' }));
  expect(key({ id: 1 })).not.toBe(key({ id: '1' }));
  expect(key({ id: null, a: 1 })).not.toBe(key({ id: null, a: 2 }));
  expect(key({ a: 1 })).not.toBe(key({ a: 1 }, 'other'));
});
