import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  movedSources,
  ownSources,
  parseShard,
  readNames,
  shardName,
  sourcesOf,
} from '../../src/domain/shard.js';
import { policy as buildPolicy, source } from '../policy-builder.js';

describe('parseShard', () => {
  test.each([
    ['1/1', { index: 1, of: 1 }],
    ['3/16', { index: 3, of: 16 }],
    [' 64/64 ', { index: 64, of: 64 }],
  ])('%s', (text, expected) => expect(parseShard(text)).toEqual(expected));

  test.each([
    ['3', 'is "3"; write one such as 3/16, the third of sixteen'],
    ['', 'is ""; write one such as 3/16, the third of sixteen'],
    ['0/3', 'is number 0 of 3; they are numbered from 1 to 3'],
    ['4/3', 'is number 4 of 3; they are numbered from 1 to 3'],
    ['1/0', 'is of 0 shards; a tick has 1 to 64'],
    ['1/65', 'is of 65 shards; a tick has 1 to 64'],
    ['-1/3', 'is "-1/3"; write one such as 3/16, the third of sixteen'],
    ['1/3; rm -rf', 'is "1/3; rm -rf"; write one such as 3/16, the third of sixteen'],
    ['1.5/3', 'is "1.5/3"; write one such as 3/16, the third of sixteen'],
  ])('%j is told what is wrong with it', (text, fault) => expect(parseShard(text)).toBe(fault));
});

function policyOf(names: readonly string[]) {
  return buildPolicy({
    sources: names.map((name) => source({ name, format: name.startsWith('own') ? 'ticks' : 'jsonl' })),
  });
}

const names = fc.uniqueArray(fc.stringMatching(/^(?:own|app)[a-z]{1,6}$/), { maxLength: 30 });

describe('sourcesOf', () => {
  test('each source that is read is in exactly one shard, and no other in any', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 64 }), (all, of) => {
        const policy = policyOf(all);
        const shards = Array.from({ length: of }, (_, i) => sourcesOf(policy, { index: i + 1, of }));
        const found = [...shards.flat(), ...ownSources(policy)].map(({ name }) => name);
        expect(found.sort()).toEqual([...all].sort());
        const sizes = shards.map((sources) => sources.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('sources that come at the end move none', () => {
    fc.assert(
      fc.property(names, fc.nat({ max: 30 }), fc.integer({ min: 1, max: 64 }), (all, place, of) => {
        const before = readNames(policyOf(all.slice(0, place)));
        expect(movedSources(policyOf(all), of, before)).toEqual([]);
      }),
    );
  });

  test('one that is taken out moves those behind it', () => {
    expect(movedSources(policyOf(['a', 'c', 'd']), 2, ['a', 'b', 'c', 'd'])).toEqual(['c', 'd']);
    expect(movedSources(policyOf(['a', 'c', 'd']), 1, ['a', 'b', 'c', 'd'])).toEqual([]);
  });
});

test('shardName', () => expect(shardName({ index: 3, of: 16 })).toBe('shard-3-of-16'));
