/** A line longer than this is quarantined without being held in memory: 1 MiB. */
export const MAX_LINE_BYTES = 1024 * 1024;

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const EXCERPT_BYTES = 2_000;

export type ByteLine =
  /** `end`: offset just behind the line and its newline. The bytes are without newline and carriage return. */
  | { readonly kind: 'line'; readonly bytes: Buffer; readonly end: number }
  /** Whole lines with their newlines, at most {@link MAX_LINE_BYTES}. */
  | { readonly kind: 'block'; readonly bytes: Buffer; readonly end: number }
  | { readonly kind: 'too-long'; readonly excerpt: Buffer; readonly end: number }
  /** What stands behind the last newline; `skipping` when it belongs to a line that is too long. */
  | { readonly kind: 'rest'; readonly bytes: Buffer; readonly skipping: boolean; readonly end: number };

export function withoutCarriageReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}

/** End of the last whole line of a block that begins at `from`: behind its newline; `from` where there is none. */
function blockEnd(chunk: Buffer, from: number): number {
  const most = Math.min(chunk.length, from + MAX_LINE_BYTES);
  const last = most > from ? chunk.lastIndexOf(NEWLINE, most - 1) : -1;
  return last < from ? from : last + 1;
}

/**
 * Cuts a stream of bytes into lines in bounded memory. `offset` is the position of the first byte; `skipping` goes on
 * passing over a line that was too long in an earlier reading. Always ends with one `rest`, even an empty one.
 * `inBlocks`: all lines but the first are given in blocks; one that lies in several chunks is a block of its own.
 */
export async function* byteLines(
  chunks: AsyncIterable<Buffer>,
  start: { readonly offset: number; readonly skipping: boolean; readonly inBlocks?: boolean },
): AsyncGenerator<ByteLine> {
  let position = start.offset;
  let skipping = start.skipping;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let isFirst = true;
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      // A file's first line may begin with a mark, or end one that was taken before.
      if (start.inBlocks === true && !isFirst && !skipping && heldBytes === 0) {
        for (let to = blockEnd(chunk, from); to > from; to = blockEnd(chunk, from)) {
          yield { kind: 'block', bytes: chunk.subarray(from, to), end: position + to };
          from = to;
        }
      }
      const at = chunk.indexOf(NEWLINE, from);
      if (at === -1) break;
      const bytes = heldBytes + at - from;
      if (skipping) {
        skipping = false;
      } else if (start.inBlocks === true && !isFirst && bytes < MAX_LINE_BYTES) {
        const line = Buffer.concat([...held, chunk.subarray(from, at + 1)]);
        yield { kind: 'block', bytes: line, end: position + at + 1 };
      } else {
        const line =
          held.length === 0 ? chunk.subarray(from, at) : Buffer.concat([...held, chunk.subarray(from, at)]);
        const end = position + at + 1;
        yield bytes > MAX_LINE_BYTES
          ? { kind: 'too-long', excerpt: line.subarray(0, EXCERPT_BYTES), end }
          : { kind: 'line', bytes: withoutCarriageReturn(line), end };
      }
      from = at + 1;
      isFirst = false;
      held = [];
      heldBytes = 0;
    }
    const rest = chunk.subarray(from);
    position += chunk.length;
    if (skipping || rest.length === 0) continue;
    // The chunk itself may be overwritten by the next one.
    held.push(Buffer.from(rest));
    heldBytes += rest.length;
    if (heldBytes > MAX_LINE_BYTES) {
      yield { kind: 'too-long', excerpt: Buffer.concat(held).subarray(0, EXCERPT_BYTES), end: position };
      skipping = true;
      held = [];
      heldBytes = 0;
    }
  }
  yield { kind: 'rest', bytes: Buffer.concat(held), skipping, end: position };
}
