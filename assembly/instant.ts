// RFC 3339 instants in UTC, such as 2026-03-02T14:15:00.123Z. Everything else is left to others.

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

/** Whether the text is such an instant. */
export function readInstant(p: usize, length: usize): bool {
  if (length < 20 || length > 30 || length == 21) return false;
  if (v128.any_true(v128.xor(v128.load(p), v128.load(known))) && !readMinute(p)) return false;
  const seconds = two(p + 17);
  if (seconds > 59 || load<u8>(p, 16) != 0x3a || load<u8>(p + length - 1) != 0x5a) return false;
  let ms: u32 = 0;
  if (length > 20) {
    if (load<u8>(p, 19) != 0x2e) return false;
    let unit: u32 = 100;
    for (let i: usize = 20; i < length - 1; ++i) {
      const digit: u32 = <u32>load<u8>(p + i) - 0x30;
      if (digit > 9) return false;
      ms += digit * unit;
      unit /= 10;
    }
  }
  instant = knownMs + <f64>(seconds * 1000 + ms);
  return true;
}
