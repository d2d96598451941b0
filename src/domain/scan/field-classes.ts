import type { Hash } from '../fingerprint.js';
import { INDIFFERENT, isInOrder, type Probe } from './indifferent.js';
import { patternAutomaton, type Automaton } from './pattern-automaton.js';
import { nextAbove, type Place } from './places.js';

/** Classes of values; assembly/tables.ts has the same. */
const LITERALS = [
  [null, 1],
  [false, 2],
  [true, 3],
] as const;
const OBJECT_CLASS = 4;
const LIST_CLASS = 5;
const FIRST_NUMBER_CLASS = 6;
/** The last two are of values that make no difference. */
const MOST_CLASSES = INDIFFERENT.required;
const MOST_WORD_BYTES = 31;
/** Classes that are kept for texts that come up. */
const ROOM_FOR_NEW = 64;

/** What the tables cannot hold. */
export class TooLarge extends Error {}

/** Whether a scanner finds a text in a dictionary. */
export function isShort(text: string): boolean {
  return text.length <= MOST_WORD_BYTES && /^[\x20-\x7e]*$/.test(text);
}

function accepts(automaton: Automaton, text: string): boolean {
  let state = 1;
  for (let i = 0; i < text.length; i += 1) state = automaton.next[state]?.[text.charCodeAt(i)] ?? 0;
  return automaton.accepting[state] ?? false;
}

function probeOfLiteral(value: boolean | null): Probe {
  const types = [value === null ? 'null' : 'boolean'];
  return { types, isOneOf: (values) => values.includes(value), number: null, text: null };
}

/** Of lists, and of objects: no list of values holds them. */
function probeOfKind(type: 'object' | 'array'): Probe {
  return { types: [type], isOneOf: () => false, number: null, text: null };
}

function probeOfNumber(number: number | null, isWhole: boolean | null): Probe | null {
  if (number === null) return null;
  const types = isWhole === true ? ['number', 'integer'] : ['number'];
  return { types, isOneOf: (values) => values.includes(number), number, text: null };
}

/** A number of a class: from one on and below another, whole or not where that matters; null where none was found. */
function numberBetween(from: number, below: number, isWhole: boolean | null): number | null {
  const near = [
    from,
    Math.ceil(from),
    nextOf(from),
    from + 0.5,
    below - 1,
    Math.ceil(below) - 1,
    below - 0.5,
  ];
  const fits = (one: number): boolean =>
    Number.isFinite(one) &&
    one >= from &&
    one < below &&
    (isWhole ?? Number.isInteger(one)) === Number.isInteger(one);
  return [...near, 0, 0.5].find(fits) ?? null;
}

function nextOf(from: number): number {
  return Number.isFinite(from) ? nextAbove(from) : from;
}

interface FieldOptions {
  readonly place: Place;
  readonly key: Hash;
  /** Whether nothing but its own rules depends on its value. */
  readonly isPlain: boolean;
}

/** A field's classes: which of its values are alike. */
export class FieldClasses {
  readonly name: string;
  readonly index: number;
  readonly place: Place;
  /** Of the field's path. */
  readonly key: Hash;
  /** In ascending order. */
  readonly cuts: readonly number[];
  readonly lengths: readonly number[];
  readonly patterns: readonly (readonly [string, Automaton])[];
  readonly textClass: number;
  readonly hasLongWords: boolean;
  /** Classes by word. */
  readonly words = new Map<string, number>();
  /** What each other class is taken for; null: for itself. */
  readonly classes: Uint8Array | null;
  readonly #classes = new Map<string, number>();
  readonly #indifferent: number | null;
  #next: number;

