import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../src/domain/canonical-json.js';
import { parseCommandFile } from '../../scripts/local/src/command-files.js';
import { holds, resolve, resolveText, type Scope } from '../../scripts/local/src/expressions.js';
import { Masks } from '../../scripts/local/src/masks.js';
import { expandMatrix } from '../../scripts/local/src/matrix.js';
import { CommandReader } from '../../scripts/local/src/workflow-commands.js';

function scope(status: 'success' | 'failure' | 'cancelled' = 'success'): Scope {
  return {
    contexts: {
      github: { ref: 'main', event: { deep: [1, { a: 'x' }] } },
      env: { NAME: 'value' },
      inputs: { flag: false, n: 3 },
    },
    refused: ['runner'],
    status: {
      success: status === 'success',
      failure: status === 'failure',
      cancelled: status === 'cancelled',
    },
    hashFiles: (patterns) => `hash of ${patterns.join(' and ')}`,
  };
}

describe('expressions', () => {
  test.each<[string, Json, Json]>([
    ['plain text stays', 'no expression { } $', 'no expression { } $'],
    ['one expression keeps its type', '${{ inputs.n }}', 3],
    ['a boolean keeps its type', '${{ inputs.flag }}', false],
    ['text around makes text', 'n=${{ inputs.n }}!', 'n=3!'],
    ['two expressions', '${{ inputs.n }}${{ github.ref }}', '3main'],
    ['braces inside a quoted text', "${{ format('{0}}}', 'a') }}", 'a}'],
    ['a quote in a quoted text', "${{ 'it''s }}' }}", "it's }}"],
    ['what is not there is null', '${{ github.nothing.at.all }}', null],
    ['null in a text is empty', '[${{ github.nothing }}]', '[]'],
    ['an index, a star', "${{ join(github.event.deep.*.a, ',') }}", 'x'],
    ['a property that is called as a context', '[${{ inputs.runner }}]', '[]'],
    ['hashFiles', "${{ hashFiles('a', 'b*') }}", 'hash of a and b*'],
    ['maps and lists', { a: ['${{ env.NAME }}'], b: 1 }, { a: ['value'], b: 1 }],
    ['a value is not evaluated again', "${{ '${{ inputs.n }}' }}", '${{ inputs.n }}'],
  ])('%s', (_name, template, expected) => {
    expect(resolve(template, scope())).toEqual(expected);
  });

  test.each<[string, Json, boolean, boolean, boolean]>([
    ['nothing', null, true, false, false],
    ['true', 'true', true, false, false],
    ['a boolean', false, false, false, false],
    ['always()', 'always()', true, true, true],
    ['failure()', '${{ failure() }}', false, true, false],
    ['cancelled()', 'cancelled()', false, false, true],
    ['!cancelled()', '!cancelled()', true, true, false],
    ['a name in a text is no call', "contains('always()', 'always')", true, false, false],
    ['white space before the parenthesis', 'ALWAYS ()', true, true, true],
    ['text around an expression is true', "${{ 'false' }} ", true, false, false],
    ['text beside an expression is text, so true', 'x ${{ false }}', true, false, false],
  ])('if: %s', (_name, condition, onSuccess, onFailure, onCancelled) => {
    const answers = (['success', 'failure', 'cancelled'] as const).map((status) =>
      holds(condition, scope(status)),
    );
    expect(answers).toEqual([onSuccess, onFailure, onCancelled]);
  });

  test.each([
    ['an unknown context', '${{ nothing.here }}', 'nothing'],
    ['an unknown function', '${{ shout(1) }}', 'shout'],
    ['no end', 'a ${{ b', 'without'],
  ])('%s is an error that shows the expression', (_name, text, part) => {
    expect(() => resolveText(text, scope())).toThrow(part);
  });
});

