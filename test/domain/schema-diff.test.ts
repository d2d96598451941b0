import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { diffSchemas } from '../../src/domain/schema-diff.js';
import { schemaVersion, versionFault } from '../../src/domain/schema-version.js';

type Schema = Record<string, unknown>;

const NAMES = ['a', 'b', 'c', 'd'];
const name = fc.constantFrom(...NAMES);
const small = fc.integer({ min: 0, max: 6 });

function limited(low: string, high: string): fc.Arbitrary<Schema> {
  return fc.record({ [low]: small, [high]: small.map((n) => n + 6) }, { requiredKeys: [] });
}

const leaf: fc.Arbitrary<Schema> = fc.oneof(
  limited('minimum', 'maximum').map((bounds) => ({ type: 'number', ...bounds })),
  limited('exclusiveMinimum', 'exclusiveMaximum').map((bounds) => ({ type: 'integer', ...bounds })),
  limited('minLength', 'maxLength').map((lengths) => ({ type: 'string', ...lengths })),
  fc.subarray(['x', 'yy', 3, null], { minLength: 1 }).map((values) => ({ enum: values })),
  fc.constantFrom<Schema>({ type: ['string', 'null'] }, { type: 'boolean' }, { $ref: '#/definitions/d' }, {}),
);

const { node } = fc.letrec<{ node: Schema; object: Schema; list: Schema; choice: Schema }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('object'),
    tie('list'),
    tie('choice'),
  ),
  object: fc
    .record({
      properties: fc.dictionary(name, tie('node'), { maxKeys: 4 }),
      required: fc.subarray(NAMES),
      rest: fc.option(fc.oneof(fc.boolean(), leaf), { nil: undefined }),
    })
    .map(({ properties, required, rest }) => ({
      type: 'object',
      properties,
      required: required.filter((one) => Object.hasOwn(properties, one)),
      ...(rest === undefined ? {} : { additionalProperties: rest }),
    })),
  list: fc
    .tuple(tie('node'), limited('minItems', 'maxItems'))
    .map(([items, limits]) => ({ type: 'array', items, ...limits })),
  choice: fc
    .tuple(fc.constantFrom('anyOf', 'oneOf', 'allOf'), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
    .map(([keyword, members]) => ({ [keyword]: members })),
}));

/** Event schemas as the fixtures have them: rules for each kind behind a condition. */
const eventSchema: fc.Arbitrary<Schema> = fc
  .tuple(
    fc.subarray(['p', 'q', 'r'], { minLength: 1 }),
    node,
    fc.array(fc.tuple(fc.constantFrom('p', 'q', 'r'), node), { maxLength: 3 }),
    leaf,
  )
  .map(([kinds, own, branches, d]) => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: kinds }, own },
    allOf: branches.map(([kind, then]) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      then: { properties: { own: then, extra: then } },
    })),
    definitions: { d: 'enum' in d || !('$ref' in d) ? d : {} },
  }));

const root: fc.Arbitrary<Schema> = fc.oneof(
  eventSchema,
  fc.tuple(node, leaf).map(([one, d]) => ({ allOf: [one], definitions: { d: '$ref' in d ? {} : d } })),
);

/** A schema with some of its parts changed; `picks` say which and how. */
function changed(value: unknown, pick: () => number): unknown {
  if (Array.isArray(value)) {
    const items = value.map((one: unknown) => changed(one, pick));
    if (pick() % 20 === 0 && items.length > 1) items.pop();
    else if (pick() % 20 === 1) items.reverse();
    return items;
  }
  if (typeof value === 'number') return pick() % 6 !== 0 ? value : Math.max(0, value + (pick() % 5) - 2);
  if (typeof value === 'boolean') return pick() % 8 === 0 ? !value : value;
  if (typeof value === 'string')
    return ({ number: 'integer', integer: 'number' } as Schema)[pick() % 8 === 0 ? value : ''] ?? value;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key === 'type' || pick() % 30 !== 0);
  const result = Object.fromEntries(kept.map(([key, one]) => [key, changed(one, pick)]));
  if (Object.hasOwn(value, 'properties') && pick() % 4 === 0) {
    result['properties'] = {
      ...(result['properties'] as Schema | undefined),
      zz: { type: 'string' },
    };
  }
  const isSchema = ['type', 'enum', '$ref'].some((key) => Object.hasOwn(value, key));
  if (isSchema && !Object.hasOwn(value, 'definitions') && pick() % 12 === 0) {
    return { [pick() % 2 === 0 ? 'anyOf' : 'oneOf']: [{ type: 'null' }, result] };
  }
  return result;
}

