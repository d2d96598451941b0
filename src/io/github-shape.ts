import { PhasegateError } from '../domain/fault.js';

/** What an answer of GitHub's holds at a place; undefined where there is none of it. */
export function valueAt(answer: unknown, ...place: readonly string[]): unknown {
  let value = answer;
  for (const name of place) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

function unexpected(what: string): PhasegateError {
  return new PhasegateError('api-failed', `GitHub's answer has no ${what}; is GITHUB_API_URL right?`);
}

/** @throws PhasegateError `api-failed` where the answer has no text there. */
export function textAt(answer: unknown, ...place: readonly string[]): string {
  const value = valueAt(answer, ...place);
  if (typeof value !== 'string') throw unexpected(place.join('.'));
  return value;
}

/** @throws PhasegateError `api-failed` where the answer has no list there. */
export function listAt(answer: unknown, ...place: readonly string[]): readonly unknown[] {
  const value = valueAt(answer, ...place);
  if (!Array.isArray(value)) throw unexpected(place.join('.') || 'list');
  return value;
}
