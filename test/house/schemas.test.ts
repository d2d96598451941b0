import { describe, expect, test } from '@jest/globals';
import { Ajv, type AnySchemaObject } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionsDigest } from '../../src/domain/batch-definitions.js';
import { BATCH_SCHEMA, NO_LINES, type BatchHeader } from '../../src/domain/batch.js';
import { sha256 } from '../../src/domain/digest.js';
import type { Sli } from '../../src/domain/policy.js';
import { summarise } from '../../src/domain/summary.js';
import { analysis, rollbackAnalysis, verdict } from '../render/analysis-builder.js';

const FOLDER = join(import.meta.dirname, '../../schemas');
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.schema.json'));

function read(name: string): AnySchemaObject {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as AnySchemaObject;
}

function ajv(): Ajv {
  return new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false, keywords: ['x-expected'] });
}

/** Every named property below a schema, with the place where it stands. */
function properties(schema: unknown, place: string): { place: string; schema: AnySchemaObject }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = Object.entries(
    ((schema as AnySchemaObject)['properties'] ?? {}) as Record<string, AnySchemaObject>,
  );
  return [
    ...own.map(([name, one]) => ({ place: `${place}.${name}`, schema: one })),
    ...Object.entries(schema).flatMap(([key, value]) => properties(value, `${place}/${key}`)),
  ];
}

/** Nouns that people read or write by hand; their schemas explain each word. */
const EXPLAINED = [
  'policy.schema.json',
  'batch.schema.json',
  'analysis.schema.json',
  'automation_run.schema.json',
];

test.each(EXPLAINED)('%s describes every property', (name) => {
  const silent = properties(read(name), name).filter((one) => typeof one.schema['description'] !== 'string');
  expect(silent.map((one) => one.place)).toEqual([]);
});

describe.each(NAMES)('%s', (name) => {
  const schema = read(name);

  test('is a valid schema of draft-07 that compiles in strict mode', () => {
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
    expect(() => ajv().compile(schema)).not.toThrow();
  });

  test('has defaults and examples that satisfy it', () => {
    const { definitions } = schema;
    const wrong = properties(schema, name).flatMap(({ place, schema: one }) => {
      const samples = [
        ...('default' in one ? [one['default'] as unknown] : []),
        ...((one['examples'] ?? []) as unknown[]),
      ];
      const validate = ajv().compile({ definitions: definitions as unknown, allOf: [one] });
      return samples
        .filter((sample) => !validate(sample))
        .map((sample) => `${place}: ${JSON.stringify(sample)}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('a batch header as the collector writes it', () => {
  const sli = (id: string, measure: Sli['measure']): Sli => ({
    id,
    events: ['e'],
    where: [],
    measure,
    by: null,
    unit: null,
  });
  const slis = [
    sli('ratio', { kind: 'ratio', match: [{ field: 'ok', anyOf: [true] }], good: true }),
    sli('quantile', { kind: 'quantile', of: 'ms', p: 95 }),
    sli('mean', { kind: 'mean', of: 'ms' }),
    sli('count', { kind: 'count' }),
  ];
  const header = (values: readonly number[]): BatchHeader => ({
    schema: BATCH_SCHEMA,
    rollout: 'r',
    phase: 'A-1',
    window: { start: '2026-03-02T00:00:00Z', end: '2026-03-02T00:15:00Z' },
    counts: NO_LINES,
    sources: { s: { ...NO_LINES, missed: true } },
    digest: sha256(''),
    definitions: definitionsDigest(slis),
    summaries: summarise(
      slis,
      values.map((ms, i) => ({ event: 'e', ms, ok: i % 2 === 0 })),
    ),
    events: 0,
  });
  const validate = ajv().compile(read('batch.schema.json'));

  test.each([
    ['with exact distributions', [0, -1.5, 3, 3, 1e21]],
    ['with a sketch', Array.from({ length: 12_000 }, (_, i) => i - 3_000)],
    ['without events', []],
  ])('%s satisfies its schema', (_, values) => {
    const valid = validate(header(values));
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  test('with an unknown kind of summary does not', () => {
    const [first] = header([1]).summaries;
    expect(validate({ ...header([]), summaries: [{ ...first, kind: 'mode' }] })).toBe(false);
  });
});

describe('an analysis', () => {
  const validate = ajv().compile(read('analysis.schema.json'));

  test.each([
    ['on hold', analysis()],
    ['of a rollback', rollbackAnalysis()],
    [
      'with evidence and an interval',
      analysis({
        verdicts: [
          verdict({
            interval: { low: 0.97, high: 0.99 },
            evidence: { met: true, falseAlarmMs: 1e11, falseAlarmEveryMs: 2.592e10, designEffect: 1.5 },
          }),
        ],
      }),
    ],
    ['before any window', analysis({ window: null, since: null, verdicts: [], recent: [] })],
    [
      'of a rollback that stabilises on a ledger that was rewritten',
      analysis({
        stabilising: {
          entry: 3,
          since: '2026-03-02T12:00:00Z',
          until: '2026-03-02T12:30:00Z',
          flags: { 'pay.engine': 'old', 'pay.fast': false },
          back: false,
          due: false,
          reason: 'it lasts',
        },
        integrity: {
          message: 'the ledger was rewritten',
          repair: 'Put it back',
          seen: { seq: 3, hash: 'a'.repeat(64), head: null, trust: null },
          found: { entries: 0, head: null },
        },
        rollbackActive: true,
      }),
    ],
  ])('%s satisfies its schema', (_, value) => {
    const valid = validate(value);
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  test('with a key that nobody knows does not', () => {
    expect(validate({ ...analysis(), more: 1 })).toBe(false);
  });
});
