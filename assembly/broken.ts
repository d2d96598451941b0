// Whether a line that could not be read is broken for certain: no UTF-8, or no JSON.
import { skipSpace, wideBytes } from './lexer';

export namespace Broken {
  export const No: u32 = 0;
  export const NoText: u32 = 1;
  export const NoJson: u32 = 2;
}

const MOST_DEPTH: u32 = 64;
/** Nested deeper than is looked at. */
let isDeep: bool = false;

/** Whether all bytes are UTF-8. */
function isText(q: usize, end: usize): bool {
  while (q < end) {
    if (q + 16 <= end && i8x16.bitmask(v128.load(q)) == 0) {
      q += 16;
    } else if (load<u8>(q) < 0x80) {
      q += 1;
    } else {
      const size = wideBytes(q);
      if (size == 0 || q + size > end) return false;
      q += size;
    }
  }
  return true;
}

function isDigit(q: usize): bool {
  return <u32>load<u8>(q) - 0x30 < 10;
}

function isHex(q: usize): bool {
  const c: u32 = load<u8>(q);
  return c - 0x30 < 10 || (c | 0x20) - 0x61 < 6;
}

function skipDigits(q: usize): usize {
  if (!isDigit(q)) return 0;
  while (isDigit(q)) ++q;
  return q;
}

function skipNumber(q: usize): usize {
  if (load<u8>(q) == 0x2d) ++q;
  if (load<u8>(q) == 0x30) ++q;
  else q = skipDigits(q);
  if (q != 0 && load<u8>(q) == 0x2e) q = skipDigits(q + 1);
  if (q != 0 && (load<u8>(q) | 0x20) == 0x65) {
    ++q;
    const sign: u32 = load<u8>(q);
    if (sign == 0x2b || sign == 0x2d) ++q;
    q = skipDigits(q);
  }
  return q;
}

/** Behind a string; `q` is at what should be its opening quote. */
function skipString(q: usize): usize {
  if (load<u8>(q) != 0x22) return 0;
  ++q;
  while (true) {
    const c: u32 = load<u8>(q);
    if (c == 0x22) return q + 1;
    if (c < 0x20) return 0;
    if (c != 0x5c) {
      ++q;
      continue;
    }
    const escape: u32 = load<u8>(q, 1);
    q += 2;
    if (escape == 0x75) {
      if (!isHex(q) || !isHex(q + 1) || !isHex(q + 2) || !isHex(q + 3)) return 0;
      q += 4;
    } else if (
      escape != 0x22 &&
      escape != 0x5c &&
      escape != 0x2f &&
      escape != 0x62 &&
      escape != 0x66 &&
      escape != 0x6e &&
      escape != 0x72 &&
      escape != 0x74
    ) {
      return 0;
    }
  }
  return 0;
}

function skipLiteral(q: usize): usize {
  const four = load<u32>(q);
  if (four == 0x65757274 || four == 0x6c6c756e) return q + 4;
  return four == 0x736c6166 && load<u8>(q, 4) == 0x65 ? q + 5 : 0;
}

function skipValue(q: usize, depth: u32): usize {
  const c: u32 = load<u8>(q);
  if (c == 0x22) return skipString(q);
  if (c == 0x7b || c == 0x5b) {
    if (depth == MOST_DEPTH) {
      isDeep = true;
      return 0;
    }
    return skipMembers(q + 1, c + 2, depth + 1);
  }
  return c == 0x2d || c - 0x30 < 10 ? skipNumber(q) : skipLiteral(q);
}

/** Behind the members of an object or a list, and the bracket that closes it. */
function skipMembers(q: usize, close: u32, depth: u32): usize {
  q = skipSpace(q);
  if (load<u8>(q) == close) return q + 1;
  while (true) {
    if (close == 0x7d) {
      q = skipString(q);
      if (q == 0) return 0;
      q = skipSpace(q);
      if (load<u8>(q) != 0x3a) return 0;
      q = skipSpace(q + 1);
    }
    q = skipValue(q, depth);
    if (q == 0) return 0;
    q = skipSpace(q);
    const c: u32 = load<u8>(q);
    if (c == close) return q + 1;
    if (c != 0x2c) return 0;
    q = skipSpace(q + 1);
  }
  return 0;
}

/** Of a line from `line` to its newline. */
export function brokenness(line: usize, end: usize): u32 {
  if (!isText(line, end)) return Broken.NoText;
  let q = skipSpace(line);
  const first: u32 = load<u8>(q);
  // There may be nothing but white space of other kinds.
  if (first <= 0x20 || first >= 0x7f) return Broken.No;
  isDeep = false;
  q = skipValue(q, 0);
  if (isDeep) return Broken.No;
  return q != 0 && skipSpace(q) == end ? Broken.No : Broken.NoJson;
}
