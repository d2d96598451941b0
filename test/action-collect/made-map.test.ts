import { expect, test } from '@jest/globals';
import { MadeMap } from '../../action-collect/src/made-map.js';

test('a map of values that are made is one of the values', () => {
  const made = new MadeMap<number, readonly string[]>();
  const valueOf = (key: number): readonly string[] => [`of ${key}`];
  for (const key of [3, 1, 3]) made.set(key, () => valueOf(key));
  const plain = new Map([3, 1].map((key) => [key, valueOf(key)] as const));
  const seen: unknown[] = [];
  made.forEach((value, key) => seen.push([key, value]));
  expect([...made]).toEqual([...plain]);
  expect([...made.entries()]).toEqual([...plain]);
  expect([...made.keys()]).toEqual([3, 1]);
  expect([...made.values()]).toEqual([...plain.values()]);
  expect(seen).toEqual([...plain]);
  expect([made.size, made.has(1), made.has(2), made.get(1), made.get(2)]).toEqual([
    2,
    true,
    false,
    ['of 1'],
    undefined,
  ]);
});

test('a value is made when it is asked for, and each time', () => {
  const made = new MadeMap<string, number>();
  let times = 0;
  made.set('a', () => (times += 1));
  expect([times, made.has('a'), made.size, times]).toEqual([0, true, 1, 0]);
  expect([made.get('a'), made.get('a')]).toEqual([1, 2]);
});
