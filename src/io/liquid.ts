import { Liquid } from 'liquidjs';
import { PhasegateError, formatFault, type Fault } from '../domain/fault.js';
import { MARKUP, type MarkupKind } from '../render/markup.js';
import type { TemplateEngine } from '../render/template-engine.js';
import type { Template } from '../render/template.js';

/**
 * What a template may use. Left out is whatever prints past the escaping (`echo`, `cycle`, `raw` as a filter), reads
 * another file (`include`, `render`, `layout`), loops, or depends on a clock, a locale or a time zone.
 */
const TAGS: ReadonlySet<string> = new Set(['assign', 'case', 'comment', 'if', 'unless', '#']);
const FILTERS: ReadonlySet<string> = new Set([
  ...['append', 'capitalize', 'default', 'downcase', 'prepend', 'remove', 'replace', 'size', 'strip'],
  ...['truncate', 'upcase'],
]);
/** Characters of a template, and of what one rendering may make. */
const MAX_TEMPLATE = 64 * 1024;
const MAX_MEMORY = 4 * 1024 * 1024;
const ABSENT = '–';

function printable(value: unknown): string {
  if (value === null || value === undefined) return ABSENT;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error('this is a group of values; name one of its members');
}

function newLiquid(kind: MarkupKind): Liquid {
  const markup = MARKUP[kind];
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: (value: unknown) => markup.text(printable(value)),
    // No look-up ever reaches the disk.
    templates: {},
    parseLimit: MAX_TEMPLATE,
    memoryLimit: MAX_MEMORY,
  });
  for (const tag of Object.keys(liquid.tags)) if (!TAGS.has(tag)) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) if (!FILTERS.has(filter)) liquid.unregisterFilter(filter);
  const register = (name: string, made: (value: unknown, argument: unknown) => string): void => {
    liquid.registerFilter(name, { raw: true, handler: made });
  };
  register('strong', (value) => markup.strong(printable(value)));
  register('code', (value) => markup.code(printable(value)));
  register('figure', (value) => markup.figure(printable(value)));
  register('bullets', (value) => markup.bullets(printable(value)));
  register('link', (url, label) => markup.link(url === null ? null : printable(url), printable(label)));
  return liquid;
}

interface Positioned {
  readonly message: string;
  readonly token?: { readonly getPosition?: () => readonly number[] };
}

/** An error of the engine as a fault; anything else is none of the template's. */
function faultOf(error: unknown, { file }: Template): Fault {
  // The engine's own assertions, about sizes, know no place.
  const isKnown = error instanceof Error && ('token' in error || error.name === 'AssertionError');
  if (!isKnown) throw error;
  const { message, token } = error as Positioned;
  const [line = 0, column = 0] = token?.getPosition?.() ?? [];
  const text = message.replace(/(?:, file:.*?)?, line:\d+, col:\d+$/s, '');
  return { file, line, column, path: '', message: text, severity: 'error' };
}

type Segments = readonly unknown[];

function unknownPlaceholders(liquid: Liquid, template: Template, known: readonly string[]): Fault[] {
  const { globals } = liquid.analyzeSync(liquid.parse(template.text, template.file), { partials: false });
  const names = new Set(known);
  const list = [...names].sort().join(', ');
  return Object.values(globals).flatMap((uses) =>
    uses.flatMap((use): Fault[] => {
      const segments: Segments = use.segments;
      const name = segments.map(String).join('.');
      if (segments.every((segment) => typeof segment === 'string') && names.has(name)) return [];
      const { row: line, col: column } = use.location;
      const message = `there is no placeholder ${JSON.stringify(name)}; use one of ${list}`;
      return [{ file: template.file, line, column, path: '', message, severity: 'error' }];
    }),
  );
}

/** Templates in Liquid (https://liquidjs.com), cut down to what cannot do harm. */
export function liquidEngine(): TemplateEngine {
  const engines = new Map<MarkupKind, Liquid>();
  const engineOf = (kind: MarkupKind): Liquid => {
    const engine = engines.get(kind) ?? newLiquid(kind);
    engines.set(kind, engine);
    return engine;
  };
  return {
    render: (template, values, kind) => {
      const liquid = engineOf(kind);
      try {
        return String(liquid.renderSync(liquid.parse(template.text, template.file), values));
      } catch (error) {
        const fault = faultOf(error, template);
        throw new PhasegateError('bad-input', formatFault(fault), { faults: [fault], cause: error });
      }
    },
    lint: (template, known) => {
      try {
        return unknownPlaceholders(engineOf('plain'), template, known);
      } catch (error) {
        return [faultOf(error, template)];
      }
    },
  };
}
