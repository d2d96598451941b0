import { LINE_LIMIT } from '../run-line.js';
import { parseRunLine, type RunRecord, type Validator } from '../run-record.js';
import { parseSequence } from '../run-tail.js';
import { finding, type Finding } from './finding.js';

export interface LogTexts {
  /** Where the log and its sequence file are, relative to the root. */
  readonly log: string;
  readonly sequence: string;
  /** Their texts; null where there is no such file. The sequence file is read first: then only the log may be ahead. */
  readonly logText: string | null;
  readonly sequenceText: string | null;
  readonly validate: Validator;
}

export interface VerifiedLog {
  readonly findings: readonly Finding[];
  /** The lines that are records, in order, each with its line's number from 1. */
  readonly records: readonly { readonly line: number; readonly record: RunRecord }[];
}

function missingText(after: number, before: number): string {
  return before - after === 2
    ? `line ${after + 1} of the run log is missing`
    : `lines ${after + 1} to ${before - 1} of the run log are missing`;
}

class LogReading {
  readonly findings: Finding[] = [];
  readonly records: { line: number; record: RunRecord }[] = [];
  readonly #texts: LogTexts;

  constructor(texts: LogTexts) {
    this.#texts = texts;
  }

  found(what: string, line: number | null, code: Finding['code'] = null): void {
    this.findings.push(finding('log', this.#texts.log, { what, line, code }));
  }

  read(lines: readonly string[]): void {
    const encoder = new TextEncoder();
    for (const [i, text] of lines.entries()) {
      const bytes = encoder.encode(text).length + 1;
      if (bytes >= LINE_LIMIT)
        this.found(`is ${bytes} bytes long; a line is shorter than ${LINE_LIMIT}`, i + 1);
      const parsed = parseRunLine(text, this.#texts.validate);
      if (parsed.kind === 'record') this.records.push({ line: i + 1, record: parsed.record });
      else
        this.found(
          parsed.why,
          i + 1,
          parsed.kind === 'newer' ? 'unsupported_schema_version' : 'schema_validation_failed',
        );
    }
  }

  /** Each number follows the one before it. A step over lines that are no records is no gap beyond them. */
  count(first: number | null): void {
    let before = first === null ? null : first - 1;
    let at = 0;
    for (const { line, record } of this.records) {
      const { sequence } = record;
      const broken = line - at - 1;
      if (before !== null && sequence <= before)
        this.found(`has number ${sequence} behind number ${before}`, line, 'sequence_gap');
      else if (before !== null && sequence > before + 1 + broken)
        this.found(`${missingText(before, sequence)} before this one`, line, 'sequence_gap');
      before = Math.max(before ?? 0, sequence);
      at = line;
    }
  }
}

/** Holds the run log against its schema and its numbers. Half of a line at the end is what the next job puts right. */
export function verifyLog(texts: LogTexts): VerifiedLog {
  const { sequence: sequenceFile, logText, sequenceText, log } = texts;
  const reading = new LogReading(texts);
  const lines = (logText ?? '').split('\n').slice(0, -1);
  reading.read(lines);
  const known = sequenceText === null ? null : parseSequence(sequenceText);
  const [first] = reading.records;
  // Lines before the first that is kept wait for being dropped.
  const start = known !== null && (first?.record.sequence ?? known.first) >= known.first ? known.first : null;
  reading.count(start);
  const { findings, records } = reading;
  const last = Math.max(0, ...records.map(({ record }) => record.sequence));
  const broken = lines.length - (records.at(-1)?.line ?? 0);
  const own = (what: string): void => void findings.push(finding('log', sequenceFile, { what }));
  if (known !== null) {
    const from = records.length === 0 ? known.first - 1 : last;
    if (known.value > from + broken)
      findings.push(
        finding('log', log, {
          what: `${missingText(from, known.value + 1)} at its end`,
          code: 'sequence_gap',
        }),
      );
  } else if (sequenceText !== null) own('is damaged');
  else if (last > 1) own('is missing');
  return { findings, records };
}
