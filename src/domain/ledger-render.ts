import type { Ledger, LedgerEntry } from './ledger-entry.js';

/** Part of the canonical form: a file without it was changed by hand. */
export const HEADER = [
  '# Phase ledger: every promotion and rollback of this rollout, oldest first. The last entry says which phase is on.',
  '# Written by Phasegate; do not edit. Each entry holds the hash of what came before it, so any change is found.',
  '# To undo a decision, make a new one. To repair this file, take it from the last good commit of this branch.',
];

export type FieldKind = 'number' | 'text' | 'text or null' | 'list' | 'map';

/** Order and kind of an entry's fields in the file. */
export const FIELDS = [
  ['seq', 'number'],
  ['at', 'text'],
  ['action', 'text'],
  ['from', 'text'],
  ['to', 'text'],
  ['executor', 'text'],
  ['reason', 'text'],
  ['evidence', 'list'],
  ['approvals', 'list'],
  ['trigger', 'text or null'],
  ['request', 'text or null'],
  ['files', 'map'],
  ['policy', 'text'],
  ['previous', 'text'],
  ['hash', 'text'],
] as const satisfies readonly (readonly [keyof LedgerEntry, FieldKind])[];

export const FIRST_INDENT = '  - ';
export const INDENT = '    ';

// YAML allows some of these only as escapes; the others reorder or hide what a reader of the file sees.
const ESCAPED = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g;

/** A JSON string, which is a double-quoted YAML scalar too. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    ESCAPED,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function renderField(key: string, value: LedgerEntry[keyof LedgerEntry]): string[] {
  if (value === null || typeof value === 'number') return [`${key}: ${value}`];
  if (typeof value === 'string') return [`${key}: ${quote(value)}`];
  if (Array.isArray(value)) {
    const items = value as readonly string[];
    return items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items.map((item) => `  - ${quote(item)}`)];
  }
  const members = Object.entries(value as Readonly<Record<string, string>>).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return members.length === 0
    ? [`${key}: {}`]
    : [`${key}:`, ...members.map(([name, digest]) => `  ${quote(name)}: ${quote(digest)}`)];
}

function renderEntry(entry: LedgerEntry): string[] {
  const lines = FIELDS.flatMap(([key]) => renderField(key, entry[key]));
  return lines.map((line, i) => (i === 0 ? FIRST_INDENT : INDENT) + line);
}

/** The ledger as block-style YAML: one text for one ledger. */
export function renderLedger(ledger: Ledger): string {
  return [
    ...HEADER,
    `schema: ${quote(ledger.schema)}`,
    `rollout: ${quote(ledger.rollout)}`,
    ledger.entries.length === 0 ? 'entries: []' : 'entries:',
    ...ledger.entries.flatMap(renderEntry),
    '',
  ].join('\n');
}
