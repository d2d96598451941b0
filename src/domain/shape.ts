import { parseInstant } from './time.js';

/** Says what is wrong with a value, naming the place; empty where nothing is. */
export type Shape = (value: unknown, path: string) => string[];

/** A name that is safe as a part of a path; an SLO's is that of its SLI with a window behind it, so longer than in a policy. */
const SAFE_ID = /^(?!.*\.\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9_-])?$/;

function expects(what: string, holds: (value: unknown) => boolean): Shape {
  return (value, path) => (holds(value) ? [] : [`${path} is not ${what}`]);
}

export const text = expects('a text', (value) => typeof value === 'string');
export const bool = expects('true or false', (value) => typeof value === 'boolean');
export const number = expects('a number', (value) => typeof value === 'number' && Number.isFinite(value));
export const count = expects(
  'a whole number from 0',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);
export const safeId = expects(
  'a name of letters, digits, "-", "_" and single dots',
  (value) => typeof value === 'string' && SAFE_ID.test(value),
);
export const instant = expects(
  'an RFC 3339 time',
  (value) => typeof value === 'string' && parseInstant(value) !== null,
);

export const valuesByName = expects(
  'texts, numbers, true or false by name',
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => ['string', 'number', 'boolean'].includes(typeof one)),
);

export function oneOf(choices: readonly string[]): Shape {
  return expects(choices.join(' or '), (value) => choices.some((choice) => choice === value));
}

export function nullable(shape: Shape): Shape {
  return (value, path) => (value === null ? [] : shape(value, path));
}

export function listOf(shape: Shape): Shape {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((item: unknown, index) => shape(item, `${path}[${index}]`))
      : [`${path} is not a list`];
}

/** An object that has at least these members; others are left alone, so that a later field is no fault. */
export function object(members: Readonly<Record<string, Shape>>): Shape {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [`${path} is not an object`];
    const record = value as Record<string, unknown>;
    return Object.entries(members).flatMap(([name, shape]) => {
      const place = path === '' ? name : `${path}.${name}`;
      return Object.hasOwn(record, name) ? shape(record[name], place) : [`${place} is missing`];
    });
  };
}
