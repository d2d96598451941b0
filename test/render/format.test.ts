import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatClock,
  formatDayClock,
  formatLimit,
  formatLimits,
  formatNumber,
  formatOrdinal,
  formatStatus,
  formatValue,
  formatVerdictValue,
} from '../../src/render/format.js';
import { limit, ratio, verdict } from './analysis-builder.js';

describe('formatNumber', () => {
  test.each([
    { value: 0, digits: 0, text: '0' },
    { value: -0.001, digits: 2, text: '0.00' },
    { value: 999, digits: 0, text: '999' },
    { value: 1204.4, digits: 0, text: '1,204' },
    { value: -1234567.891, digits: 2, text: '-1,234,567.89' },
    { value: 1e21, digits: 0, text: '1e+21' },
  ])('$value with $digits decimals is $text', ({ value, digits, text }) => {
    expect(formatNumber(value, digits)).toBe(text);
  });

  test('is the number again without its commas', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(Number(formatNumber(value).replaceAll(',', ''))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('formatValue', () => {
  test.each([
    { name: 'no data', value: null, unit: 'ms', limits: [], text: '–' },
    { name: 'milliseconds', value: 871.35, unit: 'ms', limits: [700, 900], text: '871 ms' },
    { name: 'thousands', value: 1204, unit: 'ms', limits: [900], text: '1,204 ms' },
    { name: 'a value just above its limit', value: 900.2, unit: 'ms', limits: [900], text: '900.2 ms' },
    { name: 'a value at its limit', value: 900, unit: 'ms', limits: [900], text: '900 ms' },
    { name: 'a small value', value: 1.234, unit: 's', limits: [], text: '1.23 s' },
    { name: 'a share', value: 0.9981, unit: '%', limits: [0.995], text: '99.81 %' },
    { name: 'a share just below its limit', value: 0.99499, unit: '%', limits: [0.995], text: '99.499 %' },
    {
      name: 'a share whose product with 100 is not exact',
      value: 0.07,
      unit: '%',
      limits: [0.07],
      text: '7.00 %',
    },
    { name: 'all', value: 1, unit: '%', limits: [0.995], text: '100.00 %' },
    { name: 'nearly all', value: 0.999999, unit: '%', limits: [1], text: '99.9999 %' },
    { name: 'very little over none', value: 1e-9, unit: null, limits: [0], text: '1e-9' },
    { name: 'a count', value: 12, unit: null, limits: [], text: '12' },
    { name: 'a mean without unit', value: 12.5, unit: null, limits: [], text: '12.5' },
  ])('$name: $text', ({ value, unit, limits, text }) => {
    expect(formatValue(value, unit, limits)).toBe(text);
  });

  test('never prints a value like a limit that it is not', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (value, other) => {
        const differs = Number((value * 100).toPrecision(12)) !== Number((other * 100).toPrecision(12));
        fc.pre(differs);
        const printed = formatValue(value, '%', [other]).replace(' %', '');
        const digits =
          printed.includes('.') && !printed.includes('e') ? (printed.split('.')[1]?.length ?? 0) : 20;
        expect(printed).not.toBe((other * 100).toFixed(Math.min(digits, 20)));
      }),
    );
  });
});

describe('limits', () => {
  test.each([
    { name: 'above, in a unit', limit: limit('above', 900), unit: 'ms', text: '> 900' },
    { name: 'below, a share', limit: limit('below', 0.995), unit: '%', text: '< 99.50' },
    {
      name: 'with the digits it was written with',
      limit: limit('below', 0.99925),
      unit: '%',
      text: '< 99.925',
    },
    { name: 'with a fraction', limit: limit('above', 2.5), unit: 's', text: '> 2.5' },
    { name: 'none', limit: limit('above', 0), unit: null, text: '> 0' },
  ])('$name: $text', ({ limit: one, unit, text }) => {
    expect(formatLimit(one, unit)).toBe(text);
  });

  test('both, in the order in which they are crossed', () => {
    expect(formatLimits(verdict())).toBe('warn > 700, rollback > 900');
    expect(formatLimits(verdict({ warn: null, rollback: null }))).toBe('');
  });

  test('a verdict is told apart from both of its limits', () => {
    expect(formatVerdictValue(verdict({ value: 700.04 }))).toBe('700.04 ms');
  });
});

describe('formatStatus', () => {
  test.each([
    { name: 'ok', one: verdict(), text: 'ok' },
    { name: 'one warning', one: verdict({ status: 'warn', value: 800, streak: 1 }), text: 'warn' },
    {
      name: 'warnings in a row',
      one: verdict({ status: 'warn', value: 800, streak: 3 }),
      text: 'warn, 3rd in a row',
    },
    {
      name: 'one violation',
      one: verdict({ status: 'violation', value: 950, streak: 1 }),
      text: 'violation',
    },
    {
      name: 'violations in a row',
      one: verdict({ status: 'violation', value: 950, streak: 12 }),
      text: 'violation, 12th in a row',
    },
    {
      name: 'on the way to a violation',
      one: ratio({ status: 'warn', value: 0.99, streak: 1 }),
      text: 'warn, 1 of 2 in a row',
    },
    {
      name: 'a rule that counts in another way',
      one: verdict({ status: 'violation', value: 950, streak: 3, rule: 'above 900 ms, mean of 3 windows' }),
      text: 'violation, mean of 3 windows',
    },
    {
      name: 'met without the evidence',
      one: ratio({
        status: 'warn',
        value: 0.99,
        streak: 2,
        rule: 'below 99.5 %, 2 windows in a row',
        evidence: { met: false, falseAlarmMs: 3_600_000, falseAlarmEveryMs: 25_920_000_000, designEffect: 1 },
      }),
      text: 'warn, 2nd in a row, no evidence yet',
    },
    {
      name: 'warm-up',
      one: verdict({ status: 'insufficient', reason: 'warm-up: the first 30m' }),
      text: 'warm-up',
    },
    {
      name: 'a baseline without data',
      one: verdict({ status: 'insufficient', reason: 'the baseline has no data: 5 %' }),
      text: 'no baseline',
    },
    { name: 'no data', one: verdict({ status: 'no-data', value: null }), text: 'no data' },
    { name: 'too few samples', one: verdict({ status: 'insufficient' }), text: 'too few samples' },
  ])('$name: $text', ({ one, text }) => {
    expect(formatStatus(one)).toBe(text);
  });
});

test.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [21, '21st'],
  [112, '112th'],
  [1002, '1,002nd'],
])('%i is %s', (count, text) => {
  expect(formatOrdinal(count)).toBe(text);
});

test('times are printed in UTC', () => {
  expect(formatClock('2026-03-02T14:15:00Z')).toBe('14:15Z');
  expect(formatDayClock('2026-03-02T14:15:00Z')).toBe('2026-03-02 14:15Z');
});
