import { hashText, memberKey, TAG, type Hash, type SourceKeys } from '../fingerprint.js';
import type { Source } from '../policy.js';
import { FieldClasses, isShort, TooLarge } from './field-classes.js';
import type { LinePlan } from './line-plan.js';
import type { Automaton } from './pattern-automaton.js';
import type { Place } from './places.js';

/** Layout of the tables; assembly/tables.ts reads what is written here. */
const NODE_BYTES = 32;
const DICTIONARY_BYTES = 32;
const FIELD_BYTES = 208;
const WORD_BYTES = 96;
const MASK_AT = 32;
const LENGTH_AT = 64;
const WORD_CLASS_AT = 68;
const WORD_HASH_AT = 80;
const ALIKE_AT = 196;
const FLAGS = {
  longWords: 1,
  hardText: 2,
  hardNumber: 4,
  hardList: 8,
  instant: 16,
  time: 32,
  arrived: 64,
  id: 128,
  event: 256,
  whole: 512,
} as const;
/** Of 128 classes one is of no field: the phase that was on. */
const MOST_FIELDS = 127;

function isPlainKey(name: string): boolean {
  return isShort(name) && !/["\\]/.test(name);
}

/** Bytes at addresses from a base on. */
class Image {
  readonly base: number;
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #top = 0;

  constructor(base: number) {
    this.base = base;
  }

  /** Address of so many bytes of zero. */
  take(bytes: number): number {
    const at = this.#top;
    this.#top = (at + bytes + 15) & ~15;
    while (this.#top > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return this.base + at;
  }

  u32(at: number, value: number): void {
    this.#view.setUint32(at - this.base, value, true);
  }

  u64(at: number, value: bigint): void {
    this.#view.setBigUint64(at - this.base, value, true);
  }

  f64(at: number, value: number): void {
    this.#view.setFloat64(at - this.base, value, true);
  }

  hash(at: number, hash: Hash): void {
    hash.forEach((word, i) => this.#view.setInt32(at - this.base + 4 * i, word, true));
  }

  put(at: number, bytes: Uint8Array | readonly number[]): void {
    this.#bytes.set(bytes, at - this.base);
  }

  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#top);
  }
}

const U64 = (1n << 64n) - 1n;

function hashOf(text: string, multiplier: bigint, shift: number): number {
  // What stands behind the text's last byte is its quote; of a text below eight bytes the first eight are moved up.
  const code = (i: number): bigint => BigInt(text.charCodeAt(i));
  let head = 0n;
  let tail = 0n;
  const { length } = text;
  for (let i = 0; i < Math.min(8, length); i += 1) head |= code(i) << BigInt(8 * i);
  if (length < 8) head = (head << BigInt(8 * (8 - length))) & U64;
  else for (let i = 0; i < 8; i += 1) tail |= code(length - 8 + i) << BigInt(8 * i);
  const mixed = head ^ ((tail << 7n) & U64) ^ (tail >> 57n);
  return Number(((((mixed + BigInt(length)) & U64) * multiplier) & U64) >> BigInt(shift));
}

/** A dictionary without two words at one place; returns its address, and each word's. */
function writeDictionary(
  image: Image,
  words: readonly string[],
  stride: number,
): { readonly at: number; readonly places: ReadonlyMap<string, number> } {
  let bits = Math.max(1, Math.ceil(Math.log2(Math.max(1, words.length))) + 1);
  let multiplier = 0x9e3779b97f4a7c15n;
  for (let tries = 1; ; tries += 1) {
    const shift = 64 - bits;
    if (new Set(words.map((word) => hashOf(word, multiplier, shift))).size === words.length) break;
    multiplier = ((multiplier * 6364136223846793005n + 1442695040888963407n) & U64) | 1n;
    if (tries % 64 === 0) bits += 1;
    if (bits > 14) throw new TooLarge('more words than a dictionary holds');
  }
  const at = image.take(DICTIONARY_BYTES);
  const first = image.take((1 << bits) * stride);
  image.u64(at, multiplier);
  image.u32(at + 8, 64 - bits);
  image.u32(at + 12, stride);
  image.u32(at + 16, first);
  // No text has this length.
  for (let i = 0; i < 1 << bits; i += 1) image.u32(first + i * stride + LENGTH_AT, 0xffff);
  const places = new Map<string, number>();
  for (const word of words) {
    const place = first + hashOf(word, multiplier, 64 - bits) * stride;
    image.put(
      place,
      [...`${word}"`].map((char) => char.charCodeAt(0)),
    );
    image.put(place + MASK_AT, new Uint8Array(word.length + 1).fill(255));
    image.u32(place + LENGTH_AT, word.length);
    places.set(word, place);
  }
  return { at, places };
}

export interface Tables {
  readonly bytes: Uint8Array;
  readonly root: number;
  readonly idKey: number;
  readonly fieldCount: number;
  /** Number of the field `phase`. */
  readonly phaseField: number;
  /** The line's own fields by name. */
  readonly fields: ReadonlyMap<string, FieldClasses>;
  /** Where the field's words are, by field. */
  readonly wordsAt: ReadonlyMap<FieldClasses, number>;
}

interface Writing {
  readonly image: Image;
  readonly plan: LinePlan;
  readonly source: Source;
  readonly wordsAt: Map<FieldClasses, number>;
  readonly eventOf: FieldClasses | null;
}

/** The tables of a plan, for memory from an address on. @throws TooLarge saying what they cannot hold. */
export function writeTables(options: {
  readonly plan: LinePlan;
  readonly source: Source;
  readonly keys: SourceKeys;
  readonly base: number;
}): Tables {
  const { plan, source, keys, base } = options;
  const image = new Image(base);
  const idKey = image.take(16);
  image.hash(idKey, keys.id);
  const all: FieldClasses[] = [];
  const wordsAt = new Map<FieldClasses, number>();
  const fields = new Map<string, FieldClasses>();
  const writing = { image, plan, source, wordsAt, all };
  const root = writeNode(writing, plan.line, { key: keys.root, path: '' }, fields);
  const phaseField = all.findIndex((field) => field === fields.get('phase'));
  return { bytes: image.done(), root, idKey, fieldCount: all.length, phaseField, fields, wordsAt };
}

interface Where {
  readonly key: Hash;
  readonly path: string;
}

function writeNode(
  writing: Omit<Writing, 'eventOf'> & { readonly all: FieldClasses[] },
  place: Place,
  where: Where,
  fields: Map<string, FieldClasses>,
): number {
  const { image, all } = writing;
  const names = [...place.fields.keys()].sort();
  const odd = names.find((name) => !isPlainKey(name));
  if (odd !== undefined) throw new TooLarge(`a field called ${JSON.stringify(odd.slice(0, 60))}`);
  const node = image.take(NODE_BYTES);
  const { at, places } = writeDictionary(image, names, FIELD_BYTES);
  image.u32(node, at);
  image.u32(node + 4, place.isClosed ? 1 : 0);
  image.hash(node + 16, where.key);
  for (const name of names) {
    const of = place.fields.get(name);
    if (of === undefined) continue;
    if (all.length === MOST_FIELDS) throw new TooLarge(`more than ${MOST_FIELDS} fields`);
    const path = where.path === '' ? name : `${where.path}.${name}`;
    const key = memberKey(where.key, name);
    const isPlain = !of.isDecisive && place.allowed.every((names) => names.has(name));
    const field = new FieldClasses(path, all.length, { place: of, key, isPlain });
    all.push(field);
    fields.set(name, field);
    writeField(writing, field, { at: places.get(name) ?? 0, key, isOfLine: where.path === '' });
    if (of.fields.size > 0 || of.isClosed)
      image.u32((places.get(name) ?? 0) + 76, writeNode(writing, of, { key, path }, new Map()));
  }
  return node;
}

function flagsOf(field: FieldClasses, source: Source, isOfLine: boolean): number {
  const { place, name } = field;
  const { ts, arrived, id } = source.fields;
  return (
    (field.hasLongWords ? FLAGS.longWords : 0) |
    (place.hard.has('text') ? FLAGS.hardText : 0) |
    (place.hard.has('number') ? FLAGS.hardNumber : 0) |
    (place.hard.has('list') ? FLAGS.hardList : 0) |
    (place.isInstant ? FLAGS.instant : 0) |
    (place.isWhole ? FLAGS.whole : 0) |
    (isOfLine && name === ts ? FLAGS.time : 0) |
    (isOfLine && name === arrived ? FLAGS.arrived : 0) |
    (isOfLine && name === id ? FLAGS.id : 0) |
    (isOfLine && name === 'event' ? FLAGS.event : 0)
  );
}

function writeField(
  { image, plan, source, wordsAt }: Omit<Writing, 'eventOf'>,
  field: FieldClasses,
  { at, key, isOfLine }: { readonly at: number; readonly key: Hash; readonly isOfLine: boolean },
): void {
  image.u32(at + 68, field.index);
  image.u32(at + 72, flagsOf(field, source, isOfLine));
  image.hash(at + 80, key);
  const cuts = image.take(8 * field.cuts.length);
  field.cuts.forEach((cut, i) => image.f64(cuts + 8 * i, cut));
  image.u32(at + 96, field.cuts.length);
  image.u32(at + 100, cuts);
  const lengths = image.take(4 * field.lengths.length);
  field.lengths.forEach((length, i) => image.u32(lengths + 4 * i, length));
  image.u32(at + 104, field.lengths.length);
  image.u32(at + 108, lengths);
  const patterns = image.take(4 * field.patterns.length);
  field.patterns.forEach(([, automaton], i) => image.u32(patterns + 4 * i, writeAutomaton(image, automaton)));
  image.u32(at + 112, field.patterns.length);
  image.u32(at + 116, patterns);
  image.u32(at + 124, isOfLine ? (plan.measured.get(field.name) ?? 0) : 0);
  image.u32(at + 128, field.textClass);
  if (field.classes !== null) {
    const classes = image.take(256);
    image.put(classes, field.classes);
    image.u32(at + ALIKE_AT, classes);
  }
  if (field.words.size > 0) image.u32(at + 120, writeWords(image, field));
  wordsAt.set(field, at + 120);
}

function writeAutomaton(image: Image, { accepting, next }: Automaton): number {
  const at = image.take(256 + 128 * next.length);
  image.put(
    at,
    accepting.map((is) => (is ? 1 : 0)),
  );
  next.forEach((row, i) => image.put(at + 256 + 128 * i, row));
  return at;
}

function writeWords(image: Image, field: FieldClasses): number {
  const { at, places } = writeDictionary(image, [...field.words.keys()], WORD_BYTES);
  for (const [word, place] of places) {
    image.u32(place + WORD_CLASS_AT, field.words.get(word) ?? 0);
    image.hash(place + WORD_HASH_AT, hashText(field.key, TAG.string, word));
  }
  return at;
}

/** The dictionary of a field's words anew, for memory from an address on: it begins there. */
export function writeWordsAgain(field: FieldClasses, base: number): Uint8Array {
  const image = new Image(base);
  writeWords(image, field);
  return image.done();
}
