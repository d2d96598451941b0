// RFC 3339 instants, such as 2026-03-02T14:15:00.123Z and 2026-03-02T15:15:00+01:00. Everything else is left to others.

/** The instant that was read last, milliseconds since the epoch. */
export let instant: f64 = 0;

/** The minute that was read last: its 16 bytes, and its milliseconds. */
const known: usize = memory.data(16, 16);
let knownMs: f64 = 0;

function two(p: usize): u32 {
  const tens: u32 = <u32>load<u8>(p) - 0x30;
  const ones: u32 = <u32>load<u8>(p, 1) - 0x30;
  return tens < 10 && ones < 10 ? tens * 10 + ones : 1000;
}

function daysIn(year: u32, month: u32): u32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** Days from 1970-01-01 on, by the calendar whose years begin in March. */
function days(year: i32, month: i32, day: i32): i32 {
  const y = month <= 2 ? year - 1 : year;
  const era = (y >= 0 ? y : y - 399) / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

/** `YYYY-MM-DDTHH:MM` */
function readMinute(p: usize): bool {
  const century = two(p);
  const years = two(p + 2);
  const month = two(p + 5);
  const day = two(p + 8);
  const hour = two(p + 11);
  const minute = two(p + 14);
  if (load<u8>(p, 4) != 0x2d || load<u8>(p, 7) != 0x2d || load<u8>(p, 10) != 0x54 || load<u8>(p, 13) != 0x3a)
    return false;
  if (century > 99 || years > 99 || month - 1 > 11 || hour > 23 || minute > 59) return false;
  const year = century * 100 + years;
  if (day < 1 || day > daysIn(year, month)) return false;
  knownMs = <f64>days(year, month, day) * 86400000.0 + <f64>(hour * 60 + minute) * 60000.0;
  v128.store(known, v128.load(p));
  return true;
}

const PLUS: u32 = 0x2b;
const MINUS: u32 = 0x2d;

/** Of `:SS.mmmZ`: what is no digit, with zeros for the digits. */
const SECONDS: u64 = 0x5a3030302e30303a;

/** Whether 24 bytes are an instant in UTC with milliseconds, of the minute that was read last: mostly they are. */
// @inline
export function isNear(p: usize): bool {
  const digits = load<u64>(p, 16) ^ SECONDS;
  // No byte above 9, nor the first of the seconds above 5; what is no digit is 0 here where it is what it is to be.
  const others = ((digits + 0x7f7676767f767a7f) | digits) & 0x8080808080808080;
  if (others != 0 || v128.any_true(v128.xor(v128.load(p), v128.load(known)))) return false;
  const seconds = <i32>((digits >> 8) & 15) * 10 + <i32>((digits >> 16) & 15);
  const ms = <i32>((digits >> 32) & 15) * 100 + <i32>((digits >> 40) & 15) * 10 + <i32>((digits >> 48) & 15);
  instant = knownMs + <f64>(seconds * 1000 + ms);
  return true;
}

/** Whether the text is such an instant. */
export function readInstant(p: usize, length: usize): bool {
  if (length < 20) return false;
  if (v128.any_true(v128.xor(v128.load(p), v128.load(known))) && !readMinute(p)) return false;
  // Where the zone begins.
  let end = p + length - 1;
  let ahead: i32 = 0;
  if (load<u8>(end) != 0x5a) {
    if (length < 25) return false;
    end -= 5;
    const sign: u32 = load<u8>(end);
    const hours = two(end + 1);
    const minutes = two(end + 4);
    if ((sign != PLUS && sign != MINUS) || load<u8>(end, 3) != 0x3a || hours > 23 || minutes > 59)
      return false;
    ahead = <i32>(hours * 60 + minutes);
    if (sign == MINUS) ahead = -ahead;
  }
  const seconds = two(p + 17);
  if (seconds > 59 || load<u8>(p, 16) != 0x3a) return false;
  // The point and at most nine digits.
  const fraction = end - p - 19;
  if (fraction == 1 || fraction > 10) return false;
  let ms: u32 = 0;
  if (fraction != 0) {
    if (load<u8>(p, 19) != 0x2e) return false;
    let unit: u32 = 100;
    for (let at = p + 20; at < end; ++at) {
      const digit: u32 = <u32>load<u8>(at) - 0x30;
      if (digit > 9) return false;
      ms += digit * unit;
      unit /= 10;
    }
  }
  instant = knownMs + <f64>(seconds * 1000 + ms) - <f64>ahead * 60000.0;
  return true;
}
