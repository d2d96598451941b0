import type { Random } from '../random.js';

/** A change of a line's bytes. */
export interface ByteMutation {
  readonly name: string;
  readonly odds: number;
  readonly change: (random: Random, bytes: Buffer) => Buffer;
}

const ODD_BYTES = [
  ...[0xff, 0xc0, 0x80, 0xed, 0xa0, 0xf5, 0x00, 0x1f, 0x22, 0x5c, 0x7f, 0x2c, 0x3a, 0x7d, 0x7b],
  ...[0x30, 0x2d, 0x2e, 0x65, 0x20, 0x0d, 0x0b],
];
/** No UTF-8: too long, cut short, halves of pairs, beyond the last character; and characters at the ends of their ranges. */
const SEQUENCES = [
  ...[
    'c080',
    'c1bf',
    'e08080',
    'e09fbf',
    'f08080 80',
    'f08fbfbf',
    'eda080',
    'edbfbf',
    'f4908080',
    'f8888080 80',
  ],
  ...['c3', 'e282', 'f09f98', '80', 'bf', 'fe', 'c220', 'e28220', 'f09f9820', 'c2c2a0'],
  ...['c280', 'dfbf', 'e0a080', 'ed9fbf', 'ee8080', 'efbfbf', 'f0908080', 'f48fbfbf', 'efbbbf'],
].map((hex) => Buffer.from(hex.replaceAll(' ', ''), 'hex'));

function spliced(bytes: Buffer, at: number, gone: number, put: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)]);
}

function withByte(random: Random, bytes: Buffer, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  const at = random.below(copy.length);
  copy[at] = change(copy[at] ?? 0);
  return copy;
}

export const BYTE_MUTATIONS: readonly ByteMutation[] = [
  {
    name: 'a bit flipped',
    odds: 0.02,
    change: (random, bytes) => withByte(random, bytes, (byte) => byte ^ (1 << random.below(8))),
  },
  {
    name: 'another byte',
    odds: 0.02,
    change: (random, bytes) => withByte(random, bytes, () => random.pick(ODD_BYTES)),
  },
  {
    name: 'cut short',
    odds: 0.015,
    change: (random, bytes) => bytes.subarray(0, random.below(bytes.length)),
  },
  {
    name: 'bytes left out',
    odds: 0.015,
    change: (random, bytes) =>
      spliced(bytes, random.below(bytes.length), random.pick([1, 1, 1, 2, 8, 16]), Buffer.alloc(0)),
  },
  {
    name: 'a byte more',
    odds: 0.015,
    change: (random, bytes) =>
      spliced(bytes, random.below(bytes.length + 1), 0, Buffer.from([random.below(256)])),
  },
  {
    name: 'odd UTF-8',
    odds: 0.02,
    change: (random, bytes) =>
      spliced(bytes, random.below(bytes.length + 1), random.below(2), random.pick(SEQUENCES)),
  },
  {
    name: 'a part again',
    odds: 0.005,
    change: (random, bytes) => {
      const from = random.below(bytes.length);
      return spliced(bytes, random.below(bytes.length), 0, bytes.subarray(from, from + 1 + random.below(40)));
    },
  },
];
