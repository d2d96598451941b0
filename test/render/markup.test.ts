import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MARKUP, type OutputKind } from '../../src/render/markup.js';

const { plain, slack, markdown, html } = MARKUP;
const KINDS: readonly OutputKind[] = ['plain', 'slack', 'markdown', 'html'];

describe('links', () => {
  const url = 'https://a.test/x?y=1&z=(2)|3';
  test.each([
    { kind: 'plain', made: 'Run: https://a.test/x?y=1&z=%282%29%7C3' },
    { kind: 'slack', made: '<https://a.test/x?y=1&amp;z=%282%29%7C3|Run>' },
    { kind: 'markdown', made: '[Run](https://a.test/x?y=1&z=%282%29%7C3)' },
    { kind: 'html', made: '<a href="https://a.test/x?y=1&amp;z=%282%29%7C3">Run</a>' },
  ] as const)('$kind', ({ kind, made }) => {
    expect(MARKUP[kind].link(url, 'Run')).toBe(made);
  });

  test.each([
    { name: 'a script', url: 'javascript:alert(1)' },
    { name: 'data', url: 'data:text/html,<script>' },
    { name: 'a password', url: 'https://user:secret@a.test/' },
    { name: 'no address', url: 'a.test' },
    { name: 'nothing', url: null },
  ])('$name is no link', ({ url: address }) => {
    for (const kind of KINDS)
      expect(MARKUP[kind].link(address, 'Run')).not.toMatch(/https?:|javascript|data|href/);
  });

  test('a label cannot end its link', () => {
    expect(slack.link('https://a.test', 'x|y> <!here>')).toBe('<https://a.test/|x¦y&gt; &lt;!here&gt;>');
    expect(markdown.link('https://a.test', 'x](https://evil.test)')).toBe(
      '[x\\](https&#58;//evil.test)](https://a.test/)',
    );
  });
});

describe('Slack', () => {
  test.each([
    { name: 'names stay whole', text: 'pay_p95 at 14:15:00Z, 3 * 4', made: 'pay_p95 at 14:15:00Z, 3 ∗ 4' },
    { name: 'no mention', text: '<!channel> @here', made: '&lt;!channel&gt; @\u200bhere' },
    { name: 'no format', text: '*b* _i_ ~s~ `c`', made: '∗b∗ ˍiˍ ∼s∼ ˋcˋ' },
    { name: 'no emoji', text: ':tada:', made: ':\u200btada:' },
    { name: 'no link', text: 'https://a.test', made: 'https:\u200b//a.test' },
    { name: 'no quotation', text: '> x', made: '\u200b&gt; x' },
  ])('$name', ({ text, made }) => {
    expect(slack.text(text)).toBe(made);
  });

  test('a command stays what it is, but for what would end it', () => {
    expect(slack.code("gh -f reason='a & <b> *c*'")).toBe("`gh -f reason='a &amp; &lt;b&gt; *c*'`");
    expect(slack.code('a`b\n```\nc')).toBe('```\naˋb\nˋˋˋ\nc\n```');
  });
});

describe('code', () => {
  test('one line is a span, several a block', () => {
    expect(html.code('a < b')).toBe('<code>a &lt; b</code>');
    expect(html.code('a\n\nb')).toBe('<pre>a\nb</pre>');
    expect(markdown.code('a `b`')).toBe('`` a `b` ``');
    expect(markdown.code('a\n```')).toBe('````sh\na\n```\n````');
    expect(plain.code('a\r\nb')).toBe('a\nb');
  });

  test('a block has an end', () => {
    const lines = plain.code(Array.from({ length: 40 }, (_, line) => `l${line}`).join('\n')).split('\n');
    expect(lines).toHaveLength(31);
    expect(lines.at(-1)).toBe('… (10)');
  });
});

test('text of any kind is one line, bounded, and escaping twice is the worst that nesting can do', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (value) => {
      for (const kind of KINDS) {
        const text = MARKUP[kind].text(value);
        expect(text).not.toMatch(/[\n\r\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
        expect(text.length).toBeLessThanOrEqual(500 * 20);
      }
      expect(slack.text(value)).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)|@[^\s\u200b]|[*~`]/);
      expect(html.text(value)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      expect(html.bullets(value).replace(/<\/?(?:ul|li)>/g, '')).not.toMatch(/[<>]/);
    }),
  );
});
