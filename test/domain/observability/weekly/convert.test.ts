import { expect, test } from '@jest/globals';
import { weeklyOf } from '../../../../src/domain/observability/weekly/convert.js';

test('what is not written has its default', () => {
  const sections = {
    latency: { rollup: 'summary' },
    runs: { csv: 'runs/index.csv', fields: { id: { column: 'run_id' }, kind: { value: null } } },
    portfolio: { json: 'a.json', fields: { max: { at: '/a/*', type: 'number', fold: 'max' } } },
  } as const;
  const read = { kind: 'read', beside: null, type: 'text', fold: null, rename: {}, isOptional: false };
  expect(weeklyOf({ webhook: { secret: 'URL', 'signing-secret': 'KEY' }, sections })).toEqual({
    keepMs: 60 * 86_400_000,
    webhook: { secret: 'URL', signingSecrets: ['KEY'], tries: 3, waitMs: 60_000, timeoutMs: 30_000 },
    redact: [],
    schema: null,
    schemaVersion: '1.0.0',
    sections: [
      { kind: 'rollup', name: 'latency', what: 'summary' },
      {
        kind: 'csv',
        name: 'runs',
        file: 'runs/index.csv',
        week: null,
        newest: 100,
        beside: {},
        fields: [
          { ...read, name: 'id', from: 'run_id' },
          { kind: 'constant', name: 'kind', value: null },
        ],
      },
      {
        kind: 'json',
        name: 'portfolio',
        file: 'a.json',
        version: null,
        fields: [{ ...read, name: 'max', from: '/a/*', type: 'number', fold: { kind: 'max', order: [] } }],
      },
    ],
  });
});

test('two keys stay two, and without a webhook there is none', () => {
  const sections = { latency: { rollup: 'summary' } } as const;
  const webhook = { secret: 'URL', 'signing-secret': ['A', 'B'], tries: 5, wait: '2s', timeout: '1m' };
  expect(weeklyOf({ webhook, sections }).webhook).toEqual({
    secret: 'URL',
    signingSecrets: ['A', 'B'],
    tries: 5,
    waitMs: 2_000,
    timeoutMs: 60_000,
  });
  expect(weeklyOf({ sections }).webhook).toBeNull();
});
