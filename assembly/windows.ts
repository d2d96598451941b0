// What was taken of the windows that lines belong to: identities, counts by shape, and how often each measured value came.
import { allocate, release, reserve } from './memory';
import { MOST_SHAPES } from './shapes';

export namespace Window {
  export const Start: usize = 0; // f64, milliseconds since the epoch
  export const Keys: usize = 8; // list of identities, 16 bytes each, in the order in which they came
  export const KeyPlaces: usize = 12; // of the table of them; the list has room for half as many
  export const KeyCount: usize = 16;
  export const Tally: usize = 20;
  export const TallyPlaces: usize = 24;
  export const TallyCount: usize = 28;
  export const Counts: usize = 32; // u32 for each shape
  export const Digests: usize = 36; // eight u32 for each phase
  export const Rejected: usize = 40;
  export const Duplicates: usize = 44;
  export const Direct: usize = 48; // by group: how often each small whole number came; 0 where none did
  export const KeyTable: usize = 52; // u32 for each place, see `placeOf`; 0: none
  export const Bytes: usize = 64;
}

/** Whole numbers below this, of groups below that, are counted in a list for each group: no hash, no sorting. */
const DIRECT_VALUES: u32 = 4096;
const DIRECT_GROUPS: u32 = 1024;

const MOST_WINDOWS: u32 = 256;
const list: usize = memory.data(256 * 4, 16);
let open: u32 = 0;
let phases: usize = 0;
let length: f64 = 0;
let current: usize = 0;
/** An identity that is being moved. */
const moved: usize = memory.data(16, 16);
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
  store<u32>(at, <u32>reserve((<usize>keyPlaces) << 3), Window.Keys);
  store<u32>(at, <u32>allocate((<usize>keyPlaces) << 2), Window.KeyTable);
  store<u32>(at, keyPlaces, Window.KeyPlaces);
  store<u32>(at, <u32>allocate((<usize>tallyPlaces) << 4), Window.Tally);
  store<u32>(at, tallyPlaces, Window.TallyPlaces);
  store<u32>(at, <u32>allocate(MOST_SHAPES << 2), Window.Counts);
  store<u32>(at, <u32>allocate(phases << 5), Window.Digests);
  store<u32>(at, <u32>allocate(DIRECT_GROUPS << 2), Window.Direct);
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
  const places = <usize>load<u32>(at, Window.KeyPlaces);
  release(load<u32>(at, Window.Keys), places << 3);
  release(load<u32>(at, Window.KeyTable), places << 2);
  release(load<u32>(at, Window.Tally), (<usize>load<u32>(at, Window.TallyPlaces)) << 4);
  release(load<u32>(at, Window.Counts), MOST_SHAPES << 2);
  release(load<u32>(at, Window.Digests), phases << 5);
  const direct: usize = load<u32>(at, Window.Direct);
  for (let group: usize = 0; group < DIRECT_GROUPS; ++group) {
    const counts: usize = load<u32>(direct + (group << 2));
    if (counts != 0) release(counts, DIRECT_VALUES << 2);
  }
  release(direct, DIRECT_GROUPS << 2);
  release(at, Window.Bytes);
  current = 0;
  for (let i: u32 = 0; i < open; ++i) {
    if (load<u32>(list + ((<usize>i) << 2)) != <u32>at) continue;
    open -= 1;
    store<u32>(list + ((<usize>i) << 2), load<u32>(list + ((<usize>open) << 2)));
  }
}

/**
 * Where the table says that an identity is, or is to be put. A place has the number of an identity in the list, from 1 on, in
 * as many low bits as number the places, and above them bits of the identity: whole ones are compared only where those are
 * the same. So the table is small enough to stay near, and mostly one word of it is read.
 */
function placeOf(at: usize, key: v128): usize {
  const table: usize = load<u32>(at, Window.KeyTable);
  const keys: usize = load<u32>(at, Window.Keys);
  const mask = load<u32>(at, Window.KeyPlaces) - 1;
  const half = <u32>i32x4.extract_lane(key, 1);
  let index = (<u32>i32x4.extract_lane(key, 0)) & mask;
  while (true) {
    const place = table + ((<usize>index) << 2);
    const there = load<u32>(place);
    if (there == 0) return place;
    if (((there ^ half) & ~mask) == 0) {
      const known = v128.load(keys + ((<usize>(there & mask) - 1) << 4));
      if (!v128.any_true(v128.xor(known, key))) return place;
    }
    index = (index + 1) & mask;
  }
}

/** Twice the places, and twice the room for identities. */
function growKeys(at: usize): void {
  const keys: usize = load<u32>(at, Window.Keys);
  const table: usize = load<u32>(at, Window.KeyTable);
  const count = load<u32>(at, Window.KeyCount);
  const places = <usize>load<u32>(at, Window.KeyPlaces);
  const more = reserve(places << 4);
  memory.copy(more, keys, (<usize>count) << 4);
  release(keys, places << 3);
  const bigger = allocate(places << 3);
  release(table, places << 2);
  const mask = <u32>(places << 1) - 1;
  for (let i: u32 = 0; i < count; ++i) {
    const at = more + ((<usize>i) << 4);
    let index = load<u32>(at) & mask;
    while (load<u32>(bigger + ((<usize>index) << 2)) != 0) index = (index + 1) & mask;
    store<u32>(bigger + ((<usize>index) << 2), (load<u32>(at, 4) & ~mask) | (i + 1));
  }
  store<u32>(at, <u32>more, Window.Keys);
  store<u32>(at, <u32>bigger, Window.KeyTable);
  store<u32>(at, mask + 1, Window.KeyPlaces);
}

export function hasKey(at: usize, key: v128): bool {
  return load<u32>(placeOf(at, key)) != 0;
}

