import type { Approval } from './approval.js';
import { LEDGER_SCHEMA, type Ledger, type LedgerEntry } from './ledger-entry.js';
import { FIELDS, FIRST_INDENT, HEADER, INDENT, type FieldKind } from './ledger-render.js';
import { recordOf } from './raw-values.js';

/** Stops the reading at the line that is not in the canonical form. */
export class Unreadable extends Error {
  readonly line: number;

  constructor(line: number, expected: string) {
    super(`expected ${expected}`);
    this.line = line;
  }
}

/** Reads the canonical form, and nothing wider of YAML, line by line. */
class LineReader {
  readonly #lines: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#lines = text.split('\n');
  }

  /** 1-based number of the line that comes next. */
  get line(): number {
    return this.#next + 1;
  }

  peek(): string | undefined {
    return this.#lines[this.#next];
  }

  /** Takes a line that starts so, and returns the rest of it. */
  take(prefix: string): string {
    const line = this.peek();
    if (line === undefined || !line.startsWith(prefix)) this.fail(`\`${prefix.trim()}\``);
    this.#next += 1;
    return line.slice(prefix.length);
  }

  /** Takes a line that is exactly this. */
  exact(line: string): void {
    if (this.peek() !== line)
      this.fail(line === '' ? 'an empty line' : `\`${line.trim()}\` and nothing else`);
    this.#next += 1;
  }

  text(prefix: string): string {
    const line = this.line;
    const value = parsed(this.take(prefix));
    if (typeof value === 'string') return value;
    throw new Unreadable(line, `a quoted text behind \`${prefix.trim()}\``);
  }

  number(prefix: string): number {
    const line = this.line;
    const value = this.take(prefix);
    if (!/^\d{1,9}$/.test(value)) throw new Unreadable(line, `a whole number behind \`${prefix.trim()}\``);
    return Number(value);
  }

  fail(expected: string): never {
    throw new Unreadable(this.line, expected);
  }
}

/** The value of a JSON text; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readItems<T>(reader: LineReader, prefix: string, read: (item: string) => T): T[] {
  if (reader.peek() === `${prefix} []`) {
    reader.take(prefix);
    return [];
  }
  reader.exact(prefix);
  const items: T[] = [];
  const item = `${INDENT}  - `;
  while (reader.peek()?.startsWith(item) === true) items.push(read(item));
  return items;
}

function readApproval(reader: LineReader, prefix: string): Approval {
  const line = reader.line;
  const value = parsed(reader.take(prefix));
  const { by, role, source } = (recordOf(value) ?? {}) as Partial<Approval>;
  const isApproval =
    typeof by === 'string' &&
    typeof role === 'string' &&
    (source === 'environment' || source === 'input') &&
    Object.keys(value as object).length === 3;
  if (isApproval) return { by, role, source };
  throw new Unreadable(line, 'an approval such as {"by": "octocat", "role": "qa", "source": "environment"}');
}

function readApprovals(reader: LineReader, prefix: string): Approval[] {
  return readItems(reader, prefix, (item) => readApproval(reader, item));
}

/** Flag values by name. */
function readValues(reader: LineReader, prefix: string): LedgerEntry['forced'] {
  if (reader.peek() === `${prefix} {}`) {
    reader.take(prefix);
    return {};
  }
  reader.exact(prefix);
  const members: [string, string | number | boolean][] = [];
  for (const start = `${INDENT}  `; reader.peek()?.startsWith(`${start}"`) === true;) {
    const line = reader.line;
    const [member] = Object.entries(recordOf(parsed(`{${reader.take(start)}}`)) ?? {});
    const value = member?.[1];
    if (member === undefined || !['string', 'number', 'boolean'].includes(typeof value))
      throw new Unreadable(line, 'a flag with its value, such as "search.engine": "old"');
    members.push([member[0], value as string | number | boolean]);
  }
  return Object.fromEntries(members);
}

const MEMBER = /^ {6}"([A-Za-z0-9._/-]+)": "([0-9a-f]{64})"$/;

function readMap(reader: LineReader, prefix: string): Record<string, string> {
  if (reader.peek() === `${prefix} {}`) {
    reader.take(prefix);
    return {};
  }
  reader.exact(prefix);
  const members: [string, string][] = [];
  for (;;) {
    const match = MEMBER.exec(reader.peek() ?? '');
    if (match === null) break;
    members.push([match[1] ?? '', match[2] ?? '']);
    reader.take('');
  }
  return Object.fromEntries(members);
}

function readField(reader: LineReader, prefix: string, kind: FieldKind): unknown {
  switch (kind) {
    case 'number':
      return reader.number(`${prefix} `);
    case 'text':
      return reader.text(`${prefix} `);
    case 'text or null':
      if (reader.peek() !== `${prefix} null`) return reader.text(`${prefix} `);
      reader.take(prefix);
      return null;
    case 'list':
      return readItems(reader, prefix, (item) => reader.text(item));
    case 'approvals':
      return readApprovals(reader, prefix);
    case 'values':
      return readValues(reader, prefix);
    case 'map':
      return readMap(reader, prefix);
  }
}

function readEntry(reader: LineReader): LedgerEntry {
  const fields = FIELDS.map(([key, kind], i): [string, unknown] => [
    key,
    readField(reader, `${i === 0 ? FIRST_INDENT : INDENT}${key}:`, kind),
  ]);
  // Every field was read by its kind in FIELDS; what a value means is checked by ledger-inspect.ts.
  return Object.fromEntries<unknown>(fields) as unknown as LedgerEntry;
}

/** Reads the text's form. @throws Unreadable at the first line that is not in the canonical form. */
export function readLedgerText(text: string): { ledger: Ledger; lines: number[] } {
  const reader = new LineReader(text);
  HEADER.forEach((line) => reader.exact(line));
  const schema = reader.line;
  if (reader.text('schema: ') !== LEDGER_SCHEMA) throw new Unreadable(schema, `the schema ${LEDGER_SCHEMA}`);
  const rollout = reader.text('rollout: ');
  const entries: LedgerEntry[] = [];
  const lines: number[] = [];
  if (reader.peek() === 'entries: []') {
    reader.take('');
  } else {
    reader.exact('entries:');
    while (reader.peek()?.startsWith(FIRST_INDENT) === true) {
      lines.push(reader.line);
      entries.push(readEntry(reader));
    }
  }
  // Behind the last line end there is nothing.
  if (reader.peek() !== '') reader.fail('the end of the file, or a new entry');
  reader.exact('');
  if (reader.peek() !== undefined) reader.fail('the end of the file');
  return { ledger: { schema: LEDGER_SCHEMA, rollout, entries }, lines };
}
