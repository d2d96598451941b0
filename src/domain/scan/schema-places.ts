import { patternAutomaton } from './pattern-automaton.js';
import { cutAbove, cutAround, cutBelow, placeAt, type Place } from './places.js';

/** Of keywords that judge nothing. */
const WORDS_FOR_PEOPLE = [
  ...['$schema', '$comment', '$defs', 'definitions', 'title', 'description', 'default', 'examples'],
  ...[
    'readOnly',
    'writeOnly',
    'deprecated',
    'contentMediaType',
    'contentEncoding',
    'x-version',
    'x-expected',
  ],
];
/** Of keywords that ask for no more than the kind of a value, and which fields there are. */
const OF_SHAPE = ['type', 'nullable'];
/** Of keywords that compare numbers: between which values of theirs they tell a difference. */
const OF_NUMBERS: Readonly<Record<string, (place: Place, limit: number) => void>> = {
  minimum: cutBelow,
  maximum: cutAbove,
  exclusiveMinimum: cutAbove,
  exclusiveMaximum: cutBelow,
};
const OF_LISTS = [
  ...['items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'minItems', 'maxItems', 'uniqueItems'],
  ...['contains', 'minContains', 'maxContains'],
];
/** Formats by a pattern of the same texts. */
export const FORMAT_PATTERNS: Readonly<Record<string, string>> = {
  uuid: '^(?:[uU][rR][nN]:[uU][uU][iI][dD]:)?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$',
};
const NUMBER_FORMATS = ['int32', 'int64', 'float', 'double'];
export const ANY_TEXT_FORMATS = ['password', 'binary'];
const MOST_DEPTH = 16;
const MOST_SCHEMAS = 5_000;

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(schema: Schema, key: string): unknown {
  return Object.hasOwn(schema, key) ? schema[key] : undefined;
}

/** What a schema asks of the values of a line, and what of it cannot be told by a scanner. */
export interface SchemaReading {
  /** The line is for the slow path whatever it holds: why. */
  readonly unsupported: readonly string[];
  /** Values of some fields are: which, and why. */
  readonly hard: readonly string[];
  /** Fields by which `discriminator` chooses. */
  readonly tags: readonly string[];
}

/** Writes what a schema of lines asks for into the place of the line. */
export function readSchema(schema: unknown, line: Place): SchemaReading {
  const reader = new SchemaReader(schema);
  reader.read(schema, { place: line, path: '', isSure: true });
  return { unsupported: [...reader.unsupported], hard: [...reader.hard], tags: [...reader.tags] };
}

/** Where a schema stands. */
interface At {
  readonly place: Place;
  readonly path: string;
  /** Whether a value must be in order by it whatever else the line holds. */
  readonly isSure: boolean;
}

interface AtKeyword extends At {
  readonly schema: Schema;
}

class SchemaReader {
  readonly unsupported = new Set<string>();
  readonly hard = new Set<string>();
  readonly tags = new Set<string>();
  readonly #root: unknown;
  #depth = 0;
  #read = 0;

  constructor(root: unknown) {
    this.#root = root;
  }

  read(schema: unknown, at: At): void {
    if (at.isSure) at.place.rules.push(schema);
    else at.place.isDecisive = true;
    if (!isSchema(schema)) return;
    this.#read += 1;
    if (this.#depth >= MOST_DEPTH || this.#read > MOST_SCHEMAS) {
      this.unsupported.add('schemas within schemas without end, or too many');
      return;
    }
    this.#depth += 1;
    for (const [keyword, value] of Object.entries(schema)) this.#keyword(keyword, value, { ...at, schema });
    this.#depth -= 1;
  }

  #keyword(keyword: string, value: unknown, at: AtKeyword): void {
    const { place, path, isSure } = at;
    const perhaps = { place, path, isSure: false };
    if (keyword === 'type' && [value].flat().includes('integer')) place.isWhole = true;
    if (WORDS_FOR_PEOPLE.includes(keyword) || OF_SHAPE.includes(keyword)) return;
    if (this.#isOfValue(keyword, value, at)) return;
    switch (keyword) {
      case 'allOf':
        for (const part of Array.isArray(value) ? value : []) this.read(part, { place, path, isSure });
        return;
      case 'anyOf':
      case 'oneOf':
        for (const part of Array.isArray(value) ? value : []) this.read(part, perhaps);
        return;
      case 'not':
      case 'if':
      case 'then':
      case 'else':
        this.read(value, perhaps);
        return;
      case '$id':
        // References within are to be read from there.
        if (this.#depth > 1) this.unsupported.add(`$id of ${nameOf(path)}`);
        return;
      case '$ref':
        this.read(this.#target(value), { place, path, isSure });
        return;
      default:
        this.#ofFields(keyword, value, at);
    }
  }

  /** Keywords that ask something of the fields of an object. */
  #ofFields(keyword: string, value: unknown, { place, path, isSure, schema }: AtKeyword): void {
    switch (keyword) {
      case 'properties':
        for (const [name, part] of Object.entries(isSchema(value) ? value : {}))
          this.read(part, { place: placeAt(place, name), path: `${path}/${name}`, isSure });
        return;
      case 'required':
        for (const field of this.#named(value, place)) {
          if (isSure) field.isRequired = true;
          else field.isDecisive = true;
        }
        return;
      case 'dependentRequired':
      case 'dependentSchemas':
      case 'dependencies':
        for (const [name, part] of Object.entries(isSchema(value) ? value : {})) {
          const others = Array.isArray(part) ? (part as readonly unknown[]) : [];
          for (const field of this.#named([name, ...others], place)) field.isDecisive = true;
          if (!Array.isArray(part)) this.read(part, { place, path, isSure: false });
        }
        return;
      case 'additionalProperties':
      case 'unevaluatedProperties':
        if (value === true) return;
        place.isClosed = true;
        place.allowed.push(new Set(keyword === 'additionalProperties' ? namesIn(schema) : []));
        if (value !== false) this.unsupported.add(`${keyword} of ${nameOf(path)}`);
        return;
      case 'minProperties':
      case 'maxProperties':
        place.isClosed = true;
        // How many there are depends on each.
        place.allowed.push(new Set());
        return;
      case 'discriminator':
        if (path !== '') this.unsupported.add(`discriminator of ${nameOf(path)}`);
        this.#tag(String(own(isSchema(value) ? value : {}, 'propertyName')), place);
        return;
      default:
        this.unsupported.add(`${keyword} of ${nameOf(path)}`);
    }
  }

  #tag(name: string, place: Place): void {
    this.tags.add(name);
    placeAt(place, name).isDecisive = true;
  }

  /** Fields of which it matters whether they are there. */
  #named(names: unknown, place: Place): Place[] {
    const list = Array.isArray(names) ? (names as readonly unknown[]) : [];
    return list.map((name) => placeAt(place, String(name)));
  }

  /** Keywords that ask something of one value by itself. */
  #isOfValue(keyword: string, value: unknown, { place, path }: At): boolean {
    const cut = Object.hasOwn(OF_NUMBERS, keyword) ? OF_NUMBERS[keyword] : undefined;
    if (cut !== undefined) {
      cut(place, Number(value));
    } else if (keyword === 'multipleOf') {
      this.#isHard(place, 'number', `multipleOf of ${nameOf(path)}`);
    } else if (OF_LISTS.includes(keyword)) {
      this.#isHard(place, 'list', `${keyword} of ${nameOf(path)}`);
    } else if (keyword === 'minLength') {
      place.lengths.add(Number(value));
    } else if (keyword === 'maxLength') {
      place.lengths.add(Number(value) + 1);
    } else if (keyword === 'pattern') {
      this.#pattern(String(value), place, path);
    } else if (keyword === 'format') {
      this.#format(String(value), place, path);
    } else if (keyword === 'enum' || keyword === 'const') {
      this.#list(keyword === 'const' ? [value] : value, place, path);
    } else {
      return false;
    }
    return true;
  }

  #pattern(pattern: string, place: Place, path: string): void {
    if (patternAutomaton(pattern) === null) this.#isHard(place, 'text', `pattern of ${nameOf(path)}`);
    else place.patterns.add(pattern);
  }

  #format(format: string, place: Place, path: string): void {
    const pattern = Object.hasOwn(FORMAT_PATTERNS, format) ? FORMAT_PATTERNS[format] : undefined;
    if (format === 'date-time') place.isInstant = true;
    else if (pattern !== undefined) place.patterns.add(pattern);
    else if (NUMBER_FORMATS.includes(format)) this.#isHard(place, 'number', `format of ${nameOf(path)}`);
    else if (!ANY_TEXT_FORMATS.includes(format)) this.#isHard(place, 'text', `format of ${nameOf(path)}`);
  }

  #list(values: unknown, place: Place, path: string): void {
    const list: readonly unknown[] = Array.isArray(values) ? values : [];
    place.lists.push(list.filter((one) => typeof one === 'string'));
    for (const one of list) {
      if (typeof one === 'number') cutAround(place, one);
      if (typeof one === 'object' && one !== null)
        this.unsupported.add(`objects and lists that ${nameOf(path)} may be`);
    }
  }

  #isHard(place: Place, kind: 'text' | 'number' | 'list', what: string): void {
    place.hard.add(kind);
    this.hard.add(what);
  }

  /** What a `$ref` within the schema leads to. */
  #target(reference: unknown): unknown {
    const text = String(reference);
    if (text === '#') return this.#root;
    let at: unknown = text.startsWith('#/') ? this.#root : undefined;
    for (const part of text.split('/').slice(1)) {
      const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
      at =
        typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Schema)[name] : undefined;
    }
    if (at === undefined) this.unsupported.add(`$ref to ${text.slice(0, 100)}`);
    return at;
  }
}

/** Fields that a schema names in its own `properties`. */
function namesIn(schema: Schema): readonly string[] {
  const properties = own(schema, 'properties');
  return isSchema(properties) ? Object.keys(properties) : [];
}

function nameOf(path: string): string {
  return path === '' ? 'the event' : path.slice(1).replaceAll('/', '.');
}
