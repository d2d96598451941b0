/**
 * What judging a line may ask of the value at one place of it. The more a place lists, the finer lines are told apart; a
 * thing that is not listed must not make a difference.
 */
export interface Place {
  readonly fields: Map<string, Place>;
  /** Whether fields that are not named make a difference here. */
  isClosed: boolean;
  /** Numbers from which on values are judged in another way. */
  readonly cuts: Set<number>;
  /** Whether it matters that a number is whole. */
  isWhole: boolean;
  /** Lists of texts that values are looked up in. */
  readonly lists: (readonly string[])[];
  /** Lengths from which on texts are judged in another way. */
  readonly lengths: Set<number>;
  readonly patterns: Set<string>;
  /** Whether it matters that a text is an RFC 3339 instant. */
  isInstant: boolean;
  /** Whether each text of the lists is a class of its own. */
  isDistinct: boolean;
  /** Whether texts that come up are to be told apart, too. */
  isOpen: boolean;
  /** What the schema asks of the value whatever else the line holds. */
  readonly rules: unknown[];
  /** Whether anything else depends on the value: other fields, SLIs. */
  isDecisive: boolean;
  /** Whether the object that it is in must have it. */
  isRequired: boolean;
  /** Of each schema that allows no other fields here, the names of those that it allows. */
  readonly allowed: ReadonlySet<string>[];
  /** Kinds of value that are for the slow path. */
  readonly hard: Set<'text' | 'number' | 'list'>;
}

export function newPlace(): Place {
  return {
    fields: new Map(),
    isClosed: false,
    cuts: new Set(),
    isWhole: false,
    lists: [],
    lengths: new Set(),
    patterns: new Set(),
    isInstant: false,
    isDistinct: false,
    isOpen: false,
    rules: [],
    isDecisive: false,
    isRequired: false,
    allowed: [],
    hard: new Set(),
  };
}

const view = new DataView(new ArrayBuffer(8));

/** The smallest double above a finite one: what is above `x` is at least that. */
export function nextAbove(x: number): number {
  if (x === 0) return Number.MIN_VALUE;
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

/** Tells numbers from `limit` on from those below it. */
export function cutBelow(place: Place, limit: number): void {
  place.cuts.add(limit === 0 ? 0 : limit);
}

/** Tells numbers above `limit` from those up to it. */
export function cutAbove(place: Place, limit: number): void {
  place.cuts.add(nextAbove(limit));
}

/** Tells a number from all others. */
export function cutAround(place: Place, value: number): void {
  cutBelow(place, value);
  cutAbove(place, value);
}

/** The place of a field, which is made where there is none. */
export function placeAt(place: Place, name: string): Place {
  const known = place.fields.get(name) ?? newPlace();
  place.fields.set(name, known);
  return known;
}
