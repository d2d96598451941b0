/** Keys and indices from the root of a document to one of its values. */
export type DocumentPath = readonly (string | number)[];

/** One thing that is wrong with a document's values, before anybody knows its line. */
export interface DocumentFault {
  readonly path: DocumentPath;
  /** Whether the last key of the path is at fault, or the value behind it. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** `phases[0].flags["merge.precision"]`. */
export function formatPath(path: DocumentPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!PLAIN_KEY.test(part)) return `${text}[${JSON.stringify(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/** An error at the value of a path. */
export function errorAt(path: DocumentPath, message: string): DocumentFault {
  return { path, at: 'value', message, severity: 'error' };
}

/** A value as a fault's message names it: short, and without the value's own line breaks. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
  // As text a number that is not finite keeps its name; JSON would call it null.
  const text = typeof value === 'number' ? value.toString() : JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
