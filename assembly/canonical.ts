// A line's object as canonical JSON: members sorted by key, no white space, one form for each text and number. The line was
// read before, so that it is JSON. Keys with escapes or beyond ASCII are not written here: they end the writing with 0.
import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  readNumber,
  readString,
  skipSpace,
  text,
  textBytes,
} from './lexer';
import { MOST_NUMBER_BYTES, writeNumber } from './number';

const ZERO: u32 = 0x30;

/** A member of an object that is being written: its key, and its value, which is copied or written anew. */
export namespace Member {
  export const Key: usize = 0;
  export const KeyBytes: usize = 4;
  export const Value: usize = 8;
  export const ValueEnd: usize = 12; // 0: it is to be written anew
  export const Bytes: usize = 16;
}

const MOST_MEMBERS: usize = 1024;
/** Members of the objects that are being written, the innermost one's last. */
const members: usize = memory.data(1024 * 16, 16);
let top: usize = 0;
/** Numbers may become longer: `1e20` has 21 digits. Where many do, the line is not written here. */
export const MOST_GROWTH: usize = 512;

/** A member that is being moved. */
const moved: usize = memory.data(16, 16);

/** Where the next byte is written. */
let to: usize = 0;
/** By how many bytes numbers may still become longer than they were. */
let spare: usize = 0;

// @inline
function put(c: u32): void {
  store<u8>(to, c);
  to += 1;
}

/** Copies bytes sixteen at a time; behind both places there is room. */
// @inline
function copy(from: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, v128.load(from + i));
  to += bytes;
}

/** The end of a number in the form that ECMAScript prints; 0 where it is in another one. */
function plainNumberEnd(q: usize): usize {
  let p = q;
  const isNegative = load<u8>(p) == 0x2d;
  if (isNegative) ++p;
  const isBelowOne = load<u8>(p) == ZERO;
  while (<u32>load<u8>(p) - ZERO < 10) ++p;
  if (load<u8>(p) == 0x2e) {
    const point = ++p;
    while (load<u8>(p) == ZERO) ++p;
    // Below a millionth it has an exponent.
    if (isBelowOne && p - point > 5) return 0;
    while (<u32>load<u8>(p) - ZERO < 10) ++p;
    if (load<u8>(p - 1) == ZERO) return 0;
  } else if (isNegative && isBelowOne) return 0;
  return (load<u8>(p) | 0x20) == 0x65 ? 0 : p;
}

/** Behind a list or an object. */
function nestedEnd(q: usize): usize {
  let depth: u32 = 0;
  do {
    const c: u32 = load<u8>(q);
    if (c == QUOTE) {
      q = readString(q + 1);
      if (q == 0) return 0;
      continue;
    }
    depth += u32(c == OPEN_OBJECT || c == OPEN_LIST) - u32(c == CLOSE_OBJECT || c == CLOSE_LIST);
    ++q;
  } while (depth != 0);
  return q;
}

/** The letter of a control character's short escape; 0: it has none. */
function shortEscape(c: u32): u32 {
  if (c == 0x08) return 0x62;
  if (c == 0x09) return 0x74;
  if (c == 0x0a) return 0x6e;
  if (c == 0x0c) return 0x66;
  return c == 0x0d ? 0x72 : 0;
}

function hexDigit(digit: u32): u32 {
  return digit < 10 ? ZERO + digit : 0x57 + digit;
}

/** Writes the text that was read last. */
function putText(): void {
  put(QUOTE);
  for (let i: usize = 0; i < textBytes; ++i) {
    const c: u32 = load<u8>(text + i);
    if (c == QUOTE || c == BACKSLASH) {
      put(BACKSLASH);
      put(c);
    } else if (c >= 0x20) {
      put(c);
    } else {
      put(BACKSLASH);
      const letter = shortEscape(c);
      if (letter != 0) {
        put(letter);
        continue;
      }
      put(0x75);
      put(ZERO);
      put(ZERO);
      put(hexDigit(c >> 4));
      put(hexDigit(c & 15));
    }
  }
  put(QUOTE);
}

/** Behind the word `true`, `false` or `null`. */
// @inline
function wordEnd(q: usize): usize {
  return q + (load<u8>(q) == 0x66 ? 5 : 4);
}

function writeList(q: usize): usize {
  put(OPEN_LIST);
  q = skipSpace(q + 1);
  if (load<u8>(q) == CLOSE_LIST) {
    put(CLOSE_LIST);
    return q + 1;
  }
  while (true) {
    q = writeValue(q);
    if (q == 0) return 0;
    q = skipSpace(q);
    const c: u32 = load<u8>(q);
    put(c);
    if (c == CLOSE_LIST) return q + 1;
    q = skipSpace(q + 1);
  }
}

function writeValue(q: usize): usize {
  const c: u32 = load<u8>(q);
  if (c == OPEN_OBJECT) return writeObject(q, 0);
  if (c == OPEN_LIST) return writeList(q);
  if (c == QUOTE) {
    const end = readString(q + 1);
    if (end == 0) return 0;
    if (text == q + 1) copy(q, end - q);
    else putText();
    return end;
  }
  const isNumber = c - ZERO < 10 || c == 0x2d;
  const end = isNumber ? plainNumberEnd(q) : wordEnd(q);
  if (end == 0) return putNumber(q);
  copy(q, end - q);
  return end;
}

