// The fingerprint of src/domain/fingerprint.ts, sixteen bytes at a time. Both must give the same numbers.

export const TAG_STRING: i32 = 1;
export const TAG_NUMBER: i32 = 2;
export const TAG_TRUE: i32 = 3;
export const TAG_FALSE: i32 = 4;
export const TAG_NULL: i32 = 5;
export const TAG_OBJECT: i32 = 6;
export const TAG_LIST: i32 = 7;
export const TAG_MEMBER: i32 = 8;
export const TAG_ITEM: i32 = 9;

/** 16 bytes of ones, then of zeros: a load at `16 - n` keeps n bytes. */
const KEEP: usize = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
]);

/** Four numbers of 32 bits into four that each depend on all of them: on the next one first, then on the two behind. */
// @inline
export function mix(x: v128): v128 {
  x = i32x4.mul(x, i32x4.splat(0x85ebca6b));
  x = i32x4.add(v128.xor(x, i32x4.shr_u(x, 15)), v128.shuffle<i32>(x, x, 1, 2, 3, 0));
  x = i32x4.mul(x, i32x4.splat(0xc2b2ae35));
  x = i32x4.add(v128.xor(x, i32x4.shr_u(x, 13)), v128.shuffle<i32>(x, x, 2, 3, 0, 1));
  x = i32x4.mul(x, i32x4.splat(0x27d4eb2f));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

// @inline
function block(bytes: v128, key: v128, salt: i32): v128 {
  return mix(i32x4.add(v128.xor(bytes, key), i32x4.splat(salt)));
}

// @inline
function saltOf(tag: i32, length: i32, index: i32): i32 {
  return tag * 0x1b873593 + length * 0x9e3779b1 + index * 0x165667b1;
}

/** Of text: UTF-8 bytes. */
export function ofBytes(key: v128, tag: i32, at: usize, length: usize): v128 {
  let sum = i32x4.splat(0);
  let index: i32 = 0;
  let rest = length;
  while (rest > 16) {
    sum = i32x4.add(sum, block(v128.load(at), key, saltOf(tag, <i32>length, index)));
    at += 16;
    rest -= 16;
    index += 1;
  }
  const last = v128.and(v128.load(at), v128.load(KEEP + 16 - rest));
  return i32x4.add(sum, block(last, key, saltOf(tag, <i32>length, index)));
}

// @inline
export function ofNumber(key: v128, value: f64): v128 {
  // Negative zero is zero.
  return block(f64x2.replace_lane(f64x2.splat(0), 0, value + 0.0), key, saltOf(TAG_NUMBER, 8, 0));
}

// @inline
export function ofNothing(key: v128, tag: i32): v128 {
  return block(i32x4.splat(0), key, saltOf(tag, 0, 0));
}

export function ofIndex(key: v128, index: i32): v128 {
  return block(i32x4.replace_lane(i32x4.splat(0), 0, index), key, saltOf(TAG_ITEM, 4, 0));
}
