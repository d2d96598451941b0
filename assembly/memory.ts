// Memory of the scanner: blocks of powers of two, given back to a list of their size.

const SMALLEST: u32 = 4; // 16 bytes
/** First free block of each size; a free block begins with the address of the next one. */
const free: usize = memory.data(32 * 4, 16);
let top: usize = 0;

function sizeClass(bytes: usize): u32 {
  const bits: u32 = 32 - clz<u32>(<u32>bytes - 1);
  return bits < SMALLEST ? SMALLEST : bits;
}

/** Room for so many bytes, all zero, at a multiple of 16. */
export function allocate(bytes: usize): usize {
  const before = top;
  const at = reserve(bytes);
  // What was never used is zero, and takes no room of the machine's until it is written.
  if (top == before) memory.fill(at, 0, bytes);
  return at;
}

/** The same, with anything in it: for what is written before it is read. */
export function reserve(bytes: usize): usize {
  const bits = sizeClass(bytes);
  const size: usize = (<usize>1) << bits;
  const list = free + ((<usize>bits) << 2);
  const reused: usize = load<u32>(list);
  if (reused != 0) {
    store<u32>(list, load<u32>(reused));
    return reused;
  }
  if (top == 0) top = (__heap_base + 15) & ~15;
  const at = top;
  top += size;
  const pages = <i32>((top + 0xffff) >> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) unreachable();
  return at;
}

/** Gives a block back; `bytes` as it was asked for. */
export function release(at: usize, bytes: usize): void {
  const list = free + ((<usize>sizeClass(bytes)) << 2);
  store<u32>(at, load<u32>(list));
  store<u32>(list, <u32>at);
}
