import { formatInstant } from '../../time.js';
import { rollupLine, ROLLUP_HEADER, type LatencyRollup } from './latency-rollup.js';

const HOUR_LENGTH = '2026-03-02T14:00:00Z'.length;

/**
 * The rollup file with hours behind it: of those that are in it stay the ones from `keepFrom` on that begin before `until`
 * (null: none), what the archive holds. Lines are compared as text, since an hour's start always has one form; a file of ten
 * thousand of them is not parsed to add one.
 */
export function withRollups(
  before: string,
  added: readonly LatencyRollup[],
  { keepFrom, until }: { readonly keepFrom: number; readonly until: number | null },
): string {
  const first = formatInstant(keepFrom);
  const end = until === null ? '' : formatInstant(until);
  const kept = before
    .split('\n')
    .slice(1, -1)
    .filter((line) => {
      const hour = line.slice(0, HOUR_LENGTH);
      return hour >= first && hour < end;
    });
  const fresh = added.filter(({ window }) => window.start >= keepFrom);
  return ROLLUP_HEADER + kept.map((line) => `${line}\n`).join('') + fresh.map(rollupLine).join('');
}
