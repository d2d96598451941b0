import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SecretMask } from '../../src/render/secret-mask.js';

function masked(pieces: readonly string[], secrets: readonly string[]): string {
  const mask = new SecretMask(secrets);
  return pieces.map((piece) => mask.push(piece)).join('') + mask.end();
}

test.each([
  ['nothing is secret', ['plain text'], [], 'plain text'],
  ['one stands within', ['a hunter2 b'], ['hunter2'], 'a *** b'],
  ['one comes in pieces', ['a hu', 'n', 'ter2 b'], ['hunter2'], 'a *** b'],
  ['one is the beginning of another', ['hunter', '22 hunter'], ['hunter', 'hunter22'], '*** ***'],
  ['two overlap', ['abcdef'], ['abcd', 'cdef'], '***'],
  ['one overlaps itself', ['ababab'], ['abab'], '***'],
  ['one stands twice', ['hunter2hunter2'], ['hunter2'], '******'],
  ['an empty one', ['text'], [''], 'text'],
])('%s', (_, pieces, secrets, expected) => {
  expect(masked(pieces, secrets)).toBe(expected);
});

test('what is masked does not depend on where the pieces end, and no secret is left', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 });
  const secrets = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 6 }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 6 }), secrets, (pieces, all) => {
      const whole = masked([pieces.join('')], all);
      expect(masked(pieces, all)).toBe(whole);
      for (const secret of all) expect(whole).not.toContain(secret);
    }),
  );
});
