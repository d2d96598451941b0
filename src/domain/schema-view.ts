import { canonicalJson } from './canonical-json.js';
import { recordOf } from './raw-values.js';

/** A schema (an object or a boolean) and the JSON Pointer to where it stands in its file. */
export interface Place {
  readonly value: unknown;
  readonly pointer: string;
}

/** A schema whose `$ref` is resolved: its assertions by keyword. */
export interface View {
  readonly pointer: string;
  /** The schema `false`: no value is valid. */
  readonly isNever: boolean;
  readonly keywords: ReadonlyMap<string, Place>;
  /** Schemas that must hold too: the members of `allOf`, and a `$ref` that stands beside other assertions. */
  readonly all: readonly Place[];
}

/** Keywords that say nothing about which values are valid. Names with `x-` belong to whoever wrote the schema. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$comment', '$defs', 'definitions', 'title', 'description', 'default', 'examples'],
  ...['deprecated', 'readOnly', 'writeOnly', 'contentEncoding', 'contentMediaType', 'contentSchema'],
]);

/** The schema that every value satisfies, at the place where nothing stands. */
export function anything(pointer: string): Place {
  return { value: true, pointer };
}

/** More references in a row than this are a circle. */
const MAX_REFERENCES = 50;

/** `/properties/a~1b`: the pointer to a member of what stands at `pointer`. */
export function below(pointer: string, ...keys: readonly (string | number)[]): string {
  return [pointer, ...keys.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

/** The keys of a JSON Pointer; of those that index a list nothing is known, so all are text. */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword) || keyword.startsWith('x-');
}

/** The member of a place, by key or index; null where it has none. */
export function memberOf(place: Place, key: string | number): Place | null {
  const { value } = place;
  const found = Array.isArray(value)
    ? (value as unknown[])[Number(key)]
    : Object.hasOwn(recordOf(value) ?? {}, key)
      ? recordOf(value)?.[key]
      : undefined;
  return found === undefined ? null : { value: found, pointer: below(place.pointer, key) };
}

/** The members of a place that holds an object, sorted by name. */
export function membersOf(place: Place | undefined): Map<string, Place> {
  const record = recordOf(place?.value) ?? {};
  const names = Object.keys(record).sort();
  return new Map(
    names.map((name) => [name, { value: record[name], pointer: below(place?.pointer ?? '', name) }]),
  );
}

/** The items of a place that holds a list. */
export function listOf(place: Place | undefined): Place[] {
  if (place === undefined || !Array.isArray(place.value)) return [];
  return place.value.map((value: unknown, i) => ({ value, pointer: below(place.pointer, i) }));
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** One schema file, and what the references in it stand for. Only references into the same file are resolved. */
export class SchemaFile {
  readonly root: Place;
  readonly #id: string | null;

  constructor(schema: unknown) {
    this.root = { value: schema, pointer: '' };
    const id = recordOf(schema)?.['$id'];
    this.#id = typeof id === 'string' ? id.replace(/#$/, '') : null;
  }

  /** The place that a `$ref` names; null for another file's and for one that leads nowhere. */
  resolve(reference: string): Place | null {
    const local =
      this.#id !== null && reference.startsWith(`${this.#id}#`)
        ? reference.slice(this.#id.length)
        : reference;
    if (local !== '#' && !local.startsWith('#/')) return null;
    const pointer = decoded(local.slice(1));
    if (pointer === null) return null;
    return pointerKeys(pointer).reduce<Place | null>(
      (place, key) => (place === null ? null : memberOf(place, key)),
      this.root,
    );
  }

  /** The assertions of a schema, through the references that are all it says. */
  view(place: Place): View {
    let at = place;
    for (let hops = 0; hops < MAX_REFERENCES; hops += 1) {
      const assertions = [...membersOf(at)].filter(([name]) => !isAnnotation(name));
      const reference = memberOf(at, '$ref')?.value;
      const target = typeof reference === 'string' ? this.resolve(reference) : null;
      if (target === null || assertions.length > 1) return viewOf(at, new Map(assertions), target);
      at = target;
    }
    return viewOf(at, new Map(), null);
  }
}

function viewOf(place: Place, assertions: ReadonlyMap<string, Place>, target: Place | null): View {
  const keywords = new Map(assertions);
  const all = listOf(keywords.get('allOf'));
  keywords.delete('allOf');
  if (target !== null) {
    keywords.delete('$ref');
    all.push(target);
  }
  return { pointer: place.pointer, isNever: place.value === false, keywords, all };
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return Object.entries(recordOf(value) ?? {}).flatMap(([key, member]) =>
    key === '$ref' && typeof member === 'string' ? [member] : referencesIn(member),
  );
}

/** Whether two places of two files hold the same text, and what it refers to does too. */
export function isSameText(
  files: { readonly base: SchemaFile; readonly head: SchemaFile },
  places: { readonly base: Place | null; readonly head: Place | null },
  seen: Set<string> = new Set(),
): boolean {
  const { base, head } = places;
  if (base === null || head === null) return base === head;
  if (canonicalJson(base.value) !== canonicalJson(head.value)) return false;
  return referencesIn(base.value).every((reference) => {
    if (seen.has(reference)) return true;
    seen.add(reference);
    const targets = { base: files.base.resolve(reference), head: files.head.resolve(reference) };
    return isSameText(files, targets, seen);
  });
}
