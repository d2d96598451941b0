/** A half-open interval `[start, end)` of event time, in milliseconds since the epoch (UTC). */
export interface Window {
  readonly start: number;
  readonly end: number;
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };
const DURATION = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;
const INSTANT = /^\d{4}-\d{2}-(\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** `90s`, `15m`, `48h`, `5d` or a sum such as `1h30m`, in milliseconds; null for anything else. */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text);
  if (match === null || text === '') return null;
  return [DAY, HOUR, MINUTE, SECOND].reduce((sum, unit, i) => sum + Number(match[i + 1] ?? 0) * unit, 0);
}

/** The shortest text for a duration in milliseconds: `1h`, `1h30m`, `2d`; whole seconds, rounded down. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`;
  let rest = Math.floor(ms / SECOND) * SECOND;
  let text = '';
  for (const [unit, size] of Object.entries(UNITS).reverse()) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text === '' ? '0s' : text;
}

/**
 * An RFC 3339 instant with a zone, in milliseconds since the epoch (finer digits are cut off);
 * null when the text is no such instant, has no zone, or names a day that does not exist.
 */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text);
  if (match === null) return null;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return null;
  const [, day, sign, hours = 0, minutes = 0] = match;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
  // Date.parse rolls 30 February over into March; the day of the month must survive the round trip.
  return new Date(ms + offset).getUTCDate() === Number(day) ? ms : null;
}

/** `2026-03-02T14:15:00Z`; milliseconds only where there are some. */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** `20260302T141500Z`: an instant as a part of a file's name. */
export function compactInstant(ms: number): string {
  return formatInstant(ms)
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
}

/** `2026-03-02`, the UTC day of an instant. */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The window of the given size, aligned to the epoch (UTC), that holds the instant. */
export function windowAt(ms: number, size: number): Window {
  const start = Math.floor(ms / size) * size;
  return { start, end: start + size };
}
