import { closeSync, openSync, writeSync } from 'node:fs';

/** When the day of the benches begins. */
export const DAY_START = Date.UTC(2026, 5, 27);

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export function randomOf(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Writes lines until the file has so many bytes; returns how many there are. */
export function writeLines(file, bytes, lineOf) {
  const output = openSync(file, 'w');
  let [written, waiting, lines] = [0, [], 0];
  const flush = () => {
    if (waiting.length > 0) writeSync(output, `${waiting.join('\n')}\n`);
    waiting = [];
  };
  for (; written < bytes; lines += 1) {
    const line = lineOf();
    waiting.push(line);
    written += Buffer.byteLength(line) + 1;
    if (waiting.length === 4_096) flush();
  }
  flush();
  closeSync(output);
  return lines;
}
