import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import type { Scalar } from '../../../../src/domain/policy.js';
import { folded } from '../../../../src/domain/observability/weekly/fold.js';
import { FOLDS, type FoldKind } from '../../../../src/domain/observability/weekly/sections.js';

const ORDER = ['ok', 'warning', 'breach'];

test.each<[FoldKind, readonly Scalar[], unknown]>([
  ['first', [3, 1, 2], { value: 3 }],
  ['last', [3, 1, 2], { value: 2 }],
  ['max', [3, 1, 2], { value: 3 }],
  ['min', [3, 1, 2], { value: 1 }],
  ['sum', [0.1, 0.2, 0.3], { value: 0.6 }],
  ['mean', [1, 2, 4.5], { value: 2.5 }],
  ['count', ['a', 'b'], { value: 2 }],
  ['count', [], { value: 0 }],
  ['max', ['2026-06-22T00:00:00Z', '2026-06-22T00:00:00.500Z'], { value: '2026-06-22T00:00:00.500Z' }],
  ['worst', ['ok', 'breach', 'warning'], { value: 'breach' }],
  ['worst', ['ok', 'fine'], { fault: '"fine" is not in the order ok, warning, breach' }],
  ['sum', [Number.MAX_VALUE, Number.MAX_VALUE], { fault: 'the values are too large to add up' }],
])('%s of %j', (kind, values, result) => {
  expect(folded(values, { kind, order: kind === 'worst' ? ORDER : [] })).toEqual(result);
});

test.each(FOLDS.filter((kind) => kind !== 'count'))('%s of nothing is nothing', (kind) => {
  expect(folded([], { kind, order: ORDER })).toBeNull();
});

describe('laws', () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), {
    minLength: 1,
  });
  const shuffled = numbers.chain((values) =>
    fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
  );

  test.each(['max', 'min', 'sum', 'mean', 'count'] as const)('%s does not depend on the order', (kind) => {
    fc.assert(
      fc.property(shuffled, ([values, others]) => {
        expect(folded(others, { kind, order: [] })).toEqual(folded(values, { kind, order: [] }));
      }),
    );
  });

  test('the worst of two lists is the worse of their worst', () => {
    const some = fc.array(fc.constantFrom(...ORDER), { minLength: 1 });
    const worst = (values: readonly string[]): number => {
      const found = folded(values, { kind: 'worst', order: ORDER });
      return ORDER.indexOf(found !== null && 'value' in found ? String(found.value) : '');
    };
    fc.assert(
      fc.property(some, some, (a, b) => {
        expect(worst([...a, ...b])).toBe(Math.max(worst(a), worst(b)));
      }),
    );
  });
});
