import { canonicalJson } from './canonical-json.js';
import type { Place } from './schema-view.js';

/** The members of the same list in both versions of a schema. */
export interface Sides {
  readonly base: readonly Place[];
  readonly head: readonly Place[];
}

/** Which of them belong together. */
export interface Matched {
  readonly pairs: readonly (readonly [Place, Place])[];
  readonly gone: readonly Place[];
  readonly added: readonly Place[];
}

/** Pairs the members of two lists: by what each side calls a member's key, the same key at most once. */
function matchBy(sides: Sides, keyOf: (place: Place, side: 'base' | 'head') => string | null): Matched {
  const open = [...sides.head];
  const pairs: (readonly [Place, Place])[] = [];
  const gone: Place[] = [];
  for (const one of sides.base) {
    const key = keyOf(one, 'base');
    const at = key === null ? -1 : open.findIndex((other) => keyOf(other, 'head') === key);
    const [found] = at < 0 ? [] : open.splice(at, 1);
    if (found === undefined) gone.push(one);
    else pairs.push([one, found]);
  }
  return { pairs, gone, added: open };
}

/** Pairs by one key after the other; what no key pairs is gone or added. */
export function match(
  sides: Sides,
  keys: readonly ((place: Place, side: 'base' | 'head') => string | null)[],
): Matched {
  return keys.reduce<Matched>(
    (so, keyOf) => {
      const next = matchBy({ base: so.gone, head: so.added }, keyOf);
      return { ...next, pairs: [...so.pairs, ...next.pairs] };
    },
    { pairs: [], gone: sides.base, added: sides.head },
  );
}

export const textKey = ({ value }: Place): string => canonicalJson(value);
