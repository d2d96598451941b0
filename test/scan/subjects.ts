import type { Policy, Sli } from '../../src/domain/policy.js';
import { HOUR } from '../../src/domain/time.js';
import { phase, policy as buildPolicy, source } from '../policy-builder.js';
import type { Subject } from './differential.js';
import type { Random } from './random.js';

export const NOW = Date.UTC(2026, 5, 28);
const SPAN = 2 * HOUR;
const START = NOW - SPAN;

/** A subject, and lines that are mostly in order. */
export interface FuzzSubject extends Subject {
  readonly name: string;
  readonly event: (random: Random) => Record<string, unknown>;
}

function policyWith(slis: readonly Sli[], phases: readonly string[], arrived: string | null): Policy {
  return buildPolicy({
    keepEvents: false,
    slis,
    phases: phases.map((id) => phase({ id, slos: [] })),
    sources: [source({ fields: { ts: 'ts', id: 'id', arrived } })],
  });
}

const SLI = { where: [], by: null, unit: null } as const;

function instant(random: Random): string {
  const text = new Date(START + random.below(SPAN)).toISOString();
  return random.pick([
    text,
    text,
    text.slice(0, 19) + 'Z',
    text.slice(0, 20) + String(random.below(1e9)) + 'Z',
  ]);
}

const SESSIONS = Array.from(
  { length: 64 },
  (_, i) => `0f8fad5b-d9cb-469f-a165-${String(i).padStart(12, '0')}`,
);
const WORDS = [
  'a',
  'plain',
  'zwölf',
  '日本',
  '\u{1f600} ok',
  'a"b',
  'back\\slash',
  'tab\t',
  '',
  'x'.repeat(40),
];

const text = { type: 'string', minLength: 1, maxLength: 64 };
const whole = { type: 'integer', minimum: 0, maximum: 2147483647 };

/** Several events by `if` and `then`, as the documentation shows them. */
const conditional: FuzzSubject = {
  name: 'events by if and then',
  now: NOW,
  policy: policyWith(
    [
      {
        ...SLI,
        id: 'p95',
        events: ['save', 'restore'],
        measure: { kind: 'quantile', of: 'duration_ms', p: 95 },
      },
      {
        ...SLI,
        id: 'restored',
        events: ['restore'],
        by: 'source',
        measure: { kind: 'ratio', good: true, match: [{ field: 'success', anyOf: [true] }] },
      },
      { ...SLI, id: 'retries', events: ['save'], measure: { kind: 'mean', of: 'retry_count' } },
      {
        ...SLI,
        id: 'large',
        events: ['save'],
        where: [{ field: 'bytes', above: 5000, below: null }],
        measure: { kind: 'count' },
      },
      {
        ...SLI,
        id: 'first',
        events: ['save'],
        measure: { kind: 'ratio', good: true, match: [{ field: 'retry_count', anyOf: [0, '0'] }] },
      },
    ],
    ['A-0', 'A-1', 'B-0'],
    'received_at',
  ),
  schema: {
    type: 'object',
    required: ['event', 'ts', 'feature', 'phase'],
    properties: {
      event: { enum: ['save', 'restore', 'lock'] },
      ts: { type: 'string', format: 'date-time' },
      feature: { enum: ['autosave', 'other'] },
      phase: { type: 'string', minLength: 1 },
      received_at: { type: 'string', format: 'date-time' },
      id: { type: ['string', 'integer'], minLength: 1 },
    },
    allOf: [
      {
        if: { properties: { event: { const: 'save' } }, required: ['event'] },
        then: {
          required: ['duration_ms', 'retry_count', 'bytes'],
          properties: {
            duration_ms: { type: 'number', minimum: 0, maximum: 3.6e6 },
            retry_count: whole,
            bytes: whole,
          },
        },
      },
      {
        if: { properties: { event: { const: 'restore' } }, required: ['event'] },
        then: {
          required: ['success', 'source', 'duration_ms'],
          properties: {
            success: { type: 'boolean' },
            source: { enum: ['indexeddb', 'opfs', 'localstorage'] },
            duration_ms: { type: 'number', minimum: 0 },
          },
          if: { properties: { success: { const: false } }, required: ['success'] },
          then: { required: ['retryable'], properties: { retryable: { const: false } } },
        },
      },
      {
        if: { properties: { event: { const: 'lock' } }, required: ['event'] },
        then: { required: ['code'], properties: { code: text, attempt: { ...whole, minimum: 1 } } },
      },
    ],
  },
  event: (random) => {
    const ts = instant(random);
    const base = {
      ts,
      feature: random.pick(['autosave', 'autosave', 'other']),
      phase: random.pick(['A-0', 'A-1', 'B-0']),
    };
    const extra = {
      ...(random.chance(0.2)
        ? { received_at: new Date(Date.parse(ts) + random.below(40) * 60_000).toISOString() }
        : {}),
      ...(random.chance(0.1)
        ? { id: random.pick<unknown>(['e-1', 7, 7.5, random.below(1e6), `e-${random.below(1e6)}`]) }
        : {}),
      ...(random.chance(0.2) ? { session: random.pick(SESSIONS) } : {}),
    };
    switch (random.below(3)) {
      case 0:
        return {
          event: 'save',
          ...base,
          duration_ms: random.below(4_000),
          retry_count: random.pick([0, 0, 1]),
          bytes: random.below(9_999),
          ...extra,
        };
      case 1: {
        const success = random.chance(0.7);
        const retryable = success ? {} : { retryable: random.chance(0.2) };
        return {
          event: 'restore',
          ...base,
          success,
          source: random.pick(['indexeddb', 'opfs']),
          duration_ms: random.below(5_000) / 8,
          ...retryable,
          ...extra,
        };
      }
      default:
        return { event: 'lock', ...base, code: random.pick(WORDS), attempt: 1 + random.below(3), ...extra };
    }
  },
};

