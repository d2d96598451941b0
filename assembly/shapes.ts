// Shapes of lines: the class of each field's value, and what the slow path said of the first line of that shape.
import { allocate } from './memory';
import { Class } from './tables';

export const MOST_SHAPES: u32 = 4096;
const PLACES: u32 = 16384;
const OUTCOME_BYTES: usize = 96;

/** Classes of the line that is read, a byte a field. */
export const classes: usize = memory.data(128, 16);

export namespace Outcome {
  export const Kind: usize = 0;
  export const Index: usize = 4;
  export const Phase: usize = 8;
  export const ValueCount: usize = 12;
  export const Filled: usize = 16; // v128: what the fields that were filled in add to the fingerprint
  export const Values: usize = 32; // u32 for each measured value: its place, and from bit 8 on the group that it is counted in
}

export namespace Kind {
  export const Unknown: u32 = 0;
  export const Accepted: u32 = 1;
  export const Rejected: u32 = 2;
  /** Says something else for each line: left to the slow path. */
  export const Slow: u32 = 3;
}

let vectors: usize = 0;
let stride: usize = 0;
let table: usize = 0;
let count: u32 = 0;

/** For so many fields. */
export function openShapes(fields: u32): void {
  vectors = (fields + 15) >> 4;
  stride = (vectors << 4) + OUTCOME_BYTES;
  table = allocate(stride * PLACES);
}

export function clearClasses(): void {
  for (let i: usize = 0; i < vectors; ++i) v128.store(classes + (i << 4), i64x2.splat(0));
}

/** The outcome of the line's shape; one of kind `Unknown` where it is to be learned; 0 where there are too many shapes. */
export function outcomeOfLine(): usize {
  let hash: u64 = 0;
  let factor: u64 = 0x9e3779b97f4a7c15;
  for (let i: usize = 0; i < vectors << 4; i += 16) {
    const all = v128.load(classes + i);
    // With a value that makes no difference a line is of the same shape as without one.
    const line = v128.andnot(all, i8x16.eq(all, i8x16.splat(<i8>Class.Optional)));
    v128.store(classes + i, line);
    // The products do not wait for each other.
    hash += ((<u64>i64x2.extract_lane(line, 0)) ^ factor) * factor;
    factor += 0x3c6ef372fe94f82a;
    hash += ((<u64>i64x2.extract_lane(line, 1)) ^ factor) * factor;
    factor += 0x3c6ef372fe94f82a;
  }
  let place = (<u32>(hash >> 40)) & (PLACES - 1);
  while (true) {
    const at = table + <usize>place * stride;
    const outcome = at + (vectors << 4);
    if (load<u32>(outcome, Outcome.Kind) == Kind.Unknown) return count < MOST_SHAPES ? outcome : 0;
    let differ = i64x2.splat(0);
    for (let i: usize = 0; i < vectors << 4; i += 16)
      differ = v128.or(differ, v128.xor(v128.load(at + i), v128.load(classes + i)));
    if (!v128.any_true(differ)) return outcome;
    place = (place + 1) & (PLACES - 1);
  }
}

/** Makes the line's shape known; the caller says of which kind it is. The outcome's other parts are to be written too. */
export function learnShape(kind: u32): usize {
  const outcome = outcomeOfLine();
  if (outcome == 0 || load<u32>(outcome) != Kind.Unknown) return 0;
  const at = outcome - (vectors << 4);
  for (let i: usize = 0; i < vectors << 4; i += 16) v128.store(at + i, v128.load(classes + i));
  store<u32>(outcome, kind, Outcome.Kind);
  count += 1;
  return outcome;
}
