import type { Random } from '../random.js';

/** JSON values and what looks like them, as text. */
const TOKENS = [
  ...['null', 'true', 'false', '0', '-0', '-1', '1e3', '1.0', '1E+2', '0.1e-2', '150.0', '2.5e2'],
  ...['9007199254740993', '123456789012345678', '1e22', '1e23', '1e400', '-1e400', '4.9e-324', '1e-400'],
  ...[
    '""',
    '"x"',
    '"Z-9"',
    '"\\u0041"',
    '"\\ud83d\\ude00"',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\n"',
    '"\\/"',
  ],
  ...['{}', '[]', '[1,{"a":[]}]', '{"a":{"b":1}}', '[[[]]]'],
  ...['01', '+1', '.5', '1.', '-', '1e', '1e+', '0x1', 'NaN', 'Infinity', 'tru', 'nul', 'True', "'x'"],
  ...['"\t"', '"\\x"', '"\\u12"', '"', '[1,]', '{"a"}', '{"a":1,}', '[', '{', ''],
];

const EXPONENTS = ['e', 'E', 'e+', 'E+', 'e-', 'E-'];

function digits(random: Random, count: number): string {
  let text = '';
  for (let i = 0; i < count; i += 1) text += String(random.below(10));
  return text;
}

/** A number with many digits, a great or small exponent, or both; not always one that JSON allows. */
export function oddNumber(random: Random): string {
  const sign = random.chance(0.2) ? '-' : '';
  const length = random.pick([1, 2, 15, 16, 17, 19, 20, 25, 40, 400]);
  const whole = random.chance(0.3) ? '0' : `${1 + random.below(9)}${digits(random, length - 1)}`;
  const fraction = random.chance(0.5) ? `.${digits(random, random.pick([1, 3, 16, 20, 60]))}` : '';
  const exponent = random.chance(0.4)
    ? `${random.pick(EXPONENTS)}${random.pick(['', '0', '00'])}${random.below(random.pick([5, 25, 330]))}`
    : '';
  return sign + whole + fraction + exponent;
}

/** The same number, or one that is almost it, written in another way. */
export function rewrittenNumber(random: Random, text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  switch (random.below(8)) {
    case 0:
      return value.toExponential();
    case 1:
      return value
        .toExponential()
        .replace('e', 'E')
        .replace('+', random.pick(['', '+', '+00']));
    case 2:
      return /[.e]/i.test(text)
        ? text.replace(/$|(?=e)/i, '0')
        : `${text}.${'0'.repeat(1 + random.below(20))}`;
    case 3: {
      const by = 1 + random.below(6);
      return `${text.replace(/e.*/i, '')}${'0'.repeat(by)}e-${by}`;
    }
    case 4:
      return `${value.toFixed(20)}${digits(random, random.below(20))}`;
    case 5:
      return String(value * (1 + Number.EPSILON * (1 + random.below(3))));
    case 6:
      return String(value + random.pick([-1, 1, 0.5, -0.5, 1e-9]));
    default:
      return `-${text}`;
  }
}

const TIMES = [
  ...['2026-06-27T23:00:00+00:00', '2026-06-27T23:00:00-00:00', '2026-06-27T23:00:00+05:30'],
  ...['2026-06-28T04:45:00+05:45', '2026-06-27T22:59:59.999+24:00', '2026-06-27T23:00:00+0000'],
  ...['2026-06-27T23:59:60Z', '2026-06-27T22:59:60Z', '2026-06-27T23:59:60.5Z', '2026-06-28T05:29:60+05:30'],
  ...['2026-06-27t23:00:00z', '2026-06-27 23:00:00Z', '2026-06-27T23:00Z', '2026-06-27T23:00:00'],
  ...['2026-06-27T24:00:00Z', '2026-06-27T23:60:00Z', '2026-06-31T00:00:00Z', '2026-02-29T00:00:00Z'],
  ...['2024-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-00-10T00:00:00Z', '2026-06-00T00:00:00Z'],
  ...['1969-12-31T23:59:59Z', '1970-01-01T00:00:00Z', '1969-12-31T23:59:59+00:01', '0000-01-01T00:00:00Z'],
  ...['2030-06-27T00:00:00Z', '9999-12-31T23:59:59Z', '2026-06-28T00:04:59Z', '2026-06-28T00:05:01Z'],
  ...['2026-06-27T23:00:00.Z', '2026-06-27T23:00:00,5Z', '2026-06-27T23:00:00.1234567890123Z'],
  ...['+2026-06-27T23:00:00Z', '20260627T230000Z', '2026-6-27T23:00:00Z', '1782600000000', ''],
];

/** An instant that is written in an odd way, is none, or is far off. */
export function oddTime(random: Random, text: string): string {
  switch (random.below(8)) {
    case 0:
      return `${text.slice(0, 19)}${random.pick(['Z', 'z', '+00:00', '-00:00', '+01:00', '-03:30', ''])}`;
    case 1:
      return `${text.slice(0, 19)}.${digits(random, 1 + random.below(12))}${random.pick(['Z', '+00:00', '+02:00'])}`;
    case 2:
      return `${text.slice(0, 17)}60${text.slice(19)}`;
    case 3: {
      const at = random.below(text.length + 1);
      return (
        text.slice(0, at) +
        random.pick(['0', '9', ' ', '-', ':', 'Z', 'T', '.']) +
        text.slice(at + random.below(2))
      );
    }
    default:
      return random.pick(TIMES);
  }
}

const KEYS = ['a', 'b', 'event', 'ts', '__proto__', 'é', 'k\\u0065y', '', 'x'.repeat(33)];

/** Nested values, now and then very deep ones. */
export function oddTree(random: Random, depth = 0): string {
  if (depth === 0 && random.chance(0.1)) {
    const levels = random.pick([30, 31, 32, 33, 60, 63, 64, 65, 200]);
    return random.chance(0.5)
      ? `${'['.repeat(levels)}${']'.repeat(levels)}`
      : `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  }
  if (depth > 3 || random.chance(0.3)) return random.pick(TOKENS.slice(0, 29));
  const members = Array.from({ length: random.below(4) }, () => oddTree(random, depth + 1));
  if (random.chance(0.4)) return `[${members.join(',')}]`;
  return `{${members.map((one) => `"${random.pick(KEYS)}":${one}`).join(',')}}`;
}

export function oddToken(random: Random): string {
  const kind = random.next();
  if (kind < 0.7) return random.pick(TOKENS);
  return kind < 0.88 ? oddNumber(random) : oddTree(random);
}

const ENDS = [
  '"',
  '\\"',
  '\\\\',
  '\\n',
  '\\u0041',
  '\\ud83d\\ude00',
  '\\ud800',
  'ö',
  '日',
  '\u{1f600}',
  '\u007f',
  '\t',
  '',
];

/** The inside of a text that ends, or has something in it that is not plain, near the end of a block of 16 bytes. */
export function blockText(random: Random): string {
  const length = 16 * (1 + random.below(5)) - 2 + random.below(5) - random.below(3);
  const before = 'abcdefgh'.repeat(12).slice(0, Math.max(0, length));
  return before + random.pick(ENDS) + (random.chance(0.3) ? blockText(random) : '');
}
