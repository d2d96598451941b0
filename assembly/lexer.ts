// The words of JSON. A function that is given a place returns the place behind what it read, or 0 where it cannot decide.

export const QUOTE: u32 = 0x22;
export const BACKSLASH: u32 = 0x5c;
export const OPEN_OBJECT: u32 = 0x7b;
export const CLOSE_OBJECT: u32 = 0x7d;
export const OPEN_LIST: u32 = 0x5b;
export const CLOSE_LIST: u32 = 0x5d;
export const COMMA: u32 = 0x2c;
export const COLON: u32 = 0x3a;
const SCRATCH_BYTES: usize = 65536;
const scratch: usize = memory.data(65536 + 64, 16);

export function skipSpaces(q: usize): usize {
  let c: u32 = load<u8>(q);
  while (c == 0x20 || c == 0x09 || c == 0x0d) c = load<u8>(++q);
  return q;
}

/** White space within a line; mostly there is none, and this much is worked out where it is called. */
// @inline
export function skipSpace(q: usize): usize {
  return load<u8>(q) > 0x20 ? q : skipSpaces(q);
}

/** Of the string that was read last: its bytes as UTF-8, unescaped. */
export let text: usize = 0;
export let textBytes: usize = 0;
export let isAscii: bool = true;

/** What ends plain text: quotes, backslashes, control characters, and what is not ASCII. */
// @inline
function breaks(q: usize): u32 {
  const bytes = v128.load(q);
  const marks = v128.or(
    v128.or(i8x16.eq(bytes, i8x16.splat(<i8>QUOTE)), i8x16.eq(bytes, i8x16.splat(<i8>BACKSLASH))),
    i8x16.lt_s(bytes, i8x16.splat(0x20)),
  );
  return <u32>i8x16.bitmask(marks);
}

/** Says what was read of a string elsewhere: plain text. */
// @inline
export function setPlainText(at: usize, bytes: usize): void {
  text = at;
  textBytes = bytes;
  isAscii = true;
}

/** A string; `q` is behind its opening quote. Mostly it is short, and this much is worked out where it is called. */
// @inline
export function readString(q: usize): usize {
  const found = breaks(q);
  const end = q + ctz<u32>(found);
  if (found == 0 || load<u8>(end) != QUOTE) return readLongString(q);
  text = q;
  textBytes = end - q;
  isAscii = true;
  return end + 1;
}

function readLongString(q: usize): usize {
  let p = q;
  let found = breaks(p);
  while (found == 0) {
    p += 16;
    found = breaks(p);
  }
  p += ctz<u32>(found);
  if (load<u8>(p) == QUOTE) {
    text = q;
    textBytes = p - q;
    isAscii = true;
    return p + 1;
  }
  return readHardString(q);
}

function hexDigit(c: u32): i32 {
  if (c - 0x30 < 10) return <i32>(c - 0x30);
  const letter = c | 0x20;
  return letter - 0x61 < 6 ? <i32>(letter - 0x57) : -1;
}

/** Four hexadecimal digits; -1 where they are none. */
function hexUnit(q: usize): i32 {
  let unit: i32 = 0;
  for (let i: usize = 0; i < 4; ++i) {
    const digit = hexDigit(load<u8>(q + i));
    if (digit < 0) return -1;
    unit = (unit << 4) | digit;
  }
  return unit;
}

function writeCodePoint(to: usize, code: u32): usize {
  if (code < 0x80) {
    store<u8>(to, code);
    return to + 1;
  }
  isAscii = false;
  if (code < 0x800) {
    store<u8>(to, 0xc0 | (code >> 6));
    store<u8>(to, 0x80 | (code & 0x3f), 1);
    return to + 2;
  }
  if (code < 0x10000) {
    store<u8>(to, 0xe0 | (code >> 12));
    store<u8>(to, 0x80 | ((code >> 6) & 0x3f), 1);
    store<u8>(to, 0x80 | (code & 0x3f), 2);
    return to + 3;
  }
  store<u8>(to, 0xf0 | (code >> 18));
  store<u8>(to, 0x80 | ((code >> 12) & 0x3f), 1);
  store<u8>(to, 0x80 | ((code >> 6) & 0x3f), 2);
  store<u8>(to, 0x80 | (code & 0x3f), 3);
  return to + 4;
}

