// Which phase was on when an event came that does not say it: one more class of its line.
import { classes } from './shapes';
import { Class } from './tables';

/** Eras in order: when each begins, and the class of its phase. */
namespace Era {
  export const From: usize = 0; // f64, milliseconds since the epoch
  export const Phase: usize = 8; // u32
  export const Bytes: usize = 16;
}

let eras: usize = 0;
let count: u32 = 0;
/** Classes of the line: of the phase that it says, and of the one that was on. */
let said: usize = 0;
let on: usize = 0;
/** The era of the line before. */
let from: f64 = 0;
let to: f64 = 0;
let phase: u32 = 0;

/** `count` is 0 where no line asks for it. */
export function setEras(at: usize, eraCount: u32, saidField: u32, onField: u32): void {
  eras = at;
  count = eraCount;
  said = classes + <usize>saidField;
  on = classes + <usize>onField;
}

function findEra(time: f64): void {
  let i: u32 = 1;
  while (i < count && time >= load<f64>(eras + <usize>i * Era.Bytes)) i += 1;
  const at = eras + <usize>(i - 1) * Era.Bytes;
  from = load<f64>(at);
  to = i < count ? load<f64>(at + Era.Bytes) : Infinity;
  phase = load<u32>(at, Era.Phase);
}

/** Puts the phase that was on into the classes of a line that does not say its phase. The time is none before the first era. */
// @inline
export function noteEra(time: f64): void {
  if (count == 0 || load<u8>(said) != Class.Absent) return;
  if (time < from || time >= to) findEra(time);
  store<u8>(on, phase);
}
