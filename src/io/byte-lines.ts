/** A line longer than this is quarantined without being held in memory: 1 MiB. */
export const MAX_LINE_BYTES = 1024 * 1024;

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const EXCERPT_BYTES = 2_000;

export type ByteLine =
  /** `end`: offset just behind the line and its newline. The bytes are without newline and carriage return. */
  | { readonly kind: 'line'; readonly bytes: Buffer; readonly end: number }
  | { readonly kind: 'too-long'; readonly excerpt: Buffer; readonly end: number }
  /** What stands behind the last newline; `skipping` when it belongs to a line that is too long. */
  | { readonly kind: 'rest'; readonly bytes: Buffer; readonly skipping: boolean; readonly end: number };

function withoutCarriageReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}

/**
 * Cuts a stream of bytes into lines in bounded memory. `offset` is the position of the first byte; `skipping` goes on
 * passing over a line that was too long in an earlier reading. Always ends with one `rest`, even an empty one.
 */
export async function* byteLines(
  chunks: AsyncIterable<Buffer>,
  start: { readonly offset: number; readonly skipping: boolean },
): AsyncGenerator<ByteLine> {
  let position = start.offset;
  let skipping = start.skipping;
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE, from); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      const piece = chunk.subarray(from, at);
      from = at + 1;
      if (skipping) {
        skipping = false;
      } else if (heldBytes + piece.length > MAX_LINE_BYTES) {
        yield {
          kind: 'too-long',
          excerpt: Buffer.concat([...held, piece]).subarray(0, EXCERPT_BYTES),
          end: position + from,
        };
      } else {
        const bytes = held.length === 0 ? piece : Buffer.concat([...held, piece]);
        yield { kind: 'line', bytes: withoutCarriageReturn(bytes), end: position + from };
      }
      held = [];
      heldBytes = 0;
    }
    const rest = chunk.subarray(from);
    position += chunk.length;
    if (skipping || rest.length === 0) continue;
    held.push(rest);
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
