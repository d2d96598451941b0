import { DAY, utcDay, type Window } from '../../time.js';

export const WEEK = 7 * DAY;
/** The first Monday after the epoch, which was a Thursday. */
const FIRST_MONDAY = 4 * DAY;

/** The last week that was over by then: from Monday 00:00 UTC to the next one. */
export function lastCompleteWeek(now: number): Window {
  const end = FIRST_MONDAY + Math.floor((now - FIRST_MONDAY) / WEEK) * WEEK;
  return { start: end - WEEK, end };
}

/** `2026-06-22`: a week by its Monday. */
export function weekName(week: Window): string {
  return utcDay(week.start);
}
