// The scanner: lines are taken one by one, until one is for the slow path or something is to be done in JavaScript.
import { Broken, brokenness } from './broken';
import { noteEra } from './eras';
import { hasRoom, isKeeping, keep } from './kept';
import { skipSpace } from './lexer';
import {
  arrived,
  clearLine,
  firstHalf,
  hasArrived,
  hasTime,
  identity,
  isOddTime,
  readObject,
  root,
  secondHalf,
  setRoot,
  time,
  values,
} from './line';
import { clearClasses, Kind, learnShape, openShapes, Outcome, outcomeOfLine } from './shapes';
import {
  addCount,
  addDigest,
  addKey,
  addValue,
  bump,
  hasKey,
  openWindows,
  Window,
  windowOf,
} from './windows';

export { setEras } from './eras';
export { fillShape, openKept, takeKept } from './kept';
export { allocate } from './memory';
export { addWindow, packTally, removeWindow, sortKeys } from './windows';
export { classes } from './shapes';

/** Why the scan stopped. */
namespace Stop {
  export const End: u32 = 0;
  /** The line is for the slow path. */
  export const Undecided: u32 = 1;
  /** So is this one, and what is said of it holds for every line of its shape. */
  export const Unknown: u32 = 2;
  /** The line was rejected, and is to be put aside; `reason` says why. */
  export const Rejected: u32 = 3;
  /** The window that holds `needed` is not here; the line is to be scanned again. */
  export const Window: u32 = 4;
  /** There is no room for the line among those that are kept; it is to be scanned again. */
  export const Full: u32 = 5;
}

/** Reasons from here on are not of a shape: behind it stands the way in which the line is broken. */
const FIRST_BROKEN: u32 = 0x1000000;

export let lines: u32 = 0;
export let accepted: f64 = 0;
export let duplicates: f64 = 0;
export let rejected: f64 = 0;
export let lineStart: u32 = 0;
export let lineEnd: u32 = 0;
export let reason: u32 = 0;
export let needed: f64 = 0;
/** The file's trail: its latest arrival, and the rejected lines since its last event. */
export let reached: f64 = 0;
export let waiting: u32 = 0;

let now: f64 = 0;
let maxAhead: f64 = 0;
let openFrom: f64 = 0;
let windowMs: f64 = 1;
let graceMs: f64 = 0;

let phaseCount: u32 = 0;

export function open(fields: u32, node: usize, keyOfId: usize, phases: u32): void {
  openShapes(fields);
  setRoot(node, keyOfId);
  phaseCount = phases;
}

export function setTimes(clock: f64, ahead: f64, from: f64, size: f64, grace: f64): void {
  now = clock;
  maxAhead = ahead;
  openFrom = from;
  windowMs = size;
  graceMs = grace;
  openWindows(size, phaseCount);
}

export function setTrail(at: f64, rejectedLines: u32): void {
  reached = at;
  waiting = rejectedLines;
}

/** Makes the shape of the line that was read last known; returns where the rest of its outcome is to be written, or 0. */
export function learn(kind: u32): usize {
  return learnShape(kind);
}

/** Remembers an event of the slow path; false: it was here before. */
export function remember(window: usize, key: usize): bool {
  return addKey(window, v128.load(key));
}

/** Whether an event was taken already. */
export function knows(window: usize, key: usize): bool {
  return hasKey(window, v128.load(key));
}

function endOfLine(q: usize): usize {
  let found = <u32>i8x16.bitmask(i8x16.eq(v128.load(q), i8x16.splat(0x0a)));
  while (found == 0) {
    q += 16;
    found = <u32>i8x16.bitmask(i8x16.eq(v128.load(q), i8x16.splat(0x0a)));
  }
  return q + ctz<u32>(found);
}

function stopAt(line: usize, why: u32): u32 {
  lineStart = <u32>line;
  lineEnd = <u32>endOfLine(line);
  return why;
}

/** When the line that was read reached its file: not before the lines before it. */
function arrivalOfLine(): f64 {
  const atFile = time > reached ? time : reached;
  return hasArrived ? (arrived < now ? arrived : now) : atFile < now ? atFile : now;
}

