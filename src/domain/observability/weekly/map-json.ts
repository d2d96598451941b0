import { describeValue } from '../../document-fault.js';
import type { Scalar } from '../../policy.js';
import { inputFault, type InputFault } from './input-fault.js';
import { valuesAt } from './json-pointer.js';
import { mapField, type Mapped } from './map-field.js';
import { readJsonValue } from './mapped-value.js';
import type { JsonSection, ReadField } from './sections.js';

/** The version that a file says of itself must be one that the mapping was written for. */
function versionFaults(section: JsonSection, document: unknown): readonly InputFault[] {
  if (section.version === null) return [];
  const { at, known } = section.version;
  const version = valuesAt(document, at)[0]?.value;
  if ((typeof version === 'string' || typeof version === 'number') && known.includes(String(version)))
    return [];
  const said =
    version === undefined ? 'the file names no version' : `its version is ${describeValue(version)}`;
  const message = `${said}, and the policy knows ${known.join(', ')}; look whether the mapping still fits, then add it`;
  return [inputFault('unsupported_schema_version', { file: section.file, path: at }, message)];
}

function jsonField(field: ReadField, file: string, document: unknown): Mapped {
  const reads = valuesAt(document, field.from)
    .filter(({ value }) => value !== null)
    .map(({ at, value }) => ({
      // What is counted may be of any type.
      read: field.fold?.kind === 'count' ? { value: true } : readJsonValue(value, field.type),
      place: { file, path: at },
    }));
  return mapField(field, reads, { file, path: field.from });
}

/** Values of a JSON file as an object, and everything that is wrong with them. Members that nobody asked for do not matter. */
export function mapJson(
  section: JsonSection,
  document: unknown,
): { readonly value: Readonly<Record<string, Scalar>>; readonly faults: readonly InputFault[] } {
  const old = versionFaults(section, document);
  if (old.length > 0) return { value: {}, faults: old };
  const faults: InputFault[] = [];
  const entries = section.fields.map((field) => {
    if (field.kind === 'constant') return [field.name, field.value] as const;
    const mapped = jsonField(field, section.file, document);
    if ('value' in mapped) return [field.name, mapped.value] as const;
    faults.push(...mapped.faults);
    return [field.name, null] as const;
  });
  return { value: Object.fromEntries(entries), faults };
}