/** A number in another form than its one. */
function putNumber(q: usize): usize {
  const end = readNumber(q);
  if (end == 0 || spare < MOST_NUMBER_BYTES) return 0;
  const written = writeNumber(q, end, to);
  if (written == 0) return 0;
  to += written;
  if (written > end - q) spare -= written - (end - q);
  return end;
}

/** Whether a member's key comes before another's, by their bytes: none is beyond ASCII. */
function isKeyBefore(a: usize, b: usize): bool {
  const left: usize = load<u32>(a, Member.Key);
  const right: usize = load<u32>(b, Member.Key);
  const leftBytes: usize = load<u32>(a, Member.KeyBytes);
  const rightBytes: usize = load<u32>(b, Member.KeyBytes);
  const both = leftBytes < rightBytes ? leftBytes : rightBytes;
  for (let i: usize = 0; i < both; ++i) {
    const one: u32 = load<u8>(left + i);
    const other: u32 = load<u8>(right + i);
    if (one != other) return one < other;
  }
  return leftBytes < rightBytes;
}

/** Sorts the members from `first` on. */
function sortMembers(first: usize): void {
  for (let from = first + Member.Bytes; from < top; from += Member.Bytes) {
    if (!isKeyBefore(from, from - Member.Bytes)) continue;
    v128.store(moved, v128.load(from));
    let at = from;
    while (at > first && isKeyBefore(moved, at - Member.Bytes)) {
      v128.store(at, v128.load(at - Member.Bytes));
      at -= Member.Bytes;
    }
    v128.store(at, v128.load(moved));
  }
}

function addMember(key: usize, keyBytes: usize, value: usize, end: usize): void {
  store<u32>(top, <u32>key, Member.Key);
  store<u32>(top, <u32>keyBytes, Member.KeyBytes);
  store<u32>(top, <u32>value, Member.Value);
  store<u32>(top, <u32>end, Member.ValueEnd);
  top += Member.Bytes;
}

/** Notes a value's member; returns the place behind it. */
function readMember(key: usize, keyBytes: usize, q: usize): usize {
  const c: u32 = load<u8>(q);
  let end: usize = 0;
  let copied = true;
  if (c == QUOTE) {
    end = readString(q + 1);
    copied = text == q + 1;
  } else if (c == OPEN_OBJECT || c == OPEN_LIST) {
    end = nestedEnd(q);
    copied = false;
  } else if (c - ZERO < 10 || c == 0x2d) {
    end = plainNumberEnd(q);
    if (end == 0) {
      end = readNumber(q);
      copied = false;
    }
  } else end = wordEnd(q);
  if (end != 0) addMember(key, keyBytes, q, copied ? end : 0);
  return end;
}

/** Notes all members of an object; returns the place behind it. */
function readMembers(q: usize): usize {
  q = skipSpace(q + 1);
  if (load<u8>(q) == CLOSE_OBJECT) return q + 1;
  while (true) {
    const key = q + 1;
    const keyEnd = readString(key);
    if (keyEnd == 0 || text != key || top - members >= (MOST_MEMBERS - 16) * Member.Bytes) return 0;
    const keyBytes = textBytes;
    // Behind the colon.
    q = readMember(key, keyBytes, skipSpace(skipSpace(keyEnd) + 1));
    if (q == 0) return 0;
    q = skipSpace(q);
    if (load<u8>(q) == CLOSE_OBJECT) return q + 1;
    q = skipSpace(q + 1);
  }
}

/** Writes an object, with members of a list that it does not have: their number, then each as {@link Member}. */
function writeObject(q: usize, more: usize): usize {
  const first = top;
  const end = readMembers(q);
  if (end == 0) return 0;
  const others: usize = more == 0 ? 0 : load<u32>(more);
  for (let i: usize = 0; i < others; ++i, top += Member.Bytes)
    v128.store(top, v128.load(more + 16 + i * Member.Bytes));
  sortMembers(first);
  const last = top;
  put(OPEN_OBJECT);
  for (let at = first; at < last; at += Member.Bytes) {
    if (at != first) put(COMMA);
    put(QUOTE);
    copy(load<u32>(at, Member.Key), load<u32>(at, Member.KeyBytes));
    put(QUOTE);
    put(COLON);
    const value: usize = load<u32>(at, Member.Value);
    const valueEnd: usize = load<u32>(at, Member.ValueEnd);
    if (valueEnd != 0) copy(value, valueEnd - value);
    else if (writeValue(value) == 0) return 0;
  }
  put(CLOSE_OBJECT);
  top = first;
  return end;
}

/**
 * Writes the object at `q` to `at` and returns how many bytes it has, at most {@link MOST_GROWTH} more than it had and its
 * other members have; 0 where it is not written here. Behind that must be room for 16 bytes.
 */
export function writeCanonical(q: usize, more: usize, at: usize): usize {
  top = members;
  to = at;
  spare = MOST_GROWTH;
  return writeObject(q, more) == 0 ? 0 : to - at;
}
