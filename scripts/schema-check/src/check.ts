import type { Fault } from '../../../src/domain/fault.js';
import { checkPolicy, type PolicyResult } from './check-policy.js';
import { checkTemplate, type TemplateResult } from './check-template.js';
import { checkSchema, type SchemaResult } from './check-schema.js';
import type { FileKind, State } from './files.js';

/** Everything the check found. It is passed when no fault is an error. */
export interface CheckResult {
  readonly schemas: readonly SchemaResult[];
  readonly policies: readonly PolicyResult[];
  readonly templates: readonly TemplateResult[];
}

export function faultsOf({ schemas, policies, templates }: CheckResult): Fault[] {
  return [...schemas, ...policies, ...templates].flatMap(({ faults }) => faults);
}

export function isPassed(result: CheckResult): boolean {
  return faultsOf(result).every(({ severity }) => severity !== 'error');
}

/** Compares two states of a repository, file by file in order of the paths. */
export async function check(base: State, head: State): Promise<CheckResult> {
  const schemas: SchemaResult[] = [];
  const policies: PolicyResult[] = [];
  const templates: TemplateResult[] = [];
  const kinds = new Map<string, FileKind>([...base.files, ...head.files]);
  for (const [file, kind] of [...kinds].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const textOf = async (state: State): Promise<string | null> =>
      state.files.has(file) ? state.read(file) : null;
    const texts = { base: await textOf(base), head: await textOf(head) };
    switch (kind) {
      case 'schema':
        schemas.push(await checkSchema(file, texts));
        break;
      case 'policy':
        policies.push(checkPolicy(file, texts, head.files));
        break;
      case 'template':
        templates.push(checkTemplate(file, texts));
        break;
    }
  }
  return { schemas, policies, templates };
}
