import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, type Json } from '../../../src/domain/canonical-json.js';
import { LINE_LIMIT, runLine } from '../../../src/domain/observability/run-line.js';
import { parseRunLine, type RunRecord } from '../../../src/domain/observability/run-record.js';
import validate from '../../../src/generated/validate-automation-run.js';
import { outcome } from '../../observability-builder.js';

const record = (parts: Partial<RunRecord>): RunRecord => ({ ...outcome(), sequence: 1, ...parts });

function parsed(line: string): RunRecord {
  const result = parseRunLine(line.trimEnd(), validate);
  if (result.kind !== 'record') throw new Error(result.why);
  return result.record;
}

describe('a line of the run log', () => {
  test('that is short is the record as canonical JSON', () => {
    const short = record({ artefacts: ['ops/a.csv'], diagnostics: { b: 1, a: null } });
    expect(runLine(short)).toBe(`${canonicalJson(short)}\n`);
  });

  test('of a million artefacts keeps the first of them and says how many are missing', () => {
    const artefacts = Array.from({ length: 1_000_000 }, (_, i) => `ops/${i}.csv`);
    const { artefacts: kept, diagnostics } = parsed(runLine(record({ artefacts })));
    expect(kept.length).toBeGreaterThan(50);
    expect(kept).toEqual(artefacts.slice(0, kept.length));
    expect(diagnostics).toEqual({ truncated: true, cut: { artefacts: artefacts.length - kept.length } });
  });

  test('loses its largest diagnostics and keeps the small ones', () => {
    const diagnostics = { errors: 'x'.repeat(9_000), retry_after: 7 };
    expect(parsed(runLine(record({ diagnostics }))).diagnostics).toEqual({
      retry_after: 7,
      truncated: true,
      cut: { 'diagnostics.errors': 9_002 },
    });
  });

  test('with a long message keeps its beginning, and no half character', () => {
    const line = parsed(runLine(record({ status: 'error', error_message: '🦊'.repeat(3_000) })));
    expect(line.error_message).toMatch(/^(?:🦊){200,}…$/u);
    expect(line.diagnostics['truncated']).toBe(true);
  });

  const long = fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' });
  const json = fc.oneof(fc.integer(), long, fc.array(long, { maxLength: 3 })) as fc.Arbitrary<Json>;
  const alert = fc.record({ id: long, severity: fc.constantFrom('info' as const, 'critical' as const) });

  test('is always shorter than the limit, valid, and says whether it was cut', () => {
    const records = fc.record({
      artefacts: fc.array(long, { maxLength: 40 }),
      alerts: fc.array(alert, { maxLength: 40 }),
      diagnostics: fc.dictionary(long, json, { maxKeys: 40 }),
      error_message: fc.option(long),
      reason: fc.option(long),
    });
    fc.assert(
      fc.property(records, (parts) => {
        const whole = record(parts);
        const line = runLine(whole);
        expect(Buffer.byteLength(line)).toBeLessThan(LINE_LIMIT);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        const isCut = Buffer.byteLength(canonicalJson(whole)) + 1 >= LINE_LIMIT;
        expect(parsed(line).diagnostics['truncated'] === true).toBe(isCut);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a line that is read', () => {
  test.each([
    ['of no JSON', '{"job_id":', 'broken', 'is no JSON'],
    ['of JSON that is no record', '[]', 'broken', 'expected a mapping; found an empty list'],
    [
      'of a newer version',
      '{"schema":"phasegate.automation-run/2","sequence":"?"}',
      'newer',
      'is phasegate.automation-run/2; this version of Phasegate knows phasegate.automation-run/1',
    ],
    [
      'with a wrong status and without a number',
      canonicalJson({ ...outcome(), status: 'fine' }),
      'broken',
      'key `sequence` is missing (Number of the line, counted from 1 over all jobs without a gap); status: expected ok, warning, error, skipped or dry_run; found "fine"',
    ],
  ])('%s is told as such', (_, line, kind, why) => {
    expect(parseRunLine(line, validate)).toEqual({ kind, why });
  });
});
