import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { suggest } from '../../src/domain/suggest.js';

describe('suggest', () => {
  const known = ['window', 'warn', 'rollback', 'min-samples', 'sli', 'id'];

  test.each([
    ['two letters swapped', 'widnow', 'window'],
    ['a letter too many', 'windoww', 'window'],
    ['a letter missing', 'rolback', 'rollback'],
    ['another case', 'Window', 'window'],
    ['an underscore for a hyphen', 'min_samples', 'min-samples'],
    ['the nearer of two', 'slo', 'sli'],
    ['another word', 'threshold', null],
    ['a short word with nothing in common', 'xy', null],
    ['the empty text', '', null],
    ['a text too long to be a slip', 'window'.repeat(50), null],
  ])('%s', (_, text, meant) => {
    expect(suggest(text, known)).toBe(meant);
  });

  test('never suggests what was written, and only what is known', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (text, candidates) => {
        const meant = suggest(text, candidates);
        expect(meant === null || (meant !== text && candidates.includes(meant))).toBe(true);
      }),
    );
  });
});
