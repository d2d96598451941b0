// What was taken of the windows that lines belong to: identities, counts by shape, and how often each measured value came.
import { allocate, release } from './memory';
import { MOST_SHAPES } from './shapes';

export namespace Window {
  export const Start: usize = 0; // f64, milliseconds since the epoch
  export const Keys: usize = 8;
  export const KeyPlaces: usize = 12;
  export const KeyCount: usize = 16;
  export const Tally: usize = 20;
  export const TallyPlaces: usize = 24;
  export const TallyCount: usize = 28;
  export const Counts: usize = 32; // u32 for each shape
  export const Digests: usize = 36; // eight u32 for each phase
  export const Rejected: usize = 40;
  export const Duplicates: usize = 44;
  export const Bytes: usize = 48;
}

const MOST_WINDOWS: u32 = 64;
const list: usize = memory.data(64 * 4, 16);
let open: u32 = 0;
let phases: usize = 0;
let length: f64 = 0;
let current: usize = 0;
/** Of a new window's tables: what the window before it needed. */
let keyPlaces: u32 = 1024;
let tallyPlaces: u32 = 1024;

export function openWindows(windowMs: f64, phaseCount: u32): void {
  length = windowMs;
  phases = phaseCount;
}

/** The window that holds an instant; 0: it is not here. */
export function windowOf(ms: f64): usize {
  if (current != 0 && ms >= load<f64>(current) && ms < load<f64>(current) + length) return current;
  for (let i: u32 = 0; i < open; ++i) {
    const at: usize = load<u32>(list + ((<usize>i) << 2));
    if (ms >= load<f64>(at) && ms < load<f64>(at) + length) {
      current = at;
      return at;
    }
  }
  return 0;
}

/** Makes room for a window that is not here. */
export function addWindow(start: f64): usize {
  if (open == MOST_WINDOWS) unreachable();
  const at = allocate(Window.Bytes);
  store<f64>(at, start);
  store<u32>(at, <u32>allocate((<usize>keyPlaces) << 4), Window.Keys);
  store<u32>(at, keyPlaces, Window.KeyPlaces);
  store<u32>(at, <u32>allocate((<usize>tallyPlaces) << 4), Window.Tally);
  store<u32>(at, tallyPlaces, Window.TallyPlaces);
  store<u32>(at, <u32>allocate(MOST_SHAPES << 2), Window.Counts);
  store<u32>(at, <u32>allocate(phases << 5), Window.Digests);
  store<u32>(list + ((<usize>open) << 2), <u32>at);
  open += 1;
  return at;
}

/** Places of a table that is less than half full. */
function roomFor(count: u32): u32 {
  let places: u32 = 1024;
  while (places >> 1 <= count) places <<= 1;
  return places;
}

/** Forgets a window; what it holds must have been read. */
export function removeWindow(at: usize): void {
  keyPlaces = roomFor(load<u32>(at, Window.KeyCount));
  tallyPlaces = roomFor(load<u32>(at, Window.TallyCount));
  release(load<u32>(at, Window.Keys), (<usize>load<u32>(at, Window.KeyPlaces)) << 4);
  release(load<u32>(at, Window.Tally), (<usize>load<u32>(at, Window.TallyPlaces)) << 4);
  release(load<u32>(at, Window.Counts), MOST_SHAPES << 2);
  release(load<u32>(at, Window.Digests), phases << 5);
  release(at, Window.Bytes);
  current = 0;
  for (let i: u32 = 0; i < open; ++i) {
    if (load<u32>(list + ((<usize>i) << 2)) != <u32>at) continue;
    open -= 1;
    store<u32>(list + ((<usize>i) << 2), load<u32>(list + ((<usize>open) << 2)));
  }
}

/** A key's place among those of a table of a power of two; the table is never full. All zeros stands for an empty place. */
function placeOf(keys: usize, places: u32, key: v128): usize {
  let index = (<u32>i32x4.extract_lane(key, 0)) & (places - 1);
  while (true) {
    const at = keys + ((<usize>index) << 4);
    const there = v128.load(at);
    if (!v128.any_true(there) || !v128.any_true(v128.xor(there, key))) return at;
    index = (index + 1) & (places - 1);
  }
}

function growKeys(at: usize): void {
  const keys: usize = load<u32>(at, Window.Keys);
  const places = load<u32>(at, Window.KeyPlaces);
  const more = places << 1;
  const bigger = allocate((<usize>more) << 4);
  for (let i: u32 = 0; i < places; ++i) {
    const key = v128.load(keys + ((<usize>i) << 4));
    if (v128.any_true(key)) v128.store(placeOf(bigger, more, key), key);
  }
  release(keys, (<usize>places) << 4);
  store<u32>(at, <u32>bigger, Window.Keys);
  store<u32>(at, more, Window.KeyPlaces);
}

export function hasKey(at: usize, key: v128): bool {
  return v128.any_true(v128.load(placeOf(load<u32>(at, Window.Keys), load<u32>(at, Window.KeyPlaces), key)));
}

/** Remembers an event's identity; false: it was here before. */
export function addKey(at: usize, key: v128): bool {
  const place = placeOf(load<u32>(at, Window.Keys), load<u32>(at, Window.KeyPlaces), key);
  if (v128.any_true(v128.load(place))) return false;
  v128.store(place, key);
  const count = load<u32>(at, Window.KeyCount) + 1;
  store<u32>(at, count, Window.KeyCount);
  if (count << 1 > load<u32>(at, Window.KeyPlaces)) growKeys(at);
  return true;
}

