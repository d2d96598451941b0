import type { AnswerRow } from './answer.js';

/** By how much counters with these labels grew in a window. */
export interface Grown {
  readonly labels: Readonly<Record<string, string>>;
  readonly growth: number;
  /** Series that were added up. */
  readonly series: number;
}

/** What one query says of one window. */
export interface WindowGrowth {
  /** Sorted by labels. */
  readonly grown: readonly Grown[];
  /** Whether there were series of it before the window. */
  readonly isKnown: boolean;
}

function keyOf(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** How many samples the densest series has, by the end of the window; only of windows in which one was set back. */
export function resetsIn(rows: readonly AnswerRow[]): ReadonlyMap<number, number> {
  return rows.find(({ part }) => part === 'resets')?.values ?? new Map<number, number>();
}

/**
 * What a window's rows come to, those of series that were set back added. The order of the rows, and that of the labels in
 * them, changes nothing.
 */
export function growthIn(
  end: number,
  rows: readonly AnswerRow[],
  setBack: readonly AnswerRow[],
): WindowGrowth {
  const sums = new Map<string, Grown>();
  const add = ({ labels, values }: AnswerRow, kind: 'growth' | 'series'): void => {
    const value = values.get(end);
    if (value === undefined) return;
    const key = keyOf(labels);
    const sum = sums.get(key) ?? { labels, growth: 0, series: 0 };
    sums.set(key, { ...sum, [kind]: sum[kind] + value });
  };
  for (const row of [...rows, ...setBack]) if (row.part === null) add(row, 'growth');
  for (const row of rows) if (row.part === 'series') add(row, 'series');
  return {
    grown: [...sums.keys()].sort().flatMap((key) => sums.get(key) ?? []),
    isKnown: rows.some(({ part, values }) => part === 'known' && (values.get(end) ?? 0) > 0),
  };
}
