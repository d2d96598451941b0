/** A value that a pointer leads to, and the pointer without its `*`. */
export interface Found {
  readonly at: string;
  readonly value: unknown;
}

const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;
/** What a step that is `*` stands for: every item of a list, every member of an object. */
const EVERY = '*';

/** Whether a text is a JSON Pointer (RFC 6901). */
export function isPointer(text: string): boolean {
  return POINTER.test(text);
}

function stepsOf(pointer: string): readonly string[] {
  return pointer.split('/').slice(1);
}

export function hasWildcard(pointer: string): boolean {
  return stepsOf(pointer).includes(EVERY);
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function below({ at, value }: Found, step: string): readonly Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const child = (key: string, one: unknown): Found => ({ at: `${at}/${escaped(key)}`, value: one });
  if (step === EVERY) {
    // An object's members have no order of their own; by name, the same file gives the same first one.
    const keys = Array.isArray(value) ? Object.keys(value) : Object.keys(value).sort();
    return keys.map((key) => child(key, (value as Record<string, unknown>)[key]));
  }
  const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
  if (Array.isArray(value) && !/^(?:0|[1-9]\d{0,8})$/.test(key)) return [];
  return Object.hasOwn(value, key) ? [child(key, (value as Record<string, unknown>)[key])] : [];
}

/**
 * The values that a JSON Pointer (RFC 6901) leads to; none where a step is not there. A step `*` stands for every item
 * of a list in order, or every member of an object by name. A member that is called `*` cannot be pointed at.
 */
export function valuesAt(document: unknown, pointer: string): readonly Found[] {
  return stepsOf(pointer).reduce<readonly Found[]>(
    (found, step) => found.flatMap((one) => below(one, step)),
    [{ at: '', value: document }],
  );
}