/** Keeps an accepted event, known or not, with its line from its object at `line` on; false: there is no room for it. */
function keepLine(outcome: usize, line: usize, end: usize): bool {
  if (!hasRoom(outcome, line, end)) return false;
  const arrival = arrivalOfLine();
  if (arrival > reached) reached = arrival;
  keep(outcome, line, end, identity(), time, arrival, waiting, values);
  waiting = 0;
  return true;
}

/** Counts an accepted event; the window that is missing in `needed`, and false, where one is not here. */
function take(outcome: usize): bool {
  const window = windowOf(time);
  const arrival = arrivalOfLine();
  if (window == 0) {
    needed = time;
    return false;
  }
  const arrivalWindow =
    arrival >= load<f64>(window) && arrival < load<f64>(window) + windowMs ? window : windowOf(arrival);
  if (arrivalWindow == 0) {
    needed = arrival;
    return false;
  }
  if (arrival > reached) reached = arrival;
  if (waiting != 0) {
    bump(arrivalWindow, Window.Rejected, waiting);
    waiting = 0;
  }
  if (!addKey(window, identity())) {
    bump(arrivalWindow, Window.Duplicates, 1);
    duplicates += 1;
    return true;
  }
  accepted += 1;
  const filled = v128.load(outcome, Outcome.Filled);
  addDigest(window, load<u32>(outcome, Outcome.Phase), firstHalf(filled), secondHalf(filled));
  addCount(window, load<u32>(outcome, Outcome.Index));
  const count: usize = load<u32>(outcome, Outcome.ValueCount);
  for (let i: usize = 0; i < count; ++i) {
    const value = load<u32>(outcome + (i << 2), Outcome.Values);
    addValue(window, value >> 8, load<f64>(values + ((<usize>(value & 255)) << 3)));
  }
  return true;
}

/** Whether a line's time is one that the slow path would judge in another way than the shape says. */
function isOddlyTimed(): bool {
  if (isOddTime) return true;
  if (!hasTime) return false;
  const clock = hasArrived && arrived < now ? arrived : now;
  if (time < 0 || time - clock > maxAhead) return true;
  if (hasArrived && arrived < 0) return true;
  const start = Math.floor(time / windowMs) * windowMs;
  return start < openFrom || (hasArrived && clock >= start + windowMs + graceMs);
}

/**
 * Scans from `from` to `to`, where a newline stands before `to`; behind it must be 64 bytes that may be read. `wanted`: stop
 * at rejected lines too. `lineEnd` + 1 is where to go on.
 */
export function scan(from: usize, to: usize, wanted: u32): u32 {
  let line = from;
  while (line < to) {
    let q = skipSpace(line);
    if (load<u8>(q) == 0x0a) {
      lines += 1;
      line = q + 1;
      continue;
    }
    clearClasses();
    clearLine();
    q = readObject(q, root, 0);
    if (q != 0) q = skipSpace(q);
    const isRead = q != 0 && load<u8>(q) == 0x0a;
    if (!isRead || isOddlyTimed()) {
      lines += 1;
      stopAt(line, Stop.Undecided);
      const broken = isRead ? Broken.No : brokenness(line, lineEnd);
      if (broken == Broken.No) return Stop.Undecided;
      rejected += 1;
      waiting += 1;
      if (wanted != 0) {
        reason = FIRST_BROKEN + broken;
        return Stop.Rejected;
      }
      line = lineEnd + 1;
      continue;
    }
    if (hasTime) noteEra(time);
    const outcome = outcomeOfLine();
    const kind = outcome == 0 ? Kind.Slow : load<u32>(outcome);
    if (kind == Kind.Accepted && isKeeping()) {
      if (!keepLine(outcome, skipSpace(line), q)) return stopAt(line, Stop.Full);
    } else if (kind == Kind.Accepted) {
      if (!take(outcome)) return stopAt(line, Stop.Window);
    } else if (kind == Kind.Rejected) {
      rejected += 1;
      waiting += 1;
      if (wanted != 0) {
        lines += 1;
        reason = load<u32>(outcome, Outcome.Index);
        return stopAt(line, Stop.Rejected);
      }
    } else {
      lines += 1;
      return stopAt(line, kind == Kind.Unknown ? Stop.Unknown : Stop.Undecided);
    }
    lines += 1;
    line = q + 1;
  }
  return Stop.End;
}
