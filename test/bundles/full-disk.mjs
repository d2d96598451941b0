// Preloaded into a bundle: from its FULL_AT-th write on the disk is full. Of what is written then half is taken, as a disk does;
// to remove and to shorten files needs no room.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const fullAt = Number(process.env.FULL_AT);
let writes = 0;

function full(call) {
  return Object.assign(new Error(`ENOSPC: no space left on device, ${call}`), {
    code: 'ENOSPC',
    errno: -28,
    syscall: call,
  });
}

const isFull = () => (writes += 1) >= fullAt;

const { writeFileSync } = fs;
fs.writeFileSync = function (path, data, ...more) {
  if (more[0]?.flag === 'a' || !isFull()) return Reflect.apply(writeFileSync, this, [path, data, ...more]);
  Reflect.apply(writeFileSync, this, [path, data.slice(0, data.length / 2), ...more]);
  throw full('write');
};

const { open } = fs.promises;
let isGuarded = false;
fs.promises.open = async function (path, flags = 'r', ...rest) {
  // The runner's own files are elsewhere.
  if (flags.startsWith('w') && isFull()) throw full('open');
  const file = await Reflect.apply(open, this, [path, flags, ...rest]);
  const prototype = Object.getPrototypeOf(file);
  if (!isGuarded) {
    isGuarded = true;
    const { writeFile } = prototype;
    prototype.writeFile = async function (data, ...more) {
      if (!isFull()) return Reflect.apply(writeFile, this, [data, ...more]);
      if (typeof data === 'string' || data instanceof Uint8Array)
        await Reflect.apply(writeFile, this, [data.slice(0, data.length / 2), ...more]);
      throw full('write');
    };
  }
  return file;
};
syncBuiltinESMExports();
