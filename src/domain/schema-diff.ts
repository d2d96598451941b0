import { ALTERNATIVE_KEYWORDS, compareAnyAndOne, compareWithOne } from './schema-diff-alternatives.js';
import { compareAll, compareConditional, CONDITION_KEYWORDS } from './schema-diff-conditions.js';
import {
  compareFields,
  compareNames,
  compareOtherFields,
  compareRequired,
  FIELD_KEYWORDS,
} from './schema-diff-fields.js';
import type { Comparison, Pair, SchemaChange, Scope } from './schema-diff-pair.js';
import {
  compareBounds,
  compareChoices,
  compareCounts,
  compareRules,
  compareTypes,
  VALUE_KEYWORDS,
} from './schema-diff-values.js';
import { anything, below, isSameText, listOf, SchemaFile, type Place } from './schema-view.js';

export type { SchemaChange } from './schema-diff-pair.js';

const ITEM_KEYWORDS: ReadonlySet<string> = new Set(['items', 'prefixItems', 'contains']);
/** Deeper than this no schema is read: one that is made to exhaust the comparison is told, not followed. */
const MAX_DEPTH = 100;

/** Trials within trials: each may try every alternative, so they multiply. */
const MAX_TRIALS = 2;

const isCompared = (keyword: string): boolean =>
  [VALUE_KEYWORDS, FIELD_KEYWORDS, ALTERNATIVE_KEYWORDS, CONDITION_KEYWORDS, ITEM_KEYWORDS].some((set) =>
    set.has(keyword),
  );

/** `items` as a schema or a tuple, `prefixItems`, and `contains` without its counts. */
function compareItems({ base, head }: Pair, to: Comparison): void {
  for (const keyword of ITEM_KEYWORDS) {
    const [before, after] = [base.keywords.get(keyword), head.keywords.get(keyword)];
    const [from, into] = [listOf(before), listOf(after)];
    const isTuple = Array.isArray(before?.value) || Array.isArray(after?.value);
    // More items may fit a wider rule than may be there.
    const isCounted = keyword === 'contains' && head.keywords.has('maxContains');
    if (isCounted && after !== undefined && !to.isSame(before, after)) {
      to.breaking(after.pointer, '`contains` has changed under a greatest number (maxContains)');
      continue;
    }
    if (!isTuple && (before !== undefined || after !== undefined)) {
      to.compare(before ?? anything(base.pointer), after ?? anything(head.pointer), null);
    } else if (isTuple && from.length === into.length) {
      from.forEach((one, i) => to.compare(one, into[i] ?? anything(head.pointer), null));
    } else if (isTuple) {
      to.breaking((after ?? head).pointer, 'the items by position have another number of rules');
    }
  }
}

/** Keywords that this comparison knows nothing about: only going without one is known to let more through. */
function compareOthers({ base, head }: Pair, to: Comparison): void {
  for (const [keyword, place] of head.keywords) {
    if (isCompared(keyword) || to.isSame(base.keywords.get(keyword), place)) continue;
    const words = base.keywords.has(keyword) ? 'has changed' : 'is new';
    to.breaking(place.pointer, `\`${keyword}\` ${words}, and this check cannot say what that lets through`);
  }
  for (const [keyword] of base.keywords) {
    if (isCompared(keyword) || head.keywords.has(keyword)) continue;
    to.compatible(head.pointer, `\`${keyword}\` is gone`);
  }
}

const ASPECTS: readonly ((pair: Pair, to: Comparison) => void)[] = [
  ...[compareTypes, compareChoices, compareBounds, compareCounts, compareRules],
  ...[compareFields, compareRequired, compareOtherFields, compareNames],
  ...[compareItems, compareAll, compareConditional, compareAnyAndOne, compareOthers],
];

class Diff implements Comparison {
  readonly changes = new Map<string, SchemaChange>();
  readonly files: Comparison['files'];
  readonly #seen = new Set<string>();
  readonly #trials: number;
  #depth = 0;

  constructor(files: Comparison['files'], trials = 0) {
    this.files = files;
    this.#trials = trials;
  }

  readonly breaking = (pointer: string, words: string): void =>
    this.#add({ kind: 'breaking', pointer, words });
  readonly compatible = (pointer: string, words: string): void =>
    this.#add({ kind: 'compatible', pointer, words });

  readonly isSame = (base: Place | undefined, head: Place | undefined): boolean =>
    isSameText(this.files, { base: base ?? null, head: head ?? null });

  /** References may lead in a circle: what is being compared, or has been, is taken as told. */
  readonly compare = (base: Place, head: Place, scope: Scope | null): void => {
    if (base.value === true && head.value === true) return;
    const within = scope ?? { base, guards: [] };
    const key = JSON.stringify([nameOf(base), nameOf(head), within.base.pointer, guardNames(within)]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if (this.#depth >= MAX_DEPTH) {
      this.breaking(
        head.pointer,
        `the schema is nested more than ${MAX_DEPTH} deep; it is not compared further`,
      );
      return;
    }
    this.#depth += 1;
    const pair = { base: this.files.base.view(base), head: this.files.head.view(head), scope: within };
    if (pair.base.isNever) {
      if (!pair.head.isNever) this.compatible(head.pointer, 'a value is now allowed here');
    } else if (pair.head.isNever) {
      this.breaking(head.pointer, 'no value is allowed here any more');
    } else {
      if (!compareWithOne(base, pair, this)) for (const aspect of ASPECTS) aspect(pair, this);
    }
    this.#depth -= 1;
  };

  readonly trial: Comparison['trial'] = (base, head, scope) => {
    if (this.#trials >= MAX_TRIALS) return null;
    const diff = new Diff(this.files, this.#trials + 1);
    diff.compare(base, head, scope);
    return [...diff.changes.values()];
  };

  #add(change: SchemaChange): void {
    this.changes.set(JSON.stringify(change), change);
  }
}

/** The schema that says nothing stands where another one may: its pointer alone is no name. */
function nameOf({ value, pointer }: Place): string {
  return value === true ? `${pointer} true` : pointer;
}

function guardNames({ guards }: Scope): string[] {
  const names = guards.map(({ field, values }) => JSON.stringify([field, [...values].sort()]));
  return [...new Set(names)].sort();
}

function dialectOf(schema: unknown): string {
  const dialect = new SchemaFile(schema).root.value;
  const name =
    typeof dialect === 'object' && dialect !== null && '$schema' in dialect ? dialect.$schema : null;
  return typeof name === 'string' ? name.replace(/#$/, '') : 'none';
}

/**
 * What changed in a JSON Schema from `base` to `head`: breaking changes first, each in order of its pointer. Where it
 * names no breaking change, every value that was valid is valid, except for a field that no schema had named. What it
 * cannot compare (another `if`, a `not`, a reference into another file) it takes for breaking. Annotations, and the
 * order of what has none, are no changes.
 */
export function diffSchemas(base: unknown, head: unknown): SchemaChange[] {
  const diff = new Diff({ base: new SchemaFile(base), head: new SchemaFile(head) });
  const [before, after] = [dialectOf(base), dialectOf(head)];
  if (before !== after) {
    diff.breaking(
      below('', '$schema'),
      `the dialect is ${after} where it was ${before}; its words may mean something else`,
    );
  }
  diff.compare(diff.files.base.root, diff.files.head.root, null);
  const order = ({ kind, pointer, words }: SchemaChange): string => JSON.stringify([kind, pointer, words]);
  return [...diff.changes.values()].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}
