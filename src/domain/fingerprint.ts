/**
 * A fingerprint of events that does not depend on how they are written: order of keys, white space, escapes, forms of a
 * number. Each value at its path is hashed to 128 bits, and an event is the sum of its values, so that a scanner can add
 * them up in the order in which they come (assembly/fingerprint.ts does, and must give the same numbers).
 *
 * It tells events apart, by accident never two alike; it is no signature: who writes telemetry can write any event anyhow.
 */
export type Hash = readonly [number, number, number, number];

export const TAG = {
  string: 1,
  number: 2,
  true: 3,
  false: 4,
  null: 5,
  object: 6,
  list: 7,
  member: 8,
  item: 9,
  id: 10,
} as const;

export const NO_HASH: Hash = [0, 0, 0, 0];

const IDENTITY = 0x3c6ef372;
const FIRST_HALF = 0x1f83d9ab;
const SECOND_HALF = 0x5be0cd19;

/** Four numbers of 32 bits into four that each depend on all of them. */
function mix(a: number, b: number, c: number, d: number): Hash {
  a = Math.imul(a, 0x85ebca6b);
  b = Math.imul(b, 0x85ebca6b);
  c = Math.imul(c, 0x85ebca6b);
  d = Math.imul(d, 0x85ebca6b);
  [a, b, c, d] = [(a ^ (a >>> 15)) + b, (b ^ (b >>> 15)) + c, (c ^ (c >>> 15)) + d, (d ^ (d >>> 15)) + a];
  a = Math.imul(a, 0xc2b2ae35);
  b = Math.imul(b, 0xc2b2ae35);
  c = Math.imul(c, 0xc2b2ae35);
  d = Math.imul(d, 0xc2b2ae35);
  [a, b, c, d] = [(a ^ (a >>> 13)) + c, (b ^ (b >>> 13)) + d, (c ^ (c >>> 13)) + a, (d ^ (d >>> 13)) + b];
  a = Math.imul(a, 0x27d4eb2f);
  b = Math.imul(b, 0x27d4eb2f);
  c = Math.imul(c, 0x27d4eb2f);
  d = Math.imul(d, 0x27d4eb2f);
  return [a ^ (a >>> 16), b ^ (b >>> 16), c ^ (c >>> 16), d ^ (d >>> 16)];
}

export function addHash(a: Hash, b: Hash): Hash {
  return [(a[0] + b[0]) | 0, (a[1] + b[1]) | 0, (a[2] + b[2]) | 0, (a[3] + b[3]) | 0];
}

/** Bytes in blocks of four numbers; room for 16 more than are used, which stay zero. */
let words = new Int32Array(64);
let bytes = new Uint8Array(words.buffer);

function makeRoom(length: number): void {
  if (bytes.length < length + 16) {
    words = new Int32Array(length + 16);
    bytes = new Uint8Array(words.buffer);
  }
}

/** Writes text as UTF-8, where half of a pair keeps its own three bytes; returns how many there are. */
function writeText(text: string): number {
  makeRoom(text.length * 3);
  let at = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const code = unit < 0xd800 || unit > 0xdbff ? unit : (text.codePointAt(i) ?? unit);
    if (code < 0x80) {
      bytes[at++] = code;
      continue;
    }
    if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
    } else {
      if (code < 0x10000) {
        bytes[at++] = 0xe0 | (code >> 12);
      } else {
        i += 1;
        bytes[at++] = 0xf0 | (code >> 18);
        bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[at++] = 0x80 | (code & 0x3f);
  }
  bytes.fill(0, at, (at + 16) & ~15);
  return at;
}

/** Of the first `length` bytes that were written. */
function hashWritten(key: Hash, tag: number, length: number): Hash {
  const blocks = Math.max(1, Math.ceil(length / 16));
  let sum = NO_HASH;
  for (let index = 0; index < blocks; index += 1) {
    const salt = Math.imul(tag, 0x1b873593) + Math.imul(length, 0x9e3779b1) + Math.imul(index, 0x165667b1);
    const at = index * 4;
    const [a = 0, b = 0, c = 0, d = 0] = [words[at], words[at + 1], words[at + 2], words[at + 3]];
    const mixed = mix((a ^ key[0]) + salt, (b ^ key[1]) + salt, (c ^ key[2]) + salt, (d ^ key[3]) + salt);
    sum = addHash(sum, mixed);
  }
  return sum;
}

/** Hash of a text under a key. */
export function hashText(key: Hash, tag: number, text: string): Hash {
  return hashWritten(key, tag, writeText(text));
}

const double = new DataView(new ArrayBuffer(8));

function hashNumber(key: Hash, value: number): Hash {
  // Negative zero is zero.
  double.setFloat64(0, value + 0, true);
  words.fill(0, 0, 4);
  words[0] = double.getInt32(0, true);
  words[1] = double.getInt32(4, true);
  return hashWritten(key, TAG.number, 8);
}

function hashNothing(key: Hash, tag: number): Hash {
  words.fill(0, 0, 4);
  return hashWritten(key, tag, 0);
}

function hashItem(key: Hash, index: number): Hash {
  words.fill(0, 0, 4);
  words[0] = index;
  return hashWritten(key, TAG.item, 4);
}

/** Key of a member's path: that of its object and its name. */
export function memberKey(parent: Hash, name: string): Hash {
  return hashText(parent, TAG.member, name);
}

/** Sum of the hashes of all values at and below a path. Members that are `undefined` are none. */
export function hashValue(key: Hash, value: unknown): Hash {
  switch (typeof value) {
    case 'string':
      return hashText(key, TAG.string, value);
    case 'number':
      return hashNumber(key, value);
    case 'boolean':
      return hashNothing(key, value ? TAG.true : TAG.false);
    default:
      if (value === null || value === undefined) return hashNothing(key, TAG.null);
      return Array.isArray(value) ? hashList(key, value) : hashObject(key, value);
  }
}

function hashList(key: Hash, list: readonly unknown[]): Hash {
  if (list.length === 0) return hashNothing(key, TAG.list);
  return list.reduce<Hash>((sum, one, i) => addHash(sum, hashValue(hashItem(key, i), one)), NO_HASH);
}

function hashObject(key: Hash, value: object): Hash {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return hashNothing(key, TAG.object);
  return members.reduce<Hash>(
    (sum, [name, member]) => addHash(sum, hashValue(memberKey(key, name), member)),
    NO_HASH,
  );
}

/** What the fingerprints of a source's events begin with: the same event of two sources is two events. */
export interface SourceKeys {
  readonly root: Hash;
  readonly id: Hash;
}

export function sourceKeys(source: string): SourceKeys {
  const root = memberKey(NO_HASH, source);
  return { root, id: hashNothing(root, TAG.id) };
}

/** Identity of an event: by its id where it has one (text or number), else by the sum of its fields. */
export function identityOf(keys: SourceKeys, id: unknown, sum: Hash): Hash {
  const [a, b, c, d] = typeof id === 'string' || typeof id === 'number' ? hashValue(keys.id, id) : sum;
  return mix(a + IDENTITY, b + IDENTITY, c + IDENTITY, d + IDENTITY);
}

/** What an event adds to the digest of its batch, by the sum of its fields. */
export function digestHalves([a, b, c, d]: Hash): readonly [Hash, Hash] {
  return [
    mix(a + FIRST_HALF, b + FIRST_HALF, c + FIRST_HALF, d + FIRST_HALF),
    mix(a + SECOND_HALF, b + SECOND_HALF, c + SECOND_HALF, d + SECOND_HALF),
  ];
}

export function hexOf(hash: readonly number[]): string {
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
