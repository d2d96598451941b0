import { declaredFields } from './schema-diff-declared.js';
import type { Comparison, Pair } from './schema-diff-pair.js';
import { anything, membersOf, type Place, type View } from './schema-view.js';

/** Keywords that this module compares. */
export const FIELD_KEYWORDS: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', 'additionalProperties', 'required', 'dependentRequired'],
  ...['propertyNames'],
]);

function textsAt(place: Place | undefined): string[] {
  const value: unknown = place?.value;
  return Array.isArray(value) ? value.filter((one: unknown) => typeof one === 'string').sort() : [];
}

function isOpen(view: View): boolean {
  return (view.keywords.get('additionalProperties')?.value ?? true) === true;
}

/** A field that only the newer version names: what held of it before? */
function compareNewField(
  { base, head, scope }: Pair,
  field: { name: string; place: Place },
  to: Comparison,
): void {
  const { name, place } = field;
  const words = JSON.stringify(name);
  const others = base.keywords.get('additionalProperties');
  if (textsAt(head.keywords.get('required')).includes(name)) {
    to.breaking(place.pointer, `the field ${words} is new and required`);
  } else if (base.keywords.has('patternProperties')) {
    to.breaking(
      place.pointer,
      `the field ${words} has a rule of its own now beside those of patternProperties`,
    );
  } else if (others !== undefined && !isOpen(base) && others.value !== false) {
    to.compare(others, place, null);
    to.compatible(place.pointer, `the field ${words} is new and optional`);
  } else if (declaredFields(to.files.base, scope).has(name)) {
    to.breaking(place.pointer, `the field ${words} has a rule here that it did not have before`);
  } else {
    to.compatible(place.pointer, `the field ${words} is new and optional`);
  }
}

/** `properties` and `patternProperties`. */
export function compareFields(pair: Pair, to: Comparison): void {
  const [before, after] = [pair.base, pair.head].map((view) => membersOf(view.keywords.get('properties')));
  for (const [name, place] of before ?? []) {
    const now = after?.get(name);
    if (now !== undefined) to.compare(place, now, null);
    else to.breaking(place.pointer, `the field ${JSON.stringify(name)} is removed`);
  }
  for (const [name, place] of after ?? []) {
    if (before?.has(name) !== true) compareNewField(pair, { name, place }, to);
  }
  const [old, now] = [pair.base, pair.head].map((view) => membersOf(view.keywords.get('patternProperties')));
  for (const [pattern, place] of old ?? []) {
    const same = now?.get(pattern);
    if (same !== undefined) to.compare(place, same, null);
    else to.breaking(place.pointer, `fields named like ${JSON.stringify(pattern)} are removed`);
  }
  for (const [pattern, place] of now ?? []) {
    if (old?.has(pattern) === true) continue;
    to.breaking(place.pointer, `fields named like ${JSON.stringify(pattern)} have a rule now`);
  }
}

/** `required` and `dependentRequired`. A field that is new and required has been told with the fields. */
export function compareRequired({ base, head }: Pair, to: Comparison): void {
  const [before, after] = [base, head].map((view) => textsAt(view.keywords.get('required')));
  const [known, named] = [base, head].map((view) => membersOf(view.keywords.get('properties')));
  const pointer = (head.keywords.get('required') ?? head).pointer;
  for (const name of after ?? []) {
    const isTold = named?.has(name) === true && known?.has(name) !== true;
    if (before?.includes(name) !== true && !isTold) {
      to.breaking(pointer, `the field ${JSON.stringify(name)} is now required`);
    }
  }
  for (const name of before ?? []) {
    if (after?.includes(name) !== true && named?.has(name) !== false) {
      to.compatible(pointer, `the field ${JSON.stringify(name)} is no longer required`);
    }
  }
  const [old, now] = [base, head].map((view) => membersOf(view.keywords.get('dependentRequired')));
  for (const [name, place] of now ?? []) {
    const held = textsAt(old?.get(name));
    for (const needed of textsAt(place).filter((one) => !held.includes(one))) {
      to.breaking(
        place.pointer,
        `the field ${JSON.stringify(name)} now needs ${JSON.stringify(needed)} beside it`,
      );
    }
  }
  for (const [name, place] of old ?? []) {
    const held = textsAt(now?.get(name));
    for (const needed of textsAt(place).filter((one) => !held.includes(one))) {
      to.compatible(
        head.pointer,
        `the field ${JSON.stringify(name)} no longer needs ${JSON.stringify(needed)}`,
      );
    }
  }
}

/** `additionalProperties`: what holds of fields that are not named. */
export function compareOtherFields({ base, head }: Pair, to: Comparison): void {
  const rule = (view: View): Place => view.keywords.get('additionalProperties') ?? anything(view.pointer);
  const [before, after] = [rule(base), rule(head)];
  if (before.value === false) {
    if (after.value !== false) to.compatible(head.pointer, 'fields that are not named are now allowed');
  } else if (after.value === false) {
    to.breaking(after.pointer, 'fields that are not named are no longer allowed');
  } else if (isOpen(base) && !isOpen(head)) {
    to.breaking(after.pointer, 'fields that are not named now have to follow a rule');
  } else if (!isOpen(base) && isOpen(head)) {
    to.compatible(head.pointer, 'fields that are not named are free now');
  } else {
    to.compare(before, after, null);
  }
}

/** `propertyNames`: what holds of the names themselves. */
export function compareNames({ base, head }: Pair, to: Comparison): void {
  const [before, after] = [base.keywords.get('propertyNames'), head.keywords.get('propertyNames')];
  if (before === undefined && after === undefined) return;
  to.compare(before ?? anything(base.pointer), after ?? anything(head.pointer), null);
}
