import { canonicalJson } from './canonical-json.js';
import type { Pair, Report } from './schema-diff-pair.js';
import type { View } from './schema-view.js';

const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'string'];

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter((one) => typeof one === 'string');
}

/** The values that `const` and `enum` leave, as canonical JSON by value; null where they say nothing. */
export function choicesOf(view: View): ReadonlyMap<string, unknown> | null {
  const fixed = view.keywords.get('const');
  const list = view.keywords.get('enum');
  const many = Array.isArray(list?.value) ? (list.value as unknown[]) : null;
  const values = fixed !== undefined ? [fixed.value] : many;
  return values === null ? null : new Map(values.map((value) => [canonicalJson(value), value]));
}

function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function writtenTypes(view: View): ReadonlySet<string> {
  const named = view.keywords.get('type');
  if (named === undefined) return new Set(TYPES);
  const isNullable = view.keywords.get('nullable')?.value === true;
  return new Set([...textsOf(named.value), ...(isNullable ? ['null'] : [])]);
}

/** Types that a schema lets through by `type`, `nullable`, and its choices. `number` includes `integer`. */
export function typesOf(view: View): ReadonlySet<string> {
  const types = writtenTypes(view);
  const choices = choicesOf(view);
  if (choices === null) return types;
  const held = new Set([...choices.values()].map(typeOfValue));
  return new Set([...held].filter((type) => accepts(types, type)));
}

export function accepts(types: ReadonlySet<string>, type: string): boolean {
  return types.has(type) || (type === 'integer' && types.has('number'));
}

function listed(values: Iterable<string>): string {
  return [...values].join(', ');
}

function typesText(types: ReadonlySet<string>): string {
  return TYPES.every((type) => types.has(type)) ? 'any' : listed(types);
}

export function compareTypes({ base, head }: Pair, report: Report): void {
  if (!head.keywords.has('type') && !base.keywords.has('type')) return;
  const [before, after] = [typesOf(base), writtenTypes(head)];
  const pointer = (head.keywords.get('type') ?? head).pointer;
  const lost = [...before].filter((type) => !accepts(after, type));
  if (lost.length > 0) {
    const isNew = !base.keywords.has('type') && choicesOf(base) === null;
    const words = isNew ? 'is now limited to' : `is narrowed from ${typesText(before)} to`;
    report.breaking(pointer, `the type ${words} ${typesText(after)}`);
    return;
  }
  if (!base.keywords.has('type') || choicesOf(head) !== null) return;
  const written = writtenTypes(base);
  const gained = [...after].filter((type) => !accepts(written, type));
  if (gained.length > 0)
    report.compatible(pointer, `the type is widened from ${typesText(written)} to ${typesText(after)}`);
}

export function compareChoices({ base, head }: Pair, report: Report): void {
  const [before, after] = [choicesOf(base), choicesOf(head)];
  const place = head.keywords.get('const') ?? head.keywords.get('enum') ?? head;
  if (after === null) {
    if (before !== null) report.compatible(head.pointer, 'the value is no longer limited to a list');
    return;
  }
  if (before === null) {
    report.breaking(place.pointer, `the value is now limited to ${listed(after.keys())}`);
    return;
  }
  for (const value of before.keys()) {
    if (!after.has(value)) report.breaking(place.pointer, `the value ${value} is no longer allowed`);
  }
  for (const value of after.keys()) {
    if (!before.has(value)) report.compatible(place.pointer, `the value ${value} is allowed too`);
  }
}

interface Limit {
  readonly keyword: string;
  readonly what: string;
  readonly side: 'lower' | 'upper';
}

const COUNTS: readonly Limit[] = [
  { keyword: 'minLength', what: 'least length', side: 'lower' },
  { keyword: 'maxLength', what: 'greatest length', side: 'upper' },
  { keyword: 'minItems', what: 'least number of items', side: 'lower' },
  { keyword: 'maxItems', what: 'greatest number of items', side: 'upper' },
  { keyword: 'minProperties', what: 'least number of fields', side: 'lower' },
  { keyword: 'maxProperties', what: 'greatest number of fields', side: 'upper' },
];
/** Keywords that this module compares. */
export const VALUE_KEYWORDS: ReadonlySet<string> = new Set([
  ...['type', 'nullable', 'const', 'enum', 'minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'],
  ...['multipleOf', 'pattern', 'format', 'uniqueItems', ...COUNTS.map(({ keyword }) => keyword)],
]);

function numberAt(view: View, keyword: string): number | null {
  const value = view.keywords.get(keyword)?.value;
  return typeof value === 'number' ? value : null;
}

