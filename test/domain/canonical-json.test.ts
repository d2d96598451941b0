import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, canonicalJsonPretty } from '../../src/domain/canonical-json.js';

test('keys are sorted at every depth', () => {
  expect(canonicalJson({ b: 1, a: { d: [{ z: 1, y: 2 }], c: null } })).toBe(
    '{"a":{"c":null,"d":[{"y":2,"z":1}]},"b":1}',
  );
});

test('a key named __proto__ is a key like any other', () => {
  const value: unknown = JSON.parse('{"b":1,"__proto__":{"a":2}}');
  expect(canonicalJson(value)).toBe('{"__proto__":{"a":2},"b":1}');
});

test('members without a value are left out', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1])('%p has no form', (value) => {
  expect(() => canonicalJson({ value })).toThrow(TypeError);
});

test('says the same as JSON, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

test('the form for people says the same and ends with a newline', () => {
  expect(canonicalJsonPretty({ b: 1, a: 2 })).toBe('{\n  "a": 2,\n  "b": 1\n}\n');
});
