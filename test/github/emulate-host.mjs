// Runs `emulate` (Node >= 22) for test/github/upstream.ts: is told its options over IPC, and tells its port.
// - Its clock is the test's: each request brings the time, in ms since epoch, that "now" is while it is answered.
// - `GET /_objects?<n>` gives the git objects it has hashed, from the n-th on, as git stores them: for each its length in four
//   bytes and then "type length\0content". Asked for one by one, a thousand commits take half a minute.
import crypto from 'node:crypto';
import { Server } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { createEmulator } from 'emulate';

const objects = new Map();
const createHash = crypto.createHash;
crypto.createHash = (algorithm, ...options) => {
  const hash = createHash(algorithm, ...options);
  if (algorithm !== 'sha1') return hash;
  const parts = [];
  const { update, digest } = hash;
  hash.update = (data, ...rest) => {
    parts.push(Buffer.from(data));
    update.call(hash, data, ...rest);
    return hash;
  };
  hash.digest = (...rest) => {
    const id = digest.apply(hash, rest);
    if (!objects.has(id)) objects.set(id, Buffer.concat(parts));
    return id;
  };
  return hash;
};
syncBuiltinESMExports();

function sendObjects(request, response) {
  const from = Number(request.url.split('?')[1]);
  for (const object of [...objects.values()].slice(from)) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(object.length);
    response.write(length);
    response.write(object);
  }
  response.end();
  return true;
}

let now = Date.now();
let port = 0;
const emit = Server.prototype.emit;
Server.prototype.emit = function (event, ...args) {
  if (event === 'request' && args[0].url.startsWith('/_objects?')) return sendObjects(...args);
  if (event === 'request') now = Number(args[0].headers['x-clock']);
  if (event === 'listening') {
    port = this.address().port;
    // Node's 5 s may be over, unseen, when a test has held the thread: the next request would meet a closed connection.
    this.keepAliveTimeout = 0;
  }
  return emit.call(this, event, ...args);
};
globalThis.Date = class extends Date {
  constructor(...args) {
    if (args.length === 0) super(now);
    else super(...args);
  }
};

process.once('message', (options) => {
  createEmulator({ service: 'github', port: 0, ...options }).then(() => process.send({ port }));
});
process.on('disconnect', () => process.exit(0));
