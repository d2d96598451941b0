import { open } from 'node:fs/promises';
import { inflatedBytes } from '../file-bytes.js';
import { SourceFault } from './source-fault.js';

/** Whether a file begins like gzip, which no text does. */
export async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE(0) === 0x1f8b;
  } finally {
    await file.close();
  }
}

/** @throws SourceFault for a gzip file that inflates to more. A damaged one is left to the reader, who names its place. */
export async function checkInflated(path: string, limit: number): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of inflatedBytes(path)) {
      bytes += chunk.length;
      if (bytes > limit) throw new SourceFault(`a file inflates to more than ${limit} bytes`);
    }
  } catch (error) {
    if (error instanceof SourceFault) throw error;
  }
}
