import { parseInstant, utcDay } from '../time.js';
import type { ParsedHeartbeat } from './heartbeat.js';

/** Whether a job that is due once a UTC day has not succeeded on this one. A heartbeat that says nothing makes it due. */
export function isDueDaily(heartbeat: ParsedHeartbeat | { readonly kind: 'missing' }, now: number): boolean {
  if (heartbeat.kind !== 'heartbeat') return true;
  const last = parseInstant(heartbeat.heartbeat.last_success_at ?? '');
  return last === null || utcDay(last) !== utcDay(now);
}
