import { canonicalJson } from './canonical-json.js';
import { conditionOf, guardsOf, isExcluded } from './schema-diff-declared.js';
import { match, textKey } from './schema-diff-match.js';
import type { Comparison, Guard, Pair, Scope } from './schema-diff-pair.js';
import { anything, memberOf, type Place } from './schema-view.js';

/** Keywords that this module compares, besides `allOf`. */
export const CONDITION_KEYWORDS: ReadonlySet<string> = new Set(['if', 'then', 'else']);

function conditionKey(place: Place): string | null {
  const condition = memberOf(place, 'if');
  return condition === null ? null : canonicalJson(condition.value);
}

/** A member without a condition is told by where it stands among its like. */
function rankIn(list: readonly Place[]): (place: Place) => string | null {
  const plain = list.filter((place) => conditionKey(place) === null);
  return (place) => (plain.includes(place) ? String(plain.indexOf(place)) : null);
}

/** A guard as people read it: `event = "a"`. */
function guardText(guards: readonly Guard[]): string {
  return guards.map(({ field, values }) => `${field} = ${[...values].join(' or ')}`).join(', ');
}

/** Members of `allOf`: all hold, so each new one must have been said before, in the member it comes from or not at all. */
export function compareAll({ base, head, scope }: Pair, to: Comparison): void {
  const ranks = { base: rankIn(base.all), head: rankIn(head.all) };
  const { pairs, gone, added } = match({ base: base.all, head: head.all }, [
    textKey,
    conditionKey,
    (place, side) => ranks[side](place),
  ]);
  for (const [one, other] of pairs) to.compare(one, other, scope);
  for (const one of gone) to.compare(one, anything(head.pointer), scope);
  for (const one of added) {
    const condition = conditionOf(to.files.head, memberOf(one, 'if') ?? undefined);
    const known = [...scope.guards, ...guardsOf(to.files.base, to.files.base.view(scope.base))];
    const { keywords, all } = to.files.head.view(one);
    const isOnlyThen =
      all.length === 0 && [...keywords.keys()].every((key) => key === 'if' || key === 'then');
    const isOfNewKind = isOnlyThen && isExcluded(condition, known);
    if (isOfNewKind) to.compatible(one.pointer, `rules for a new kind: ${guardText(condition)}`);
    else to.compare(anything(base.pointer), one, scope);
  }
}

/** `if`, `then`, `else`: comparable only under the same condition. */
export function compareConditional({ base, head, scope }: Pair, to: Comparison): void {
  const [before, after] = [base.keywords.get('if'), head.keywords.get('if')];
  if (before !== undefined && after !== undefined && !to.isSame(before, after)) {
    to.breaking(after.pointer, 'the condition (`if`) has changed');
    return;
  }
  const condition = conditionOf(to.files.base, before ?? after);
  for (const [keyword, guards] of [
    ['then', condition],
    ['else', []],
  ] as const) {
    // Without a condition, validators pass over both.
    const from = before === undefined ? undefined : base.keywords.get(keyword);
    const into = after === undefined ? undefined : head.keywords.get(keyword);
    if (from === undefined && into === undefined) continue;
    const inner: Scope = { ...scope, guards: [...scope.guards, ...guards] };
    to.compare(from ?? anything(base.pointer), into ?? anything(head.pointer), inner);
  }
}