function hashOf(group: u32, value: u64): u32 {
  const hash = (value ^ ((<u64>group) << 17)) * 0x9e3779b97f4a7c15;
  return (<u32>(hash >> 32)) ^ (<u32>(hash >> 52));
}

/** A place of a tally: the value's bits, its group and how often it came (0: nothing is here). */
function tallyPlace(tally: usize, places: u32, group: u32, value: u64): usize {
  let index = hashOf(group, value) & (places - 1);
  while (true) {
    const at = tally + ((<usize>index) << 4);
    if (load<u32>(at, 12) == 0 || (load<u64>(at) == value && load<u32>(at, 8) == group)) return at;
    index = (index + 1) & (places - 1);
  }
}

function growTally(at: usize): void {
  const tally: usize = load<u32>(at, Window.Tally);
  const places = load<u32>(at, Window.TallyPlaces);
  const more = places << 1;
  const bigger = allocate((<usize>more) << 4);
  for (let i: u32 = 0; i < places; ++i) {
    const from = tally + ((<usize>i) << 4);
    if (load<u32>(from, 12) == 0) continue;
    v128.store(tallyPlace(bigger, more, load<u32>(from, 8), load<u64>(from)), v128.load(from));
  }
  release(tally, (<usize>places) << 4);
  store<u32>(at, <u32>bigger, Window.Tally);
  store<u32>(at, more, Window.TallyPlaces);
}

/** Counts a value of a group once more. */
export function addValue(at: usize, group: u32, value: f64): void {
  const bits = reinterpret<u64>(value + 0.0);
  const place = tallyPlace(load<u32>(at, Window.Tally), load<u32>(at, Window.TallyPlaces), group, bits);
  const times = load<u32>(place, 12);
  store<u32>(place, times + 1, 12);
  if (times != 0) return;
  store<u64>(place, bits);
  store<u32>(place, group, 8);
  const count = load<u32>(at, Window.TallyCount) + 1;
  store<u32>(at, count, Window.TallyCount);
  if (count << 1 > load<u32>(at, Window.TallyPlaces)) growTally(at);
}

export function addCount(at: usize, shape: u32): void {
  const place = <usize>load<u32>(at, Window.Counts) + ((<usize>shape) << 2);
  store<u32>(place, load<u32>(place) + 1);
}

/** Adds an event's two hashes to the digest of a phase. */
export function addDigest(at: usize, phase: u32, first: v128, second: v128): void {
  const place = <usize>load<u32>(at, Window.Digests) + ((<usize>phase) << 5);
  v128.store(place, i32x4.add(v128.load(place), first));
  v128.store(place + 16, i32x4.add(v128.load(place + 16), second));
}

export function bump(at: usize, what: usize, by: u32): void {
  store<u32>(at + what, load<u32>(at + what) + by);
}

/** Moves a window's keys to the front of their table, which is no table any more; returns how many there are. */
export function packKeys(at: usize): u32 {
  const keys: usize = load<u32>(at, Window.Keys);
  const end = keys + ((<usize>load<u32>(at, Window.KeyPlaces)) << 4);
  let to = keys;
  for (let from = keys; from < end; from += 16) {
    const key = v128.load(from);
    v128.store(to, key);
    to += v128.any_true(key) ? 16 : 0;
  }
  return <u32>((to - keys) >> 4);
}

function isBefore(a: usize, group: u32, value: f64): bool {
  const other = load<u32>(a, 8);
  return other == group ? load<f64>(a) < value : other < group;
}

/** Sorts places of a tally, the last one included, by group and value. */
function sort(first: usize, last: usize): void {
  while (last - first > 192 && last > first) {
    const middle = first + (((last - first) >> 5) << 4);
    const group = load<u32>(middle, 8);
    const value = load<f64>(middle);
    let low = first;
    let high = last;
    while (low <= high) {
      while (isBefore(low, group, value)) low += 16;
      while (load<u32>(high, 8) == group ? load<f64>(high) > value : load<u32>(high, 8) > group) high -= 16;
      if (low > high) break;
      const swapped = v128.load(low);
      v128.store(low, v128.load(high));
      v128.store(high, swapped);
      low += 16;
      high -= 16;
    }
    if (high - first < last - low) {
      sort(first, high);
      first = low;
    } else {
      sort(low, last);
      last = high;
    }
  }
  for (let at = first + 16; at <= last; at += 16) {
    const moved = v128.load(at);
    const group = load<u32>(at, 8);
    const value = load<f64>(at);
    let to = at;
    while (to > first && !isBefore(to - 16, group, value)) {
      v128.store(to, v128.load(to - 16));
      to -= 16;
    }
    v128.store(to, moved);
  }
}

/** Moves a window's tally to the front of its table, sorted by group and value; returns how many places there are. */
export function packTally(at: usize): u32 {
  const tally: usize = load<u32>(at, Window.Tally);
  const end = tally + ((<usize>load<u32>(at, Window.TallyPlaces)) << 4);
  let to = tally;
  for (let from = tally; from < end; from += 16) {
    v128.store(to, v128.load(from));
    to += load<u32>(from, 12) != 0 ? 16 : 0;
  }
  if (to - tally > 16) sort(tally, to - 16);
  return <u32>((to - tally) >> 4);
}
