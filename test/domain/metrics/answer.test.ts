import { describe, expect, test } from '@jest/globals';
import { MAX_ROWS, readAnswer } from '../../../src/domain/metrics/answer.js';

const matrix = (result: unknown, more: object = {}): string =>
  JSON.stringify({ status: 'success', data: { resultType: 'matrix', result }, ...more });
const row = (values: unknown, metric: unknown = { code: '500' }): unknown => ({ metric, values });

describe('an answer', () => {
  test('has rows with their values by time, and what marks a row apart from its labels', () => {
    const rows = readAnswer(
      matrix([
        row([
          [1_772_456_400, '12'],
          [1_772_457_300.5, '0'],
        ]),
        row([[1_772_456_400, '3']], { phasegate_part: 'known' }),
      ]),
    );
    expect(rows).toEqual([
      {
        labels: { code: '500' },
        part: null,
        values: new Map([
          [1_772_456_400_000, 12],
          [1_772_457_300_500, 0],
        ]),
      },
      { labels: {}, part: 'known', values: new Map([[1_772_456_400_000, 3]]) },
    ]);
  });

  test('a remark that is no warning does no harm', () => {
    expect(readAnswer(matrix([], { infos: ['PromQL info: metric might not be a counter'] }))).toEqual([]);
  });

  test.each([
    ['no JSON', '<html>', 'its answer is no JSON'],
    ['cut off', matrix([row([[1, '2']])]).slice(0, -3), 'its answer is no JSON'],
    ['a list', '[]', 'its answer is no object'],
    [
      'an error',
      JSON.stringify({ status: 'error', errorType: 'timeout', error: 'query timed out' }),
      'it refused the query: timeout: query timed out',
    ],
    ['no status', '{}', 'it refused the query: no reason given: no text'],
    ['a part, by VictoriaMetrics', matrix([], { isPartial: true }), 'its answer is partial'],
    [
      'a part, by Thanos',
      matrix([], { warnings: ['store 10.0.0.7 is not reachable'] }),
      'its answer may not be whole: store 10.0.0.7 is not reachable',
    ],
    [
      'a part, as a remark',
      matrix([], { infos: ['partial response'] }),
      'its answer may not be whole: partial response',
    ],
    [
      'a vector',
      JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [] } }),
      'its answer is no matrix',
    ],
    [
      'no result',
      JSON.stringify({ status: 'success', data: { resultType: 'matrix' } }),
      'its answer is no matrix',
    ],
    ['a row without labels', matrix([row([[1, '2']], null)]), 'a row of its answer has no labels'],
    ['a label that is a number', matrix([row([[1, '2']], { a: 1 })]), 'a row of its answer has no labels'],
    ['a row that is a number', matrix([7]), 'a row of its answer has no labels'],
    ['a row without values', matrix([row(undefined)]), '{"code":"500"} has no values'],
    ['a value without a time', matrix([row([['1', '2']])]), '{"code":"500"} has a value without a time'],
    [
      'a native histogram',
      matrix([{ metric: {}, values: [], histograms: [] }]),
      '{} is a native histogram; only classic ones, with buckets of their own, are read',
    ],
  ])('that is %s is no data', (_, body, why) => {
    expect(readAnswer(body)).toBe(why);
  });

  test.each(['NaN', '+Inf', '-Inf', '-1', '1.5', '', ' ', '9007199254740993', 7, null])(
    'with the value %p is no data',
    (value) => {
      expect(readAnswer(matrix([row([[1, value]])]))).toMatch(
        /^\{"code":"500"\} is .*no whole number from 0/,
      );
    },
  );

  test('with too many rows is no data', () => {
    const rows = Array.from({ length: MAX_ROWS + 1 }, (_, i) => row([[1, '1']], { path: `/${i}` }));
    expect(readAnswer(matrix(rows))).toMatch(/has 20001 rows, more than 20000/);
    expect(readAnswer(matrix(rows.slice(1)))).toHaveLength(MAX_ROWS);
  });
});
