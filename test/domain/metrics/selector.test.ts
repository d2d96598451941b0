import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isLabelName, parseSelector, renderSelector } from '../../../src/domain/metrics/selector.js';

test.each([
  ['up', 'up'],
  ['job:errors:rate5m', 'job:errors:rate5m'],
  ['x{}', 'x'],
  ['x { a = "1" , b!="2", }', 'x{a="1",b!="2"}'],
  [
    'http_requests_total{code=~"5..",path!~"/health|/ready"}',
    'http_requests_total{code=~"5..",path!~"/health|/ready"}',
  ],
  ['x{path="a\\"b\\\\c\\n"}', 'x{path="a\\"b\\\\c\\n"}'],
])('%s is a selector', (text, rendered) => {
  const selector = parseSelector(text);
  expect(selector === null ? null : renderSelector(selector)).toBe(rendered);
});

test.each([
  ['nothing', ''],
  ['a number', '7'],
  ['a sum', 'sum(x)'],
  ['a range', 'x[5m]'],
  ['a time', 'x @ 5'],
  ['an offset', 'x offset 1h'],
  ['two metrics', 'x or y'],
  ['no name', '{a="1"}'],
  ['a name by a label', 'x{__name__="y"}'],
  ['single quotes', "x{a='1'}"],
  ['an end of the text within it', 'x{a="1"} or y{b="2"}'],
  ['an open quote', 'x{a="1}'],
  ['an open brace', 'x{a="1"'],
  ['a line break in quotes', 'x{a="1\n"}'],
  ['an escape that PromQL has not', 'x{a="\\d"}'],
  ['no comma', 'x{a="1" b="2"}'],
  ['a comment', 'x # y'],
])('%s is none', (_, text) => {
  expect(parseSelector(text)).toBeNull();
});

test('whatever a value holds stays within its quotes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((text) => !/[^\P{C}\n\t]/u.test(text)),
      (value) => {
        const selector = { metric: 'x', matchers: [{ label: 'a', operator: '=' as const, value }] };
        expect(parseSelector(renderSelector(selector))).toEqual(selector);
      },
    ),
  );
});

test.each([
  ['track', true],
  ['_a1', true],
  ['__name__', false],
  ['1a', false],
  ['a-b', false],
  ['', false],
])('label %s: %s', (text, is) => {
  expect(isLabelName(text)).toBe(is);
});
