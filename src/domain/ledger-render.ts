import type { Approval } from './approval.js';
import type { Ledger, LedgerEntry } from './ledger-entry.js';

/** Part of the canonical form: a file without it was changed by hand. */
export const HEADER = [
  '# Phase ledger: every promotion, rollback and release of this rollout, oldest first. The last entry says which phase is on.',
  '# Written by Phasegate; do not edit. Each entry holds the hash of what came before it, so any change is found.',
  '# To undo a decision, make a new one. To repair this file, take it from the last good commit of this branch.',
];

export type FieldKind = 'number' | 'text' | 'text or null' | 'list' | 'approvals' | 'values' | 'map';

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
  ['approvals', 'approvals'],
  ['trigger', 'text or null'],
  ['until', 'text or null'],
  ['forced', 'values'],
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

/** A JSON scalar, which is a YAML one too. */
function scalar(value: string | number | boolean | null): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

/** On one line, as a flow mapping. */
function approval({ by, role, source }: Approval): string {
  return `{"by": ${quote(by)}, "role": ${quote(role)}, "source": ${quote(source)}}`;
}

function list(key: string, items: readonly string[]): string[] {
  return items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items.map((item) => `  - ${item}`)];
}

function map(key: string, value: Readonly<Record<string, string | number | boolean>>): string[] {
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return members.length === 0
    ? [`${key}: {}`]
    : [`${key}:`, ...members.map(([name, one]) => `  ${quote(name)}: ${scalar(one)}`)];
}

function renderField(key: keyof LedgerEntry, entry: LedgerEntry): string[] {
  switch (key) {
    case 'evidence':
      return list(key, entry.evidence.map(quote));
    case 'approvals':
      return list(key, entry.approvals.map(approval));
    case 'forced':
    case 'files':
      return map(key, entry[key]);
    default:
      return [`${key}: ${scalar(entry[key])}`];
  }
}

function renderEntry(entry: LedgerEntry): string[] {
  const lines = FIELDS.flatMap(([key]) => renderField(key, entry));
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