/** A bound as one number and whether it is itself left out; a lower bound is turned round, so that less is wider. */
interface Bound {
  readonly reach: number;
  readonly isOpen: boolean;
  readonly text: string;
  readonly pointer: string;
}

function boundOf(view: View, side: Limit['side']): Bound | null {
  const names = side === 'lower' ? ['minimum', 'exclusiveMinimum'] : ['maximum', 'exclusiveMaximum'];
  const bounds = names.flatMap((keyword, i): Bound[] => {
    const value = numberAt(view, keyword);
    if (value === null) return [];
    const sign = side === 'lower' ? (i === 0 ? '≥' : '>') : i === 0 ? '≤' : '<';
    const pointer = view.keywords.get(keyword)?.pointer ?? view.pointer;
    return [{ reach: side === 'lower' ? -value : value, isOpen: i === 1, text: `${sign} ${value}`, pointer }];
  });
  return bounds.reduce<Bound | null>(
    (best, bound) => (best === null || isTighter(bound, best) ? bound : best),
    null,
  );
}

function isTighter(one: Bound, other: Bound): boolean {
  return one.reach < other.reach || (one.reach === other.reach && one.isOpen && !other.isOpen);
}

/** Minimum and maximum, inclusive and exclusive. */
export function compareBounds({ base, head }: Pair, report: Report): void {
  for (const side of ['lower', 'upper'] as const) {
    const [before, after] = [boundOf(base, side), boundOf(head, side)];
    const bound = side === 'lower' ? 'lower bound' : 'upper bound';
    if (after === null) {
      if (before !== null) report.compatible(head.pointer, `the ${bound} ${before.text} is gone`);
    } else if (before === null) {
      report.breaking(after.pointer, `the value must now be ${after.text}`);
    } else if (isTighter(after, before)) {
      report.breaking(after.pointer, `the ${bound} is tighter: ${after.text} where it was ${before.text}`);
    } else if (isTighter(before, after)) {
      report.compatible(after.pointer, `the ${bound} is wider: ${after.text} where it was ${before.text}`);
    }
  }
}

/** Lengths and numbers of items or fields. */
export function compareCounts({ base, head }: Pair, report: Report): void {
  for (const { keyword, what, side } of COUNTS) {
    const [before, after] = [numberAt(base, keyword), numberAt(head, keyword)];
    const pointer = (head.keywords.get(keyword) ?? head).pointer;
    // A least count of 0 says nothing.
    const [from, to] = side === 'lower' ? [before ?? 0, after ?? 0] : [before ?? Infinity, after ?? Infinity];
    if (from === to) continue;
    const isNarrower = side === 'lower' ? to > from : to < from;
    const words = `the ${what} is ${after ?? 'not limited'} where it was ${before ?? 'not limited'}`;
    if (isNarrower) report.breaking(pointer, words);
    else report.compatible(pointer, words);
  }
}

const RULES: Readonly<Record<string, string>> = {
  pattern: 'pattern',
  format: 'format',
  multipleOf: 'step (multipleOf)',
};

/** Rules of which one cannot say which of two is wider: only going without is. */
export function compareRules({ base, head }: Pair, report: Report): void {
  for (const [keyword, what] of Object.entries(RULES)) {
    const [before, after] = [base.keywords.get(keyword), head.keywords.get(keyword)];
    const text = JSON.stringify(after?.value);
    if (after === undefined) {
      if (before !== undefined)
        report.compatible(head.pointer, `the ${what} ${JSON.stringify(before.value)} is gone`);
    } else if (before === undefined) {
      report.breaking(after.pointer, `the value must now have the ${what} ${text}`);
    } else if (
      before.value !== after.value &&
      !(keyword === 'multipleOf' && isWiderStep(before.value, after.value))
    ) {
      report.breaking(after.pointer, `the ${what} is ${text} where it was ${JSON.stringify(before.value)}`);
    } else if (before.value !== after.value) {
      report.compatible(after.pointer, `the ${what} is ${text} where it was ${JSON.stringify(before.value)}`);
    }
  }
  const [before, after] = [base, head].map((view) => view.keywords.get('uniqueItems')?.value === true);
  const unique = (head.keywords.get('uniqueItems') ?? head).pointer;
  if (after === true && before !== true) report.breaking(unique, 'the items must now all be different');
  if (before === true && after !== true) report.compatible(unique, 'the items may now be equal');
}

/** Every multiple of `before` is one of `after`; whole numbers only, where division is exact. */
function isWiderStep(before: unknown, after: unknown): boolean {
  return Number.isSafeInteger(before) && Number.isSafeInteger(after) && Number(before) % Number(after) === 0;
}
