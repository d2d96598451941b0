import { guardsOf } from './schema-diff-declared.js';
import { match, textKey, type Sides } from './schema-diff-match.js';
import type { Comparison, Pair, SchemaChange } from './schema-diff-pair.js';
import { accepts, typesOf } from './schema-diff-values.js';
import { anything, listOf, type Place, type SchemaFile, type View } from './schema-view.js';

/** Keywords that this module compares. */
export const ALTERNATIVE_KEYWORDS: ReadonlySet<string> = new Set(['oneOf', 'anyOf']);

type Mark = (place: Place, side: 'base' | 'head') => ReadonlySet<string> | null;

function isDisjoint(sets: readonly ReadonlySet<string>[]): boolean {
  const size = sets.reduce((sum, set) => sum + set.size, 0);
  return new Set(sets.flatMap((set) => [...set])).size === size;
}

function requiredOf(view: View): string[] {
  return listOf(view.keywords.get('required')).map(({ value }) => String(value));
}

/** What tells alternatives apart: a required field with listed values, or the type. Null: nothing does. */
function markOf(pair: Pair, sides: Sides, files: { base: SchemaFile; head: SchemaFile }): Mark | null {
  const first = sides.head[0];
  if (first === undefined) return null;
  const outer = { base: requiredOf(pair.base), head: requiredOf(pair.head) };
  const byField =
    (field: string): Mark =>
    (place, side) => {
      const view = files[side].view(place);
      const isThere = outer[side].includes(field) || requiredOf(view).includes(field);
      const guard = guardsOf(files[side], view).find((one) => one.field === field);
      return isThere && guard !== undefined ? guard.values : null;
    };
  const byType: Mark = (place, side) => {
    const view = files[side].view(place);
    const types = typesOf(view);
    // A number may be an integer, so the two are one type here.
    return new Set([...types].map((type) => (accepts(new Set(['number']), type) ? 'number' : type)));
  };
  const fields = guardsOf(files.head, files.head.view(first)).map(({ field }) => byField(field));
  const tellsApart = (mark: Mark): boolean =>
    (['base', 'head'] as const).every((side) => {
      const sets = sides[side].map((place) => mark(place, side));
      return sets.every((set) => set !== null) && isDisjoint(sets);
    });
  return [...fields, byType].find(tellsApart) ?? null;
}

function markText(mark: ReadonlySet<string> | null): string {
  return mark === null || mark.size === 0 ? '' : ` (${[...mark].join(', ')})`;
}

function compareAlternatives(keyword: 'oneOf' | 'anyOf', pair: Pair, to: Comparison): void {
  const { base, head, scope } = pair;
  const [before, after] = [base.keywords.get(keyword), head.keywords.get(keyword)];
  if (after === undefined) {
    for (const one of listOf(before)) to.compare(one, anything(head.pointer), scope);
    return;
  }
  if (before === undefined) {
    to.breaking(after.pointer, `the value must now be one of several alternatives (${keyword})`);
    return;
  }
  if (to.isSame(before, after)) return;
  const sides = { base: listOf(before), head: listOf(after) };
  const mark = markOf(pair, sides, to.files);
  if (mark === null && keyword === 'oneOf') {
    // A value that fits two alternatives is not valid, so a wider alternative may break as a narrower one does.
    to.breaking(after.pointer, 'the alternatives (oneOf) have changed, and nothing tells them apart');
    return;
  }
  const sharesMark = (one: Place): string | null => {
    const own = mark?.(one, 'base') ?? null;
    const partner = sides.head.findIndex((other) =>
      [...(mark?.(other, 'head') ?? [])].some((value) => own?.has(value) === true),
    );
    return partner < 0 ? null : String(partner);
  };
  const { pairs, gone, added } = match(sides, [
    textKey,
    (place, side) => (side === 'head' ? String(sides.head.indexOf(place)) : sharesMark(place)),
    ...(mark === null ? [(place: Place, side: 'base' | 'head') => String(sides[side].indexOf(place))] : []),
  ]);
  for (const [one, other] of pairs) {
    const guards = guardsOf(to.files.base, to.files.base.view(one));
    to.compare(one, other, { ...scope, guards: [...scope.guards, ...guards] });
  }
  for (const one of gone)
    to.breaking(one.pointer, `an alternative is removed${markText(mark?.(one, 'base') ?? null)}`);
  for (const one of added)
    to.compatible(one.pointer, `an alternative is new${markText(mark?.(one, 'head') ?? null)}`);
}

/**
 * A schema that has become one of several alternatives, and says nothing else, is compared with the alternative that is
 * nearest to it. False where this is not the case, or cannot be told.
 */
export function compareWithOne(place: Place, pair: Pair, to: Comparison): boolean {
  const { base, head, scope } = pair;
  const keyword = (['anyOf', 'oneOf'] as const).find((one) => head.keywords.has(one));
  if (keyword === undefined || base.keywords.has(keyword) || base.keywords.size === 0) return false;
  if (head.keywords.size > 1 || head.all.length > 0) return false;
  const list = listOf(head.keywords.get(keyword));
  // Where two may fit at once, a value that fits one is not sure to be valid.
  if (keyword === 'oneOf' && markOf(pair, { base: [], head: list }, to.files) === null) return false;
  const weight = (changes: readonly SchemaChange[]): number =>
    changes.filter(({ kind }) => kind === 'breaking').length;
  const trials = list.flatMap((one) => {
    const changes = to.trial(place, one, scope);
    return changes === null ? [] : [{ one, changes }];
  });
  const [nearest] = trials.sort((a, b) => weight(a.changes) - weight(b.changes));
  if (nearest === undefined) return false;
  for (const { kind, pointer, words } of nearest.changes) {
    if (kind === 'breaking') to.breaking(pointer, words);
    else to.compatible(pointer, words);
  }
  for (const one of list) {
    if (one !== nearest.one) to.compatible(one.pointer, 'an alternative is new');
  }
  return true;
}

/** `oneOf` and `anyOf`. */
export function compareAnyAndOne(pair: Pair, to: Comparison): void {
  compareAlternatives('oneOf', pair, to);
  compareAlternatives('anyOf', pair, to);
}
