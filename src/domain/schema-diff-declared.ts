import { choicesOf } from './schema-diff-values.js';
import type { Guard, Scope } from './schema-diff-pair.js';
import { listOf, membersOf, type Place, type SchemaFile, type View } from './schema-view.js';

function requires(view: View, field: string): boolean {
  return listOf(view.keywords.get('required')).some(({ value }) => value === field);
}

/** Fields that can only have listed values in a schema; empty where it lists none. */
export function guardsOf(file: SchemaFile, view: View): Guard[] {
  return [...membersOf(view.keywords.get('properties'))].flatMap(([field, place]): Guard[] => {
    const choices = choicesOf(file.view(place));
    return choices === null ? [] : [{ field, values: new Set(choices.keys()) }];
  });
}

/** What an `if` tells by its being true: fields that must be there, with one of some values. */
export function conditionOf(file: SchemaFile, condition: Place | undefined): Guard[] {
  if (condition === undefined) return [];
  const view = file.view(condition);
  return guardsOf(file, view).filter(({ field }) => requires(view, field));
}

function excludes(one: Guard, other: Guard): boolean {
  return one.field === other.field && ![...one.values].some((value) => other.values.has(value));
}

/** Whether what is known of a value leaves no room for any of the guards to hold. */
export function isExcluded(guards: readonly Guard[], known: readonly Guard[]): boolean {
  return guards.some((guard) => known.some((one) => excludes(guard, one)));
}

/**
 * Names of the fields that the older schema has a rule for, anywhere that may apply to the same value. Parts that
 * apply only to values of another kind (another event) do not count.
 */
export function declaredFields(file: SchemaFile, scope: Scope): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (place: Place): void => {
    if (seen.has(place.pointer)) return;
    seen.add(place.pointer);
    const view = file.view(place);
    for (const name of membersOf(view.keywords.get('properties')).keys()) names.add(name);
    for (const one of view.all) visit(one);
    for (const keyword of ['oneOf', 'anyOf']) {
      for (const one of listOf(view.keywords.get(keyword))) {
        if (!isExcluded(guardsOf(file, file.view(one)), scope.guards)) visit(one);
      }
    }
    const condition = view.keywords.get('if');
    const then = view.keywords.get('then');
    if (then !== undefined && !isExcluded(conditionOf(file, condition), scope.guards)) visit(then);
    const otherwise = view.keywords.get('else');
    if (otherwise !== undefined) visit(otherwise);
    for (const one of membersOf(view.keywords.get('dependentSchemas')).values()) visit(one);
  };
  visit(scope.base);
  return names;
}