/** Bytes of the character that begins at a byte above ASCII; 0 where it is no UTF-8. */
export function wideBytes(q: usize): usize {
  const first: u32 = load<u8>(q);
  const second: u32 = load<u8>(q, 1);
  if (first < 0xc2 || first > 0xf4 || (second & 0xc0) != 0x80) return 0;
  if (first < 0xe0) return 2;
  if ((load<u8>(q, 2) & 0xc0) != 0x80) return 0;
  if (first < 0xf0) {
    // Neither a longer form than needed nor half of a pair.
    return (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ? 0 : 3;
  }
  if ((load<u8>(q, 3) & 0xc0) != 0x80) return 0;
  return (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f) ? 0 : 4;
}

/** What an escape of one letter stands for; 0 for none. */
function shortEscape(c: u32): u32 {
  if (c == 0x22 || c == 0x5c || c == 0x2f) return c;
  if (c == 0x6e) return 0x0a;
  if (c == 0x74) return 0x09;
  if (c == 0x72) return 0x0d;
  if (c == 0x62) return 0x08;
  return c == 0x66 ? 0x0c : 0;
}

/** A string with escapes or characters beyond ASCII, copied into a place of its own. */
function readHardString(q: usize): usize {
  let to = scratch;
  isAscii = true;
  while (to - scratch < SCRATCH_BYTES - 8) {
    const c: u32 = load<u8>(q);
    if (c == QUOTE) {
      text = scratch;
      textBytes = to - scratch;
      return q + 1;
    }
    if (c < 0x20) return 0;
    if (c >= 0x80) {
      const size = wideBytes(q);
      if (size == 0) return 0;
      store<u32>(to, load<u32>(q));
      isAscii = false;
      to += size;
      q += size;
    } else if (c != BACKSLASH) {
      store<u8>(to++, c);
      q += 1;
    } else {
      const escape: u32 = load<u8>(q, 1);
      q += 2;
      if (escape == 0x75) {
        let unit = hexUnit(q);
        if (unit < 0) return 0;
        q += 4;
        if (unit >= 0xd800 && unit < 0xe000) {
          if (unit >= 0xdc00 || load<u16>(q) != 0x755c) return 0;
          const second = hexUnit(q + 2);
          if (second < 0xdc00 || second > 0xdfff) return 0;
          unit = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
          q += 6;
        }
        to = writeCodePoint(to, unit);
      } else {
        const plain = shortEscape(escape);
        if (plain == 0) return 0;
        store<u8>(to++, plain);
      }
    }
  }
  return 0;
}

/** Characters of the string that was read last, as JSON Schema counts them. */
export function textLength(): u32 {
  if (isAscii) return <u32>textBytes;
  let count: u32 = 0;
  for (let i: usize = 0; i < textBytes; ++i) count += u32((load<u8>(text + i) & 0xc0) != 0x80);
  return count;
}

/** 10^0 to 10^22: those that a double holds exactly. */
const POWERS: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
]);
const MOST_DIGITS: u32 = 15;
const MOST_POWER: i32 = 22;

/** The number that was read last. */
export let number: f64 = 0;

const ZEROS: u64 = 0x3030303030303030;

/** How many of eight bytes, from the lowest on, are digits; the bytes are given less the digit zero. */
// @inline
function digitsIn(bytes: u64): usize {
  // The lowest byte above 9 is right; what it carries into those above it does not matter.
  const others = ((bytes + 0x7676767676767676) | bytes) & 0x8080808080808080;
  return <usize>(ctz<u64>(others) >> 3);
}

/** The number that the lowest 1 to 8 bytes are the digits of: pairs, then fours, then all eight are put together. */
// @inline
function numberOf(bytes: u64, count: usize): u64 {
  let digits = bytes << (64 - ((<u64>count) << 3));
  digits = (digits * 10 + (digits >> 8)) & 0x00ff00ff00ff00ff;
  digits = (digits * 100 + (digits >> 16)) & 0x0000ffff0000ffff;
  return (digits * 10000 + (digits >> 32)) & 0xffffffff;
}

/**
 * A number whose double is exact: digits that a double holds, times or divided by a power of ten that it holds too, round
 * once.
 */
export function readNumber(q: usize): usize {
  const isNegative = load<u8>(q) == 0x2d;
  if (isNegative) ++q;
  const count = wholeAt(q);
  if (count != 0) {
    const value = <f64>whole;
    number = isNegative ? -value : value;
    return q + count;
  }
  return readLongNumber(q, isNegative);
}

/** The whole number that was read last. */
export let whole: i32 = 0;

/** Length of the whole number of 1 to 7 digits at `q`; 0: it is another. How long it is is told without a branch. */
// @inline
export function wholeAt(q: usize): usize {
  const head = load<u64>(q) ^ ZEROS;
  const count = digitsIn(head);
  const next: u32 = load<u8>(q + count);
  if (count - 1 >= 7 || next == 0x2e || (next | 0x20) == 0x65 || (count != 1 && load<u8>(q) == 0x30))
    return 0;
  whole = <i32>numberOf(head, count);
  return count;
}

function readLongNumber(q: usize, isNegative: bool): usize {
  const start = q;
  let digits: u64 = 0;
  let c: u32 = <u32>load<u8>(q) - 0x30;
  while (c < 10) {
    digits = digits * 10 + c;
    c = <u32>load<u8>(++q) - 0x30;
  }
  let length = <u32>(q - start);
  if (length == 0 || length > MOST_DIGITS || (length > 1 && load<u8>(start) == 0x30)) return 0;
  let power: i32 = 0;
  if (load<u8>(q) == 0x2e) {
    const point = ++q;
    c = <u32>load<u8>(q) - 0x30;
    while (c < 10) {
      digits = digits * 10 + c;
      c = <u32>load<u8>(++q) - 0x30;
    }
    const places = <u32>(q - point);
    length += places;
    if (places == 0 || length > MOST_DIGITS) return 0;
    power = -(<i32>places);
  }
  if ((load<u8>(q) | 0x20) == 0x65) {
    ++q;
    const sign: u32 = load<u8>(q);
    if (sign == 0x2b || sign == 0x2d) ++q;
    const from = q;
    let exponent: i32 = 0;
    c = <u32>load<u8>(q) - 0x30;
    while (c < 10 && q - from < 4) {
      exponent = exponent * 10 + <i32>c;
      c = <u32>load<u8>(++q) - 0x30;
    }
    if (q == from || c < 10) return 0;
    power += sign == 0x2d ? -exponent : exponent;
  }
  let value = <f64>digits;
  if (power != 0) {
    if (power > MOST_POWER || power < -MOST_POWER) return 0;
    value =
      power > 0
        ? value * load<f64>(POWERS + ((<usize>power) << 3))
        : value / load<f64>(POWERS + ((<usize>-power) << 3));
  }
  number = isNegative ? -value : value;
  return q;
}
