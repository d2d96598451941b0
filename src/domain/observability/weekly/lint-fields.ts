import { errorAt, type DocumentFault, type DocumentPath } from '../../document-fault.js';
import { member, recordOf, textOf } from '../../raw-values.js';
import { suggest } from '../../suggest.js';
import { hasWildcard, isPointer } from './json-pointer.js';

/** Types of which a fold makes something; of the others, as `first`, any. */
const TYPES_OF_FOLDS: Readonly<Record<string, readonly string[]>> = {
  max: ['number', 'integer', 'time'],
  min: ['number', 'integer', 'time'],
  sum: ['number', 'integer'],
  mean: ['number', 'integer'],
  worst: ['text'],
};
/** Keys that say how a value is read. */
const OF_READING = ['in', 'type', 'fold', 'order', 'rename', 'optional'] as const;
const OF_COUNT = ['type', 'order', 'rename', 'optional'] as const;

export interface FieldsOf {
  readonly kind: 'csv' | 'json';
  /** Names of the files beside a row. */
  readonly beside: readonly string[];
}

function keyFault(path: DocumentPath, key: string, message: string): DocumentFault {
  return { path: [...path, key], at: 'key', message, severity: 'error' };
}

function has(value: unknown, key: string): boolean {
  return member(value, key) !== undefined;
}

function lintFold(path: DocumentPath, field: unknown): readonly DocumentFault[] {
  const fold = textOf(member(field, 'fold'));
  const type = has(field, 'type') ? textOf(member(field, 'type')) : 'text';
  if (fold === null)
    return has(field, 'order') && !has(field, 'fold')
      ? [keyFault(path, 'order', 'means something only beside `fold: worst`; leave it out')]
      : [];
  if (fold === 'count')
    return OF_COUNT.filter((key) => has(field, key)).map((key) =>
      keyFault(path, key, 'values are counted whatever they are; leave it out'),
    );
  const faults: DocumentFault[] = [];
  const types = Object.hasOwn(TYPES_OF_FOLDS, fold) ? TYPES_OF_FOLDS[fold] : undefined;
  if (types !== undefined && type !== null && !types.includes(type))
    faults.push(
      errorAt([...path, 'fold'], `there is no ${fold} of type ${type}; write type: ${types.join(' or ')}`),
    );
  if (fold === 'worst' && !has(field, 'order'))
    faults.push(
      errorAt([...path, 'fold'], 'what is worst needs `order`: every value, from the best to the worst'),
    );
  if (fold !== 'worst' && has(field, 'order'))
    faults.push(keyFault(path, 'order', 'means something only beside `fold: worst`; leave it out'));
  return faults;
}

function lintRename(path: DocumentPath, field: unknown): readonly DocumentFault[] {
  const type = has(field, 'type') ? textOf(member(field, 'type')) : 'text';
  if (!has(field, 'rename') || type === null || type === 'text' || member(field, 'fold') === 'count')
    return [];
  return [keyFault(path, 'rename', `only texts are renamed, and this is of type ${type}; leave it out`)];
}

function lintColumn(path: DocumentPath, field: unknown, beside: readonly string[]): readonly DocumentFault[] {
  const name = textOf(member(field, 'in'));
  const isFolded = has(field, 'fold');
  if (!has(field, 'in'))
    return isFolded
      ? [keyFault(path, 'fold', 'a row has one value in a column; leave it out, or name a file with `in`')]
      : [];
  const faults: DocumentFault[] = [];
  if (name !== null && !beside.includes(name)) {
    const meant = suggest(name, beside);
    const hint = meant === null ? 'write it in `with`' : `did you mean ${JSON.stringify(meant)}?`;
    faults.push(errorAt([...path, 'in'], `no file is called ${JSON.stringify(name)}; ${hint}`));
  }
  if (!isFolded)
    faults.push(
      errorAt([...path, 'in'], 'the file has many rows; write how they become one value, such as fold: mean'),
    );
  return faults;
}

/** What is wrong with a JSON Pointer; of a value that is no text the schema speaks. */
export function lintPointer(path: DocumentPath, value: unknown): readonly DocumentFault[] {
  const pointer = textOf(value);
  if (pointer === null || isPointer(pointer)) return [];
  return [errorAt(path, `${JSON.stringify(pointer)} is no JSON Pointer; write /drawdowns/aggregate`)];
}

function lintAt(path: DocumentPath, field: unknown): readonly DocumentFault[] {
  const faults = lintPointer([...path, 'at'], member(field, 'at'));
  const pointer = textOf(member(field, 'at'));
  if (has(field, 'in'))
    return [...faults, keyFault(path, 'in', 'means something only beside `column`; leave it out')];
  if (pointer === null || faults.length > 0) return faults;
  if (hasWildcard(pointer) && !has(field, 'fold'))
    return [errorAt([...path, 'at'], '`*` gives many values; write how they become one, such as fold: max')];
  if (!hasWildcard(pointer) && has(field, 'fold'))
    return [keyFault(path, 'fold', 'there is one value where no `*` is in the pointer; leave it out')];
  return [];
}

function lintField(path: DocumentPath, field: unknown, { kind, beside }: FieldsOf): readonly DocumentFault[] {
  if (recordOf(field) === null) return [];
  if (has(field, 'value'))
    return OF_READING.filter((key) => has(field, key)).map((key) =>
      keyFault(path, key, 'means nothing beside `value`; leave it out'),
    );
  const own = kind === 'csv' ? 'column' : 'at';
  const other = kind === 'csv' ? 'at' : 'column';
  // Of both at once, and of neither, the schema speaks.
  if (has(field, other) && !has(field, own))
    return [keyFault(path, other, `a field of a ${kind} file is named by \`${own}\``)];
  return [
    ...(kind === 'csv' ? lintColumn(path, field, beside) : lintAt(path, field)),
    ...lintFold(path, field),
    ...lintRename(path, field),
  ];
}

/** What a schema cannot say of a section's fields. */
export function lintFields(path: DocumentPath, fields: unknown, of: FieldsOf): readonly DocumentFault[] {
  return Object.entries(recordOf(fields) ?? {}).flatMap(([name, field]) =>
    lintField([...path, name], field, of),
  );
}

/** Names that fields say in `in`. */
export function filesNamedIn(fields: unknown): readonly string[] {
  return Object.values(recordOf(fields) ?? {}).flatMap((field) => textOf(member(field, 'in')) ?? []);
}
