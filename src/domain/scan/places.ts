/**
 * What judging a line may ask of the value at one place of it. The more a place lists, the finer lines are told apart; a
 * thing that is not listed must not make a difference.
 */
export interface Place {
  readonly fields: Map<string, Place>;
  /** Whether fields that are not named make a difference here. */
  isClosed: boolean;
  /** Numbers that values are compared with. */
  readonly limits: Set<number>;
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
  /** Kinds of value that are for the slow path. */
  readonly hard: Set<'text' | 'number' | 'list'>;
}

export function newPlace(): Place {
  return {
    fields: new Map(),
    isClosed: false,
    limits: new Set(),
    lists: [],
    lengths: new Set(),
    patterns: new Set(),
    isInstant: false,
    isDistinct: false,
    isOpen: false,
    hard: new Set(),
  };
}

/** The place of a field, which is made where there is none. */
export function placeAt(place: Place, name: string): Place {
  const known = place.fields.get(name) ?? newPlace();
  place.fields.set(name, known);
  return known;
}
