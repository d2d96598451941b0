import { describe, expect, test } from '@jest/globals';
import { matches } from '../../src/domain/match.js';
import type { FieldMatch } from '../../src/domain/policy.js';

const event = { success: true, code: 'quota', attempt: 3, detail: null, text: '3' };
const inherited = Object.create({ success: true }) as Record<string, unknown>;

describe('matches', () => {
  const table: readonly { name: string; list: readonly FieldMatch[]; expected: boolean }[] = [
    { name: 'an empty list', list: [], expected: true },
    { name: 'an equal value', list: [{ field: 'success', anyOf: [true] }], expected: true },
    { name: 'one of several', list: [{ field: 'code', anyOf: ['lease', 'quota'] }], expected: true },
    { name: 'none of several', list: [{ field: 'code', anyOf: ['lease', 'disk'] }], expected: false },
    { name: 'null', list: [{ field: 'detail', anyOf: [null] }], expected: true },
    { name: 'a number is not its text', list: [{ field: 'text', anyOf: [3] }], expected: false },
    { name: 'a missing field', list: [{ field: 'missing', anyOf: [null] }], expected: false },
    { name: 'an inherited name', list: [{ field: 'toString', anyOf: [null] }], expected: false },
    { name: 'above its limit', list: [{ field: 'attempt', above: 2, below: null }], expected: true },
    { name: 'at its limit', list: [{ field: 'attempt', above: 3, below: null }], expected: false },
    { name: 'between two limits', list: [{ field: 'attempt', above: 2, below: 4 }], expected: true },
    {
      name: 'a text is not above a number',
      list: [{ field: 'text', above: 2, below: null }],
      expected: false,
    },
    {
      name: 'all must hold',
      list: [
        { field: 'success', anyOf: [true] },
        { field: 'code', anyOf: ['disk'] },
      ],
      expected: false,
    },
  ];
  test.each(table)('$name → $expected', ({ list, expected }) => {
    expect(matches(event, list)).toBe(expected);
  });

  test('an inherited value is no value', () => {
    expect(matches(inherited, [{ field: 'success', anyOf: [true] }])).toBe(false);
  });
});