/** Fourteen fields with nested objects, lists of texts, patterns, and numbers with exponents. */
const nested: FuzzSubject = {
  name: 'fourteen fields and nested objects',
  now: NOW,
  policy: policyWith(
    [
      {
        ...SLI,
        id: 'latency',
        events: ['checkout'],
        by: 'region',
        measure: { kind: 'quantile', of: 'latency_s', p: 99 },
      },
      {
        ...SLI,
        id: 'amount',
        events: ['checkout'],
        where: [{ field: 'currency', anyOf: ['EUR'] }],
        measure: { kind: 'mean', of: 'amount' },
      },
      {
        ...SLI,
        id: 'paid',
        events: ['checkout'],
        measure: {
          kind: 'ratio',
          good: false,
          match: [
            { field: 'status', anyOf: ['failed', null] },
            { field: 'amount', above: 1, below: 900.5 },
          ],
        },
      },
    ],
    ['canary', 'all'],
    null,
  ),
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    $defs: { hex: { type: 'string', pattern: '^[0-9a-f]{8,32}$' } },
    required: ['event', 'ts', 'phase', 'order', 'latency_s', 'client', 'region'],
    properties: {
      event: { const: 'checkout' },
      ts: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$' },
      feature: { type: 'string' },
      phase: { enum: ['canary', 'all'] },
      order: { type: 'string', format: 'uuid' },
      trace: { $ref: '#/$defs/hex' },
      latency_s: { type: 'number', exclusiveMinimum: 0, maximum: 1e3 },
      amount: { type: 'number', minimum: -1e6, maximum: 1e6 },
      currency: { enum: ['EUR', 'USD', 'SEK', null] },
      status: { enum: ['paid', 'failed', null, 3] },
      region: { type: 'string', pattern: '^(?:eu|us|ap)-[a-z]+-\\d$' },
      items: { type: 'integer', minimum: 1, maximum: 100 },
      note: { type: 'string', maxLength: 20 },
      client: {
        type: 'object',
        required: ['version', 'os'],
        additionalProperties: false,
        properties: {
          version: { type: 'string', pattern: '^\\d+\\.\\d+(\\.\\d+)?$' },
          os: { enum: ['linux', 'mac', 'windows'] },
          screen: {
            type: 'object',
            properties: { w: whole, h: whole, dpr: { type: 'number', enum: [1, 1.5, 2] } },
          },
        },
      },
    },
  },
  event: (random) => ({
    event: 'checkout',
    ts: instant(random),
    feature: random.pick(['cart', 'cart', 'express']),
    phase: random.pick(['canary', 'all']),
    order: random.pick(SESSIONS),
    trace: random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
    latency_s: random.pick([random.next(), random.below(1e6) / 1e6, 1e-7, 2.5e2, 1e3]),
    amount: random.pick([random.below(1e5) / 100, 1e5, -1.5e-3, 900.5]),
    currency: random.pick(['EUR', 'USD', null]),
    status: random.pick(['paid', 'paid', 'failed', null, 3]),
    region: random.pick(['eu-north-1', 'us-east-2', 'ap-south-1']),
    items: 1 + random.below(9),
    note: random.pick(WORDS).slice(0, 20),
    client: {
      version: random.pick(['1.2', '10.0.3']),
      os: random.pick(['linux', 'mac', 'windows']),
      ...(random.chance(0.5)
        ? { screen: { w: random.below(4_000), h: 900, dpr: random.pick([1, 1.5, 2]) } }
        : {}),
    },
  }),
};

