import { parseInstant } from '../../time.js';

const COMPACT = /^(\d{4})(\d{2})(\d{2})_(\d{2})(\d{2})(\d{2})(?!\d)/;

/** The UTC instant that a text begins with, as `20250922_053631`; null where it begins with none. */
export function compactTime(text: string): number | null {
  const match = COMPACT.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  return parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
