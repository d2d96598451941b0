import type { Fault } from '../domain/fault.js';
import type { MarkupKind } from './markup.js';
import type { Template } from './template.js';

/** Values by placeholder; null: there is none, which reads as `–` and is false in a condition. */
export type TemplateValues = Readonly<
  Record<string, string | null | Readonly<Record<string, string | null>>>
>;

/**
 * A template language. What a template prints is escaped for the kind of output unless one of the kind's own filters has
 * made it markup: no template can switch that off.
 */
export interface TemplateEngine {
  /** @throws PhasegateError `bad-input`: a syntax error, or a placeholder without a value, by line and column. */
  readonly render: (template: Template, values: TemplateValues, kind: MarkupKind) => string;
  /** Everything that is wrong with a template. `known`: its placeholders, `links.run` for a member. */
  readonly lint: (template: Template, known: readonly string[]) => readonly Fault[];
}
