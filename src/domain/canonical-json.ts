/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Whether `JSON.stringify` prints a value as canonical JSON: plain lists and objects whose members are in order. So is what
 * was read from canonical JSON, unless a key is a whole number: those an object has first.
 */
function isInOrder(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      if (value === null) return true;
      return Array.isArray(value) ? isListInOrder(value) : isObjectInOrder(value);
    default:
      return false;
  }
}

function isListInOrder(list: readonly unknown[]): boolean {
  for (const one of list) if (!isInOrder(one)) return false;
  return true;
}

/** A list of numbers, such as a distribution's, is long. */
function isNumbers(list: readonly unknown[]): boolean {
  return typeof list[0] === 'number' && list.every((one) => typeof one === 'number' && Number.isFinite(one));
}

function isObjectInOrder(value: object): boolean {
  // Others may have a form of their own in JSON, as dates do.
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  const record = value as Record<string, unknown>;
  let before: string | null = null;
  for (const key of Object.keys(record)) {
    if ((before !== null && key < before) || !isInOrder(record[key])) return false;
    before = key;
  }
  return true;
}

/**
 * JSON with sorted keys and no white space: one text for one value, so that digests agree.
 *
 * Keys are sorted by UTF-16 code unit and numbers printed as ECMAScript does, as in RFC 8785 (JCS).
 * Members whose value is `undefined` are left out. Built as text, so a key named `__proto__` is a key like any other.
 *
 * @throws TypeError for NaN, infinities and values that JSON has no form for.
 */
export function canonicalJson(value: unknown): string {
  // Member by member: a history's outcomes are as they were read, but for the newest.
  if (Array.isArray(value))
    return isNumbers(value) ? JSON.stringify(value) : `[${value.map(canonicalJson).join(',')}]`;
  // Several times as fast as to build the text.
  if (isInOrder(value)) return JSON.stringify(value);
  if (typeof value === 'number') throw new TypeError(`${value} has no form in JSON`);
  if (typeof value !== 'object' || value === null)
    throw new TypeError(`a ${typeof value} has no form in JSON`);
  const record = value as Record<string, unknown>;
  const members: string[] = [];
  for (const key of Object.keys(record).sort()) {
    const member = record[key];
    if (member === undefined) continue;
    const one = typeof member === 'string' ? jsonText(member) : canonicalJson(member);
    members.push(`${jsonText(key)}:${one}`);
  }
  return `{${members.join(',')}}`;
}

/** What stands otherwise in JSON than in a text: quotes, backslashes, control characters and halves of a pair. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A text as `JSON.stringify` prints it, which to ask for each of many short ones takes longer. */
function jsonText(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** The same as {@link canonicalJson}, indented by two spaces and ended by a newline: for files that people read. */
export function canonicalJsonPretty(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;
}
