import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MARKUP } from '../../src/render/markup.js';
import { unlinked } from '../../src/render/unlinked.js';

/** With a bar for what nobody sees. */
const shown = (text: string): string => unlinked(text).replaceAll('\u2060', '|');

describe('no link is made of', () => {
  test.each([
    ['an address', 'see https://evil.test/x?y=1', 'see https:|//evil|.test/x?y=1'],
    ['one of another scheme', 'ftp://a.b.cc x', 'ftp:|//a|.b|.cc x'],
    ['one without a scheme', 'evil.example/login', 'evil|.example/login'],
    ['one with a port', 'evil.com:8080', 'evil|.com:8080'],
    ['one with a query', 'evil.example?x', 'evil|.example?x'],
    ['a www', 'WWW.evil.example', 'WWW|.evil|.example'],
    ['a name of a host', 'go to login.evil.com.', 'go to login|.evil|.com.'],
    ['a name in a country', 'evil.ru, main.py', 'evil|.ru, main|.py'],
    ['a name in another script', 'пример.com', 'пример|.com'],
    ['a mailbox', 'ask admin@evil.example', 'ask admin|@evil|.example'],
    ['a mailbox on a plain host', 'root@localhost', 'root|@localhost'],
    ['one within words that have no spaces', '確認はevil.comを見て', '確認はevil|.comを見て'],
    ['one behind dots', '..a.com', '..a|.com'],
    ['all in a row', 'a.com b.com,c.com', 'a|.com b|.com,c|.com'],
  ])('%s', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

test.each([
  'pay.engine changed to fast at 2026-03-02 14:30Z',
  'reports/metrics/P-1/20260302T150000Z.json',
  'p95 1,204.5 ms is above 900 ms. It was 412.',
  'v1.2.3, 99.81 %, n 4,180',
  'flag checkout.new: false, e.g. in eu',
  'events pay.done and request.done',
  '@here, a @ b',
  'templates/notices/en/warn.liquid:4, is it pay.engine?',
])('%s stays as it is', (text) => {
  expect(unlinked(text)).toBe(text);
});

test('nothing is lost, and twice is as good as once', () => {
  const part = fc.constantFrom('a', 'evil', '.', 'com', '@', '/', ':', '//', 'www', ' ', 'é', '-', '_', '9');
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
      (text) => {
        expect(unlinked(text).replaceAll('\u2060', '')).toBe(text);
        expect(unlinked(text)).not.toMatch(/:\/\/|\w@\w|\bwww\.[a-z]{2}|\w\.com\b/);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a long name is looked through once', () => {
  const begin = performance.now();
  unlinked('a.'.repeat(100_000) + '!');
  unlinked('a-'.repeat(100_000));
  expect(performance.now() - begin).toBeLessThan(1_000);
});

describe('in an e-mail', () => {
  const text = 'see https://evil.com';
  const made = 'see https:\u2060//evil\u2060.com';

  test('values stay text, in both of its parts', () => {
    for (const { text: of, bullets, strong } of [MARKUP.html, MARKUP.mail])
      for (const one of [of, bullets, strong]) expect(one(text)).toContain(made);
  });

  test('a command is what it is, and a link of the product is one', () => {
    for (const { code, link } of [MARKUP.html, MARKUP.mail]) {
      expect(code(text)).toContain(text);
      expect(link('https://a.com/x', 'Run')).toContain('https://a.com/x');
    }
  });

  test('what is no e-mail keeps its text', () => {
    expect(MARKUP.plain.text(text)).toBe(text);
  });
});
