import { ANY_TEXT_FORMATS, FORMAT_PATTERNS } from './schema-places.js';

/**
 * Classes of values that are in order, where nothing else depends on which of them a field holds: a line is judged alike with
 * each. Without them each field that may be missing, and each one of a few texts, would double the shapes of a wide schema.
 */
export const INDIFFERENT = {
  required: 254,
  /** The field may be missing as well. */
  optional: 255,
} as const;

/** What a rule may ask of a value, of which only its class is known. */
export interface Probe {
  /** Names of its type in JSON Schema: of a whole number two. */
  readonly types: readonly string[];
  /** Whether it is one of some values. */
  readonly isOneOf: (values: readonly unknown[]) => boolean;
  /** A number of its class; null for what is none. */
  readonly number: number | null;
  /** null for what is no text. */
  readonly text: {
    /** Whether it has at least so many characters. */
    readonly reaches: (length: number) => boolean;
    readonly matches: (pattern: string) => boolean;
    readonly isInstant: boolean;
  } | null;
}

const COMPARES: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  minimum: (value, limit) => value >= limit,
  maximum: (value, limit) => value <= limit,
  exclusiveMinimum: (value, limit) => value > limit,
  exclusiveMaximum: (value, limit) => value < limit,
};

function isFormat(format: string, text: NonNullable<Probe['text']>): boolean {
  if (format === 'date-time') return text.isInstant;
  const pattern = Object.hasOwn(FORMAT_PATTERNS, format) ? FORMAT_PATTERNS[format] : undefined;
  return pattern === undefined ? ANY_TEXT_FORMATS.includes(format) : text.matches(pattern);
}

function obeysKeyword(keyword: string, value: unknown, probe: Probe, isNullable: boolean): boolean {
  const { types, number, text } = probe;
  const compare = Object.hasOwn(COMPARES, keyword) ? COMPARES[keyword] : undefined;
  if (compare !== undefined) return number === null || compare(number, Number(value));
  switch (keyword) {
    case 'type':
      return types.some((type) => [value].flat().includes(type)) || (isNullable && types.includes('null'));
    case 'enum':
      return probe.isOneOf(Array.isArray(value) ? value : []);
    case 'const':
      return probe.isOneOf([value]);
    case 'minLength':
      return text === null || text.reaches(Number(value));
    case 'maxLength':
      return text === null || !text.reaches(Number(value) + 1);
    case 'pattern':
      return text === null || text.matches(String(value));
    case 'format':
      return text === null || isFormat(String(value), text);
    default:
      // What is asked of fields within, or of which the scanner leaves every value to the slow path.
      return true;
  }
}

function obeys(rule: unknown, probe: Probe): boolean {
  if (typeof rule !== 'object' || rule === null) return rule === true;
  const isNullable = 'nullable' in rule && rule.nullable === true;
  return Object.entries(rule).every(([keyword, value]) => obeysKeyword(keyword, value, probe, isNullable));
}

/** Whether a value of a class is in order by all rules of its field. */
export function isInOrder(rules: readonly unknown[], probe: Probe): boolean {
  return rules.every((rule) => obeys(rule, probe));
}
