import { plural } from '../figure.js';
import { formatDuration } from '../time.js';
import { isBeyond } from './bound.js';
import { beyondText, CLEAR, type Finding, type Wording } from './finding.js';
import type { WindowValue } from './windows.js';

/** The most disjoint windows beyond the bound, newest first: each one that begins no later than the last counted one ended. */
function disjointBeyond(windows: Iterable<WindowValue>, { bound }: Wording): number {
  let count = 0;
  let before = Infinity;
  for (const { start, end, value } of windows) {
    if (end > before || value === null || !isBeyond(bound, value)) continue;
    count += 1;
    before = start;
  }
  return count;
}

/**
 * At least so many disjoint windows within a time beyond the bound; the newest need not be one of them. `windows`: those
 * that end where a batch ends, newest first. Taking the newest that fits each time gives the most that are disjoint
 * (interval scheduling: J. Kleinberg, É. Tardos, "Algorithm Design", section 4.1).
 */
export function judgeTimes(
  windows: Iterable<WindowValue>,
  rule: { readonly times: number; readonly withinMs: number },
  options: Wording & { readonly value: number },
): Finding {
  const { times, withinMs } = rule;
  const count = disjointBeyond(windows, options);
  const within = formatDuration(withinMs);
  const newest = isBeyond(options.bound, options.value);
  if (count < times) {
    if (!newest) return CLEAR;
    const reason = `${beyondText(options.value, options)}, ${count} of ${times} times within ${within}`;
    return { state: 'pending', streak: count, reason };
  }
  const { bound, name, figure } = options;
  const what = newest
    ? beyondText(options.value, options)
    : `${bound.side} the ${name} limit of ${figure(bound.value)}`;
  return { state: 'met', streak: count, reason: `${what}, ${plural(count, 'time')} within ${within}` };
}
