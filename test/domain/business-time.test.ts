import { describe, expect, test } from '@jest/globals';
import { endOfBusinessDay, nextBusinessDay } from '../../src/domain/business-time.js';
import type { BusinessHours } from '../../src/domain/incident-policy.js';
import { formatInstant, HOUR, parseInstant } from '../../src/domain/time.js';
import { incidentPolicy } from '../incident-builder.js';

const UTC = incidentPolicy().business;
const TOKYO: BusinessHours = { ...UTC, offsetMs: 9 * HOUR };
const WEST: BusinessHours = { ...UTC, offsetMs: -8 * HOUR };
const SUNDAY: BusinessHours = { ...UTC, days: [0] };

const at = (text: string): number => parseInstant(text) ?? 0;

// 2 March 2026 is a Monday.
describe('the next business day', () => {
  test.each([
    { name: 'of a Monday', hours: UTC, from: '2026-03-02T14:32:00Z', to: '2026-03-03T09:00:00Z' },
    { name: 'of the early morning', hours: UTC, from: '2026-03-02T03:00:00Z', to: '2026-03-03T09:00:00Z' },
    { name: 'of a Friday', hours: UTC, from: '2026-03-06T23:59:59Z', to: '2026-03-09T09:00:00Z' },
    { name: 'of a Saturday', hours: UTC, from: '2026-03-07T00:00:00Z', to: '2026-03-09T09:00:00Z' },
    { name: 'east of UTC', hours: TOKYO, from: '2026-03-05T15:30:00Z', to: '2026-03-09T00:00:00Z' },
    { name: 'west of UTC', hours: WEST, from: '2026-03-03T02:00:00Z', to: '2026-03-03T17:00:00Z' },
    { name: 'with one day a week', hours: SUNDAY, from: '2026-03-01T12:00:00Z', to: '2026-03-08T09:00:00Z' },
    { name: 'before 1970', hours: UTC, from: '1969-12-31T12:00:00Z', to: '1970-01-01T09:00:00Z' },
  ])('$name', ({ hours, from, to }) => {
    expect(formatInstant(nextBusinessDay(at(from), hours))).toBe(to);
  });
});

describe('the end of a business day', () => {
  test.each([
    { name: 'one later', count: 1, to: '2026-03-03T17:00:00Z' },
    { name: 'five later, over a weekend', count: 5, to: '2026-03-09T17:00:00Z' },
    { name: 'never the same day', count: 0, to: '2026-03-03T17:00:00Z' },
  ])('$name', ({ count, to }) => {
    expect(formatInstant(endOfBusinessDay(at('2026-03-02T14:32:00Z'), count, UTC))).toBe(to);
  });
});
