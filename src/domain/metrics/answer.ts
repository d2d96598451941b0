import { recordOf, textOf } from '../raw-values.js';
import { PART_LABEL } from './queries.js';

/** Rows that one answer may have: more means labels with too many values, which no batch could hold. */
export const MAX_ROWS = 20_000;
const MAX_TEXT = 300;

/** One row of an answer: its labels, and its values by time (ms since the epoch). */
export interface AnswerRow {
  readonly labels: Readonly<Record<string, string>>;
  /** What the row says, where it is no growth; see queries.ts. */
  readonly part: string | null;
  readonly values: ReadonlyMap<number, number>;
}

function said(list: unknown): readonly string[] {
  const texts = Array.isArray(list) ? (list as unknown[]) : [];
  return texts
    .map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
    .filter((one) => one !== '');
}

function clipped(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}

/** Why an answer is none, or not the whole one; null where it is whole. */
function envelopeFault(answer: Readonly<Record<string, unknown>>): string | null {
  if (answer['status'] !== 'success') {
    const kind = textOf(answer['errorType']) ?? 'no reason given';
    return clipped(`it refused the query: ${kind}: ${textOf(answer['error']) ?? 'no text'}`);
  }
  if (answer['isPartial'] === true) return 'its answer is partial';
  const warnings = [
    ...said(answer['warnings']),
    ...said(answer['infos']).filter((one) => /partial/i.test(one)),
  ];
  if (warnings.length > 0) return clipped(`its answer may not be whole: ${warnings.join('; ')}`);
  return null;
}

function labelsOf(value: unknown): Record<string, string> | null {
  const entries = Object.entries(recordOf(value) ?? { '': null });
  if (entries.some(([, text]) => typeof text !== 'string')) return null;
  return Object.fromEntries(entries) as Record<string, string>;
}

function numberOf(text: unknown): number | null {
  const value = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** A row of a matrix, or what is wrong with it. */
function rowOf(row: unknown): AnswerRow | string {
  const labels = labelsOf(Reflect.get(Object(row), 'metric'));
  const samples: unknown = Reflect.get(Object(row), 'values');
  if (labels === null) return 'a row of its answer has no labels';
  const name = clipped(JSON.stringify(labels));
  if (Reflect.get(Object(row), 'histograms') !== undefined)
    return `${name} is a native histogram; only classic ones, with buckets of their own, are read`;
  if (!Array.isArray(samples)) return `${name} has no values`;
  const values = new Map<number, number>();
  for (const sample of samples as unknown[]) {
    const [time, text] = Array.isArray(sample) ? (sample as unknown[]) : [];
    const value = numberOf(text);
    if (typeof time !== 'number' || !Number.isFinite(time)) return `${name} has a value without a time`;
    if (value === null)
      return `${name} is ${clipped(JSON.stringify(text) ?? 'nothing')}, which is no whole number from 0: what is counted is not counted in ones`;
    values.set(Math.round(time * 1_000), value);
  }
  const { [PART_LABEL]: part = null, ...others } = labels;
  return { labels: others, part, values };
}

/** Reads the answer to a range query, or says why it is no data. */
export function readAnswer(body: string): readonly AnswerRow[] | string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'its answer is no JSON';
  }
  const answer = recordOf(value);
  if (answer === null) return 'its answer is no object';
  const fault = envelopeFault(answer);
  if (fault !== null) return fault;
  const data = recordOf(answer['data']);
  const result = data?.['result'];
  if (data?.['resultType'] !== 'matrix' || !Array.isArray(result)) return 'its answer is no matrix';
  if (result.length > MAX_ROWS)
    return `its answer has ${result.length} rows, more than ${MAX_ROWS}; choose labels with fewer values`;
  const rows = (result as unknown[]).map(rowOf);
  return rows.find((row) => typeof row === 'string') ?? (rows as readonly AnswerRow[]);
}
