// Events that are kept: what each accepted line comes to is written behind the others, for JavaScript to put away.
import { MOST_GROWTH, writeCanonical } from './canonical';
import { allocate } from './memory';
import { Outcome } from './shapes';

/** Layout of an event; src/domain/scan/kept-block.ts reads what is written here. */
namespace Kept {
  export const Bytes: usize = 0; // with values and line, a multiple of 16
  export const Waiting: usize = 4; // rejected lines before it that are counted where it arrives
  export const IsRaw: usize = 8; // the line is as it was read, and not canonical
  export const Key: usize = 16;
  export const Time: usize = 32;
  export const Arrival: usize = 40;
  // From here on it stays.
  export const Shape: usize = 48;
  export const LineBytes: usize = 52;
  export const ValueCount: usize = 56;
  export const Values: usize = 64; // f64 each, then the line
}

/** Most values of a shape, and what stands behind a line before the next event. */
const MOST_VALUES: usize = 16;
const PADDING: usize = 32;

let start: usize = 0;
let limit: usize = 0;
/** Where the next event is written. */
let top: usize = 0;
/** By shape: members that its lines lack, as assembly/canonical.ts writes them; 0: none. */
let fillings: usize = 0;

/** Makes room for so many bytes of events of so many shapes; from now on events are kept. */
export function openKept(bytes: usize, shapes: u32): usize {
  start = allocate(bytes);
  limit = start + bytes;
  top = start;
  fillings = allocate((<usize>shapes) << 2);
  return start;
}

export function isKeeping(): bool {
  return start != 0;
}

/** Members that lines of a shape lack; `bytes` is how long they may become as text. */
export function fillShape(shape: u32, list: usize): void {
  store<u32>(fillings + ((<usize>shape) << 2), <u32>list);
}

/** Bytes of the events since the last call; their place is used anew. */
export function takeKept(): u32 {
  const bytes = <u32>(top - start);
  top = start;
  return bytes;
}

/** Whether there is room for a line. */
export function hasRoom(outcome: usize, line: usize, end: usize): bool {
  const list: usize = load<u32>(fillings + ((<usize>load<u32>(outcome, Outcome.Index)) << 2));
  const more: usize = list == 0 ? 0 : load<u32>(list, 4);
  return top + Kept.Values + (MOST_VALUES << 3) + (end - line) + more + MOST_GROWTH + PADDING <= limit;
}

/** Writes an accepted line, from its object on to its end; there must be room for it. */
export function keep(
  outcome: usize,
  line: usize,
  end: usize,
  key: v128,
  time: f64,
  arrival: f64,
  waiting: u32,
  values: usize,
): void {
  const at = top;
  const shape = load<u32>(outcome, Outcome.Index);
  const count: usize = load<u32>(outcome, Outcome.ValueCount);
  store<u32>(at, shape, Kept.Shape);
  store<u32>(at, waiting, Kept.Waiting);
  v128.store(at + Kept.Key, key);
  store<f64>(at, time, Kept.Time);
  store<f64>(at, arrival, Kept.Arrival);
  store<u32>(at, <u32>count, Kept.ValueCount);
  for (let i: usize = 0; i < count; ++i) {
    const place: usize = load<u32>(outcome + (i << 2), Outcome.Values) & 255;
    store<f64>(at + (i << 3), load<f64>(values + (place << 3)), Kept.Values);
  }
  const text = at + Kept.Values + (count << 3);
  let bytes = writeCanonical(line, load<u32>(fillings + ((<usize>shape) << 2)), text);
  store<u32>(at, u32(bytes == 0), Kept.IsRaw);
  if (bytes == 0) {
    bytes = end - line;
    memory.copy(text, line, bytes);
  }
  store<u32>(at, <u32>bytes, Kept.LineBytes);
  top = (text + bytes + 15) & ~15;
  store<u32>(at, <u32>(top - at), Kept.Bytes);
}
