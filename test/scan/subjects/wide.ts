import type { Random } from '../random.js';
import { instant, NOW, policyWith, SLI, text, whole, WORDS, type FuzzSubject, type Span } from './common.js';

const HEX = '^[0-9a-f]{4,8}$';

/** Values of fields that need not be there: those that are in order, and others. */
const OPTIONAL: Readonly<Record<string, readonly [good: readonly unknown[], bad: readonly unknown[]]>> = {
  plan: [
    ['free', 'team', 'team', null],
    ['none', 1],
  ],
  seats: [
    [1, 5, 10, 10],
    [10.5, 0, 11, '5'],
  ],
  share: [
    [0, 0.25, 1, 1.25],
    [1.5, -0.25, null],
  ],
  size: [
    [1, 1.5, 2, 2],
    [3, 1.25, '1'],
  ],
  note: [
    [...WORDS.filter((word) => word !== '' && word.length < 20), 'x'.repeat(20)],
    ['', 'x'.repeat(21)],
  ],
  build: [
    ['abcd', '0123456'],
    ['abc', 'ABCD', 'zwölf'],
  ],
  seen_at: [['2026-06-01T10:00:00Z', '2026-06-01T10:00:00+02:00'], ['today']],
  beta: [
    [true, false],
    [null, 0],
  ],
  maybe: [['text', 'other', null], [7]],
  tags: [
    [[], ['a']],
    [{}, 'a'],
  ],
  extra: [
    [{}, { a: 1 }],
    [[], null],
  ],
  old: [[], [1]],
  outside: [[0, 1], [2]],
  first: [['a', 'b'], []],
  second: [['a', 'b'], []],
  screen: [
    [
      { w: 1, h: 2 },
      { w: 1, h: 2, dpr: 2 },
    ],
    [{ w: 1 }, { w: 0, h: 1 }, { w: 1, h: 1, dpr: 3 }, null],
  ],
};

function fieldsOf(random: Random, names: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of names) {
    const [good, bad] = OPTIONAL[name] ?? [[], []];
    const list = random.chance(0.01) ? bad : good;
    if (list.length > 0 && random.chance(0.5)) fields[name] = random.pick(list);
  }
  return fields;
}

function eventOf(random: Random, span: Span, names: readonly string[]): Record<string, unknown> {
  return {
    event: random.pick(['view', 'click', 'click', 'other']),
    ts: instant(random, span),
    ...(random.chance(0.8) ? { phase: random.pick(['canary', 'all']) } : {}),
    user: random.pick(['ann', 'bo', 'someone', random.chance(0.1) ? 'x' : 'xy']),
    ...(random.chance(0.8) ? { took: random.below(400) / 4 } : {}),
    ...(random.chance(0.5) ? { tier: random.pick(['gold', 'silver', 'iron']) } : {}),
    ...fieldsOf(random, names),
  };
}

/** Many fields that need not be there, most of which nothing depends on. */
export const wide: FuzzSubject = {
  name: 'many fields that may be missing',
  now: NOW,
  policy: policyWith(
    [
      { ...SLI, id: 'took', events: ['view', 'click'], measure: { kind: 'quantile', of: 'took', p: 95 } },
      {
        ...SLI,
        id: 'paid',
        events: ['view'],
        measure: { kind: 'ratio', good: true, match: [{ field: 'tier', anyOf: ['gold', 'silver'] }] },
      },
    ],
    ['canary', 'all'],
    null,
  ),
  schema: {
    type: 'object',
    required: ['event', 'ts', 'user'],
    properties: {
      event: { enum: ['view', 'click'] },
      user: { type: 'string', minLength: 2, maxLength: 12 },
      took: { type: 'number', minimum: 0 },
      tier: { enum: ['gold', 'silver', 'iron'] },
      plan: { enum: ['free', 'team', null] },
      seats: whole,
      share: { type: 'number', minimum: 0, exclusiveMaximum: 1.5 },
      size: { enum: [1, 1.5, 2] },
      note: { ...text, maxLength: 20 },
      build: { type: 'string', pattern: HEX },
      seen_at: { type: 'string', format: 'date-time' },
      beta: { type: 'boolean' },
      maybe: { type: 'string', nullable: true },
      tags: { type: 'array' },
      extra: { type: 'object' },
      old: false,
      screen: {
        type: 'object',
        required: ['w', 'h'],
        additionalProperties: false,
        properties: { w: { ...whole, minimum: 1 }, h: whole, dpr: { type: 'number', enum: [1, 2] } },
      },
    },
    allOf: [
      { properties: { seats: { minimum: 1, maximum: 10 } } },
      { if: { required: ['beta'] }, then: { properties: { share: { maximum: 1 } } } },
      { not: { properties: { outside: { const: 2 } }, required: ['outside'] } },
      { dependentRequired: { first: ['second'] } },
    ],
    $schema: 'https://json-schema.org/draft/2020-12/schema',
  },
  event: (random, span) => eventOf(random, span, Object.keys(OPTIONAL)),
};

/** The same where no other fields are allowed, by a schema that does not name all of them; how many there are matters. */
export const closed: FuzzSubject = {
  ...wide,
  name: 'fields of which only some are allowed',
  event: (random, span) =>
    eventOf(random, span, [
      'plan',
      'beta',
      'size',
      'maybe',
      ...(random.chance(0.05) ? ['outside', 'note'] : []),
    ]),
  schema: {
    type: 'object',
    required: ['event', 'ts', 'user', 'phase'],
    maxProperties: 9,
    properties: { outside: { type: 'integer' }, plan: { type: ['string', 'null'] } },
    allOf: [
      {
        additionalProperties: false,
        properties: Object.fromEntries(
          ['event', 'ts', 'user', 'phase', 'feature', 'took', 'tier', 'plan', 'beta', 'size', 'maybe'].map(
            (name) => [name, {}],
          ),
        ),
      },
    ],
  },
};
