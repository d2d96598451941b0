// Preloaded into a bundle: ends the process, as a runner that vanishes would, before its KILL_AT-th change of the disk or
// start of another program. A file that is written is first cut short, so that half-written files are seen too.
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env.KILL_AT);
let changes = 0;

function passes() {
  changes += 1;
  return changes !== killAt;
}

function kill() {
  process.kill(process.pid, 'SIGKILL');
  // The signal may take a moment; nothing may happen in it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
}

function guard(owner, name) {
  const real = owner[name];
  owner[name] = function (...args) {
    if (!passes()) kill();
    return Reflect.apply(real, this, args);
  };
}

for (const name of ['rename', 'rm', 'unlink', 'mkdir', 'writeFile', 'appendFile', 'truncate'])
  guard(fs.promises, name);

const { open } = fs.promises;
let isGuarded = false;
fs.promises.open = async function (path, flags = 'r', ...rest) {
  if (flags !== 'r' && !passes()) kill();
  const file = await Reflect.apply(open, this, [path, flags, ...rest]);
  const prototype = Object.getPrototypeOf(file);
  if (!isGuarded) {
    isGuarded = true;
    const { writeFile } = prototype;
    prototype.writeFile = async function (data, ...more) {
      if (!passes()) {
        await Reflect.apply(writeFile, this, [data.slice(0, data.length / 2), ...more]);
        kill();
      }
      return Reflect.apply(writeFile, this, [data, ...more]);
    };
    guard(prototype, 'sync');
    guard(prototype, 'truncate');
  }
  return file;
};

guard(childProcess, 'spawn');
guard(childProcess, 'execFile');
syncBuiltinESMExports();
