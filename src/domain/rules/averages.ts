import { isBeyond } from './bound.js';
import { beyondText, CLEAR, type Finding, type Wording } from './finding.js';
import type { WindowValue } from './windows.js';

/** The arithmetic mean of finite numbers, scaled so that a sum beyond the doubles does not make it infinite. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}

function firstValues(windows: Iterable<WindowValue>, most: number): number[] {
  const values: number[] = [];
  for (const { value } of windows) {
    if (value !== null) values.push(value);
    if (values.length === most) break;
  }
  return values;
}

/**
 * The mean of the last `needed` windows in a row is beyond the bound; each window weighs the same. `windows`: newest
 * first, without a break; one without value is passed over.
 */
export function judgeMeanOf(
  windows: Iterable<WindowValue>,
  needed: number,
  options: Wording & { readonly value: number },
): Finding {
  const values = firstValues(windows, needed);
  const newest = isBeyond(options.bound, options.value);
  if (values.length < needed) {
    if (!newest) return CLEAR;
    const text = `${beyondText(options.value, options)}, and the mean of ${needed} windows is asked for`;
    return { state: 'pending', streak: values.length, reason: `${text}, ${values.length} so far` };
  }
  const average = mean(values);
  if (isBeyond(options.bound, average))
    return { state: 'met', streak: needed, reason: meanText(average, needed, options) };
  if (!newest) return CLEAR;
  const reason = `${beyondText(options.value, options)}; the mean of ${needed} windows is ${options.figure(average)}`;
  return { state: 'pending', streak: 1, reason };
}

function meanText(average: number, count: number, options: Wording): string {
  const of = count === 1 ? '1 window' : `${count} windows`;
  return `the mean of ${of}, ${beyondText(average, options)}`;
}

/**
 * The mean of the windows with a value among the last `span` is beyond the bound: unlike {@link judgeMeanOf} it speaks
 * from the first window on, and a silence does not matter. `windows`: the last `span` disjoint ones, newest first.
 */
export function judgeMovingAverage(windows: Iterable<WindowValue>, options: Wording): Finding {
  const values = firstValues(windows, Infinity);
  if (values.length === 0) return CLEAR;
  const average = mean(values);
  if (!isBeyond(options.bound, average)) return CLEAR;
  return { state: 'met', streak: values.length, reason: meanText(average, values.length, options) };
}
