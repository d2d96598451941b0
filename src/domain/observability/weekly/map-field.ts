import type { Scalar } from '../../policy.js';
import { folded } from './fold.js';
import { inputFault, type InputFault } from './input-fault.js';
import type { Read } from './mapped-value.js';
import type { ReadField } from './sections.js';

/** Where a value was read, as a fault names it. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly path: string;
}

/** What was read at a place. */
export interface ReadAt {
  readonly read: Read;
  readonly place: Place;
}

/** A field's value, or all that is wrong with it. */
export type Mapped = { readonly value: Scalar } | { readonly faults: readonly InputFault[] };

function renamed(value: Scalar, { rename }: ReadField): Scalar {
  return typeof value === 'string' && Object.hasOwn(rename, value) ? (rename[value] ?? value) : value;
}

/** Told of what has no value and must have one. */
export function missingValue(field: ReadField, place: Place): Mapped {
  if (field.isOptional) return { value: null };
  const message = `${field.name} has no value here; write \`optional: true\` where it may be missing`;
  return { faults: [inputFault('bad_input', place, message)] };
}

/** A field of the report from what was read for it; `whole` is where its values were looked for. */
export function mapField(field: ReadField, reads: readonly ReadAt[], whole: Place): Mapped {
  const faults = reads.flatMap(({ read, place }) =>
    'fault' in read ? [inputFault('bad_input', place, read.fault)] : [],
  );
  if (faults.length > 0) return { faults };
  const values = reads.flatMap(({ read }) => ('value' in read ? [read.value] : []));
  const one =
    field.fold === null
      ? values[0] === undefined
        ? null
        : { value: values[0] }
      : folded(values, field.fold);
  if (one === null) return missingValue(field, whole);
  if ('fault' in one) return { faults: [inputFault('bad_input', whole, one.fault)] };
  return { value: renamed(one.value, field) };
}
