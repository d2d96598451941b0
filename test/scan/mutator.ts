import type { Random } from './random.js';

const TOKENS = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '-1',
    '1e3',
    '1.0',
    '1E+2',
    '0.1e-2',
    '150.0',
    '9007199254740993',
    '1e400',
  ],
  ...[
    '""',
    '"x"',
    '"Z-9"',
    '"\\u0041"',
    '"\\ud83d\\ude00"',
    '"\\ud800"',
    '"\\n"',
    '{}',
    '[]',
    '[1,{"a":[]}]',
    '{"a":{"b":1}}',
  ],
  ...[
    '01',
    '+1',
    '.5',
    '1.',
    'NaN',
    'tru',
    "'x'",
    '"\t"',
    '-',
    '1e',
    '"\\x"',
    '2.5e2',
    '1e22',
    '1e23',
    '123456789012345678',
  ],
];
const SPACES = [' ', '\t', '\r', '  ', '\u00a0', '\f', ''];

function shuffled(random: Random, value: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(value);
  for (let i = entries.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const [a, b] = [entries[i], entries[j]];
    if (a !== undefined && b !== undefined) [entries[i], entries[j]] = [b, a];
  }
  return Object.fromEntries(entries);
}

function changedValue(random: Random, line: string): string {
  const places = [...line.matchAll(/:\s*("(?:[^"\\]|\\.)*"|[^,{}[\]"]+)/g)];
  const place = places.length === 0 ? undefined : random.pick(places);
  if (place === undefined) return line;
  const at = place.index + 1;
  return `${line.slice(0, at)}${random.pick(TOKENS)}${line.slice(at + place[0].length - 1)}`;
}

function withMember(random: Random, line: string): string {
  const keys = [...line.matchAll(/"([a-z_]+)"\s*:/g)].map((found) => found[1] ?? '');
  const key = random.pick([
    ...keys,
    'extra',
    '__proto__',
    'ev\\u0065nt',
    'x'.repeat(40),
    'é',
    'id',
    'received_at',
    'toString',
  ]);
  const member = `"${key}":${random.pick(TOKENS)}`;
  return random.chance(0.5) ? line.replace('{', `{${member},`) : line.replace(/\}([^}]*)$/, `,${member}}$1`);
}

function withSpace(random: Random, line: string): string {
  const at = random.below(line.length + 1);
  return line.slice(0, at) + random.pick(SPACES) + line.slice(at);
}

function escaped(random: Random, line: string): string {
  return line.replace(/[a-z]/g, (char) =>
    random.chance(0.05) ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char,
  );
}

function withoutMember(random: Random, value: Record<string, unknown>): Record<string, unknown> {
  const gone = random.pick(Object.keys(value));
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== gone));
}

function changedBytes(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = random.below(copy.length);
  switch (random.below(4)) {
    case 0:
      copy[at] = random.pick([
        0xff, 0xc0, 0x80, 0xed, 0xa0, 0xf5, 0x00, 0x1f, 0x22, 0x5c, 0x7f, 0x2c, 0x3a, 0x7d, 0x30,
      ]);
      return copy;
    case 1:
      return copy.subarray(0, at);
    case 2:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + 1)]);
    default:
      return Buffer.concat([copy.subarray(0, at), Buffer.from([random.below(256)]), copy.subarray(at)]);
  }
}

/** An event as a line without its newline: often as it is, else changed in ways that keep it in order, or do not. */
export function mutated(random: Random, event: Record<string, unknown>): Buffer {
  let value = event;
  if (random.chance(0.2)) value = shuffled(random, value);
  if (random.chance(0.05)) value = withoutMember(random, value);
  let line = JSON.stringify(value);
  if (random.chance(0.25)) line = changedValue(random, line);
  if (random.chance(0.1)) line = withMember(random, line);
  if (random.chance(0.1)) line = withSpace(random, line);
  if (random.chance(0.03)) line = escaped(random, line);
  const bytes = Buffer.from(line);
  return random.chance(0.1) ? changedBytes(random, bytes) : bytes;
}
