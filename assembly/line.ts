// One line: its members are looked up, hashed and put into classes. What cannot be decided ends the reading with 0.
import {
  mix,
  ofBytes,
  ofIndex,
  ofNothing,
  ofNumber,
  TAG_FALSE,
  TAG_LIST,
  TAG_MEMBER,
  TAG_NULL,
  TAG_OBJECT,
  TAG_STRING,
  TAG_TRUE,
} from './fingerprint';
import { instant, isNear, readInstant } from './instant';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isAscii,
  number,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  readNumber,
  readString,
  setPlainText,
  skipSpace,
  skipSpaces,
  text,
  textBytes,
  textLength,
  whole,
  wholeAt,
} from './lexer';
import { classes } from './shapes';
import { accepts, Class, Field, find, findHere, Flag, isAt, Node, WORD_CLASS, WORD_HASH } from './tables';

const TRUE: u32 = 0x65757274;
const NULL: u32 = 0x6c6c756e;
const FALSE: u64 = 0x65736c6166;
const MOST_DEPTH: u32 = 32;
const MOST_UNKNOWN: u32 = 32;
const HARD: u32 = 256;

export let root: usize = 0;
export let idKey: v128 = i64x2.splat(0);

export function setRoot(node: usize, keyOfId: usize): void {
  root = node;
  idKey = v128.load(keyOfId);
}

/** Sum of the hashes of all values of the line. */
export let sum: v128 = i64x2.splat(0);
/** Hash of the event's id, where it has one. */
export let idSum: v128 = i64x2.splat(0);
export let hasId: bool = false;
export let hasTime: bool = false;
export let time: f64 = 0;
export let hasArrived: bool = false;
export let arrived: f64 = 0;
/** A text stands where an instant is wanted, and is none that is read here. */
export let isOddTime: bool = false;
/** The measured values by their places. */
export const values: usize = memory.data(64 * 8, 16);

/** Keys that the schema does not name: the first half of the hash of each one's path. */
const unknown: usize = memory.data(32 * 8, 16);
let unknownCount: u32 = 0;
/** Offset of the predictions of the line's event. */
let event: usize = 0;

export function clearLine(): void {
  sum = i64x2.splat(0);
  hasId = false;
  hasTime = false;
  hasArrived = false;
  isOddTime = false;
  unknownCount = 0;
  event = 0;
}

// @inline
function add(hash: v128): void {
  sum = i32x4.add(sum, hash);
}

// @inline
function setWordClass(field: usize, to: u32): void {
  store<u8>(classes + <usize>load<u32>(field, Field.Index), to);
}

// @inline
function setClass(field: usize, kind: u32): void {
  const alike: usize = load<u32>(field, Field.Alike);
  setWordClass(field, alike == 0 ? kind : load<u8>(alike + kind));
}

/** Behind a literal of four bytes. */
// @inline
function isWord(q: usize, word: u32): bool {
  return load<u32>(q) == word;
}

// @inline
function isFalse(q: usize): bool {
  return (load<u64>(q) & 0xffffffffff) == FALSE;
}

/** Notes a key that the schema does not name; false where it came before, or where there are too many to tell. */
function noteUnknown(path: v128): bool {
  const key = <u64>i64x2.extract_lane(path, 0);
  if (unknownCount == MOST_UNKNOWN) return false;
  for (let i: u32 = 0; i < unknownCount; ++i) if (load<u64>(unknown + ((<usize>i) << 3)) == key) return false;
  store<u64>(unknown + ((<usize>unknownCount) << 3), key);
  unknownCount += 1;
  return true;
}

/** Any value, of which only the hash is of interest. */
function readAny(q: usize, path: v128, depth: u32): usize {
  const c: u32 = load<u8>(q);
  if (c == QUOTE) {
    const end = readString(q + 1);
    if (end != 0) add(ofBytes(path, TAG_STRING, text, textBytes));
    return end;
  }
  if (c == OPEN_OBJECT) return readUnknownObject(q + 1, path, depth + 1);
  if (c == OPEN_LIST) return readList(q + 1, path, depth + 1);
  if (isWord(q, TRUE)) {
    add(ofNothing(path, TAG_TRUE));
    return q + 4;
  }
  if (isWord(q, NULL)) {
    add(ofNothing(path, TAG_NULL));
    return q + 4;
  }
  if (isFalse(q)) {
    add(ofNothing(path, TAG_FALSE));
    return q + 5;
  }
  const end = readNumber(q);
  if (end != 0) add(ofNumber(path, number));
  return end;
}

