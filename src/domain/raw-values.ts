import { parseDuration } from './time.js';

/**
 * Reading a document that may be wrong: each function gives the value where it is what is asked for, else null,
 * so that a rule judges what is right and passes over what has been reported already.
 */

export function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

export function member(value: unknown, key: string): unknown {
  const record = recordOf(value);
  return record !== null && Object.hasOwn(record, key) ? record[key] : undefined;
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The items of a list; none of what is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Milliseconds; the fallback where nothing is written, null where what is written is no duration. */
export function durationOf(value: unknown, fallbackMs: number | null): number | null {
  if (value === undefined) return fallbackMs;
  return typeof value === 'string' ? parseDuration(value) : null;
}
