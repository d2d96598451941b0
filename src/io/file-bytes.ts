import { createHash } from 'node:crypto';
import { createReadStream, readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import type { Cursor, Fingerprint } from '../ports/telemetry.js';

const FINGERPRINT_BYTES = 1024;
/** How much of a file is read at once. */
export const CHUNK_BYTES = 512 * 1024;
const MAX_WAITING_CHUNKS = 4;

export const EMPTY_FINGERPRINT: Fingerprint = { bytes: 0, sha256: createHash('sha256').digest('hex') };

export const NEW_CURSOR: Cursor = {
  offset: 0,
  lines: 0,
  head: EMPTY_FINGERPRINT,
  tail: EMPTY_FINGERPRINT,
  compressed: null,
  columns: null,
  openEnd: false,
  skipping: false,
  cutSince: null,
};

async function digestRange(file: FileHandle, start: number, bytes: number): Promise<Fingerprint> {
  const buffer = Buffer.alloc(bytes);
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await file.read(buffer, filled, bytes - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return { bytes: filled, sha256: createHash('sha256').update(buffer.subarray(0, filled)).digest('hex') };
}

export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return a.bytes === b.bytes && a.sha256 === b.sha256;
}

/** Fingerprints of a plain file as it is read up to `offset`. */
export async function fingerprints(
  path: string,
  offset: number,
): Promise<{ head: Fingerprint; tail: Fingerprint }> {
  const file = await open(path);
  try {
    const bytes = Math.min(FINGERPRINT_BYTES, offset);
    return { head: await digestRange(file, 0, bytes), tail: await digestRange(file, offset - bytes, bytes) };
  } finally {
    await file.close();
  }
}

/** Whether the file still begins with what was read of it: false once it was truncated, rotated or rewritten. */
export async function continues(path: string, cursor: Cursor): Promise<boolean> {
  const file = await open(path);
  try {
    if ((await file.stat()).size < cursor.offset) return false;
    const tailStart = cursor.offset - cursor.tail.bytes;
    return (
      sameFingerprint(await digestRange(file, 0, cursor.head.bytes), cursor.head) &&
      sameFingerprint(await digestRange(file, tailStart, cursor.tail.bytes), cursor.tail)
    );
  } finally {
    await file.close();
  }
}

/** Size and a digest over both ends of a compressed file: enough to see that it is still the one that was read. */
export async function compressedFingerprint(path: string): Promise<Fingerprint> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = await digestRange(file, 0, Math.min(FINGERPRINT_BYTES, size));
    const tail = await digestRange(
      file,
      Math.max(0, size - FINGERPRINT_BYTES),
      Math.min(FINGERPRINT_BYTES, size),
    );
    return {
      bytes: size,
      sha256: createHash('sha256').update(head.sha256).update(tail.sha256).digest('hex'),
    };
  } finally {
    await file.close();
  }
}

/**
 * The bytes of a plain file from an offset on. A chunk is overwritten once the one behind it was asked for.
 *
 * Read on this thread: what was just downloaded is in memory, so that to hand a reading over and back takes longer than the
 * reading, above all where both cores scan. Others get their turn between two chunks.
 */
export async function* plainBytes(
  path: string,
  offset: number,
  chunkBytes = CHUNK_BYTES,
): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let position = offset; ; await setImmediate()) {
      const bytesRead = readSync(file.fd, buffer, 0, chunkBytes, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/**
 * The inflated bytes of a `.gz` file. Where the data is broken it throws, after it has given all that stood before the
 * break: a stream's own iterator would drop what it had buffered by then.
 */
export async function* inflatedBytes(path: string): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const inflated = createGunzip({ chunkSize: CHUNK_BYTES });
  const chunks: Buffer[] = [];
  const end: { failure: Error | null; reached: boolean } = { failure: null, reached: false };
  let wake = (): void => undefined;
  const finish = (failure: Error | null): void => {
    end.failure ??= failure;
    end.reached = true;
    wake();
  };
  source.on('error', finish);
  inflated.on('error', finish);
  inflated.on('end', () => finish(null));
  inflated.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    if (chunks.length > MAX_WAITING_CHUNKS) inflated.pause();
    wake();
  });
  source.pipe(inflated);
  try {
    for (;;) {
      const chunk = chunks.shift();
      if (chunk !== undefined) {
        yield chunk;
      } else if (end.reached) {
        if (end.failure !== null) throw end.failure;
        return;
      } else {
        inflated.resume();
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  } finally {
    source.destroy();
    inflated.destroy();
  }
}

/** The inflated bytes behind the first `offset` ones. */
export async function* inflatedBytesFrom(path: string, offset: number): AsyncGenerator<Buffer> {
  let skip = offset;
  for await (const chunk of inflatedBytes(path)) {
    if (skip < chunk.length) yield chunk.subarray(skip);
    skip = Math.max(0, skip - chunk.length);
  }
}

/** Digest of the first inflated bytes, at most `bytes` (default 1 KiB) of them. */
export async function inflatedHead(path: string, bytes = FINGERPRINT_BYTES): Promise<Fingerprint> {
  let head = Buffer.alloc(0);
  try {
    for await (const chunk of inflatedBytes(path)) {
      head = Buffer.concat([head, chunk.subarray(0, bytes - head.length)]);
      if (head.length >= bytes) break;
    }
  } catch {
    // A broken file is reported by the reading that follows; its head is what could be inflated.
  }
  return { bytes: head.length, sha256: createHash('sha256').update(head).digest('hex') };
}
