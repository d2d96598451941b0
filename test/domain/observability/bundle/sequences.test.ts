import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  highestNumbers,
  sequenceFindings,
  type Link,
} from '../../../../src/domain/observability/bundle/sequences.js';

/** A chain of one dataset: numbers, with a letter where the content is another one; null for a bundle nobody can read. */
function chain(...bundles: readonly (string | null)[]): readonly Link[] {
  return bundles.map((bundle, i) => ({
    file: `bundle-${i}`,
    datasets:
      bundle === null
        ? null
        : [{ dataset: 'turnover', sequence: Number.parseInt(bundle, 10), checksum_sha256: bundle }],
  }));
}

const said = (links: readonly Link[]) => sequenceFindings(links).map(({ file, what }) => `${file}: ${what}`);

describe('the numbers of bundles', () => {
  test.each([
    ['of none', []],
    ['that go on by one', ['1', '2', '3']],
    ['that begin late, since what was before is gone', ['7', '8']],
    ['that stand still, since a dataset could not be made', ['1', '1', '2']],
    ['that go on from the highest after a restore', ['1', '2', '3', '2', '4']],
    ['that go back to before the chain begins, after a restore', ['5', '4', '6']],
    ['that nobody knows for a while', ['1', null, '3']],
  ])('%s are right', (_, bundles) => {
    expect(said(chain(...bundles))).toEqual([]);
  });

  test.each([
    ['leave one out', ['1', '3'], ['bundle-1: turnover goes from number 1 to 3']],
    ['leave one out after a restore', ['1', '2', '1', '4'], ['bundle-3: turnover goes from number 2 to 4']],
    [
      'are given twice',
      ['1', '1b'],
      ['bundle-1: turnover has number 1 with another checksum than an earlier bundle'],
    ],
    [
      'are given twice, with others between',
      ['1', '2', '2b', '3'],
      ['bundle-2: turnover has number 2 with another checksum than an earlier bundle'],
    ],
    [
      'leave two out at two places',
      ['1', '3', '5'],
      ['bundle-1: turnover goes from number 1 to 3', 'bundle-2: turnover goes from number 3 to 5'],
    ],
  ])('that %s are named', (_, bundles, expected) => {
    expect(said(chain(...bundles))).toEqual(expected);
    expect(sequenceFindings(chain(...bundles))[0]?.code).toBe('sequence_gap');
  });

  test('any one bundle that is taken out from between is noticed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 20 }), fc.nat(), (length, seed) => {
        const all = Array.from({ length }, (_, i) => String(i + 1));
        const gone = 1 + (seed % (length - 2));
        expect(said(chain(...all.filter((_, i) => i !== gone)))).toHaveLength(1);
      }),
    );
  });
});

test('the highest numbers are taken dataset by dataset', () => {
  const highest = highestNumbers([
    [{ dataset: 'a', sequence: 3 }],
    [
      { dataset: 'a', sequence: 2 },
      { dataset: 'b', sequence: 1 },
    ],
  ]);
  expect([...highest]).toEqual([
    ['a', 3],
    ['b', 1],
  ]);
});
