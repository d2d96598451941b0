import { MINUTE } from '../../../src/domain/time.js';
import { elsewhere, instant, ledgerBefore, NOW, policyWith, SLI, type FuzzSubject } from './common.js';

const policy = policyWith(
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
);

/** Events by a discriminator, each with a rule of its own for one key. */
export const discriminated: FuzzSubject = {
  name: 'a discriminator, and one key under two rules',
  now: NOW,
  policy,
  ledger: ledgerBefore(policy, [
    [100 * MINUTE, 'two'],
    [50 * MINUTE, 'one'],
    [-MINUTE, 'two'],
  ]),
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
  event: (random, span) => {
    const base = {
      ts: random.chance(0.7) ? instant(random, span) : elsewhere(random, span),
      ...(random.chance(0.7) ? { phase: random.pick(['one', 'two']) } : {}),
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
