import { plural } from '../figure.js';
import type { Bound } from '../policy.js';
import { formatDuration } from '../time.js';
import { isBeyond } from './bound.js';
import { beyondText, CLEAR, type Finding, type Wording } from './finding.js';
import type { WindowValue } from './windows.js';

/**
 * The most disjoint windows beyond the bound. `windows`: those that end where a batch ends, newest first, as the result is.
 * Taking the newest that fits each time gives the most that are disjoint (interval scheduling: J. Kleinberg, É. Tardos,
 * "Algorithm Design", section 4.1).
 */
export function disjointBeyond(windows: Iterable<WindowValue>, bound: Bound): WindowValue[] {
  const found: WindowValue[] = [];
  let before = Infinity;
  for (const one of windows) {
    if (one.end > before || one.value === null || !isBeyond(bound, one.value)) continue;
    found.push(one);
    before = one.start;
  }
  return found;
}

/** At least so many disjoint windows within a time beyond the bound; the newest need not be one of them. `windows`: as above. */
export function judgeTimes(
  windows: Iterable<WindowValue>,
  rule: { readonly times: number; readonly withinMs: number },
  options: Wording & { readonly value: number },
): Finding {
  const { times, withinMs } = rule;
  const count = disjointBeyond(windows, options.bound).length;
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
