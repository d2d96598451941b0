import type { FieldMatch } from './policy.js';

function holds(value: unknown, match: FieldMatch): boolean {
  if ('anyOf' in match) return match.anyOf.some((wanted) => wanted === value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  return (match.above === null || value > match.above) && (match.below === null || value < match.below);
}

/**
 * Whether every condition holds. Values are compared with their type (`"1"` is not `1`); `above` and `below` are strict
 * and hold for finite numbers only. A field that is missing, or inherited, matches nothing.
 */
export function matches(fields: Readonly<Record<string, unknown>>, list: readonly FieldMatch[]): boolean {
  return list.every((match) => Object.hasOwn(fields, match.field) && holds(fields[match.field], match));
}
