import type { Random } from '../random.js';
import { blockText, oddNumber, oddTime, oddToken, oddTree, rewrittenNumber } from './odd-values.js';

/** A change of a line's text. */
export interface TextMutation {
  readonly name: string;
  readonly odds: number;
  readonly change: (random: Random, line: string) => string;
}

const SPACES = [' ', '\t', '\r', '  ', '\u00a0', '\f', '\u2028', '\ufeff', ' '.repeat(13), ''];
const ODD_KEYS = [
  'extra',
  '__proto__',
  'ev\\u0065nt',
  'x'.repeat(40),
  'é',
  'id',
  'received_at',
  'toString',
  '',
];
const PARTS = /"(?:[^"\\]|\\.)*"|[-+.\w]+|[{}[\],:]/g;

/** Puts something in the place of one of the parts that a pattern finds. */
function replaced(
  random: Random,
  line: string,
  pattern: RegExp,
  put: (part: string, random: Random) => string,
): string {
  const found = [...line.matchAll(pattern)];
  if (found.length === 0) return line;
  const one = random.pick(found);
  const [part] = one;
  return line.slice(0, one.index) + put(part, random) + line.slice(one.index + part.length);
}

const VALUES = /(?<=:\s*)("(?:[^"\\]|\\.)*"|[^\s,{}[\]"]+)/g;
const NUMBERS = /(?<=:\s*)-?\d[\d.e+-]*/gi;
const TIMES = /(?<="(?:ts|received_at|at_log)"\s*:\s*")[^"]*/g;
const TEXTS = /(?<=:\s*")(?:[^"\\]|\\.)*(?=")/g;
const KEYS = /"([a-z_]+)"(?=\s*:)/g;

function withMember(random: Random, line: string, key: string): string {
  const member = `"${key}":${random.chance(0.3) ? oddTree(random) : oddToken(random)}`;
  if (random.chance(0.3)) return replaced(random, line, /\{/g, () => `{${member},`);
  return random.chance(0.5)
    ? line.replace('{', () => `{${member},`)
    : line.replace(/\}(?=[^}]*$)/, () => `,${member}}`);
}

function withKeyAgain(random: Random, line: string): string {
  const keys = [...line.matchAll(KEYS)].map((found) => found[1] ?? '');
  if (keys.length === 0) return line;
  const key = random.pick(keys);
  if (random.chance(0.5))
    return withMember(random, line, random.chance(0.2) ? escapedText(random, key, 0.3) : key);
  const member = new RegExp(`"${key}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|[^\\s,{}[\\]"]+)`).exec(line)?.[0];
  return member === undefined ? line : line.replace('{', () => `{${member},`);
}

function swapped(random: Random, line: string): string {
  const found = [...line.matchAll(random.chance(0.5) ? VALUES : PARTS)];
  if (found.length < 2) return line;
  const [one, other] = [random.pick(found), random.pick(found)];
  const [a, b] = one.index <= other.index ? [one, other] : [other, one];
  if (a.index === b.index) return line;
  const between = line.slice(a.index + a[0].length, b.index);
  return line.slice(0, a.index) + b[0] + between + a[0] + line.slice(b.index + b[0].length);
}

function withSpace(random: Random, line: string): string {
  if (random.chance(0.3))
    return line.replace(/(?<=[,:{}])/g, () => (random.chance(0.5) ? random.pick([' ', '\t', '\r']) : ''));
  const at = random.below(line.length + 1);
  return line.slice(0, at) + random.pick(SPACES) + line.slice(at);
}

function escapedText(random: Random, text: string, odds: number): string {
  return text.replace(/[\w/-]|[^\0-\x7f]/gu, (char) => {
    if (!random.chance(odds)) return char;
    if (char === '/') return '\\/';
    return Array.from({ length: char.length }, (_, i) => {
      const hex = char.charCodeAt(i).toString(16).padStart(4, '0');
      return `\\u${random.chance(0.5) ? hex : hex.toUpperCase()}`;
    }).join('');
  });
}

function atBlockEnd(random: Random, line: string): string {
  if (random.chance(0.5)) return replaced(random, line, TEXTS, () => blockText(random));
  // White space until a part stands near the end of a block.
  return replaced(random, line, PARTS, (part) => ' '.repeat(random.below(18)) + part);
}

function withSurrogate(random: Random, line: string): string {
  const half = random.pick([
    '\\ud800',
    '\\udbff',
    '\\udc00',
    '\\udfff',
    '\\ud83d\\ud83d\\ude00',
    '\\ude00\\ud83d',
  ]);
  return replaced(random, line, /(?<=")(?=\w)|(?<=\w)(?=")/g, () => half);
}

export const TEXT_MUTATIONS: readonly TextMutation[] = [
  {
    name: 'another value',
    odds: 0.12,
    change: (random, line) => replaced(random, line, VALUES, () => oddToken(random)),
  },
  {
    name: 'a number in another form',
    odds: 0.08,
    change: (random, line) => replaced(random, line, NUMBERS, (part) => rewrittenNumber(random, part)),
  },
  {
    name: 'a number of many digits',
    odds: 0.02,
    change: (random, line) => replaced(random, line, NUMBERS, () => oddNumber(random)),
  },
  {
    name: 'an odd time',
    odds: 0.04,
    change: (random, line) => replaced(random, line, TIMES, (part) => oddTime(random, part)),
  },
  {
    name: 'another member',
    odds: 0.06,
    change: (random, line) => withMember(random, line, random.pick(ODD_KEYS)),
  },
  {
    name: 'a nested value',
    odds: 0.03,
    change: (random, line) => replaced(random, line, VALUES, () => oddTree(random)),
  },
  { name: 'a key again', odds: 0.03, change: withKeyAgain },
  { name: 'two parts swapped', odds: 0.03, change: swapped },
  { name: 'white space', odds: 0.08, change: withSpace },
  {
    name: 'escapes',
    odds: 0.04,
    change: (random, line) => escapedText(random, line, random.pick([0.02, 0.1])),
  },
  { name: 'half of a surrogate pair', odds: 0.01, change: withSurrogate },
  { name: 'the end of a block', odds: 0.05, change: atBlockEnd },
];
