// The tables that JavaScript builds from schemas and SLIs (src/domain/scan/layout.ts writes what is read here).

/** A place in a schema where an object may stand. */
export namespace Node {
  export const Keys: usize = 0; // dictionary of the fields
  export const IsClosed: usize = 4; // whether what is judged depends on keys that the schema does not name
  export const First: usize = 8; // the field that came first in the line before
  export const PathKey: usize = 16;
}

/** A dictionary: words of at most 31 bytes of ASCII, found by a hash that was chosen so that no two share a place. */
namespace Dictionary {
  export const Multiplier: usize = 0;
  export const Shift: usize = 8;
  export const Stride: usize = 12;
  export const Places: usize = 16;
}

/** A field, which is a place of a dictionary: first its name with its closing quote, then a mask of as many bytes. */
export namespace Field {
  export const Length: usize = 64;
  export const Index: usize = 68;
  export const Flags: usize = 72;
  export const Node: usize = 76;
  export const PathKey: usize = 80;
  export const CutCount: usize = 96;
  export const Cuts: usize = 100; // f64, ascending
  export const LengthCount: usize = 104;
  export const Lengths: usize = 108;
  export const PatternCount: usize = 112;
  export const Patterns: usize = 116;
  export const Words: usize = 120;
  export const ValuePlace: usize = 124; // of the measured values; 0: none
  export const TextClass: usize = 128; // first class of texts that are no word
  export const Next: usize = 132; // u32 for each of 16 events: the field that came next in the line before
  export const Alike: usize = 196; // what each class that is not of a word is taken for, a byte each; 0: for itself
}

export namespace Flag {
  /** Has words that the dictionary cannot hold: a text that is not among the others may be one of them. */
  export const LongWords: u32 = 1;
  export const HardText: u32 = 2;
  export const HardNumber: u32 = 4;
  export const HardList: u32 = 8;
  /** Its text is judged by whether it is an instant. */
  export const Instant: u32 = 16;
  export const Time: u32 = 32;
  export const Arrived: u32 = 64;
  export const Id: u32 = 128;
  /** Which event it is: what comes next is foretold from it. */
  export const Event: u32 = 256;
  /** Its numbers are judged by whether they are whole. */
  export const Whole: u32 = 512;
}

/** Classes of values that are alike for every field; those of numbers, texts and words follow. */
export namespace Class {
  export const Absent: u32 = 0;
  export const Null: u32 = 1;
  export const False: u32 = 2;
  export const True: u32 = 3;
  export const Object: u32 = 4;
  export const List: u32 = 5;
  export const Number: u32 = 6;
  /** Of values that make no difference to a line, where there need not be one. */
  export const Optional: u32 = 255;
}

/** Of a word: its class, and the hash of its text at the path of its field. */
export const WORD_CLASS: usize = 68;
export const WORD_HASH: usize = 80;

/** Whether the text at `q`, up to its quote, is that of a place of a dictionary. */
// @inline
export function isAt(place: usize, q: usize): bool {
  const low = v128.and(v128.xor(v128.load(q), v128.load(place)), v128.load(place, 32));
  const high = v128.and(v128.xor(v128.load(q, 16), v128.load(place, 16)), v128.load(place, 48));
  return !v128.any_true(v128.or(low, high));
}

/** The place of the text of `length` bytes at `q`, behind which stands a quote; 0: it is not in the dictionary. */
export function find(dictionary: usize, q: usize, length: usize): usize {
  return findHere(dictionary, q, length);
}

/** The same, worked out where it is called. */
// @inline
export function findHere(dictionary: usize, q: usize, length: usize): usize {
  if (length > 31) return 0;
  let head = load<u64>(q);
  let tail: u64 = 0;
  if (length < 8) head = length == 0 ? 0 : head << ((8 - <u64>length) << 3);
  else tail = load<u64>(q + length - 8);
  const hash =
    ((head ^ (tail << 7) ^ (tail >> 57)) + <u64>length) * load<u64>(dictionary, Dictionary.Multiplier);
  const index = <usize>(hash >> (<u64>load<u32>(dictionary, Dictionary.Shift)));
  const place =
    <usize>load<u32>(dictionary, Dictionary.Places) + index * load<u32>(dictionary, Dictionary.Stride);
  return load<u32>(place, Field.Length) == <u32>length && isAt(place, q) ? place : 0;
}

/** An automaton over ASCII: number of states, accepting states (a byte each), then 128 next states for each; 0 is dead. */
export function accepts(automaton: usize, p: usize, length: usize): bool {
  const rows = automaton + 256;
  let state: usize = 1;
  for (let i: usize = 0; i < length && state != 0; ++i)
    state = load<u8>(rows + (state << 7) + load<u8>(p + i));
  return load<u8>(automaton + state) != 0;
}