describe('matrix', () => {
  test.each<[string, Json, readonly Json[]]>([
    ['none', null, [{}]],
    [
      'a product, the last axis fastest',
      { a: [1, 2], b: ['x', 'y'] },
      [
        { a: 1, b: 'x' },
        { a: 1, b: 'y' },
        { a: 2, b: 'x' },
        { a: 2, b: 'y' },
      ],
    ],
    [
      'exclude in part',
      { a: [1, 2], b: [1, 2], exclude: [{ a: 2 }] },
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
      ],
    ],
    ['include alone', { include: [{ a: 1 }, { b: 2 }] }, [{ a: 1 }, { b: 2 }]],
    [
      'include as in the documentation',
      {
        fruit: ['apple', 'pear'],
        animal: ['cat', 'dog'],
        include: [
          { color: 'green' },
          { color: 'pink', animal: 'cat' },
          { fruit: 'apple', shape: 'circle' },
          { fruit: 'banana' },
          { fruit: 'banana', animal: 'cat' },
        ],
      },
      [
        { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
        { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
        { fruit: 'pear', animal: 'cat', color: 'pink' },
        { fruit: 'pear', animal: 'dog', color: 'green' },
        { fruit: 'banana' },
        { fruit: 'banana', animal: 'cat' },
      ],
    ],
  ])('%s', (_name, matrix, expected) => {
    expect(expandMatrix(matrix)).toEqual(expected);
  });

  test('an axis that is no list is an error', () => {
    expect(() => expandMatrix({ a: 'text' })).toThrow('strategy.matrix.a must be a list');
  });
});

describe('command files', () => {
  test.each([
    ['pairs', 'a=1\nb=x=y\n', { a: '1', b: 'x=y' }],
    [
      'a heredoc with all kinds of lines',
      'a<<EOF\n1\n\nb=2\nEOF \nEOF\nc=3',
      { a: '1\n\nb=2\nEOF ', c: '3' },
    ],
    ['an empty heredoc', 'a<<EOF\nEOF\n', { a: '' }],
    ['an arrow behind the equals sign', 'a=b<<c\n', { a: 'b<<c' }],
    ['carriage returns', 'a=1\r\nb<<E\r\nx\r\nE\r\n', { a: '1', b: 'x' }],
    ['a name of an object', '__proto__=1\n', Object.fromEntries([['__proto__', '1']])],
  ])('%s', (_name, text, expected) => {
    expect(Object.fromEntries(parseCommandFile(text))).toEqual(expected);
  });

  test.each([
    ['a line that is nothing', 'a=1\nnothing\n', 'line 2'],
    ['a heredoc without an end', 'a<<EOF\n1\n', 'no line "EOF"'],
    ['no name', '=1\n', 'line 1'],
  ])('%s is an error', (_name, text, message) => {
    expect(() => parseCommandFile(text)).toThrow(message);
  });

  test('whatever a value holds comes back from a heredoc', () => {
    const value = fc.string({ unit: 'binary' }).filter((text) => !/\r|(^|\n)END(\n|$)/.test(text));
    fc.assert(
      fc.property(value, (text) => {
        expect(parseCommandFile(`v<<END\n${text}\nEND\n`).get('v')).toBe(text);
      }),
    );
  });
});

describe('workflow commands', () => {
  test('properties and escapes', () => {
    const line = '::error file=a%2Cb.ts,line=4,title=Oh%3A no::50 %25%0Athen more::';
    expect(new CommandReader().read(line)).toEqual({
      kind: 'annotation',
      level: 'error',
      message: '50 %\nthen more::',
      title: 'Oh: no',
      file: 'a,b.ts',
      line: '4',
    });
  });

  test('text is text until commands are resumed', () => {
    const reader = new CommandReader();
    const kinds = ['::stop-commands::tok', '::error::no', '::tok::', '::notice::yes', 'a ::error::b'].map(
      (line) => reader.read(line).kind,
    );
    expect(kinds).toEqual(['text', 'text', 'text', 'annotation', 'text']);
  });
});

test('no mask leaves a part of a longer secret', () => {
  const secret = fc.string({ minLength: 3 }).filter((text) => text.trim().length > 2);
  fc.assert(
    fc.property(secret, secret, fc.string(), fc.string(), (a, b, before, after) => {
      const masks = new Masks();
      masks.add(a);
      masks.add(a + b);
      fc.pre(!'***'.includes(a));
      const hidden = masks.hide(`${before}${a}${b}${after}`);
      expect(hidden.includes(a + b)).toBe(false);
      expect(masks.finds(`${before}${a}`)).toBe(true);
    }),
  );
});
