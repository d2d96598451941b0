import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/domain/canonical-json.js';
import type { AnswerRow } from '../../../src/domain/metrics/answer.js';
import { intervalsOf } from '../../../src/domain/metrics/histogram.js';
import {
  measureWindows,
  queriesOf,
  slisOf,
  type MetricAnswer,
} from '../../../src/domain/metrics/measured-windows.js';
import { stepOf } from '../../../src/domain/metrics/queries.js';
import type { Policy } from '../../../src/domain/policy.js';
import { MINUTE, parseInstant, SECOND } from '../../../src/domain/time.js';
import { parsePolicy } from '../../../src/io/policy-file.js';

const END = parseInstant('2026-03-02T14:15:00Z') ?? 0;

function policyWith(slis: string): Policy {
  const text = `version: 1
rollout: shop
sources:
  - name: fleet
    url: https://prometheus.example.com
    format: prometheus
    labels: { phase: track, feature: service }
slis:
${slis}
phases:
  - id: P-0
`;
  return parsePolicy(text, 'policy.yaml').policy;
}

const row = (labels: Record<string, string>, value: number, part: string | null = null): AnswerRow => ({
  labels,
  part,
  values: new Map([[END, value]]),
});
const known = row({}, 5, 'known');

/** What the SLIs' queries are answered, in the order of the queries. */
function measure(policy: Policy, ...answers: readonly (readonly AnswerRow[])[]) {
  const [source] = policy.sources;
  if (source === undefined) throw new Error('no source');
  const slis = slisOf(source, policy.slis);
  const keys = [...new Set(slis.flatMap((sli) => queriesOf(source, sli).map(({ key }) => key)))];
  const byKey = new Map<string, MetricAnswer>(
    keys.map((key, i) => [key, { rows: answers[i] ?? [], setBack: [] }]),
  );
  return measureWindows(source, { slis, ends: [END] }, byKey);
}

const RATIO = policyWith(
  '  errors: { from: fleet, ratio: { bad: errors_total, total: requests_total }, by: region }',
);
const P95 = policyWith('  p95: { from: fleet, quantile: { of: seconds_bucket, p: 95 } }');
const labels = (track: string, region: string): Record<string, string> => ({ track, service: 'pay', region });

describe('a ratio', () => {
  test('has those that match of all, by phase, feature and label', () => {
    const { events, faults } = measure(
      RATIO,
      [row(labels('canary', 'eu'), 2), known],
      [row(labels('canary', 'eu'), 40), row(labels('canary', 'us'), 7), row({ service: 'pay' }, 3), known],
    );
    expect(faults).toEqual([]);
    const name = 'metric fleet: ratio errors_total of requests_total by region';
    const common = { event: name, ts: '2026-03-02T14:14:59.999Z', feature: 'pay' };
    expect(events.map(({ id: _, ...others }) => others)).toEqual([
      { ...common, phase: 'canary', label: 'eu', measured: { matching: 2, total: 40 } },
      { ...common, phase: 'canary', label: 'us', measured: { matching: 0, total: 7 } },
      { ...common, label: '', measured: { matching: 0, total: 3 } },
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });

  test('of which more match than there are is no data', () => {
    const { events, faults } = measure(
      RATIO,
      [row(labels('a', 'eu'), 2), known],
      [row(labels('a', 'eu'), 1)],
    );
    expect(events).toEqual([]);
    expect(faults).toEqual(['the window until 2026-03-02T14:15:00Z: SLI errors: 2 match of 1 in all']);
  });

  test('of which something matches and nothing is there is no data', () => {
    expect(measure(RATIO, [row(labels('a', 'eu'), 2), known], []).faults).toHaveLength(1);
    expect(measure(RATIO, [row(labels('a', 'eu'), 0), known], []).faults).toEqual([]);
  });

  test('of series that were not known before is no data', () => {
    const { events, faults } = measure(RATIO, [], [row(labels('a', 'eu'), 1)]);
    expect(events).toEqual([]);
    expect(faults[0]).toContain('it knew none of the series before');
  });
});

test('SLIs that measure the same share an event', () => {
  const policy = policyWith(`  p95: { from: fleet, quantile: { of: seconds_bucket, p: 95 } }
  p99: { from: fleet, quantile: { of: 'seconds_bucket{ }', p: 99 } }
  all: { from: fleet, count: seconds_bucket }`);
  expect(policy.slis.map(({ events }) => events[0])).toEqual([
    'metric fleet: quantile seconds_bucket',
    'metric fleet: quantile seconds_bucket',
    'metric fleet: count seconds_bucket',
  ]);
  expect(slisOf(policy.sources[0]!, policy.slis).map(({ id }) => id)).toEqual(['p95', 'all']);
});

test('the order of rows and of their labels changes no byte', () => {
  const rows = ['0.1', '0.5', '+Inf'].flatMap((le, i) =>
    ['canary', 'stable', ''].flatMap((track) => [
      row({ track, service: 'pay', le }, 10 * (i + 1)),
      row({ track, service: 'pay', le }, 3, 'series'),
    ]),
  );
  const whole = canonicalJson(measure(P95, [...rows, known]).events);
  expect(whole).toContain('"counts":[10,10,10]');
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      const turned = shuffled.map((one) => ({
        ...one,
        labels: Object.fromEntries(Object.entries(one.labels).reverse()),
      }));
      expect(canonicalJson(measure(P95, [known, ...turned]).events)).toBe(whole);
    }),
  );
});

