import { describe, expect, test } from '@jest/globals';
import type { Rule } from '../../../src/domain/policy.js';
import { boundWithin } from '../../../src/domain/policy-convert-rules.js';
import { boundOf, isBeyond } from '../../../src/domain/rules/bound.js';
import { roughTime } from '../../../src/domain/rules/evidence-text.js';
import { ruleReachMs } from '../../../src/domain/rules/reach.js';
import { ruleText } from '../../../src/domain/rules/rule-text.js';
import { allowedShare, tallyOf } from '../../../src/domain/rules/tallies.js';
import { distributionOf } from '../../../src/domain/distribution.js';
import { DAY, HOUR, MINUTE } from '../../../src/domain/time.js';
import { LATENCY, limit, SUCCESS } from '../../policy-builder.js';

const relative = (side: Rule['side'], value: number, share: boolean): Rule => ({
  side,
  value,
  baseline: { phase: 'one', windowMs: 7 * DAY, relative: share },
  when: { kind: 'in-a-row', windows: 1 },
});

test.each([
  { name: 'a fixed one', rule: limit('above', 900), baseline: null, expected: 900 },
  { name: '5 % above 200', rule: relative('above', 0.05, true), baseline: 200, expected: 210 },
  { name: '5 % below 200', rule: relative('below', 0.05, true), baseline: 200, expected: 190 },
  { name: '5 % above -200', rule: relative('above', 0.05, true), baseline: -200, expected: -190 },
  { name: '0.02 above 0.5', rule: relative('above', 0.02, false), baseline: 0.5, expected: 0.52 },
  { name: 'any share above 0 is 0', rule: relative('above', 0.05, true), baseline: 0, expected: 0 },
  { name: 'no baseline, no bound', rule: relative('above', 0.05, true), baseline: null, expected: undefined },
  {
    name: 'beyond the doubles there is none',
    rule: relative('above', 1, true),
    baseline: Number.MAX_VALUE,
    expected: undefined,
  },
])('bound: $name', ({ rule, baseline, expected }) => {
  expect(boundOf(rule, baseline)?.value).toBe(expected);
});

test('a value at its bound keeps it', () => {
  expect([899, 900, 901].map((value) => isBeyond({ side: 'above', value: 900 }, value))).toEqual([
    false,
    false,
    true,
  ]);
  expect([899, 900, 901].map((value) => isBeyond({ side: 'below', value: 900 }, value))).toEqual([
    true,
    false,
    false,
  ]);
});

test.each([
  { name: 'an upper limit', bound: { side: 'above', value: 2500 }, measure: LATENCY.measure, expected: 2000 },
  {
    name: 'an upper share',
    bound: { side: 'above', value: 0.01 },
    measure: SUCCESS.measure,
    expected: 0.008,
  },
  {
    name: 'a lower share',
    bound: { side: 'below', value: 0.995 },
    measure: SUCCESS.measure,
    expected: 0.996,
  },
  { name: 'a lower limit', bound: { side: 'below', value: 40 }, measure: { kind: 'count' }, expected: 50 },
  {
    name: 'an upper limit of 0',
    bound: { side: 'above', value: 0 },
    measure: { kind: 'count' },
    expected: 0,
  },
] as const)('80 % of $name', ({ bound, measure, expected }) => {
  expect(boundWithin(bound, 0.8, measure)).toEqual({ side: bound.side, value: expected });
});

describe('samples beyond a bound', () => {
  const quantile = { kind: 'quantile', distribution: distributionOf([1, 2, 2, 3]) } as const;
  const ratio = { kind: 'ratio', matching: 7, total: 10 } as const;
  test.each([
    {
      name: 'of a p95 above',
      of: quantile,
      measure: LATENCY.measure,
      side: 'above',
      value: 2,
      bad: 1,
      allowed: 0.05,
    },
    {
      name: 'of a p95 below',
      of: quantile,
      measure: LATENCY.measure,
      side: 'below',
      value: 2,
      bad: 1,
      allowed: 0.95,
    },
    {
      name: 'of a ratio above',
      of: ratio,
      measure: SUCCESS.measure,
      side: 'above',
      value: 0.1,
      bad: 7,
      allowed: 0.1,
    },
    {
      name: 'of a ratio below',
      of: ratio,
      measure: SUCCESS.measure,
      side: 'below',
      value: 0.99,
      bad: 3,
      allowed: 0.01,
    },
  ] as const)('$name', ({ of, measure, side, value, bad, allowed }) => {
    expect(tallyOf(of, { side, value })?.bad).toBe(bad);
    expect(allowedShare(measure, { side, value })).toBe(allowed);
  });
});

test.each([
  [2 * MINUTE, '2 minutes'],
  [HOUR, '1 hour'],
  [47 * HOUR, '47 hours'],
  [300 * DAY, '300 days'],
  [3 * 365 * DAY - 1, '2 years'],
])('%d ms are roughly %s', (ms, text) => {
  expect(roughTime(ms)).toBe(text);
});

const rule = (when: Rule['when']): Rule => ({ ...limit('above', 900), when });
const CASES: readonly { readonly when: Rule['when']; readonly text: string; readonly reach: number }[] = [
  { when: { kind: 'in-a-row', windows: 1 }, text: 'above 900 ms', reach: HOUR },
  { when: { kind: 'in-a-row', windows: 3 }, text: 'above 900 ms, 3 windows in a row', reach: 4 * HOUR },
  { when: { kind: 'mean-of', windows: 3 }, text: 'above 900 ms, mean of 3 windows', reach: 4 * HOUR },
  {
    when: { kind: 'moving-average', windows: 4 },
    text: 'above 900 ms, moving average of 4 windows',
    reach: 4 * HOUR,
  },
  { when: { kind: 'times', times: 3, withinMs: DAY }, text: 'above 900 ms, 3 times within 1d', reach: DAY },
  { when: { kind: 'unmet-for', ms: DAY }, text: 'above 900 ms, for 1d without a break', reach: 25 * HOUR },
  {
    when: { kind: 'burn-rate', longMs: 6 * HOUR, shortMs: HOUR, objective: 0.999, factor: 6 },
    text: 'above 900 ms, 6 times the budget of 99.9 % over 6h and 1h',
    reach: 6 * HOUR,
  },
];
test.each(CASES)('a rule in words, and how far it looks back: $text', ({ when, text, reach }) => {
  expect(ruleText(rule(when), { bound: { side: 'above', value: 900 }, unit: 'ms' })).toBe(text);
  expect(ruleReachMs(rule(when), HOUR, 30 * MINUTE)).toBe(reach);
});

test('a relative rule in words, with and without its figure', () => {
  const own = relative('above', 0.05, true);
  expect(ruleText(own, { bound: { side: 'above', value: 210 }, unit: 'ms' })).toBe(
    'above 210 ms (5 % above phase one’s last 7d)',
  );
  expect(ruleText(own, { bound: null, unit: 'ms' })).toBe('5 % above phase one’s last 7d');
});
