import { formatDuration } from '../time.js';
import { isBeyond } from './bound.js';
import { beyondText, CLEAR, type Finding, type Wording } from './finding.js';
import { leadingBeyond } from './in-a-row.js';
import type { WindowValue } from './windows.js';

/**
 * Beyond the bound without a break for so long: from the oldest data of the row to the newest window's end. `windows`:
 * newest first, without a break.
 */
export function judgeUnmetFor(
  windows: Iterable<WindowValue>,
  ms: number,
  options: Wording & { readonly value: number },
): Finding {
  if (!isBeyond(options.bound, options.value)) return CLEAR;
  const row = leadingBeyond(windows, options);
  const [newest, oldest] = [row[0], row.at(-1)];
  if (newest === undefined || oldest === undefined) return CLEAR;
  const lasted = newest.end - oldest.heardFrom;
  const text = `${beyondText(options.value, options)}, for ${formatDuration(lasted)}`;
  if (lasted >= ms) return { state: 'met', streak: row.length, reason: `${text} without a break` };
  return { state: 'pending', streak: row.length, reason: `${text} of ${formatDuration(ms)}` };
}
