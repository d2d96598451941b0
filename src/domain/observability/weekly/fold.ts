import { describeValue } from '../../document-fault.js';
import { exactSum, meanOf, sumToNumber } from '../../exact-sum.js';
import type { Scalar } from '../../policy.js';
import { parseInstant } from '../../time.js';
import type { Read } from './mapped-value.js';
import type { Fold } from './sections.js';

/** Numbers as they are, times by their instant: whole seconds and parts of one are written differently. */
function rank(value: Scalar): number {
  return typeof value === 'number' ? value : (parseInstant(String(value)) ?? Number.NaN);
}

function extreme(values: readonly Scalar[], isBetter: (a: number, b: number) => boolean): Scalar {
  return values.reduce((best, value) => (isBetter(rank(value), rank(best)) ? value : best));
}

function worst(values: readonly Scalar[], order: readonly string[]): Read {
  const places = values.map((value) => order.indexOf(String(value)));
  const unknown = values[places.indexOf(-1)];
  if (unknown !== undefined)
    return { fault: `${describeValue(unknown)} is not in the order ${order.join(', ')}` };
  return { value: order[Math.max(...new Set(places))] ?? '' };
}

function finite(value: number | null): Read {
  return value === null || !Number.isFinite(value)
    ? { fault: 'the values are too large to add up' }
    : { value };
}

/**
 * Values of one type as one value. Sums are exact until the end, so they do not depend on the order of the values.
 * null: there are none, and the fold says nothing of none.
 */
export function folded(values: readonly Scalar[], { kind, order }: Fold): Read | null {
  if (kind === 'count') return { value: values.length };
  const [first] = values;
  if (first === undefined) return null;
  switch (kind) {
    case 'first':
      return { value: first };
    case 'last':
      return { value: values.at(-1) ?? null };
    case 'max':
      return { value: extreme(values, (a, b) => a > b) };
    case 'min':
      return { value: extreme(values, (a, b) => a < b) };
    case 'sum':
      return finite(sumToNumber(exactSum(values.map(Number))));
    case 'mean':
      return finite(meanOf(exactSum(values.map(Number)), values.length));
    case 'worst':
      return worst(values, order);
  }
}