const picks = fc.array(fc.nat(999), { minLength: 20, maxLength: 60 });

function mutant(schema: Schema, numbers: readonly number[]): Schema {
  let at = 0;
  const pick = (): number => numbers[at++ % numbers.length] ?? 0;
  return changed(schema, pick) as Schema;
}

function validator(schema: Schema): ((value: unknown) => boolean) | null {
  try {
    return new Ajv({ strict: false, logger: false }).compile(schema);
  } catch {
    return null;
  }
}

/** Values of the kinds that the schemas are about; none has the field that a mutant may name anew. */
const scalar = fc.oneof(
  fc.integer({ min: -1, max: 13 }),
  fc.constantFrom('', 'x', 'yy', 'zzzzzzz', 2.5, null, true),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.dictionary(fc.constantFrom(...NAMES, 'own'), tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
}));
const event = fc
  .record({ kind: fc.constantFrom('p', 'q', 'r'), own: anyValue }, { requiredKeys: ['kind'] })
  .map((one) => one as unknown);
const values = fc.array(fc.oneof(anyValue, event), { minLength: 5, maxLength: 20 });

const isBreaking = (base: unknown, head: unknown): boolean =>
  diffSchemas(base, head).some(({ kind }) => kind === 'breaking');

describe('laws', () => {
  test('a schema against itself has no change', () => {
    fc.assert(
      fc.property(root, (schema) => expect(diffSchemas(schema, structuredClone(schema))).toEqual([])),
    );
  });

  test('the order of keys, fields and words for people is no change', () => {
    const backwards = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(backwards);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, one]) => [key, backwards(one)]),
      );
    };
    fc.assert(
      fc.property(root, (schema) => {
        expect(diffSchemas(schema, { title: 't', ...(backwards(schema) as Schema) })).toEqual([]);
      }),
    );
  });

  test('adding an optional field is never breaking', () => {
    const object = root.map((schema) => ({ ...schema, type: 'object' }));
    fc.assert(
      fc.property(object, node, fc.boolean(), (schema, field, isClosed) => {
        const known = 'properties' in schema ? (schema as Schema)['properties'] : {};
        const base = { ...schema, ...(isClosed ? { additionalProperties: false } : {}) };
        const head = { ...base, properties: { ...(known as Schema), brand_new: field } };
        expect(diffSchemas(base, head)).toEqual([
          {
            kind: 'compatible',
            pointer: '/properties/brand_new',
            words: 'the field "brand_new" is new and optional',
          },
        ]);
      }),
    );
  });

  test('a field that goes is always breaking', () => {
    fc.assert(
      fc.property(root, node, (schema, field) => {
        const known = (schema['properties'] ?? {}) as Schema;
        const base = { ...schema, properties: { ...known, leaving: field } };
        expect(isBreaking(base, { ...schema, properties: known })).toBe(true);
      }),
    );
  });

  test('what validated validates, where no change is breaking', () => {
    fc.assert(
      fc.property(root, picks, values, (base, numbers, candidates) => {
        const head = mutant(base, numbers);
        fc.pre(!isBreaking(base, head));
        const [before, after] = [validator(base), validator(head)];
        fc.pre(before !== null && after !== null);
        for (const candidate of candidates) {
          if (before?.(candidate) === true)
            expect([candidate, after?.(candidate)]).toEqual([candidate, true]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('the law before is not empty: many of its pairs differ and are compatible, and have valid values', () => {
    const pairs = fc.sample(fc.tuple(root, picks, values), { numRuns: 300, seed: 7 });
    const telling = pairs.filter(([base, numbers, candidates]) => {
      const head = mutant(base, numbers);
      const isTold =
        diffSchemas(base, head).length > 0 && !isBreaking(base, head) && validator(head) !== null;
      if (!isTold) return false;
      const validate = validator(base);
      return candidates.some((one) => validate?.(one));
    });
    expect(telling.length).toBeGreaterThan(10);
  });
});

describe('input that is made to exhaust', () => {
  test.each<[string, unknown]>([
    ['a reference to itself', { $ref: '#' }],
    [
      'a circle of references',
      {
        $ref: '#/definitions/a',
        definitions: { a: { $ref: '#/definitions/b' }, b: { $ref: '#/definitions/a' } },
      },
    ],
    ['a reference that leads nowhere', { $ref: '#/definitions/none' }],
    ['a reference with a broken escape', { $ref: '#/%zz' }],
    ['allOf of itself', { allOf: [{ $ref: '#' }] }],
    ['no schema', null],
    ['a list', [1]],
    [
      'wrong types of everything',
      { type: 3, properties: [1], required: 'x', allOf: {}, enum: 1, oneOf: 3, items: 7 },
    ],
    [
      'names of Object.prototype',
      JSON.parse('{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"number"}}}'),
    ],
  ])('%s ends, and is the same as itself', (_, schema) => {
    expect(diffSchemas(schema, schema)).toEqual([]);
    expect(() => diffSchemas(schema, { type: 'string' })).not.toThrow();
    expect(() => diffSchemas({ type: 'string' }, schema)).not.toThrow();
  });

  test('thousands of levels', () => {
    const deep = (type: string): unknown =>
      Array.from({ length: 3_000 }).reduce<unknown>((inner) => ({ properties: { a: inner } }), { type });
    const words = diffSchemas(deep('string'), deep('number')).map((change) => change.words);
    expect(words).toEqual(['the schema is nested more than 100 deep; it is not compared further']);
  });

  test('definitions that double at each level', () => {
    const levels = Array.from({ length: 40 }, (_, i) => i);
    const doubled = (type: string): unknown => ({
      $ref: '#/definitions/d0',
      definitions: Object.fromEntries([
        ...levels.map((i) => [
          `d${i}`,
          { properties: { a: { $ref: `#/definitions/d${i + 1}` }, b: { $ref: `#/definitions/d${i + 1}` } } },
        ]),
        ['d40', { type }],
      ]),
    });
    expect(diffSchemas(doubled('string'), doubled('number'))).toEqual([
      {
        kind: 'breaking',
        pointer: '/definitions/d40/type',
        words: 'the type is narrowed from string to number',
      },
    ]);
  });
});

describe('versions', () => {
  test.each<[string, unknown, number]>([
    ['none', { $id: 'a.schema.json' }, 1],
    ['x-version', { 'x-version': 4, $id: 'https://example.invalid/v9' }, 4],
    ['an $id', { $id: 'https://example.invalid/event/v12' }, 12],
    ['an $id with an empty fragment', { $id: 'https://example.invalid/event/v3#' }, 3],
    ['the constant of an artefact', { properties: { schema: { const: 'phasegate.ledger/2' } } }, 2],
    ['the version of a file that people write', { properties: { version: { const: 3 } } }, 3],
    ['no schema at all', true, 1],
  ])('%s', (_, schema, version) => {
    expect(schemaVersion(schema)).toBe(version);
    expect(versionFault(schema)).toBeNull();
  });

  test.each([0, -1, 1.5, '2', null])('x-version %p is a fault', (version) => {
    expect(versionFault({ 'x-version': version })).toContain('whole number');
  });
});
