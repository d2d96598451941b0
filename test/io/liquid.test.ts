import { describe, expect, test } from '@jest/globals';
import { PhasegateError } from '../../src/domain/fault.js';
import { liquidEngine } from '../../src/io/liquid.js';
import type { OutputKind } from '../../src/render/markup.js';

const engine = liquidEngine();
const VALUES = { a: '<b>', n: null, links: { run: 'https://a.test/', none: null } };

function render(text: string, kind: OutputKind = 'html'): string {
  return engine.render({ file: 't.liquid', text }, VALUES, kind);
}

function faults(work: () => unknown): PhasegateError['faults'] {
  try {
    work();
  } catch (error) {
    if (error instanceof PhasegateError) return error.faults;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('what is printed is escaped', () => {
  test.each([
    { name: 'a value', text: '{{ a }}', made: '&lt;b&gt;' },
    { name: 'a value that a filter changed', text: '{{ a | append: "<i>" }}', made: '&lt;b&gt;&lt;i&gt;' },
    { name: 'a variable', text: '{% assign x = a | upcase %}{{ x }}', made: '&lt;B&gt;' },
    { name: "a template's own word", text: '{{ "<u>" }}', made: '&lt;u&gt;' },
    {
      name: 'markup that something is added to',
      text: '{{ a | strong | append: "" }}',
      made: '&lt;strong&gt;&amp;lt;b&amp;gt;&lt;/strong&gt;',
    },
    { name: 'markup', text: '{{ a | strong }}', made: '<strong>&lt;b&gt;</strong>' },
    { name: 'a link', text: '{{ links.run | link: a }}', made: '<a href="https://a.test/">&lt;b&gt;</a>' },
    { name: 'nothing, as a dash', text: '{{ n }}{{ links.none }}', made: '––' },
    { name: 'what is true', text: '{% if n %}x{% else %}y{% endif %}', made: 'y' },
  ])('$name', ({ text, made }) => {
    expect(render(text)).toBe(made);
  });

  test('for each kind in its own way', () => {
    expect((['plain', 'slack', 'markdown'] as const).map((kind) => render('{{ a | strong }}', kind))).toEqual(
      ['<b>', '*&lt;b&gt;*', '**&lt;b&gt;**'],
    );
  });
});

test.each([
  { name: 'a tag that prints as it is', text: 'x\n{% echo a %}', line: 2, column: 1 },
  { name: 'a filter that prints as it is', text: 'x\n {{ a | raw }}', line: 2, column: 2 },
  { name: 'another file', text: '{% include "../../etc/passwd" %}', line: 1, column: 1 },
  { name: 'another file, rendered', text: '{% render "x" %}', line: 1, column: 1 },
  { name: 'a loop', text: '{% for i in (1..1000000000) %}{% endfor %}', line: 1, column: 1 },
  { name: 'the clock', text: '{{ "now" | date: "%s" }}', line: 1, column: 1 },
  { name: 'a tag that is not closed', text: '\n\n{% if a %}', line: 3, column: 1 },
  { name: 'an output that is not closed', text: 'x {{ a', line: 1, column: 3 },
  { name: 'a value that there is not', text: 'x\n{{ b }}', line: 2, column: 4 },
  { name: 'a member that there is not', text: '{{ links.walk }}', line: 1, column: 4 },
  { name: 'a condition on what there is not', text: '{% if b %}{% endif %}', line: 1, column: 7 },
  { name: 'what objects inherit', text: '{{ constructor }}', line: 1, column: 4 },
  { name: 'a whole group', text: '{{ links }}', line: 1, column: 1 },
])('$name is an error at its place', ({ text, line, column }) => {
  expect(faults(() => render(text))).toMatchObject([{ file: 't.liquid', line, column, severity: 'error' }]);
});

describe('lint', () => {
  const lint = (text: string) => engine.lint({ file: 't.liquid', text }, ['a', 'n', 'links.run']);

  test('names every placeholder that there is not, also in branches that a night may not take', () => {
    const text = '{{ b }}\n{% if n %}{{ c.d }}{% endif %}\n{{ links.walk }}{{ a | append: e }}';
    expect(lint(text).map(({ line, message }) => [line, /"(.*?)"/.exec(message)?.[1]])).toEqual([
      [1, 'b'],
      [2, 'c.d'],
      [3, 'links.walk'],
      [3, 'e'],
    ]);
  });

  test.each(['{{ a }}{{ links.run | link: "x" }}', '{% assign x = a %}{{ x }}'])(
    'finds nothing in %s',
    (text) => {
      expect(lint(text)).toEqual([]);
    },
  );

  test('finds what cannot be parsed', () => {
    expect(lint('{% if a %}')).toMatchObject([{ line: 1, severity: 'error' }]);
  });
});

test('a template has a size', () => {
  expect(faults(() => render('x'.repeat(70_000)))).toHaveLength(1);
});
