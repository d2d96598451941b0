import { parseInstant } from './time.js';

/** One `- [x] …` of a checklist. */
export interface ChecklistItem {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly done: boolean;
}

/** One `Signed: <role>, <name>, <YYYY-MM-DD>`. */
export interface Signature {
  readonly line: number;
  readonly role: string;
  readonly name: string;
  /** UTC day. */
  readonly date: string;
}

/** What looks like an item or a signature and is none. */
export interface ChecklistFault {
  readonly line: number;
  readonly message: string;
}

/** A heading with what stands below it, down to the next heading of the same or a higher level. */
export interface ChecklistSection {
  readonly heading: string;
  readonly line: number;
  /** Nested ones too. */
  readonly items: readonly ChecklistItem[];
  readonly signatures: readonly Signature[];
  readonly faults: readonly ChecklistFault[];
}

/** What one line of the file is. */
type Part =
  | { readonly kind: 'heading'; readonly line: number; readonly level: number; readonly text: string }
  | { readonly kind: 'item'; readonly item: ChecklistItem }
  | { readonly kind: 'signature'; readonly signature: Signature }
  | { readonly kind: 'fault'; readonly fault: ChecklistFault };

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/;
const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[([ xX])\][ \t]+(\S.*)$/;
/** A box that is not written as one; a link in a list, `- [a](b)`, is none. */
const BROKEN_ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]*\[([^\]]{0,2})\](?![([])/;
const SIGNED = /^[ \t]*(?:[-*+][ \t]+)?signed[ \t]*:(.*)$/i;
const FENCE = /^ {0,3}(```|~~~)/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

function signaturePart(text: string, line: number): Part {
  const parts = text.split(',').map((part) => part.trim());
  const [role = '', name = '', date = ''] = parts;
  const isDay = DATE.test(date) && parseInstant(`${date}T00:00:00Z`) !== null;
  if (parts.length === 3 && role !== '' && name !== '' && isDay)
    return { kind: 'signature', signature: { line, role, name, date } };
  const message = 'a signature is written as `Signed: <role>, <name>, <YYYY-MM-DD>`';
  return { kind: 'fault', fault: { line, message } };
}

function partOf(text: string, line: number): Part | null {
  const heading = HEADING.exec(text);
  if (heading !== null) {
    const title = (heading[2] ?? '').trim().replace(/[ \t]#+$|^#+$/, '');
    return { kind: 'heading', line, level: (heading[1] ?? '').length, text: title.trim() };
  }
  const item = ITEM.exec(text);
  if (item !== null)
    return { kind: 'item', item: { line, text: (item[2] ?? '').trim(), done: item[1] !== ' ' } };
  const signed = SIGNED.exec(text);
  if (signed !== null) return signaturePart(signed[1] ?? '', line);
  if (!BROKEN_ITEM.test(text)) return null;
  const message = 'a task is written as `- [ ] text` or `- [x] text`';
  return { kind: 'fault', fault: { line, message } };
}

/** The lines that mean something; what stands in a fenced code block or an HTML comment of its own lines does not. */
function partsOf(text: string): Part[] {
  let fence: string | null = null;
  let comment = false;
  return text.split(/\r\n|\n|\r/).flatMap((line, i) => {
    const mark = comment ? undefined : FENCE.exec(line)?.[1];
    if (mark !== undefined && (fence === null || fence === mark)) {
      fence = fence === null ? mark : null;
      return [];
    }
    if (fence !== null) return [];
    const opens = comment || line.trimStart().startsWith('<!--');
    comment = opens && !line.includes('-->');
    return opens ? [] : (partOf(line, i + 1) ?? []);
  });
}

/**
 * The sections of a checklist in Markdown: headings, task lists below them (nested or not), and signatures.
 *
 * @param text of the file; never fails: what is written wrongly is a fault of its section
 */
export function parseChecklist(text: string): readonly ChecklistSection[] {
  const parts = partsOf(text.replace(/^\ufeff/, ''));
  return parts.flatMap((part, i): ChecklistSection[] => {
    if (part.kind !== 'heading') return [];
    const rest = parts.slice(i + 1);
    const next = rest.findIndex((one) => one.kind === 'heading' && one.level <= part.level);
    const own = next === -1 ? rest : rest.slice(0, next);
    return [
      {
        heading: part.text,
        line: part.line,
        items: own.flatMap((one) => (one.kind === 'item' ? [one.item] : [])),
        signatures: own.flatMap((one) => (one.kind === 'signature' ? [one.signature] : [])),
        faults: own.flatMap((one) => (one.kind === 'fault' ? [one.fault] : [])),
      },
    ];
  });
}

/** The sections under a heading, compared without case and outer white space. */
export function sectionsNamed(
  sections: readonly ChecklistSection[],
  heading: string,
): readonly ChecklistSection[] {
  const plain = (text: string): string => text.trim().toLowerCase();
  return sections.filter((section) => plain(section.heading) === plain(heading));
}
