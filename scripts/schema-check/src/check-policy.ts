import { PhasegateError, type Fault } from '../../../src/domain/fault.js';
import { parsePolicy } from '../../../src/io/policy-file.js';
import { YamlDocument } from '../../../src/io/yaml-document.js';

/** What the check says of one policy. */
export interface PolicyResult {
  readonly file: string;
  readonly status: 'new' | 'changed' | 'unchanged' | 'removed';
  readonly faults: readonly Fault[];
}

/** The folder that the paths in a policy start from: the one above `governance`. */
function rootOf(file: string): string {
  const names = file.split('/');
  return names.slice(0, names.lastIndexOf('governance')).join('/');
}

/** Sources whose schema is no file of the head. */
function missingSchemas(text: string, file: string, files: ReadonlyMap<string, unknown>): Fault[] {
  const { policy } = parsePolicy(text, file);
  const document = new YamlDocument(text, file);
  const root = rootOf(file);
  return policy.sources.flatMap((source, i) => {
    if (source.schema === '' || files.has(root === '' ? source.schema : `${root}/${source.schema}`))
      return [];
    const message = `there is no ${source.schema}, the schema of the source ${JSON.stringify(source.name)}`;
    return [document.locate({ path: ['sources', i, 'schema'], at: 'value', message, severity: 'error' })];
  });
}

/** Checks one policy; `files` are the head's. */
export function checkPolicy(
  file: string,
  texts: { readonly base: string | null; readonly head: string | null },
  files: ReadonlyMap<string, unknown>,
): PolicyResult {
  const { base, head } = texts;
  if (head === null) return { file, status: 'removed', faults: [] };
  const status = base === null ? 'new' : base === head ? 'unchanged' : 'changed';
  try {
    const { warnings } = parsePolicy(head, file);
    return { file, status, faults: [...warnings, ...missingSchemas(head, file, files)] };
  } catch (error) {
    if (!(error instanceof PhasegateError) || error.faults.length === 0) throw error;
    return { file, status, faults: error.faults };
  }
}
