import { PhasegateError, type Fault } from '../../../src/domain/fault.js';
import { member } from '../../../src/domain/raw-values.js';
import { diffSchemas, type SchemaChange } from '../../../src/domain/schema-diff.js';
import { schemaVersion, versionFault } from '../../../src/domain/schema-version.js';
import { compileSchema } from '../../../src/io/event-schema.js';
import { SchemaText, syntaxFault } from './schema-text.js';

/** What the check says of one schema file. */
export interface SchemaResult {
  readonly file: string;
  readonly status: 'new' | 'changed' | 'unchanged' | 'removed';
  readonly changes: readonly SchemaChange[];
  /** Null on the side where there is no file, or none that can be read. */
  readonly version: { readonly base: number | null; readonly head: number | null };
  readonly faults: readonly Fault[];
}

const wholeFile = (file: string, message: string, severity: Fault['severity'] = 'error'): Fault => ({
  ...{ file, line: 0, column: 0, path: '', message, severity },
});

/** Does it compile, and do its examples hold? */
async function contentFaults(schema: SchemaText, file: string): Promise<Fault[]> {
  const faults: Fault[] = [];
  const version = versionFault(schema.value);
  if (version !== null) faults.push(schema.faultAt('/x-version', version));
  let validate: (value: unknown) => string | null;
  try {
    validate = await compileSchema(schema.value, { fromText: false, path: file });
  } catch (error) {
    if (!(error instanceof PhasegateError)) throw error;
    return [...faults, schema.faultAt('', error.message.replace(`${file}: `, 'does not compile: '))];
  }
  const examples = member(schema.value, 'examples');
  if (!Array.isArray(examples) || examples.length === 0) {
    return [...faults, schema.faultAt('', 'has no `examples`; give a list of at least one valid value')];
  }
  const wrong = examples.flatMap((example: unknown, i) => {
    const message = validate(example);
    return message === null
      ? []
      : [schema.faultAt(`/examples/${i}`, `examples[${i}] is not valid: ${message}`)];
  });
  return [...faults, ...wrong];
}

/** Breaking changes without a greater version are faults, each at its line. */
function versionFaults(
  schema: SchemaText,
  changes: readonly SchemaChange[],
  version: { readonly base: number; readonly head: number },
): Fault[] {
  if (version.head < version.base) {
    const message = `the version goes back from ${version.base} to ${version.head}; a version never does`;
    return [schema.faultAt('/x-version', message)];
  }
  if (version.head > version.base) return [];
  return changes
    .filter(({ kind }) => kind === 'breaking')
    .map(({ pointer, words }) =>
      schema.faultAt(
        pointer,
        `${words}: a breaking change; take it back or raise the version above ${version.base}`,
      ),
    );
}

function parse(text: string, file: string): SchemaText | Fault {
  try {
    return new SchemaText(text, file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return syntaxFault(text, file);
  }
}

/** Checks one schema file; `base` and `head` are its texts, null where there is none. One of them is there. */
export async function checkSchema(
  file: string,
  texts: { readonly base: string | null; readonly head: string | null },
): Promise<SchemaResult> {
  const before = texts.base === null ? null : parse(texts.base, file);
  const base = before instanceof SchemaText ? before : null;
  const baseVersion = base === null ? null : schemaVersion(base.value);
  if (texts.head === null) {
    const gone = wholeFile(
      file,
      'this schema is removed; whoever writes or reads by it must be gone before',
      'warning',
    );
    return {
      file,
      status: 'removed',
      changes: [],
      version: { base: baseVersion, head: null },
      faults: [gone],
    };
  }
  const isSame = texts.base === texts.head;
  const status = texts.base === null ? 'new' : isSame ? 'unchanged' : 'changed';
  const head = parse(texts.head, file);
  if (!(head instanceof SchemaText)) {
    return { file, status, changes: [], version: { base: baseVersion, head: null }, faults: [head] };
  }
  const faults = await contentFaults(head, file);
  const version = schemaVersion(head.value);
  const result = { file, status, version: { base: baseVersion, head: version } } as const;
  if (before === null || isSame) return { ...result, changes: [], faults };
  if (base === null || baseVersion === null) {
    const message = 'the older state of this file is no JSON; the two are not compared';
    return { ...result, changes: [], faults: [...faults, wholeFile(file, message, 'warning')] };
  }
  const changes = diffSchemas(base.value, head.value);
  const unversioned = versionFaults(head, changes, { base: baseVersion, head: version });
  return { ...result, changes, faults: [...faults, ...unversioned] };
}
