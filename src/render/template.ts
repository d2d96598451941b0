import { PhasegateError, type Fault } from '../domain/fault.js';

/** A text with `{{name}}` placeholders, and where it came from. */
export interface Template {
  /** As people know it: `templates/reports/rollout_phase.md`. */
  readonly file: string;
  readonly text: string;
}

/** Fills a template. The default is {@link fillTemplate}; whoever wants another template language passes another. */
export type TemplateRenderer = (template: Template, values: Readonly<Record<string, string>>) => string;

const PLACEHOLDER = /\{\{([^{}\n]*)\}\}/g;

/**
 * Replaces each `{{name}}` (white space around the name allowed) by its value, as it is: values are escaped by whoever
 * makes them, and one that itself holds `{{…}}` is not filled again. A placeholder may be left out of a template.
 *
 * @throws PhasegateError `bad-input` with every placeholder that has no value, by line and column.
 */
export const fillTemplate: TemplateRenderer = (template, values) => {
  const faults: Fault[] = [];
  const known = Object.keys(values).sort().join(', ');
  const text = template.text.replace(PLACEHOLDER, (placeholder, inner: string, offset: number) => {
    const name = inner.trim();
    if (Object.hasOwn(values, name)) return values[name] ?? '';
    const before = template.text.slice(0, offset).split('\n');
    faults.push({
      file: template.file,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      path: '',
      message: `there is no value for ${placeholder}; use one of ${known}`,
      severity: 'error',
    });
    return '';
  });
  if (faults.length === 0) return text;
  const list = faults
    .map((fault) => `${fault.file}:${fault.line}:${fault.column} ${fault.message}`)
    .join('; ');
  throw new PhasegateError('bad-input', list, { faults });
};
