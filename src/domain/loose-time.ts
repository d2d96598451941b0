import { parseInstant } from './time.js';

const ZONELESS = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?))?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T_](\d{2})(\d{2})(\d{2})Z?)?$/;

/**
 * A time as reports and indexes write it, in milliseconds since the epoch: an RFC 3339 instant, `2026-06-22`,
 * `2026-06-22 21:30:00`, `20260622`, `20260622_213000` or `20260622T213000Z`. Without a zone it is UTC, without a time
 * midnight. null for anything else, and for a day that does not exist.
 */
export function parseLooseTime(text: string): number | null {
  const zoneless = ZONELESS.exec(text);
  if (zoneless !== null) return parseInstant(`${zoneless[1] ?? ''}T${zoneless[2] ?? '00:00:00'}Z`);
  const compact = COMPACT.exec(text);
  if (compact === null) return parseInstant(text);
  const [, year, month, day, hours = '00', minutes = '00', seconds = '00'] = compact;
  return parseInstant(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
}
