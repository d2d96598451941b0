import type { Bound } from '../../../src/domain/policy.js';
import { figure } from '../../../src/domain/figure.js';
import type { Wording } from '../../../src/domain/rules/finding.js';
import type { WindowValue } from '../../../src/domain/rules/windows.js';
import { HOUR } from '../../../src/domain/time.js';

/** End of the newest window, hours after which the others lie. */
export const NOW = Date.UTC(2026, 2, 2, 12);

/** Hour windows by their values, newest first; null has too few samples, and `gap` is an hour without any data. */
export function hours(...values: readonly (number | null | 'gap')[]): WindowValue[] {
  return values.flatMap((value, i) => {
    const end = NOW - i * HOUR;
    return value === 'gap' ? [] : [{ start: end - HOUR, end, heardFrom: end - HOUR, heardUntil: end, value }];
  });
}

/** A limit of 900 ms or what is given, with the newest window's value. */
export function wording(value: number, bound: Bound = { side: 'above', value: 900 }) {
  const words: Wording = { name: 'rollback', bound, figure: (one) => figure(one, 'ms') };
  return { ...words, value };
}
