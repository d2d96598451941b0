import { HOUR, SECOND } from './time.js';

/** Longer than this nobody means, or a clock is wrong. */
const LONGEST_MS = 24 * HOUR;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * How long an answer asks to wait, in ms: its `Retry-After`, seconds or a date (RFC 9110, section 10.2.3). null where it
 * does not say, or what it says is neither.
 */
export function retryAfterMs(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(LONGEST_MS, Number(text) * SECOND);
  if (!HTTP_DATE.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(LONGEST_MS, Math.max(0, at - now));
}
