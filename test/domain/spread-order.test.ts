import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '../../src/domain/digest.js';
import { sortedDigests, spreadOrder } from '../../src/domain/spread-order.js';

/** Many begin alike. */
const digests = fc.array(
  fc.oneof(
    fc.string().map(sha256),
    fc
      .tuple(fc.constantFrom('00000000', '7fffffff', 'ffffffff'), fc.constantFrom('0', '1', 'f'))
      .map(([first, next]) => `${first}${next.repeat(56)}`),
  ),
  { maxLength: 200 },
);

describe('what is spread evenly', () => {
  test('comes in the order of its texts', () => {
    fc.assert(fc.property(digests, (list) => expect(sortedDigests(list)).toEqual([...list].sort())));
  });

  test('comes in the same order where there is more than fits', () => {
    const many = 2 ** 21 + 1;
    const at = (place: number): number => (place * 2_654_435_761) % 4_294_967_296;
    const order = spreadOrder(many, at, (a, b) => at(a) < at(b));
    expect(order).toHaveLength(many);
    expect(order.every((place, i) => i === 0 || at(order[i - 1] ?? 0) < at(place))).toBe(true);
  });
});
