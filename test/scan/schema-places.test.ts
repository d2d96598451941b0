import { describe, expect, test } from '@jest/globals';
import { newPlace, nextAbove } from '../../src/domain/scan/places.js';
import { readSchema } from '../../src/domain/scan/schema-places.js';

describe('what a scanner cannot tell is named', () => {
  test.each([
    ['a keyword over names', { patternProperties: {} }, 'patternProperties of the event'],
    ['a keyword that it does not know', { properties: { a: { $dynamicRef: '#x' } } }, '$dynamicRef of a'],
    [
      'a schema for other fields',
      { additionalProperties: { type: 'string' } },
      'additionalProperties of the event',
    ],
    ['a reference to elsewhere', { $ref: 'other.json#/a' }, '$ref to other.json#/a'],
    ['a reference to nothing', { $ref: '#/$defs/none' }, '$ref to #/$defs/none'],
    ['another base for references', { properties: { a: { $id: 'b' } } }, '$id of a'],
    ['objects in a list', { properties: { a: { enum: [{ b: 1 }] } } }, 'objects and lists that a may be'],
    [
      'a discriminator below',
      { properties: { a: { discriminator: { propertyName: 'b' } } } },
      'discriminator of a',
    ],
    ['no end', { properties: { a: { $ref: '#' } } }, 'schemas within schemas without end, or too many'],
    [
      'no end, twice',
      { anyOf: [{ $ref: '#' }, { $ref: '#' }] },
      'schemas within schemas without end, or too many',
    ],
  ])('%s', (_name, schema, named) => {
    expect(readSchema(schema, newPlace()).unsupported).toEqual([named]);
  });

  test.each([
    ['multipleOf', { a: { multipleOf: 5 } }, 'number', 'multipleOf of a'],
    ['items', { a: { items: { type: 'string' } } }, 'list', 'items of a'],
    ['a pattern with a look-around', { a: { pattern: '(?=b)' } }, 'text', 'pattern of a'],
    ['a format of many forms', { a: { format: 'email' } }, 'text', 'format of a'],
  ])('values under %s are for the slow path', (_name, properties, kind, named) => {
    const line = newPlace();
    expect(readSchema({ properties }, line)).toEqual({ unsupported: [], hard: [named], tags: [] });
    expect([...(line.fields.get('a')?.hard ?? [])]).toEqual([kind]);
  });
});

test('fields that are only required, or that others depend on, make a difference', () => {
  const line = newPlace();
  readSchema(
    { required: ['a'], if: { required: ['b'] }, dependencies: { c: ['d'], e: { required: ['f'] } } },
    line,
  );
  expect([...line.fields.keys()].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('all schemas of one field are listed together, wherever they stand', () => {
  const line = newPlace();
  const schema = {
    $defs: { small: { maximum: 9 } },
    properties: { a: { $ref: '#/$defs/small' } },
    oneOf: [
      { properties: { a: { minimum: 3, maxLength: 4 } } },
      { not: { properties: { a: { const: 'x' } } } },
    ],
  };
  expect(readSchema(schema, line).unsupported).toEqual([]);
  expect(line.fields.get('a')).toMatchObject({
    cuts: new Set([nextAbove(9), 3]),
    lengths: new Set([5]),
    lists: [['x']],
  });
});
