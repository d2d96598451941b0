import { describeValue, type DocumentFault, type DocumentPath } from './document-fault.js';
import { recordOf } from './raw-values.js';
import { suggest } from './suggest.js';

/** What a generated validator says of one broken rule (the shape of ajv's verbose errors). */
export interface SchemaError {
  /** JSON Pointer to the value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key, where a key and not a value broke the rule. */
  readonly propertyName?: string;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/** A key that was most likely meant to be another one. */
export interface Misspelling {
  readonly path: DocumentPath;
  readonly meant: string;
}

export interface SchemaFaults {
  readonly faults: readonly DocumentFault[];
  readonly misspellings: readonly Misspelling[];
}

/** An alternative that only asks for a key; the rule above it says which keys there are. */
const REQUIRED_ALTERNATIVE = /\/(?:oneOf|anyOf)\/\d+\/required$/;
/** These only say that one of the rules inside them is broken, which is an error of its own. */
const WRAPPERS: ReadonlySet<string> = new Set(['if', 'propertyNames', 'allOf']);

function record(value: unknown): Readonly<Record<string, unknown>> {
  return recordOf(value) ?? {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function pathOf(document: unknown, pointer: string): DocumentPath {
  let value = document;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(value) ? Number(key) : key;
      value = Array.isArray(value) ? (value as unknown[])[Number(key)] : record(value)[key];
      return step;
    });
}

/** The keys that the alternatives of a `oneOf` or `anyOf` ask for; empty where they are alternatives of another kind. */
function alternativeKeys(error: SchemaError): readonly string[] {
  const alternatives = record(error.parentSchema)[error.keyword];
  if (!Array.isArray(alternatives)) return [];
  return alternatives.flatMap((one) => {
    const required = record(one)['required'];
    return Array.isArray(required) ? required.map(text) : [];
  });
}

/** A value that is no mapping has no keys; that it should be a mapping is an error of its own. */
function asksKeysOfNoMapping(error: SchemaError): boolean {
  return alternativeKeys(error).length > 0 && recordOf(error.data) === null;
}

/**
 * Leaves one error for one mistake. A value that is neither of several kinds breaks every alternative; told are only
 * the errors inside the alternative of its own kind, or that it is of no kind.
 */
function withoutEchoes(errors: readonly SchemaError[]): readonly SchemaError[] {
  let rest = errors.filter(
    (error) =>
      !WRAPPERS.has(error.keyword) &&
      !REQUIRED_ALTERNATIVE.test(error.schemaPath) &&
      !asksKeysOfNoMapping(error),
  );
  for (const choice of errors) {
    if (choice.keyword !== 'anyOf' || alternativeKeys(choice).length > 0) continue;
    const inside = rest.filter(
      (error) => error !== choice && `${error.instancePath}/`.startsWith(`${choice.instancePath}/`),
    );
    const ofItsKind = inside.filter(
      (error) =>
        error.instancePath !== choice.instancePath ||
        // A constant is a scalar: a mapping is not even of its kind.
        (error.keyword !== 'type' && error.keyword !== 'const' && typeof error.data === 'object'),
    );
    const echoes = new Set(
      ofItsKind.length > 0 ? inside.filter((error) => !ofItsKind.includes(error)) : inside,
    );
    if (ofItsKind.length > 0) echoes.add(choice);
    rest = rest.filter((error) => !echoes.has(error));
  }
  return rest;
}

function list(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(', ');
}

function missing(path: DocumentPath, key: string, schema: unknown): DocumentFault {
  const description = text(record(record(record(schema)['properties'])[key])['description']);
  const [purpose = ''] = description.split(/[.:](?:\s|$)/);
  const message = `key \`${key}\` is missing${purpose === '' ? '' : ` (${purpose})`}`;
  return { path, at: 'value', message, severity: 'error' };
}

function unknownKey(
  path: DocumentPath,
  error: SchemaError,
): { fault: DocumentFault; misspelling: Misspelling | null } {
  const key = text(error.params['additionalProperty']);
  const known = Object.keys(record(record(error.parentSchema)['properties']));
  const present = record(error.data);
  const meant = suggest(
    key,
    known.filter((candidate) => !Object.hasOwn(present, candidate)),
  );
  const hint = meant === null ? `known here: ${list(known)}` : `did you mean \`${meant}\`?`;
  const place = [...path, key];
  const fault: DocumentFault = {
    path: place,
    at: 'key',
    message: `unknown key ${JSON.stringify(key)}; ${hint}`,
    severity: 'error',
  };
  return { fault, misspelling: meant === null ? null : { path: place, meant } };
}

function wrongAlternative(path: DocumentPath, error: SchemaError): DocumentFault {
  const keys = alternativeKeys(error);
  const present = keys.filter((key) => Object.hasOwn(record(error.data), key));
  const second = present[1];
  if (second !== undefined) {
    return {
      path: [...path, second],
      at: 'key',
      message: `${list(present)} exclude each other; keep one`,
      severity: 'error',
    };
  }
  const message =
    error.keyword === 'oneOf' ? `name one of ${list(keys)}` : `name at least one of ${list(keys)}`;
  return { path, at: 'value', message, severity: 'error' };
}

function expected(error: SchemaError): string {
  const schema = record(error.parentSchema);
  const words = text(schema['x-expected']);
  if (words !== '') return words;
  if (error.keyword === 'enum' && Array.isArray(schema['enum']))
    return schema['enum'].map(String).join(' or ');
  if (error.keyword === 'minProperties')
    return 'at least one key; leave it out where there is nothing to say';
  const types: Readonly<Record<string, string>> = {
    object: 'a mapping',
    array: 'a list',
    boolean: 'true or false',
    string: 'a text',
  };
  const type = text(schema['type']);
  return Object.hasOwn(types, type) ? (types[type] ?? type) : `what ${error.schemaPath} says`;
}

function wrongValue(path: DocumentPath, error: SchemaError): DocumentFault {
  if (error.propertyName !== undefined) {
    const message = `the key ${describeValue(error.propertyName)} must be ${expected(error)}`;
    return { path: [...path, error.propertyName], at: 'key', message, severity: 'error' };
  }
  if (error.keyword === 'uniqueItems') {
    const index = Math.max(Number(error.params['i']), Number(error.params['j']));
    const item = Array.isArray(error.data) ? (error.data[index] as unknown) : null;
    return {
      path: [...path, index],
      at: 'value',
      message: `${describeValue(item)} is in the list twice`,
      severity: 'error',
    };
  }
  const message = `expected ${expected(error)}; found ${describeValue(error.data)}`;
  return { path, at: 'value', message, severity: 'error' };
}

/** The errors of a generated validator over a document, in plain words: one fault for one mistake. */
export function schemaFaults(document: unknown, errors: readonly SchemaError[]): SchemaFaults {
  const faults = new Map<string, DocumentFault>();
  const misspellings: Misspelling[] = [];
  const add = (fault: DocumentFault): void =>
    void faults.set(JSON.stringify([fault.path, fault.at, fault.message]), fault);
  for (const error of withoutEchoes(errors)) {
    const path = pathOf(document, error.instancePath);
    switch (error.keyword) {
      case 'additionalProperties': {
        const { fault, misspelling } = unknownKey(path, error);
        add(fault);
        if (misspelling !== null) misspellings.push(misspelling);
        break;
      }
      case 'required':
      case 'dependencies':
        add(missing(path, text(error.params['missingProperty']), error.parentSchema));
        break;
      default:
        add(alternativeKeys(error).length > 0 ? wrongAlternative(path, error) : wrongValue(path, error));
    }
  }
  return { faults: [...faults.values()], misspellings };
}
