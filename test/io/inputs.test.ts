import { expect, test } from '@jest/globals';
import { PhasegateError } from '../../src/domain/fault.js';
import { parseShard, parseShards, WHOLE } from '../../src/domain/shard.js';
import { InputReader } from '../../src/io/inputs.js';

const reader = (values: Record<string, string>): InputReader => new InputReader((name) => values[name] ?? '');

test('an input that is not set takes its default', () => {
  const inputs = reader({});
  expect([
    inputs.text('a', 'x'),
    inputs.flag('b'),
    inputs.instant('c', () => 5),
    inputs.duration('d', 7),
    inputs.oneOf('e', ['one', 'two'], 'two'),
    inputs.parsed('f', parseShard, WHOLE),
  ]).toEqual(['x', false, 5, 7, 'two', WHOLE]);
  expect(() => inputs.done()).not.toThrow();
});

test('an input that is set is read', () => {
  const inputs = reader({ a: 'x', b: 'TRUE', c: '1970-01-01T00:00:01Z', d: '1m', e: 'one', f: '3/16' });
  expect([
    inputs.text('a'),
    inputs.flag('b'),
    inputs.instant('c', () => 5),
    inputs.duration('d', 7),
    inputs.oneOf('e', ['one', 'two'], 'two'),
    inputs.parsed('f', parseShard, WHOLE),
  ]).toEqual(['x', true, 1000, 60_000, 'one', { index: 3, of: 16 }]);
});

test('every fault is named at once', () => {
  const inputs = reader({ b: 'yes', c: 'tomorrow', d: '5', e: 'three', f: '4/3', g: '65' });
  inputs.flag('b');
  inputs.instant('c', () => 0);
  inputs.duration('d', 0);
  inputs.oneOf('e', ['one', 'two'], 'two');
  inputs.parsed('f', parseShard, WHOLE);
  inputs.parsed('g', parseShards, 1);
  let thrown: unknown;
  try {
    inputs.done();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(PhasegateError);
  expect((thrown as PhasegateError).faults.map((fault) => fault.path)).toEqual([
    'b',
    'c',
    'd',
    'e',
    'f',
    'g',
  ]);
  expect((thrown as PhasegateError).message).toBe(
    'inputs: b is "yes"; use true or false; c is "tomorrow"; write an RFC 3339 time such as 2026-03-02T14:15:00Z; ' +
      'd is "5"; write a duration such as 90s, 15m or 1h30m; e is "three"; use one of one, two; ' +
      'f is number 4 of 3; they are numbered from 1 to 3; g is "65"; shards that are merged are 2 to 64',
  );
});
