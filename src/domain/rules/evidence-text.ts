import { plural } from '../figure.js';
import { DAY, HOUR, MINUTE } from '../time.js';

const YEAR = 365 * DAY;
const SCALES = [
  { ms: YEAR, word: 'year', from: 2 * YEAR },
  { ms: DAY, word: 'day', from: 2 * DAY },
  { ms: HOUR, word: 'hour', from: HOUR },
];

/** A time as people speak of it: `4 years`, `300 days`, `7 hours`; rounded down. */
export function roughTime(ms: number): string {
  const scale = SCALES.find(({ from }) => ms >= from) ?? { ms: MINUTE, word: 'minute' };
  return plural(Math.floor(ms / scale.ms), scale.word);
}
