import type { Fault } from '../domain/fault.js';
import type { Template } from './template.js';

/**
 * A notice's template in its parts, each begun by a line `--- name`: `title` and `text` are needed, `slack` and `html`
 * say for their kind what `text` says for all. `title` and `text` are words: what Slack, Markdown and HTML are to make of
 * them is said by filters, so they are the same notice everywhere.
 */
export type PartName = 'title' | 'text' | 'slack' | 'html';
export type TemplateParts = Readonly<Partial<Record<PartName, Template>>>;

const HEAD = /^---[ \t]+(\S+)[ \t]*$/;
const NAMES: readonly PartName[] = ['title', 'text', 'slack', 'html'];
const NEEDED: readonly PartName[] = ['title', 'text'];
/** Characters that are markup in one kind of output or another, outside of what the template language reads. */
const MARKUP = /[<>&]/;
const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

function isPartName(name: string | undefined): name is PartName {
  return NAMES.some((one) => one === name);
}

/** The parts, and what is wrong with them. A part's text keeps the file's line numbers. */
export function templateParts({ file, text }: Template): {
  readonly parts: TemplateParts;
  readonly faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  const blame = (line: number, message: string): void => {
    faults.push({ file, line, column: line === 0 ? 0 : 1, path: '', message, severity: 'error' });
  };
  const bodies = new Map<PartName, string[]>();
  let body: string[] | null = null;
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    const name = HEAD.exec(line)?.[1];
    if (name === undefined) {
      if (body !== null) body.push(line);
      else if (line.trim() !== '') blame(index + 1, 'this stands before the first part, `--- title`');
      continue;
    }
    if (!isPartName(name))
      blame(index + 1, `there is no part ${JSON.stringify(name)}; use ${NAMES.join(', ')}`);
    else if (bodies.has(name)) blame(index + 1, `the part ${name} is there twice`);
    // Empty lines in place of what came before keep the numbers of the lines.
    body = Array.from({ length: index + 1 }, () => '');
    if (isPartName(name) && !bodies.has(name)) bodies.set(name, body);
  }
  for (const name of NEEDED) if (!bodies.has(name)) blame(0, `there is no part \`--- ${name}\``);
  for (const name of NEEDED) {
    const own = (bodies.get(name) ?? []).join('\n').replace(LIQUID, (found) => found.replace(/[^\n]/g, ' '));
    const at = own.split('\n').findIndex((line) => MARKUP.test(line));
    if (at >= 0)
      blame(at + 1, `write the ${name} without <, > and &; markup belongs to the part slack or html`);
  }
  const parts = [...bodies].map(([name, own]) => [name, { file, text: own.join('\n') }] as const);
  return { parts: Object.fromEntries(parts), faults };
}