describe('the buckets of a histogram', () => {
  const bucket = (le: string, growth: number, series = 4) => ({ labels: { le }, growth, series });

  test.each([
    [
      'from 0',
      [bucket('0.5', 3), bucket('1', 8), bucket('+Inf', 9)],
      [
        [0, 0.5, 1],
        [0.5, 1, null],
        [3, 5, 1],
      ],
    ],
    [
      'of negative values',
      [bucket('-1', 3), bucket('+Inf', 9)],
      [
        [null, -1],
        [-1, null],
        [3, 6],
      ],
    ],
    [
      'in any order',
      [bucket('+Inf', 9), bucket('1', 8)],
      [
        [0, 1],
        [1, null],
        [8, 1],
      ],
    ],
    [
      'written in two ways',
      [bucket('1', 3, 1), bucket('1.0', 5, 3), bucket('+Inf', 9)],
      [
        [0, 1],
        [1, null],
        [8, 1],
      ],
    ],
    [
      'that only some histograms have are left out',
      [bucket('0.5', 3, 2), bucket('1', 8), bucket('2', 8, 3), bucket('+Inf', 9)],
      [
        [0, 1],
        [1, null],
        [8, 1],
      ],
    ],
  ])('%s', (_, buckets, [lower, upper, counts]) => {
    expect(intervalsOf(buckets)).toEqual({ lower, upper, counts });
  });

  test.each([
    ['without +Inf', [bucket('1', 3)], 'it has no bucket that ends at +Inf'],
    ['with +Inf alone', [bucket('+Inf', 3)], 'its histograms have no bucket in common'],
    [
      'without one in common',
      [bucket('1', 3, 2), bucket('2', 3, 2), bucket('+Inf', 6)],
      'its histograms have no bucket in common',
    ],
    [
      'that become less',
      [bucket('1', 3), bucket('2', 2), bucket('+Inf', 6)],
      'a bucket counts less than the one below it',
    ],
    [
      'with an end that is no number',
      [bucket('x', 3), bucket('+Inf', 6)],
      'a bucket ends at "x", which is no number',
    ],
    ['without an end', [{ ...bucket('', 3), labels: {} }], 'a bucket ends at "", which is no number'],
  ])('%s are no data', (_, buckets, why) => {
    expect(intervalsOf(buckets)).toBe(why);
  });
});

test('a step divides its window and is at most half as long as samples are apart', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1, 5, 15, 60, 1_440),
      fc.integer({ min: 1, max: 2_000 }),
      (minutes, densest) => {
        const batchMs = minutes * MINUTE;
        const step = stepOf(batchMs, densest);
        expect(batchMs % step).toBe(0);
        expect(2 * step * densest).toBeLessThanOrEqual(batchMs);
      },
    ),
  );
  expect(stepOf(15 * MINUTE, 60)).toBe(7_200);
  expect(stepOf(10 * SECOND, 100_000)).toBe(1);
});
