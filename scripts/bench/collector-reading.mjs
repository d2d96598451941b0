// What no tool on Node takes less than: a file is read, and its lines are counted. `node collector-reading.mjs <file>`
import { closeSync, openSync, readSync } from 'node:fs';

const NEWLINE = 0x0a;
const file = openSync(process.argv[2], 'r');
const chunk = Buffer.allocUnsafe(512 * 1024);
let lines = 0;
for (let bytes; (bytes = readSync(file, chunk)) > 0;) {
  const read = chunk.subarray(0, bytes);
  for (let at = read.indexOf(NEWLINE); at !== -1; at = read.indexOf(NEWLINE, at + 1)) lines += 1;
}
closeSync(file);
process.stdout.write(`${lines}\n`);
