import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  codeBlock,
  escapeHtml,
  escapeMarkdown,
  logLine,
  oneLine,
  shellWord,
} from '../../src/render/escape.js';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });
/** Text made mostly of what has a meaning to somebody. */
const markup = fc
  .array(
    fc.constantFrom(
      ...'`*_{}[]()#+!|~-<>@:$&\\.=w1 \n\r\u202e\u200b"\'%;/',
      'www.',
      'GH-1',
      '##[',
      '::',
      'a',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('oneLine', () => {
  test.each([
    { name: 'line ends', text: 'a\r\nb\u2028c\u2029d', line: 'a b c d' },
    { name: 'terminal escapes', text: '\u001b[31mred\u001b[0m', line: '[31mred [0m' },
    { name: 'marks that turn text around', text: 'a\u202eb\u2066c\u061cd', line: 'a b c d' },
    { name: 'characters that nobody sees', text: 'pay\u200bments\u00ad \u{e0041}', line: 'pay ments' },
    { name: 'half a character', text: 'a\ud83d', line: 'a\ufffd' },
    { name: 'white space around', text: '  a  ', line: 'a' },
  ])('takes out $name', ({ text, line }) => {
    expect(oneLine(text)).toBe(line);
  });

  test('cuts long text and says so', () => {
    expect(oneLine('x'.repeat(10_000), 20)).toBe(`${'x'.repeat(19)}…`);
  });

  test('does not cut a character in two', () => {
    expect(oneLine('😀'.repeat(10), 4)).toBe('😀…');
  });

  test('is one line of well-formed text within the limit, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, markup), fc.integer({ min: 2, max: 60 }), (text, limit) => {
        const line = oneLine(text, limit);
        expect(line.length).toBeLessThanOrEqual(limit);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u);
        expect(oneLine(line, limit)).toBe(line);
      }),
    );
  });
});

describe('logLine', () => {
  test.each([
    { name: 'a command', text: '::error::gone', line: ': :error::gone' },
    {
      name: 'a command after white space',
      text: ' \t::set-output name=a::b',
      line: ': :set-output name=a::b',
    },
    { name: 'a command after a hidden mark', text: '\u200b::stop-commands::x', line: ': :stop-commands::x' },
    { name: 'a command on a second line', text: 'a\n::error::b', line: 'a ::error::b' },
    { name: 'a command of the older form', text: 'a ##[add-mask]b', line: 'a ## [add-mask]b' },
  ])('disarms $name', ({ text, line }) => {
    expect(logLine(text)).toBe(line);
  });

  test('never gives the runner a command', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, markup), (text) => {
        expect(logLine(text)).not.toMatch(/^\s*::|##\[|[\r\n]/);
      }),
    );
  });
});

describe('escapeMarkdown', () => {
  test.each([
    {
      name: 'names and times as they are',
      text: 'pay_p95 at 14:15Z, n 4,180 (99.5 %)',
      markdown: 'pay_p95 at 14:15Z, n 4,180 (99.5 %)',
    },
    {
      name: 'emphasis',
      text: '*a* _b_ ~~c~~ __d__',
      markdown: '\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\_\\_d\\_\\_',
    },
    { name: 'links', text: '[a](https://x.test)', markdown: '\\[a\\](https&#58;//x.test)' },
    { name: 'links without markup', text: 'www.x.test', markdown: 'www&#46;x.test' },
    { name: 'images', text: '![a](b)', markdown: '!\\[a\\](b)' },
    { name: 'HTML', text: '<img src=x onerror=y>', markdown: '&lt;img src=x onerror=y&gt;' },
    { name: 'entities', text: '&lt;', markdown: '&amp;lt;' },
    { name: 'mentions', text: '@octocat', markdown: '@\u200boctocat' },
    { name: 'references', text: 'a#12 GH-3', markdown: 'a\\#\u200b12 GH-\u200b3' },
    { name: 'cells', text: 'a|b\\|c', markdown: 'a&#124;b\\\\&#124;c' },
    { name: 'code', text: '`a`', markdown: '\\`a\\`' },
    { name: 'formulas', text: '$x$', markdown: '<span>$</span>x<span>$</span>' },
    { name: 'emoji by name', text: ':x:', markdown: '&#58;x&#58;' },
    { name: 'negative numbers as they are', text: '-5.2 ms', markdown: '-5.2 ms' },
    { name: 'a rule', text: '---', markdown: '\\---' },
    { name: 'a list', text: '- a', markdown: '\\- a' },
    { name: 'a numbered list', text: '1. a', markdown: '1\\. a' },
    { name: 'a heading', text: '# a\n## b', markdown: '\\#\u200b a \\#\u200b\\#\u200b b' },
  ])('$name', ({ text, markdown }) => {
    expect(escapeMarkdown(text)).toBe(markdown);
  });

  test('leaves nothing that could come to life', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, markup), (text) => {
        // A sign in its place: `=` before the tag underlines no heading, and must not seem to when the tag is left out.
        const markdown = escapeMarkdown(text).replaceAll('<span>$</span>', '¤');
        const bare = markdown.replace(/\\[\\`*_[\]~#+=.)-]/g, '');
        expect(bare).not.toMatch(/[`*[\]~<>|$\r\n]/);
        expect(markdown).not.toMatch(/@(?!\u200b)|#(?!\u200b|\d+;)|www\.|:\/|\bGH-\d/i);
        expect(markdown).not.toMatch(/^(?:[-+](?:\s|$)|-{3}|=+$|\d+[.)](?:\s|$))/);
        expect(bare).not.toMatch(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/);
      }),
    );
  });
});

describe('codeBlock', () => {
  test('has a fence that its content cannot close', () => {
    expect(codeBlock(['a', '````', 'b'], 'text')).toBe('`````text\na\n````\nb\n`````');
  });
});

describe('shellWord', () => {
  test.each([
    { name: 'plain', text: 'reports/metrics/P-1/x.json' },
    { name: 'substitution', text: '$(touch /tmp/x) `id` ${HOME}' },
    { name: 'quotes', text: `it's "so"` },
    { name: 'options', text: '; rm -rf / #' },
    { name: 'history', text: '!! \\' },
  ])('a shell reads $name as one word', ({ text }) => {
    const read = execFileSync('sh', ['-c', `printf '%s|' ${shellWord(text)}`], { encoding: 'utf8' });
    expect(read).toBe(`${text}|`);
  });

  test('an empty text is an empty word', () => {
    expect(shellWord('')).toBe("''");
  });
});

test('escapeHtml leaves neither tags nor attributes open', () => {
  expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
});
