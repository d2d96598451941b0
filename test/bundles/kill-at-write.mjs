// Preloaded into a bundle: ends the process, as a runner that vanishes would, before its KILL_AT-th change of the disk, start
// of another program or connection. A file that is written is first cut short, so that half-written files are seen too.
// KILL_ONLY counts those alone whose line matches it: `rename /path`, `connect 127.0.0.1`.
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const killAt = Number(process.env.KILL_AT);
const only = new RegExp(process.env.KILL_ONLY ?? '');
let changes = 0;

function passes(line) {
  if (!only.test(line)) return true;
  changes += 1;
  return changes !== killAt;
}

function kill() {
  process.kill(process.pid, 'SIGKILL');
  // The signal may take a moment; nothing may happen in it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
}

/** Of chunks, as a stream is written, the half of the first one. */
async function halfOf(data) {
  if (typeof data !== 'string' && typeof data[Symbol.asyncIterator] === 'function')
    for await (const chunk of data) return chunk.slice(0, chunk.length / 2);
  return data.slice(0, data.length / 2);
}

function guard(owner, name, lineOf = (args) => `${name} ${args[0]}`) {
  const real = owner[name];
  owner[name] = function (...args) {
    if (!passes(lineOf(args, this))) kill();
    return Reflect.apply(real, this, args);
  };
}

for (const name of ['rename', 'rm', 'unlink', 'mkdir', 'writeFile', 'appendFile', 'truncate'])
  guard(fs.promises, name);
for (const name of ['rename', 'rm', 'unlink', 'mkdir'])
  guard(fs, `${name}Sync`, (args) => `${name} ${args[0]}`);

guard(fs, 'linkSync', (args) => `link ${args[1]}`);

const { writeFileSync } = fs;
// What is appended goes to the runner's own files.
fs.writeFileSync = function (path, data, ...more) {
  if (more[0]?.flag !== 'a' && !passes(`write ${path}`)) {
    Reflect.apply(writeFileSync, this, [path, data.slice(0, data.length / 2), ...more]);
    kill();
  }
  return Reflect.apply(writeFileSync, this, [path, data, ...more]);
};

const { open } = fs.promises;
/** Where the open files lie. */
const paths = new WeakMap();
let isGuarded = false;
fs.promises.open = async function (path, flags = 'r', ...rest) {
  if (flags !== 'r' && !passes(`open ${path}`)) kill();
  const file = await Reflect.apply(open, this, [path, flags, ...rest]);
  paths.set(file, path);
  const prototype = Object.getPrototypeOf(file);
  if (!isGuarded) {
    isGuarded = true;
    const { writeFile } = prototype;
    prototype.writeFile = async function (data, ...more) {
      if (!passes(`write ${paths.get(this)}`)) {
        await Reflect.apply(writeFile, this, [await halfOf(data), ...more]);
        kill();
      }
      return Reflect.apply(writeFile, this, [data, ...more]);
    };
    for (const name of ['sync', 'truncate'])
      guard(prototype, name, (_, file) => `${name} ${paths.get(file)}`);
  }
  return file;
};

guard(childProcess, 'spawn');
guard(childProcess, 'execFile');
guard(net, 'connect', ([options]) => `connect ${options.host ?? options.hostname ?? options}`);
syncBuiltinESMExports();
