import { describeValue } from '../../document-fault.js';
import { parseLooseTime } from '../../loose-time.js';
import type { Scalar } from '../../policy.js';
import { formatInstant } from '../../time.js';
import { csvNumber } from '../datasets/csv-table.js';
import type { ValueType } from './sections.js';

/** Longer texts belong into a file, not into a report. */
const MAX_TEXT = 1_000;

/** A value, or what is wrong with it. */
export type Read = { readonly value: Scalar } | { readonly fault: string };

function fault(value: unknown, what: string): Read {
  return { fault: `${describeValue(value)} is no ${what}` };
}

function notBoolean(value: unknown): Read {
  return { fault: `${describeValue(value)} is neither true nor false` };
}

function numberIn(text: string): Read {
  const number = csvNumber(text);
  if (number === null) return fault(text, 'number');
  return typeof number === 'number' ? finite(number, text) : number;
}

function finite(value: number, written: unknown): Read {
  if (!Number.isFinite(value)) return { fault: `${describeValue(written)} is too large for a number` };
  return { value: value === 0 ? 0 : value };
}

function integer(read: Read, written: unknown): Read {
  if ('fault' in read || Number.isSafeInteger(read.value)) return read;
  return fault(written, 'whole number');
}

function time(text: string): Read {
  const ms = parseLooseTime(text);
  return ms === null
    ? { fault: `${describeValue(text)} is no time; write 2026-06-22T21:30:00Z` }
    : { value: formatInstant(ms) };
}

function short(text: string): Read {
  return text.length <= MAX_TEXT
    ? { value: text }
    : { fault: `a text of ${text.length} characters is too long; at most ${MAX_TEXT}` };
}

/** A cell of a CSV file as a value of the type. Cells are text, so it is converted. */
export function readCell(cell: string, type: ValueType): Read {
  const text = cell.trim();
  switch (type) {
    case 'text':
      return short(cell);
    case 'number':
      return numberIn(text);
    case 'integer':
      return integer(numberIn(text), text);
    case 'time':
      return time(text);
    case 'boolean':
      return /^(?:true|false)$/i.test(text) ? { value: text.toLowerCase() === 'true' } : notBoolean(text);
  }
}

/** A value of a JSON file as one of the type. JSON has types of its own, so nothing is converted. */
export function readJsonValue(value: unknown, type: ValueType): Read {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? short(value) : fault(value, 'text');
    case 'number':
      return typeof value === 'number' ? finite(value, value) : fault(value, 'number');
    case 'integer':
      return typeof value === 'number' ? integer(finite(value, value), value) : fault(value, 'whole number');
    case 'time':
      return typeof value === 'string' ? time(value) : fault(value, 'time');
    case 'boolean':
      return typeof value === 'boolean' ? { value } : notBoolean(value);
  }
}
