import { member, recordOf, textOf } from './raw-values.js';

/** A schema that names no version has this one. */
export const FIRST_VERSION = 1;

/**
 * The version of a schema: the whole number in its `x-version`, else the N of an `$id` that ends in `/vN`, else the N
 * of files that name their version themselves, as the constant `name/N` in their field `schema` or the constant N in
 * their field `version`, else {@link FIRST_VERSION}.
 */
export function schemaVersion(schema: unknown): number {
  const constantOf = (field: string): unknown => member(member(member(schema, 'properties'), field), 'const');
  const numbers = [
    member(schema, 'x-version'),
    numberIn(/\/v(\d{1,9})#?$/, member(schema, '$id')),
    numberIn(/\/(\d{1,9})$/, constantOf('schema')),
    constantOf('version'),
  ];
  return numbers.find((one): one is number => Number.isSafeInteger(one)) ?? FIRST_VERSION;
}

function numberIn(pattern: RegExp, value: unknown): number | null {
  const found = pattern.exec(textOf(value) ?? '')?.[1];
  return found === undefined ? null : Number(found);
}

/** What is wrong with how a schema says its version; null when nothing is. */
export function versionFault(schema: unknown): string | null {
  const record = recordOf(schema);
  if (record === null || !Object.hasOwn(record, 'x-version')) return null;
  const version = record['x-version'];
  if (typeof version === 'number' && Number.isSafeInteger(version) && version >= FIRST_VERSION) return null;
  return `\`x-version\` must be a whole number of at least ${FIRST_VERSION}`;
}
