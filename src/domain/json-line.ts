import type { Fields } from './event.js';

/** Deeper nesting than this is refused: telemetry is flat, and recursion over it must be bounded. */
export const MAX_DEPTH = 64;

function faultBelow(value: unknown, depth: number): string | null {
  if (typeof value === 'number')
    return Number.isFinite(value) ? null : 'holds a number too large for a double';
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`;
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const fault = faultBelow(members[key], depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}

export const NO_JSON = 'is no JSON';

/** The fields of a JSONL line, or the reason why it has none. */
export function parseJsonLine(text: string): Fields | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return NO_JSON;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is JSON, but no object';
  return faultBelow(value, 0) ?? (value as Fields);
}