/** Remembers an event's identity; false: it was here before. */
export function addKey(at: usize, key: v128): bool {
  const place = placeOf(at, key);
  if (load<u32>(place) != 0) return false;
  const count = load<u32>(at, Window.KeyCount) + 1;
  const places = load<u32>(at, Window.KeyPlaces);
  v128.store(<usize>load<u32>(at, Window.Keys) + ((<usize>(count - 1)) << 4), key);
  store<u32>(place, ((<u32>i32x4.extract_lane(key, 1)) & ~(places - 1)) | count);
  store<u32>(at, count, Window.KeyCount);
  if (count << 1 >= places) growKeys(at);
  return true;
}

function isKeyBefore(a: usize, b: usize): bool {
  for (let i: usize = 0; i < 16; i += 4) {
    const left = load<u32>(a + i);
    const right = load<u32>(b + i);
    if (left != right) return left < right;
  }
  return false;
}

/**
 * Sorts a window's identities by their four numbers, so that their order tells nothing of how they came: they are spread by
 * their first bits, then each is moved to its place among the few with the same ones. Their table is of no use any more.
 */
export function sortKeys(at: usize): void {
  const count = load<u32>(at, Window.KeyCount);
  if (count < 2) return;
  const keys: usize = load<u32>(at, Window.Keys);
  const end = keys + ((<usize>count) << 4);
  const keyBytes = (<usize>load<u32>(at, Window.KeyPlaces)) << 3;
  const shift = clz<u32>(count);
  const starts = allocate((<usize>4) << (32 - shift));
  for (let from = keys; from < end; from += 16) {
    const place = starts + ((<usize>(load<u32>(from) >> shift)) << 2);
    store<u32>(place, load<u32>(place) + 1);
  }
  const sorted = reserve(keyBytes);
  let next = <u32>sorted;
  for (let place = starts; place < starts + ((<usize>4) << (32 - shift)); place += 4) {
    const here = load<u32>(place);
    store<u32>(place, next);
    next += here << 4;
  }
  for (let from = keys; from < end; from += 16) {
    const place = starts + ((<usize>(load<u32>(from) >> shift)) << 2);
    const to: usize = load<u32>(place);
    v128.store(to, v128.load(from));
    store<u32>(place, <u32>to + 16);
  }
  release(starts, (<usize>4) << (32 - shift));
  for (let from = sorted + 16; from < sorted + ((<usize>count) << 4); from += 16) {
    if (!isKeyBefore(from, from - 16)) continue;
    const key = v128.load(from);
    // Out of the way, and compared as it was.
    v128.store(moved, key);
    let to = from;
    while (to > sorted && isKeyBefore(moved, to - 16)) {
      v128.store(to, v128.load(to - 16));
      to -= 16;
    }
    v128.store(to, key);
  }
  release(keys, keyBytes);
  store<u32>(at, <u32>sorted, Window.Keys);
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
  const whole = <u32>value;
  if (whole < DIRECT_VALUES && <f64>whole == value && group < DIRECT_GROUPS) {
    const list = <usize>load<u32>(at, Window.Direct) + ((<usize>group) << 2);
    let counts: usize = load<u32>(list);
    if (counts == 0) {
      counts = allocate(DIRECT_VALUES << 2);
      store<u32>(list, <u32>counts);
    }
    const place = counts + ((<usize>whole) << 2);
    store<u32>(place, load<u32>(place) + 1);
    return;
  }
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
function packTable(at: usize): u32 {
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

/** How many small whole numbers of a window came at all. */
function directCount(direct: usize): u32 {
  let count: u32 = 0;
  for (let group: usize = 0; group < DIRECT_GROUPS; ++group) {
    const counts: usize = load<u32>(direct + (group << 2));
    if (counts == 0) continue;
    for (let i: usize = 0; i < DIRECT_VALUES << 2; i += 16) {
      const none = i32x4.eq(v128.load(counts + i), i32x4.splat(0));
      count += 4 - popcnt<u32>(i32x4.bitmask(none));
    }
  }
  return count;
}

/**
 * Makes one list of a window's values, sorted by group and value, which takes the place of its tally: value, group, and how
 * often it came. Returns how many there are.
 */
export function packTally(at: usize): u32 {
  const places = packTable(at);
  const direct: usize = load<u32>(at, Window.Direct);
  const all = places + directCount(direct);
  const list = reserve(all == 0 ? 16 : (<usize>all) << 4);
  let from: usize = load<u32>(at, Window.Tally);
  const end = from + ((<usize>places) << 4);
  let to = list;
  for (let group: u32 = 0; group < DIRECT_GROUPS; ++group) {
    const counts: usize = load<u32>(direct + ((<usize>group) << 2));
    if (counts == 0) continue;
    for (let i: usize = 0; i < <usize>DIRECT_VALUES; i += 4) {
      if (!v128.any_true(v128.load(counts + (i << 2)))) continue;
      for (let j: usize = i; j < i + 4; ++j) {
        const times = load<u32>(counts + (j << 2));
        if (times == 0) continue;
        for (; from < end && isBefore(from, group, <f64>(<u32>j)); from += 16, to += 16)
          v128.store(to, v128.load(from));
        store<f64>(to, <f64>(<u32>j));
        store<u32>(to, group, 8);
        store<u32>(to, times, 12);
        to += 16;
      }
    }
  }
  for (; from < end; from += 16, to += 16) v128.store(to, v128.load(from));
  release(load<u32>(at, Window.Tally), (<usize>load<u32>(at, Window.TallyPlaces)) << 4);
  store<u32>(at, <u32>list, Window.Tally);
  store<u32>(at, all == 0 ? 1 : all, Window.TallyPlaces);
  return all;
}
