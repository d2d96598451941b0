import { instant, NOW, policyWith, SESSIONS, SLI, text, whole, WORDS, type FuzzSubject } from './common.js';

/** Several events by `if` and `then`, as the documentation shows them. */
export const conditional: FuzzSubject = {
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
  event: (random, span) => {
    const ts = instant(random, span);
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