function readUnknownObject(q: usize, path: v128, depth: u32): usize {
  if (depth > MOST_DEPTH) return 0;
  q = skipSpace(q);
  if (load<u8>(q) == CLOSE_OBJECT) {
    add(ofNothing(path, TAG_OBJECT));
    return q + 1;
  }
  while (true) {
    if (load<u8>(q) != QUOTE) return 0;
    q = readUnknownMember(q + 1, path, depth);
    if (q == 0) return 0;
    q = skipSpace(q);
    const c: u32 = load<u8>(q);
    if (c == CLOSE_OBJECT) return q + 1;
    if (c != COMMA) return 0;
    q = skipSpace(q + 1);
  }
}

/** A member that the schema does not name; `q` is behind the opening quote of its key. */
function readUnknownMember(q: usize, parent: v128, depth: u32): usize {
  q = readString(q);
  if (q == 0) return 0;
  const path = ofBytes(parent, TAG_MEMBER, text, textBytes);
  if (!noteUnknown(path)) return 0;
  q = skipSpace(q);
  if (load<u8>(q) != COLON) return 0;
  return readAny(skipSpace(q + 1), path, depth);
}

function readList(q: usize, path: v128, depth: u32): usize {
  if (depth > MOST_DEPTH) return 0;
  q = skipSpace(q);
  if (load<u8>(q) == CLOSE_LIST) {
    add(ofNothing(path, TAG_LIST));
    return q + 1;
  }
  let index: i32 = 0;
  while (true) {
    q = readAny(q, ofIndex(path, index++), depth);
    if (q == 0) return 0;
    q = skipSpace(q);
    const c: u32 = load<u8>(q);
    if (c == CLOSE_LIST) return q + 1;
    if (c != COMMA) return 0;
    q = skipSpace(q + 1);
  }
}

/** Class of a number: how many of the numbers that make a difference it reaches, and whether it is whole where that does. */
// @inline
function numberClass(field: usize, flags: u32, value: f64): u32 {
  const count = load<u32>(field, Field.CutCount);
  const cuts: usize = load<u32>(field, Field.Cuts);
  let place: u32 = 0;
  while (place < count && value >= load<f64>(cuts + ((<usize>place) << 3))) place += 1;
  return Class.Number + ((flags & Flag.Whole) != 0 ? (place << 1) + u32(floor(value) == value) : place);
}

/** Class of a text that is no word: which lengths it reaches, which patterns it matches, whether it is an instant. */
// @inline
function textClass(field: usize, isTime: bool): u32 {
  const lengthCount = load<u32>(field, Field.LengthCount);
  let place: u32 = 0;
  if (lengthCount != 0) {
    const lengths: usize = load<u32>(field, Field.Lengths);
    const length = textLength();
    while (place < lengthCount && length >= load<u32>(lengths + ((<usize>place) << 2))) place += 1;
  }
  const patternCount = load<u32>(field, Field.PatternCount);
  if (patternCount != 0) {
    if (!isAscii) return HARD;
    const patterns: usize = load<u32>(field, Field.Patterns);
    for (let i: u32 = 0; i < patternCount; ++i)
      place = (place << 1) | u32(accepts(load<u32>(patterns + ((<usize>i) << 2)), text, textBytes));
  }
  return load<u32>(field, Field.TextClass) + (place << 1) + u32(isTime);
}

/** A text of a field that is a time in some way; false where it cannot be told whether it is one. */
function noteTime(flags: u32): bool {
  if (!isAscii || !readInstant(text, textBytes)) {
    if ((flags & Flag.Instant) != 0) return false;
    if ((flags & (Flag.Time | Flag.Arrived)) != 0) isOddTime = true;
    return true;
  }
  setTime(flags);
  return true;
}

// @inline
function setTime(flags: u32): void {
  if ((flags & Flag.Time) != 0) {
    hasTime = true;
    time = instant;
  } else if ((flags & Flag.Arrived) != 0) {
    hasArrived = true;
    arrived = instant;
  }
}

const TIME_BYTES: usize = 24;

