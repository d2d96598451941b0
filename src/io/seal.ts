import { createHmac, timingSafeEqual } from 'node:crypto';
import { PhasegateError } from '../domain/fault.js';
import type { Seal } from '../domain/incident-marker.js';

/** A key that can be guessed is none. */
const MIN_KEY_LENGTH = 16;

/**
 * HMAC-SHA256. Several keys, one a line, are for a change of key: the first signs, all of them verify. Null without a key.
 *
 * @throws PhasegateError `bad-input` for a key of fewer than 16 characters.
 */
export function sealOf(keys: string): Seal | null {
  const all = keys
    .split(/\r?\n/)
    .map((key) => key.trim())
    .filter((key) => key !== '');
  const [first] = all;
  if (first === undefined) return null;
  if (all.some((key) => key.length < MIN_KEY_LENGTH)) {
    throw new PhasegateError(
      'bad-input',
      `signing-key is shorter than ${MIN_KEY_LENGTH} characters; make one with \`openssl rand -hex 32\``,
    );
  }
  const digest = (key: string, message: string): Buffer => createHmac('sha256', key).update(message).digest();
  return {
    sign: (message) => digest(first, message).toString('hex'),
    verify: (message, signature) => {
      const given = Buffer.from(signature, 'hex');
      return all.some((key) => {
        const wanted = digest(key, message);
        return given.length === wanted.length && timingSafeEqual(given, wanted);
      });
    },
  };
}
