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

/** Built as text throughout, whatever order the keys are in. */
function built(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(built).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = new Map(
    Object.entries(value).map(([key, one]) => [key, `${JSON.stringify(key)}:${built(one)}`]),
  );
  return `{${[...members.keys()]
    .sort()
    .map((key) => members.get(key))
    .join(',')}}`;
}

test('keys come in one order, also where they were in order, or are whole numbers', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('', '0', '9', '10', 'toJSON', '__proto__'));
  const { value: any } = fc.letrec((tie) => ({
    value: fc.oneof(fc.jsonValue({ maxDepth: 1 }), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc
      .array(fc.tuple(key, tie('value')), { maxLength: 4 })
      .map((members) => Object.fromEntries(members)),
  }));
  fc.assert(
    fc.property(any, (value) => {
      const text = built(value);
      expect(canonicalJson(value)).toBe(text);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

test('texts have the form that JSON gives them, as keys and as members, halves of a pair too', () => {
  const unit = fc.oneof(
    fc.nat(0xffff).map((code) => String.fromCharCode(code)),
    fc.constantFrom(
      '"',
      '\\',
      '\u0000',
      '\u001f',
      '\u007f',
      '\ud800',
      '\udfff',
      '\u2028',
      '\u{1f600}',
      'a',
      '/',
    ),
  );
  const text = fc.string({ unit, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 4 }), (members) => {
      const value = Object.assign(Object.create(null) as object, Object.fromEntries(members));
      expect(canonicalJson(value)).toBe(built(value));
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  { name: 'whole numbers as keys', value: { 9: 1, 10: 2 }, text: '{"10":2,"9":1}' },
  { name: 'what has a form of its own in JSON', value: { at: new Date(0) }, text: '{"at":{}}' },
  {
    name: 'an object without a prototype',
    value: Object.assign(Object.create(null), { b: 1, a: 2 }),
    text: '{"a":2,"b":1}',
  },
  { name: 'the last member without a value', value: { a: 1, b: undefined }, text: '{"a":1}' },
])('$name', ({ value, text }) => {
  expect(canonicalJson(value)).toBe(text);
});

test('the form for people says the same and ends with a newline', () => {
  expect(canonicalJsonPretty({ b: 1, a: 2 })).toBe('{\n  "a": 2,\n  "b": 1\n}\n');
});
