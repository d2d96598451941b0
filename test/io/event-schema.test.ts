import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AnySchema } from 'ajv';
import { compileEventSchema, loadAjv, type EventValidator } from '../../src/io/event-schema.js';
import { temporaryFolder } from '../temporary-folder.js';

let path: string;
beforeEach(async () => {
  path = join(await temporaryFolder(), 'event.json');
});

async function compile(schema: unknown, fromText = false): Promise<EventValidator> {
  await writeFile(path, typeof schema === 'string' ? schema : JSON.stringify(schema));
  return compileEventSchema(path, { fromText });
}

const KINDS = {
  type: 'object',
  required: ['event'],
  discriminator: { propertyName: 'event' },
  oneOf: [
    {
      properties: {
        event: { const: 'done' },
        duration_ms: { type: 'number', minimum: 0 },
        at: { enum: ['eu', 'us'] },
      },
      required: ['duration_ms'],
      additionalProperties: false,
    },
    { properties: { event: { const: 'failed' }, code: { type: 'string' } }, required: ['code'] },
  ],
};

describe('says in plain words what is wrong', () => {
  test.each([
    ['nothing', { event: 'done', duration_ms: 5 }, null],
    ['a number as text', { event: 'done', duration_ms: '5' }, 'duration_ms must be number'],
    ['a missing field', { event: 'done' }, "the event must have required property 'duration_ms'"],
    ['a value out of range', { event: 'done', duration_ms: -1 }, 'duration_ms must be >= 0'],
    [
      'a value that is not listed',
      { event: 'done', duration_ms: 1, at: 'mars' },
      'at must be equal to one of the allowed values: ["eu","us"]',
    ],
    [
      'a field too many',
      { event: 'done', duration_ms: 1, x: 1 },
      'the event must NOT have additional properties: "x"',
    ],
    ['an event of another name', { event: 'x' }, 'the event value of tag "event" must be in oneOf: "x"'],
  ])('%s', async (_name, fields, reason) => {
    expect((await compile(KINDS))(fields)).toBe(reason);
  });
});

test.each([
  ['1e999', 'n holds a number too large for a double'],
  ['-1e999', 'n holds a number too large for a double'],
  ['1e308', 'n must be <= 5'],
])('a text such as %s is no number that a limit could not be held against', async (n, reason) => {
  const schema = { type: 'object', properties: { n: { type: 'integer', maximum: 5 } } };
  expect((await compile(schema, true))({ n })).toBe(reason);
});

test('values that come as text are converted to the types of the schema', async () => {
  const validate = await compile(
    { type: 'object', properties: { n: { type: 'number' }, ok: { type: 'boolean' } } },
    true,
  );
  const fields: Record<string, unknown> = { n: '1.5', ok: 'true' };
  expect(validate(fields)).toBeNull();
  expect(fields).toEqual({ n: 1.5, ok: true });
  expect(validate({ n: '1,5' })).toBe('n must be number');
});

test('draft 2020-12 and formats are known', async () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { id: { type: 'string', format: 'uuid' } },
    unevaluatedProperties: false,
  };
  const validate = await compile(schema);
  expect(validate({ id: 'x' })).toBe('id must match format "uuid"');
  expect(validate({ y: 1 })).toMatch(/unevaluated/);
});

test.each([
  ['no JSON', '{', /event\.json: /],
  [
    'a keyword that does not exist',
    '{"type":"object","propertys":{}}',
    /event\.json: strict mode: unknown keyword: "propertys"/,
  ],
  ['a type that does not exist', '{"type":"objekt"}', /event\.json: /],
])('%s is a fault of the schema', async (_name, text, message) => {
  await expect(compile(text)).rejects.toThrow(message);
  await expect(compile(text)).rejects.toMatchObject({ code: 'bad-schema' });
});

test('a schema that is missing is a fault of the schema', async () => {
  await expect(compileEventSchema('nowhere/x.json', { fromText: false })).rejects.toMatchObject({
    code: 'bad-schema',
  });
});

describe('a schema that is known to be one ahead is judged as ajv judges it', () => {
  const DRAFT = 'http://json-schema.org/draft-07/schema';
  const byAjv = async (schema: unknown): Promise<string | boolean> => {
    try {
      return Boolean((await loadAjv(schema, {})).compile(schema as AnySchema)({ a: 1 }));
    } catch (error) {
      return (error as Error).message;
    }
  };
  const byUs = async (schema: unknown): Promise<string | boolean> => {
    try {
      return (await compile(schema))({ a: 1 }) === null;
    } catch (error) {
      return (error as Error).message.replace(`${path}: `, '');
    }
  };

  test.each([
    ['true', true],
    ['false', false],
    ['no schema', 5],
    ['a type that is none', { type: 'strin' }],
    ['a limit that is text', { properties: { a: { minimum: '1' } } }],
    ['a pattern that is none', { properties: { a: { pattern: '(' } } }],
    ['a required that is no list', { required: 'a' }],
    ['a keyword that is none', { propertys: {} }],
    ['a format that is none', { properties: { a: { format: 'daet' } } }],
    ['a reference to nothing', { $ref: '#/definitions/a' }],
    ['a reference to the draft', { properties: { a: { $ref: `${DRAFT}#` } } }],
    ['a reference to itself', { properties: { b: { $ref: '#' } }, required: ['a'] }],
    ['the draft by name', { $schema: `${DRAFT}#`, required: ['a'] }],
    ['the draft by a shorter name', { $schema: DRAFT, required: ['b'] }],
    ['another draft', { $schema: 'http://json-schema.org/draft-04/schema#' }],
    ['a draft that is no text', { $schema: 7 }],
    ['the newest draft', { $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [] }],
    ['a name that is no address', { $id: 'a b', type: 'object' }],
  ])('%s', async (_name, schema) => {
    expect(await byUs(schema)).toEqual(await byAjv(schema));
  });
});
