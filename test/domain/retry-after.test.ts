import { expect, test } from '@jest/globals';
import { retryAfterMs } from '../../src/domain/retry-after.js';
import { HOUR } from '../../src/domain/time.js';

const NOW = Date.parse('2026-03-02T14:32:00Z');

test.each([
  { name: 'seconds', value: '30', ms: 30_000 },
  { name: 'a date', value: 'Mon, 02 Mar 2026 14:33:00 GMT', ms: 60_000 },
  { name: 'a date that is over', value: 'Mon, 02 Mar 2026 14:00:00 GMT', ms: 0 },
  { name: 'more than a day', value: '999999', ms: 24 * HOUR },
  { name: 'nothing', value: null, ms: null },
  { name: 'a negative number', value: '-5', ms: null },
  { name: 'words', value: 'soon', ms: null },
  { name: 'a date in another form', value: '2026-03-02T14:33:00Z', ms: null },
])('$name', ({ value, ms }) => {
  expect(retryAfterMs(value, NOW)).toBe(ms);
});
