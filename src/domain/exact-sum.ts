/** `mantissa * 2^exponent`, without rounding. */
interface Binary {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** The sum of nothing. */
export const ZERO_SUM = '0p0';

/** Longest mantissa that squares of doubles can add up to is below 4,400 bits; the rest is room for their number. */
const SUM = /^(?:0p0|-?[1-9a-f][0-9a-f]{0,1199}p(?:0|-?[1-9]\d{0,3}))$/;
const DOUBLE_BITS = 53;
const LOWEST_EXPONENT = -1074;
const HIGHEST_EXPONENT = 971;

const view = new DataView(new ArrayBuffer(8));

function fromDouble(value: number): Binary {
  view.setFloat64(0, value);
  const high = view.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(view.getUint32(4));
  const magnitude = biased === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: value < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 };
}

function add(a: Binary, b: Binary): Binary {
  if (a.mantissa === 0n) return b;
  if (b.mantissa === 0n) return a;
  const exponent = Math.min(a.exponent, b.exponent);
  const mantissa =
    (a.mantissa << BigInt(a.exponent - exponent)) + (b.mantissa << BigInt(b.exponent - exponent));
  return { mantissa, exponent };
}

/** One text for one value: the mantissa is odd, or zero with exponent 0. */
function format({ mantissa, exponent }: Binary): string {
  if (mantissa === 0n) return ZERO_SUM;
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString(2);
  const zeros = digits.length - 1 - digits.lastIndexOf('1');
  return `${(mantissa >> BigInt(zeros)).toString(16)}p${exponent + zeros}`;
}

/** Whether a text has the form of a sum. */
export function isExactSum(text: string): boolean {
  return SUM.test(text);
}

function parse(sum: string): Binary {
  if (!isExactSum(sum)) throw new RangeError(`${JSON.stringify(sum.slice(0, 60))} is no exact sum`);
  const [digits = '', exponent] = sum.split('p');
  const magnitude = BigInt(`0x${digits.replace('-', '')}`);
  return { mantissa: digits.startsWith('-') ? -magnitude : magnitude, exponent: Number(exponent) };
}

/**
 * The exact sum of finite numbers, as text: a hexadecimal mantissa and a power of two (`-5p-3` is -0.625). Floating
 * point addition depends on the order; this does not, so that batches may be merged in any order.
 */
export function exactSum(values: Iterable<number>): string {
  let sum: Binary = { mantissa: 0n, exponent: 0 };
  for (const value of values) sum = add(sum, fromDouble(value));
  return format(sum);
}

/** The exact sum of the squares of finite numbers; see {@link exactSum}. */
export function exactSumOfSquares(values: Iterable<number>): string {
  let sum: Binary = { mantissa: 0n, exponent: 0 };
  for (const value of values) {
    const { mantissa, exponent } = fromDouble(value);
    sum = add(sum, { mantissa: mantissa * mantissa, exponent: 2 * exponent });
  }
  return format(sum);
}

/** The exact sums of finite numbers and of their squares, each number with how often it came. */
export function exactSumsOfTally({
  keys,
  counts,
}: {
  readonly keys: readonly number[];
  readonly counts: readonly number[];
}): { readonly sum: string; readonly squares: string } {
  let sum: Binary = { mantissa: 0n, exponent: 0 };
  let squares = sum;
  keys.forEach((value, i) => {
    const { mantissa, exponent } = fromDouble(value);
    const n = BigInt(counts[i] ?? 0);
    sum = add(sum, { mantissa: mantissa * n, exponent });
    squares = add(squares, { mantissa: mantissa * mantissa * n, exponent: 2 * exponent });
  });
  return { sum: format(sum), squares: format(squares) };
}

/** Sums of sums. @throws RangeError for a text that is no exact sum. */
export function mergeSums(sums: readonly string[]): string {
  return format(sums.map(parse).reduce(add, { mantissa: 0n, exponent: 0 }));
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

/** `numerator * 2^exponent / divisor`, all positive, rounded once to the nearest double, ties to even. */
function roundedQuotient(numerator: bigint, exponent: number, divisor: bigint): number {
  // The quotient has 53 or 54 bits (fewer where the double is subnormal), and the remainder tells a tie from more.
  const wanted = exponent + bitLength(numerator) - bitLength(divisor) - DOUBLE_BITS;
  const scale = Math.max(wanted, LOWEST_EXPONENT);
  const shift = BigInt(Math.abs(exponent - scale));
  const top = exponent >= scale ? numerator << shift : numerator;
  const bottom = exponent >= scale ? divisor : divisor << shift;
  let quotient = top / bottom;
  let unit = bottom;
  let result = scale;
  if (bitLength(quotient) > DOUBLE_BITS) {
    quotient >>= 1n;
    unit <<= 1n;
    result += 1;
  }
  const twiceRest = 2n * (top - quotient * unit);
  if (twiceRest > unit || (twiceRest === unit && (quotient & 1n) === 1n)) quotient += 1n;
  return result > HIGHEST_EXPONENT ? Infinity : Number(quotient) * 2 ** result;
}

function divided(sum: string, divisor: number): number {
  const { mantissa, exponent } = parse(sum);
  if (mantissa === 0n) return 0;
  const magnitude = roundedQuotient(mantissa < 0n ? -mantissa : mantissa, exponent, BigInt(divisor));
  return mantissa < 0n ? -magnitude : magnitude;
}

/** The double nearest to the sum; infinite where the sum is beyond the doubles. @throws RangeError as {@link mergeSums}. */
export function sumToNumber(sum: string): number {
  return divided(sum, 1);
}

/** The double nearest to `sum / n`, rounded once; null for `n` = 0. @throws RangeError as {@link mergeSums}. */
export function meanOf(sum: string, n: number): number | null {
  return n === 0 ? null : divided(sum, n);
}

interface Sums {
  readonly n: number;
  readonly sum: string;
  readonly squares: string;
}

/** `n squares - sum²`: n times the sum of the squared distances from the mean; negative for sums of no real values. */
function spread({ n, ...sums }: Sums): Binary {
  const [sum, squares] = [parse(sums.sum), parse(sums.squares)];
  return add(
    { mantissa: squares.mantissa * BigInt(n), exponent: squares.exponent },
    { mantissa: -sum.mantissa * sum.mantissa, exponent: 2 * sum.exponent },
  );
}

/** Whether some `n` values have this sum and this sum of squares. @throws RangeError as {@link mergeSums}. */
export function areSumsOf(sums: Sums): boolean {
  const { n, sum, squares } = sums;
  if (n === 0) return sum === ZERO_SUM && squares === ZERO_SUM;
  const { mantissa } = spread(sums);
  return n === 1 ? mantissa === 0n : mantissa >= 0n;
}

/**
 * The sample variance `(squares - sum² / n) / (n - 1)`, computed exactly and rounded once, so that values which are close
 * together lose no digits; null for `n` < 2. @throws RangeError as {@link mergeSums}, and for sums of no real values.
 */
export function varianceOf(sums: Sums): number | null {
  const { n } = sums;
  if (n < 2) return null;
  const { mantissa, exponent } = spread(sums);
  if (mantissa < 0n) throw new RangeError(`no ${n} values have this sum and these squares`);
  return mantissa === 0n ? 0 : roundedQuotient(mantissa, exponent, BigInt(n) * BigInt(n - 1));
}
