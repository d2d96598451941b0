import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { measurementOf, mergeSummaries, summarise } from '../../src/domain/summary.js';
import { valueOf } from '../../src/domain/measurement.js';
import type { Measure, Sli } from '../../src/domain/policy.js';

function sli(id: string, measure: Measure, more: Partial<Sli> = {}): Sli {
  return { id, events: ['job.done'], where: [], measure, by: null, unit: null, ...more };
}

const slis: readonly Sli[] = [
  sli('p50', { kind: 'quantile', of: 'ms', p: 50 }),
  sli('mean', { kind: 'mean', of: 'ms' }),
  sli('ok', { kind: 'ratio', match: [{ field: 'ok', anyOf: [true] }], good: true }, { by: 'site' }),
  sli('slow', { kind: 'count' }, { where: [{ field: 'ms', above: 100, below: null }] }),
];

const event = fc.record(
  {
    event: fc.constantFrom('job.done', 'job.started'),
    feature: fc.constantFrom('left', 'right'),
    ms: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom('12', null, Number.NaN)),
    ok: fc.boolean(),
    site: fc.constantFrom('a', 'b', 3, null),
  },
  { requiredKeys: ['event', 'feature'] },
);

describe('summarise', () => {
  test('sums up by feature and label, sorted', () => {
    const events = [
      { event: 'job.done', feature: 'right', ms: 20, ok: true, site: 'b' },
      { event: 'job.done', feature: 'left', ms: 10, ok: false, site: 'b' },
      { event: 'job.done', feature: 'left', ms: 200, ok: true, site: 'a' },
      { event: 'job.started', feature: 'left', ms: 5, ok: true, site: 'a' },
    ];
    expect(summarise(slis, events).map((one) => [one.sli, one.feature, one.label])).toEqual([
      ['mean', 'left', null],
      ['mean', 'right', null],
      ['ok', 'left', 'a'],
      ['ok', 'left', 'b'],
      ['ok', 'right', 'b'],
      ['p50', 'left', null],
      ['p50', 'right', null],
      ['slow', 'left', null],
    ]);
  });

  test('a value that is missing or no finite number does not count', () => {
    const events = [10, '20', null, undefined, Number.POSITIVE_INFINITY].map((ms) => ({
      event: 'job.done',
      ms,
    }));
    const found = summarise(slis, events).find((one) => one.sli === 'mean');
    expect(found).toMatchObject({ feature: '', n: 1, sum: '5p1' });
  });

  test('an event without the label is counted under the empty label; an object under its JSON', () => {
    const events = [
      { event: 'job.done', ok: true },
      { event: 'job.done', ok: true, site: Object.create(null) as unknown },
    ];
    const labels = summarise(slis, events).filter((one) => one.sli === 'ok');
    expect(labels.map((one) => one.label)).toEqual(['', '{}']);
  });

  test('does not depend on the order of events, and merging parts equals the whole, to the byte', () => {
    fc.assert(
      fc.property(fc.array(fc.array(event, { maxLength: 20 }), { maxLength: 4 }), (lists) => {
        const whole = canonicalJson(summarise(slis, lists.flat()));
        expect(canonicalJson(summarise(slis, lists.flat().reverse()))).toBe(whole);
        const parts = lists.map((list) => summarise(slis, list));
        expect(canonicalJson(mergeSummaries(parts.flat()))).toBe(whole);
        expect(canonicalJson(mergeSummaries(parts.reverse().flat()))).toBe(whole);
      }),
    );
  });

  test('two kinds under one SLI cannot be merged', () => {
    const [a] = summarise([sli('x', { kind: 'count' })], [{ event: 'job.done' }]);
    const [b] = summarise([sli('x', { kind: 'mean', of: 'ms' })], [{ event: 'job.done', ms: 1 }]);
    expect(() => mergeSummaries([a, b].filter((one) => one !== undefined))).toThrow('cannot be merged');
  });
});

describe('valueOf', () => {
  const events = [10, 20, 30, 200].map((ms) => ({ event: 'job.done', ms, ok: ms < 100, site: 'a' }));
  test.each([
    { id: 'p50', value: 25, n: 4 },
    { id: 'mean', value: 65, n: 4 },
    { id: 'ok', value: 0.75, n: 4 },
    { id: 'slow', value: 1, n: 1 },
  ])('$id is $value', ({ id, value, n }) => {
    const summary = summarise(slis, events).find((one) => one.sli === id);
    const rule = slis.find((one) => one.id === id);
    if (summary === undefined || rule === undefined) throw new Error(`no ${id}`);
    expect(valueOf(measurementOf(summary), rule.measure)).toEqual({ value, n, error: 0 });
  });

  test.each([
    { kind: 'ratio', matching: 0, total: 0 },
    { kind: 'quantile', distribution: { kind: 'exact', values: [], counts: [] } },
    { kind: 'mean', n: 0, sum: '0p0', squares: '0p0' },
  ] as const)('a $kind of nothing has no value', (measurement) => {
    expect(valueOf(measurement, { kind: 'quantile', of: 'ms', p: 95 })).toEqual({
      value: null,
      n: 0,
      error: 0,
    });
  });
});
