import { describe, expect, test } from '@jest/globals';
import { format } from 'prettier';
import { TRAFFIC } from '../../scripts/simulate/src/bounds.js';
import { charts } from '../../scripts/simulate/src/charts.js';
import { decisionQuality, Results } from '../../scripts/simulate/src/document.js';
import type { Outcome } from '../../scripts/simulate/src/experiment.js';
import { markdownTable, percent } from '../../scripts/simulate/src/markdown.js';
import { POLICIES } from '../../scripts/simulate/src/policies.js';
import { SERVICES } from '../../scripts/simulate/src/services.js';

/** Outcomes of every cell: none false, and each sick service acted on after as many batches as given. */
function results(delay: number): Results {
  return new Results(
    SERVICES.flatMap((service) =>
      POLICIES.flatMap((policy) =>
        TRAFFIC.map((n): Outcome => ({
          service: service.id,
          policy: policy.id,
          n,
          runs: 2,
          falseShare: 0,
          falseFirstDay: 0,
          falsePer30Days: 0,
          delays: service.sickFrom === null ? [] : [delay, delay],
        })),
      ),
    ),
  );
}

describe('the page', () => {
  test('is as the formatter would write it', async () => {
    const text = decisionQuality(results(2), 2);
    expect(await format(text, { parser: 'markdown', printWidth: 110, singleQuote: true })).toBe(text);
  });

  test('says of each promise whether it is kept', () => {
    expect(decisionQuality(results(2), 2)).not.toContain('**no**');
    const late = decisionQuality(results(Infinity), 2);
    expect(late.match(/\*\*no\*\*/g)).toHaveLength(6);
    expect(late).toContain('never · never · never');
  });

  test('a cell that was not simulated is an error, not a gap', () => {
    expect(() => decisionQuality(new Results([]), 2)).toThrow(/phasegate was not tried on steady at n = 20/);
  });
});

describe('the plots', () => {
  test('are the same bytes every time, and leave out what never comes', () => {
    expect(charts(results(3))).toEqual(charts(results(3)));
    const { 'delay.svg': delay = '' } = charts(results(Infinity));
    expect(delay).toContain('<polyline points=""');
    expect(delay).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test.each([
  [0, '0 %'],
  [0.5, '50 %'],
  [0.57, '57 %'],
  [0.0125, '1.3 %'],
  [1, '100 %'],
])('percent(%d) is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test('a table’s columns are aligned', () => {
  expect(
    markdownTable([
      ['', 'n'],
      ['a', '10'],
    ]),
  ).toEqual(['|      |    n |', '| ---- | ---: |', '| a    |   10 |']);
});