  /** `isPlain`: whether all values that are in order come to the same, and none does where it need not be there. */
  constructor(name: string, index: number, options: FieldOptions) {
    const { place, key, isPlain } = options;
    this.#indifferent = isPlain ? INDIFFERENT[place.isRequired ? 'required' : 'optional'] : null;
    this.name = name;
    this.key = key;
    this.index = index;
    this.place = place;
    this.cuts = [...place.cuts].sort((a, b) => a - b);
    this.lengths = [...place.lengths].sort((a, b) => a - b);
    this.patterns = [...place.patterns]
      .sort()
      .map((pattern) => [pattern, patternAutomaton(pattern)] as const)
      .flatMap(([pattern, automaton]) => (automaton === null ? [] : [[pattern, automaton] as const]));
    this.textClass = FIRST_NUMBER_CLASS + (this.cuts.length + 1) * (place.isWhole ? 2 : 1);
    this.#next = this.textClass + (((this.lengths.length + 1) << this.patterns.length) << 1);
    const all = [...new Set(place.lists.flat())].sort();
    this.hasLongWords = all.some((word) => !isShort(word));
    for (const word of all) if (isShort(word)) this.#add(word);
    if (this.#next > MOST_CLASSES - (place.isOpen ? ROOM_FOR_NEW : 0))
      throw new TooLarge(`more kinds of value of ${name} than the tables hold`);
    this.classes = this.#indifferent === null ? null : this.#taken(this.#indifferent);
  }

  /** Whether a number's class has no other number. */
  isCutAround(value: number): boolean {
    return this.cuts.includes(value) && this.cuts.includes(nextAbove(value));
  }

  /** Makes a text that came up a word; false where there is no room for it. */
  learn(word: string): boolean {
    if (!this.place.isOpen || !isShort(word) || this.#next >= MOST_CLASSES) return false;
    if (!this.words.has(word)) this.#add(word);
    return true;
  }

  /** Words that nothing tells apart share a class. */
  #add(word: string): void {
    const { place } = this;
    if (this.#indifferent !== null && !place.isInstant && this.#isInOrder(this.#probeOfText(word))) {
      this.words.set(word, this.#indifferent);
      return;
    }
    const alike = place.isDistinct
      ? word
      : JSON.stringify([
          place.lists.map((list) => list.includes(word)),
          this.lengths.filter((length) => word.length >= length).length,
          this.patterns.map(([, automaton]) => accepts(automaton, word)),
          // An instant is none that the scanner must tell.
          place.isInstant ? word : '',
          place.hard.has('text') ? word : '',
        ]);
    const known = this.#classes.get(alike) ?? this.#next;
    if (known === this.#next) this.#next += 1;
    this.#classes.set(alike, known);
    this.words.set(word, known);
  }

  #isInOrder(probe: Probe): boolean {
    return isInOrder(this.place.rules, probe);
  }

  #probeOfText(text: string): Probe {
    const matches = (pattern: string): boolean => {
      const automaton = this.patterns.find(([one]) => one === pattern)?.[1];
      return automaton !== undefined && accepts(automaton, text);
    };
    return {
      types: ['string'],
      isOneOf: (values) => values.includes(text),
      number: null,
      text: { reaches: (length) => text.length >= length, matches, isInstant: false },
    };
  }

  /** What each class that is not of a word is taken for, where values in order make no difference. */
  #taken(indifferent: number): Uint8Array {
    const taken = Uint8Array.from({ length: 256 }, (_, kind) => kind);
    const take = (kind: number, probe: Probe | null): void => {
      if (probe !== null && this.#isInOrder(probe)) taken[kind] = indifferent;
    };
    for (const [value, kind] of LITERALS) take(kind, probeOfLiteral(value));
    const isBare = this.place.fields.size === 0 && !this.place.isClosed;
    if (isBare) take(OBJECT_CLASS, probeOfKind('object'));
    take(LIST_CLASS, probeOfKind('array'));
    const step = this.place.isWhole ? 2 : 1;
    for (let i = 0; i <= this.cuts.length; i += 1) {
      const [from, below] = [this.cuts[i - 1] ?? -Infinity, this.cuts[i] ?? Infinity];
      for (let whole = 0; whole < step; whole += 1) {
        const is = step === 1 ? null : whole === 1;
        take(FIRST_NUMBER_CLASS + i * step + whole, probeOfNumber(numberBetween(from, below, is), is));
      }
    }
    const { length: patternCount } = this.patterns;
    for (let place = 0; place < (this.lengths.length + 1) << patternCount; place += 1)
      for (const isInstant of [false, true])
        take(this.textClass + (place << 1) + Number(isInstant), this.#probeOfTexts(place, isInstant));
    return taken;
  }

  /** Texts that are no words: `place` says which lengths they reach and, in its last bits, which patterns they match. */
  #probeOfTexts(place: number, isInstant: boolean): Probe {
    const { length: count } = this.patterns;
    const reached = place >> count;
    const matches = (pattern: string): boolean => {
      const at = this.patterns.findIndex(([one]) => one === pattern);
      return at >= 0 && ((place >> (count - 1 - at)) & 1) === 1;
    };
    const reaches = (length: number): boolean => this.lengths.slice(0, reached).includes(length);
    return { types: ['string'], isOneOf: () => false, number: null, text: { reaches, matches, isInstant } };
  }
}
