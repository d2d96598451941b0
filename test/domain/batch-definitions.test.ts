import { describe, expect, test } from '@jest/globals';
import { definitionsDigest, measuredFor } from '../../src/domain/batch-definitions.js';
import type { Sli } from '../../src/domain/policy.js';
import { LATENCY, policy, SUCCESS } from '../policy-builder.js';
import { at, header } from './batch-builder.js';

const MEAN: Sli = { ...LATENCY, id: 'latency_mean', measure: { kind: 'mean', of: 'duration_ms' } };
const SLIS: readonly Sli[] = [LATENCY, SUCCESS, MEAN];

describe('definitionsDigest', () => {
  const changed = (change: Partial<Sli>): readonly Sli[] => [{ ...LATENCY, ...change }, SUCCESS, MEAN];

  test.each<[string, readonly Sli[]]>([
    ['the order', [MEAN, SUCCESS, LATENCY]],
    ['a unit', changed({ unit: 's' })],
    ['which quantile is read', changed({ measure: { kind: 'quantile', of: 'duration_ms', p: 50 } })],
    [
      'which of a ratio are good',
      [
        LATENCY,
        { ...SUCCESS, measure: { kind: 'ratio', match: [{ field: 'ok', anyOf: [true] }], good: false } },
        MEAN,
      ],
    ],
  ])('is the same whatever %s is', (_, slis) => {
    expect(definitionsDigest(slis)).toBe(definitionsDigest(SLIS));
  });

  test.each<[string, readonly Sli[]]>([
    ['a field', changed({ measure: { kind: 'quantile', of: 'total_ms', p: 95 } })],
    ['a kind', changed({ measure: { kind: 'mean', of: 'duration_ms' } })],
    ['the events', changed({ events: ['request.failed'] })],
    ['a condition', changed({ where: [{ field: 'ok', anyOf: [true] }] })],
    ['a label', changed({ by: 'region' })],
    ['a name', changed({ id: 'latency' })],
    ['the list', [LATENCY, SUCCESS]],
    [
      'what a ratio counts',
      [LATENCY, { ...SUCCESS, measure: { kind: 'ratio', match: [], good: true } }, MEAN],
    ],
  ])('changes with %s', (_, slis) => {
    expect(definitionsDigest(slis)).not.toBe(definitionsDigest(SLIS));
  });
});

describe('measuredFor', () => {
  const own = policy({ slis: SLIS });
  const other = policy({ slis: [LATENCY, { ...SUCCESS, where: [{ field: 'region', anyOf: ['eu'] }] }] });
  const spec = { end: at('10:15'), latencies: [100] };
  const measured = { ...header(own, spec), definitions: definitionsDigest(SLIS) };

  test.each([
    { name: 'by the same policy', of: own, batch: measured, others: [], expected: { kind: 'alike' } },
    {
      name: 'by one that differs in an SLI and lacks another',
      of: own,
      batch: { ...measured, definitions: definitionsDigest(other.slis) },
      others: [own, other],
      expected: { kind: 'otherwise', slis: ['latency_mean', 'success_rate'] },
    },
    {
      name: 'by one that has an SLI more',
      of: policy({ slis: [LATENCY] }),
      batch: measured,
      others: [own],
      expected: { kind: 'otherwise', slis: [] },
    },
    {
      name: 'by one that is not at hand',
      of: other,
      batch: measured,
      others: [other],
      expected: { kind: 'lost' },
    },
    {
      name: 'by an earlier version',
      of: own,
      batch: header(own, spec),
      others: [own],
      expected: { kind: 'unknown' },
    },
    {
      name: 'of nothing',
      of: other,
      batch: { ...header(own, { end: spec.end }), definitions: definitionsDigest(SLIS) },
      others: [],
      expected: { kind: 'alike' },
    },
  ])('a batch $name', ({ of, batch, others, expected }) => {
    expect(measuredFor(of, batch, others)).toEqual(expected);
  });
});
