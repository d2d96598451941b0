import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutAbove, cutAround, cutBelow, newPlace, nextAbove } from '../../src/domain/scan/places.js';
import { readSchema } from '../../src/domain/scan/schema-places.js';

/** Whether the cuts tell two numbers apart. */
function areApart(cuts: ReadonlySet<number>, a: number, b: number): boolean {
  return [...cuts].some((cut) => a >= cut !== b >= cut);
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('the next number above', () => {
  test.each([
    [0, 5e-324],
    [-0, 5e-324],
    [-5e-324, -0],
    [1, 1 + Number.EPSILON],
    [-1, -1 + Number.EPSILON / 2],
    [Number.MAX_VALUE, Infinity],
    [-Number.MAX_VALUE, -1.7976931348623155e308],
  ])('%d is %d', (x, above) => expect(nextAbove(x)).toBe(above));

  test('has nothing between', () => {
    fc.assert(
      fc.property(finite, (x) => {
        const above = nextAbove(x);
        const middle = x / 2 + above / 2;
        return above > x && (middle <= x || middle >= above || !Number.isFinite(above));
      }),
    );
  });
});

test('cuts tell apart what a comparison tells apart', () => {
  fc.assert(
    fc.property(finite, finite, (limit, x) => {
      const [below, above, around] = [newPlace(), newPlace(), newPlace()];
      cutBelow(below, limit);
      cutAbove(above, limit);
      cutAround(around, limit);
      expect(areApart(below.cuts, x, limit)).toBe(x < limit);
      expect(areApart(above.cuts, x, limit)).toBe(x > limit);
      expect(areApart(around.cuts, x, limit)).toBe(x !== limit);
    }),
    {
      examples: [
        [0, -0],
        [-0, 0],
      ],
    },
  );
});

describe('of the numbers of a schema', () => {
  const placeOf = (schema: object) => {
    const line = newPlace();
    readSchema({ properties: { x: schema } }, line);
    return line.fields.get('x') ?? newPlace();
  };

  test('a limit that may be reached is no value of its own', () => {
    const { cuts } = placeOf({ minimum: 0, maximum: 10 });
    expect([areApart(cuts, 0, 5), areApart(cuts, 10, 5)]).toEqual([false, false]);
    expect([areApart(cuts, -1, 5), areApart(cuts, 10.1, 5)]).toEqual([true, true]);
  });

  test('one that must not be reached is with those beyond it', () => {
    const { cuts } = placeOf({ exclusiveMinimum: 0, exclusiveMaximum: 10 });
    expect([areApart(cuts, 0, -1), areApart(cuts, 10, 11)]).toEqual([false, false]);
    expect([areApart(cuts, 0, 5), areApart(cuts, 10, 5)]).toEqual([true, true]);
  });

  test.each([
    [{ type: 'number' }, false],
    [{ type: 'integer' }, true],
    [{ type: ['string', 'integer'] }, true],
    [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, true],
    [{ minimum: 1 }, false],
  ])('whether one is whole matters for %j: %j', (schema, matters) => {
    expect(placeOf(schema).isWhole).toBe(matters);
  });
});