/** Events by a discriminator, each with a rule of its own for one key. */
const discriminated: FuzzSubject = {
  name: 'a discriminator, and one key under two rules',
  now: NOW,
  policy: policyWith(
    [
      { ...SLI, id: 'size', events: ['up', 'down'], measure: { kind: 'quantile', of: 'size', p: 50 } },
      {
        ...SLI,
        id: 'ok',
        events: ['up'],
        measure: { kind: 'ratio', good: true, match: [{ field: 'size', above: null, below: 10 }] },
      },
    ],
    ['one', 'two'],
    null,
  ),
  schema: {
    type: 'object',
    discriminator: { propertyName: 'event' },
    required: ['event', 'ts'],
    properties: { ts: { type: 'string' }, phase: { type: 'string' } },
    oneOf: [
      {
        properties: { event: { const: 'up' }, size: { type: 'integer', minimum: 1 } },
        required: ['event', 'size'],
      },
      {
        properties: {
          event: { const: 'down' },
          size: { type: 'number', maximum: 99.5 },
          tags: { type: 'array', items: { type: 'string' } },
        },
        required: ['event'],
      },
      {
        properties: {
          event: { const: 'note' },
          size: { type: ['string', 'null'], maxLength: 3 },
          a: {},
          b: {},
        },
        required: ['event'],
        maxProperties: 7,
        dependencies: { a: ['b'] },
      },
    ],
  },
  event: (random) => {
    const base = {
      ts: instant(random),
      phase: random.pick(['one', 'two']),
      feature: random.pick<unknown>(['f', 'g', 1]),
    };
    switch (random.below(3)) {
      case 0:
        return { event: 'up', ...base, size: random.below(20) };
      case 1:
        return {
          event: 'down',
          size: random.below(2_000) / 16,
          ...base,
          ...(random.chance(0.2) ? { tags: random.pick([[], ['a'], [1]]) } : {}),
        };
      default:
        return {
          event: 'note',
          ...base,
          size: random.pick(['abc', 'abcd', null]),
          ...(random.chance(0.3) ? { a: 1 } : {}),
          ...(random.chance(0.3) ? { b: [{}] } : {}),
        };
    }
  },
};

export const SUBJECTS: readonly FuzzSubject[] = [conditional, nested, discriminated];
