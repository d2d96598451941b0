// A number as ECMAScript prints it. It was read before, so that it is one, and its double has no shorter form than its digits:
// two numbers of up to 15 digits are two doubles.

const MOST_DIGITS: u32 = 15;
const ZERO: u32 = 0x30;
/** A sign, a digit, a point, 14 digits more, and `e-100`; or 21 digits. */
export const MOST_NUMBER_BYTES: usize = 32;
/** The digits that are written, the last one first. */
const digits: usize = memory.data(16, 16);

/** Writes `count` digits of those whose last `from` were not written yet; returns the place behind them. */
function putDigits(to: usize, from: i32, count: i32): usize {
  for (let i = from - 1; i >= from - count; --i) store<u8>(to++, load<u8>(digits + <usize>i));
  return to;
}

function putZeros(to: usize, count: i32): usize {
  for (let i = 0; i < count; ++i) store<u8>(to++, ZERO);
  return to;
}

function putExponent(to: usize, exponent: i32): usize {
  store<u8>(to++, 0x65);
  store<u8>(to++, exponent < 0 ? 0x2d : 0x2b);
  const size = exponent < 0 ? -exponent : exponent;
  if (size >= 100) store<u8>(to++, ZERO + size / 100);
  if (size >= 10) store<u8>(to++, ZERO + ((size / 10) % 10));
  store<u8>(to++, ZERO + (size % 10));
  return to;
}

/** The exponent of a number, at whose `e` or end `q` is. */
function exponentAt(q: usize, end: usize): i32 {
  if (q == end) return 0;
  const sign: u32 = load<u8>(++q);
  if (sign == 0x2b || sign == 0x2d) ++q;
  let exponent: i32 = 0;
  while (q < end) exponent = exponent * 10 + <i32>(<u32>load<u8>(q++) - ZERO);
  return sign == 0x2d ? -exponent : exponent;
}

/** Writes the number from `q` to `end` and returns how many bytes it has; 0 where it has too many digits. */
export function writeNumber(q: usize, end: usize, at: usize): usize {
  let to = at;
  const isNegative = load<u8>(q) == 0x2d;
  if (isNegative) ++q;
  let value: u64 = 0;
  let count: u32 = 0;
  let behindPoint: i32 = 0;
  let isBehind = false;
  while (q < end && (load<u8>(q) | 0x20) != 0x65) {
    const c: u32 = load<u8>(q++);
    if (c == 0x2e) {
      isBehind = true;
      continue;
    }
    value = value * 10 + (c - ZERO);
    count += 1;
    behindPoint += i32(isBehind);
  }
  if (count > MOST_DIGITS) return 0;
  if (value == 0) {
    store<u8>(to, ZERO);
    return 1;
  }
  let scale = exponentAt(q, end) - behindPoint;
  while (value % 10 == 0) {
    value /= 10;
    scale += 1;
  }
  let k: i32 = 0;
  for (; value != 0; value /= 10, ++k) store<u8>(digits + <usize>k, ZERO + <u32>(value % 10));
  // The point stands behind so many digits.
  const point = k + scale;
  if (isNegative) store<u8>(to++, 0x2d);
  if (point > 21 || point < -5) {
    to = putDigits(to, k, 1);
    if (k > 1) {
      store<u8>(to++, 0x2e);
      to = putDigits(to, k - 1, k - 1);
    }
    to = putExponent(to, point - 1);
  } else if (point <= 0) {
    store<u8>(to++, ZERO);
    store<u8>(to++, 0x2e);
    to = putDigits(putZeros(to, -point), k, k);
  } else if (point >= k) {
    to = putZeros(putDigits(to, k, k), point - k);
  } else {
    to = putDigits(to, k, point);
    store<u8>(to++, 0x2e);
    to = putDigits(to, k - point, k - point);
  }
  return to - at;
}
