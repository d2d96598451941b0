import type { Fault } from '../../../src/domain/fault.js';
import { liquidEngine } from '../../../src/io/liquid.js';
import { lintTemplate } from '../../../src/render/template-lint.js';

/** What the check says of one template. */
export interface TemplateResult {
  readonly file: string;
  readonly status: 'new' | 'changed' | 'unchanged' | 'removed';
  readonly faults: readonly Fault[];
}

/** Checks one template; null: there is none on that side. */
export function checkTemplate(
  file: string,
  { base, head }: { readonly base: string | null; readonly head: string | null },
): TemplateResult {
  if (head === null) return { file, status: 'removed', faults: [] };
  const status = base === null ? 'new' : base === head ? 'unchanged' : 'changed';
  return { file, status, faults: lintTemplate({ file, text: head }, liquidEngine()) };
}
