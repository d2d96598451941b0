import { expect, test } from '@jest/globals';
import { resolveFlags, type FlagSources } from '../../src/domain/flag-resolution.js';
import { phase } from '../policy-builder.js';

const FLAGS = phase({ flags: { 'search.new': true, limit: 5, mode: 'fast' } });
const resolve = (sources: Partial<FlagSources>) =>
  resolveFlags(FLAGS, { env: {}, overrides: {}, ...sources });

test('without anything else the phase decides, and says so; sorted by name', () => {
  expect(resolve({})).toEqual([
    { name: 'limit', value: 5, source: 'default', recorded: 5 },
    { name: 'mode', value: 'fast', source: 'default', recorded: 'fast' },
    { name: 'search.new', value: true, source: 'default', recorded: true },
  ]);
});

test('the environment comes before an override, and an override before the phase', () => {
  const flags = resolve({
    env: { SEARCH_NEW: 'false', LIMIT: '7' },
    overrides: { limit: 9, mode: 'slow', other: 1 },
  });
  expect(flags.map(({ name, value, source }) => [name, value, source])).toEqual([
    ['limit', 7, 'env'],
    ['mode', 'slow', 'override'],
    ['search.new', false, 'env'],
  ]);
});

test('every value of the wrong type is named', () => {
  const sources = { env: { SEARCH_NEW: 'yes', LIMIT: '' }, overrides: { mode: 3 } };
  expect(() => resolve(sources)).toThrow(
    'environment variable SEARCH_NEW is no boolean; environment variable LIMIT is no number; override of flag mode is no string',
  );
});

test.each(['__proto__', 'constructor', 'toString'])(
  'a flag named %s is looked up among own names only',
  (name) => {
    const odd = phase({ flags: { [name]: 'x' } });
    expect(resolveFlags(odd, { env: {}, overrides: {} })).toMatchObject([
      { name, value: 'x', source: 'default' },
    ]);
  },
);