/** A text that is a time in the form that most have, of a field without words that is no id; 0 where it has another form. */
// @inline
function readTime(field: usize, q: usize, flags: u32): usize {
  const at = q + 1;
  if (load<u8>(at + TIME_BYTES) != QUOTE || !isNear(at)) return 0;
  setPlainText(at, TIME_BYTES);
  const kind = textClass(field, true);
  if (kind == HARD) return 0;
  setTime(flags);
  setClass(field, kind);
  add(ofBytes(v128.load(field, Field.PathKey), TAG_STRING, at, TIME_BYTES));
  return at + TIME_BYTES + 1;
}

// @inline
function readFieldText(field: usize, q: usize): usize {
  const end = readString(q + 1);
  if (end == 0) return 0;
  const flags = load<u32>(field, Field.Flags);
  if ((flags & Flag.Id) != 0) {
    hasId = true;
    idSum = ofBytes(idKey, TAG_STRING, text, textBytes);
  }
  const words: usize = load<u32>(field, Field.Words);
  if (words != 0) {
    // What was unescaped has no quote behind it, which a word's text ends with.
    if (text != q + 1) store<u8>(text + textBytes, QUOTE);
    const word = findHere(words, text, textBytes);
    if (word != 0) {
      const kind = load<u32>(word, WORD_CLASS);
      setWordClass(field, kind);
      add(v128.load(word, WORD_HASH));
      if ((flags & Flag.Event) != 0) event = (<usize>(kind & 15)) << 2;
      return end;
    }
    if ((flags & Flag.LongWords) != 0 && (textBytes > 31 || !isAscii)) return 0;
  }
  add(ofBytes(v128.load(field, Field.PathKey), TAG_STRING, text, textBytes));
  if ((flags & Flag.HardText) != 0) return 0;
  let isTime = false;
  if ((flags & (Flag.Instant | Flag.Time | Flag.Arrived)) != 0) {
    if (!noteTime(flags)) return 0;
    isTime = !isOddTime;
  }
  const kind = textClass(field, isTime);
  if (kind == HARD) return 0;
  setClass(field, kind);
  return end;
}

/** A short whole number of a field that is no id. */
// @inline
function takeWhole(field: usize, flags: u32): void {
  const value = <f64>whole;
  add(ofNumber(v128.load(field, Field.PathKey), value));
  const cuts: usize = load<u32>(field, Field.Cuts);
  const end = cuts + ((<usize>load<u32>(field, Field.CutCount)) << 3);
  let kind = Class.Number;
  const step: u32 = (flags & Flag.Whole) != 0 ? 2 : 1;
  for (let cut = cuts; cut < end; cut += 8) kind += value >= load<f64>(cut) ? step : 0;
  setClass(field, kind + step - 1);
  const place: usize = load<u32>(field, Field.ValuePlace);
  store<f64>(values + (place << 3), value);
}

function readFieldNumber(field: usize, q: usize): usize {
  const end = readNumber(q);
  const flags = load<u32>(field, Field.Flags);
  if (end == 0 || (flags & Flag.HardNumber) != 0) return 0;
  const value = number;
  add(ofNumber(v128.load(field, Field.PathKey), value));
  if ((flags & Flag.Id) != 0) {
    hasId = true;
    idSum = ofNumber(idKey, value);
  }
  setClass(field, numberClass(field, flags, value));
  const place: usize = load<u32>(field, Field.ValuePlace);
  if (place != 0) store<f64>(values + (place << 3), value);
  return end;
}

