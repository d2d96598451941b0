import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import {
  hasWildcard,
  isPointer,
  valuesAt,
} from '../../../../src/domain/observability/weekly/json-pointer.js';

const DOCUMENT = JSON.parse(
  '{"list":[{"a":1},{"a":2},{"b":3}],"map":{"z":{"a":9},"k":{"a":8}},"a/b":{"m~n":4},"":5,"__proto__":{"a":6},"*":7}',
) as unknown;

test.each<[string, readonly unknown[]]>([
  ['/list/0/a', [1]],
  ['/list/*/a', [1, 2]],
  ['/map/*/a', [8, 9]],
  ['/*/*/a', [1, 2, 8, 9]],
  ['/a~1b/m~0n', [4]],
  ['/', [5]],
  ['/__proto__/a', [6]],
  ['/list/length', []],
  ['/list/01', []],
  ['/list/-', []],
  ['/toString', []],
  ['/map/z/a/deeper', []],
  ['/nowhere/*/a', []],
])('%s', (pointer, values) => {
  const found = valuesAt(DOCUMENT, pointer).map(({ value }) => value);
  expect(found).toEqual(values);
});

test('says where each value was', () => {
  expect(valuesAt(DOCUMENT, '/map/*/a').map(({ at }) => at)).toEqual(['/map/k/a', '/map/z/a']);
});

test('the order of an object’s members does not matter', () => {
  const members = fc.dictionary(fc.string(), fc.integer());
  fc.assert(
    fc.property(members, (object) => {
      const other = Object.fromEntries(Object.entries(object).reverse());
      expect(valuesAt({ o: other }, '/o/*')).toEqual(valuesAt({ o: object }, '/o/*'));
    }),
  );
});

test('what is found is found again without the wildcard', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      for (const { at, value } of valuesAt(object, '/*').filter((one) => one.at !== '/*'))
        expect(valuesAt(object, at)).toEqual([{ at, value }]);
    }),
  );
});

test.each([
  ['', true],
  ['/a~0b/~1', true],
  ['a', false],
  ['/a~2', false],
  ['/~', false],
])('%j: a pointer is %s', (text, expected) => expect(isPointer(text)).toBe(expected));

test('a wildcard is a whole step', () => {
  expect(['/a/*/b', '/*', '/a*', '/a/b'].map(hasWildcard)).toEqual([true, true, false, false]);
});
