import { instant, NOW, policyWith, SESSIONS, SLI, whole, WORDS, type FuzzSubject } from './common.js';

/** Fourteen fields with nested objects, lists of texts, patterns, and numbers with exponents. */
export const nested: FuzzSubject = {
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
  event: (random, span) => ({
    event: 'checkout',
    ts: instant(random, span),
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