// @inline
function readField(field: usize, q: usize, depth: u32): usize {
  const c: u32 = load<u8>(q);
  if (c == QUOTE) {
    const flags = load<u32>(field, Field.Flags);
    if ((flags & (Flag.Instant | Flag.Time | Flag.Arrived)) != 0) {
      const isOther = (flags & (Flag.Id | Flag.HardText)) != 0 || load<u32>(field, Field.Words) != 0;
      const end = isOther ? 0 : readTime(field, q, flags);
      if (end != 0) return end;
    }
    return readFieldText(field, q);
  }
  if (c - 0x30 < 10 || c == 0x2d) {
    const flags = load<u32>(field, Field.Flags);
    const count = c == 0x2d || (flags & (Flag.HardNumber | Flag.Id)) != 0 ? 0 : wholeAt(q);
    if (count == 0) return readFieldNumber(field, q);
    takeWhole(field, flags);
    return q + count;
  }
  const path = v128.load(field, Field.PathKey);
  if (c == OPEN_OBJECT) {
    setClass(field, Class.Object);
    const node: usize = load<u32>(field, Field.Node);
    return node != 0 ? readObject(q, node, depth + 1) : readUnknownObject(q + 1, path, depth + 1);
  }
  if (c == OPEN_LIST) {
    if ((load<u32>(field, Field.Flags) & Flag.HardList) != 0) return 0;
    setClass(field, Class.List);
    return readList(q + 1, path, depth + 1);
  }
  if (!isWord(q, NULL)) {
    // Which of the two it is nobody foresees: it is told without a branch.
    const isTrue = u32(isWord(q, TRUE));
    if ((isTrue | u32(isFalse(q))) == 0) return 0;
    setClass(field, Class.False + isTrue);
    add(ofNothing(path, TAG_FALSE - <i32>isTrue));
    return q + 5 - <usize>isTrue;
  }
  setClass(field, Class.Null);
  add(ofNothing(path, TAG_NULL));
  return q + 4;
}

/** The field whose key begins at `q`, behind its quote; 0: the schema does not name it, or it is written in an odd way. */
// @inline
function fieldAt(node: usize, prediction: usize, q: usize): usize {
  const foretold: usize = load<u32>(prediction);
  if (foretold != 0 && isAt(foretold, q)) return foretold;
  const end = readString(q);
  if (end == 0) return 0;
  if (text != q) store<u8>(text + textBytes, QUOTE);
  const field = find(load<u32>(node, Node.Keys), text, textBytes);
  // A key with escapes is as long as its text is not.
  if (field == 0 || text != q) return 0;
  store<u32>(prediction, <u32>field);
  return field;
}

/** Whether a key that `fieldAt` did not find names a field all the same, by escapes. */
function isHidden(node: usize): bool {
  return find(load<u32>(node, Node.Keys), text, textBytes) != 0;
}

/** An object whose fields a node names. */
export function readObject(q: usize, node: usize, depth: u32): usize {
  if (depth > MOST_DEPTH) return 0;
  if (load<u8>(q) != OPEN_OBJECT) return 0;
  let prediction = node + Node.First;
  q = skipSpace(q + 1);
  if (load<u8>(q) == CLOSE_OBJECT) {
    add(ofNothing(v128.load(node, Node.PathKey), TAG_OBJECT));
    return q + 1;
  }
  while (true) {
    if (load<u8>(q) != QUOTE) return 0;
    q += 1;
    const field = fieldAt(node, prediction, q);
    if (field != 0) {
      if (load<u8>(classes + <usize>load<u32>(field, Field.Index)) != 0) return 0;
      q += <usize>load<u32>(field, Field.Length) + 1;
      if (load<u8>(q) != COLON) {
        q = skipSpaces(q);
        if (load<u8>(q) != COLON) return 0;
      }
      q = readField(field, skipSpace(q + 1), depth);
      prediction = field + Field.Next + event;
    } else {
      if (load<u32>(node, Node.IsClosed) != 0 || isHidden(node)) return 0;
      q = readUnknownMember(q, v128.load(node, Node.PathKey), depth);
    }
    if (q == 0) return 0;
    let c: u32 = load<u8>(q);
    if (c != COMMA) {
      q = skipSpace(q);
      c = load<u8>(q);
      if (c == CLOSE_OBJECT) return q + 1;
      if (c != COMMA) return 0;
    }
    q = skipSpace(q + 1);
  }
}

/** Identity and digest halves of the event that was read. */
const IDENTITY: i32 = 0x3c6ef372;
const FIRST_HALF: i32 = 0x1f83d9ab;
const SECOND_HALF: i32 = 0x5be0cd19;

export function identity(): v128 {
  return mix(i32x4.add(hasId ? idSum : sum, i32x4.splat(IDENTITY)));
}

export function firstHalf(filled: v128): v128 {
  return mix(i32x4.add(i32x4.add(sum, filled), i32x4.splat(FIRST_HALF)));
}

export function secondHalf(filled: v128): v128 {
  return mix(i32x4.add(i32x4.add(sum, filled), i32x4.splat(SECOND_HALF)));
}
