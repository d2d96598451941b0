import { isBeyond } from './bound.js';
import { beyondText, CLEAR, type Finding, type Wording } from './finding.js';
import type { WindowValue } from './windows.js';

/** How many of the windows (newest first) are beyond the bound before the first that is not; one without value is passed over. */
export function leadingBeyond(windows: Iterable<WindowValue>, { bound }: Wording): WindowValue[] {
  const row: WindowValue[] = [];
  for (const one of windows) {
    if (one.value === null) continue;
    if (!isBeyond(bound, one.value)) break;
    row.push(one);
  }
  return row;
}

/** So many disjoint windows in a row beyond the bound. `windows`: newest first, without a break. */
export function judgeInARow(
  windows: Iterable<WindowValue>,
  needed: number,
  options: Wording & { readonly value: number },
): Finding {
  if (!isBeyond(options.bound, options.value)) return CLEAR;
  const streak = leadingBeyond(windows, options).length;
  const text = beyondText(options.value, options);
  if (streak < needed)
    return { state: 'pending', streak, reason: `${text}, ${streak} of ${needed} windows in a row` };
  return { state: 'met', streak, reason: streak > 1 ? `${text}, ${streak} windows in a row` : text };
}
