import type { BusinessHours } from './incident-policy.js';
import { DAY } from './time.js';

/** Days looked at before a business day is found: a week has at least one. */
const WEEK_DAYS = 7;
/** 1 January 1970 was a Thursday. */
const EPOCH_DAY = 4;

function isBusinessDay(day: number, { days }: BusinessHours): boolean {
  return days.includes((((day + EPOCH_DAY) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS);
}

/** Number of the local day of an instant, counted from the epoch. */
function localDay(ms: number, { offsetMs }: BusinessHours): number {
  return Math.floor((ms + offsetMs) / DAY);
}

function dayAfter(day: number, count: number, hours: BusinessHours): number {
  let left = count;
  let at = day;
  while (left > 0) {
    at += 1;
    if (isBusinessDay(at, hours)) left -= 1;
  }
  return at;
}

/** When business begins on the first business day after the day of an instant, ms since the epoch. */
export function nextBusinessDay(ms: number, hours: BusinessHours): number {
  return dayAfter(localDay(ms, hours), 1, hours) * DAY + hours.fromMs - hours.offsetMs;
}

/** When business ends on the last of so many business days after the day of an instant (at least 1), ms since the epoch. */
export function endOfBusinessDay(ms: number, count: number, hours: BusinessHours): number {
  return dayAfter(localDay(ms, hours), Math.max(1, count), hours) * DAY + hours.toMs - hours.offsetMs;
}
