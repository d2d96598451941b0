import { posix } from 'node:path';
import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { isInnerPath } from '../../src/domain/inner-path.js';

test.each(['a', 'runs/index.csv', 'a b/ü.csv', '...', '.hidden/x'])('%j stays inside', (path) =>
  expect(isInnerPath(path)).toBe(true),
);

test.each([
  '',
  '/etc/passwd',
  '..',
  'a/../b',
  './a',
  'a//b',
  'a/',
  'C:\\x',
  'a\\b',
  'file:x',
  'a\nb',
  'a\u0000b',
])('%j does not', (path) => expect(isInnerPath(path)).toBe(false));

test('what is called inside is inside', () => {
  const path = fc
    .array(fc.constantFrom('.', '..', '/', 'a', '\\', ':'), { maxLength: 8 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(path, (text) => {
      fc.pre(isInnerPath(text));
      expect(posix.join('/root', text)).toBe(`/root/${text}`);
    }),
  );
});
