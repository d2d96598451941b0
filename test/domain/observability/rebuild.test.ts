import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jobId, type JobName } from '../../../src/domain/observability/job-id.js';
import { rebuildLog, type KnownJob } from '../../../src/domain/observability/rebuild.js';
import { runLine } from '../../../src/domain/observability/run-line.js';
import { parseRunLine, type RunRecord } from '../../../src/domain/observability/run-record.js';
import { renderSequence } from '../../../src/domain/observability/run-tail.js';
import { verifyLog } from '../../../src/domain/observability/verify/verify-log.js';
import { HOUR } from '../../../src/domain/time.js';
import validate from '../../../src/generated/validate-automation-run.js';
import { outcome } from '../../observability-builder.js';

const BEGIN = Date.parse('2026-03-02T00:00:00Z');
const idAt = (hour: number, job: JobName = 'latency'): string => jobId(job, BEGIN + hour * HOUR);
/** Line n was written at hour n. */
const line = (n: number): RunRecord => ({ ...outcome({ job_id: idAt(n) }), sequence: n });
const lines = (...numbers: number[]): RunRecord[] => numbers.map(line);
const known = (hour: number, job: JobName = 'weekly', parts: Partial<KnownJob> = {}): KnownJob => ({
  jobId: idAt(hour, job),
  failure: null,
  artefacts: [`ops/${hour}.json`],
  from: ['ops/manifest.jsonl:1'],
  ...parts,
});

/** Numbers with ids; `?` where nothing is known. */
function told({ records }: ReturnType<typeof rebuildLog>): string[] {
  return records.map(({ sequence, job_id: id, error_code: code }) =>
    code === 'sequence_gap' ? `${sequence} ?` : `${sequence} ${id.slice(9, 11)}-${id.slice(17)}`,
  );
}

describe('a log that is rebuilt', () => {
  test('has what is known of the time of a line that is gone', () => {
    const rebuilt = rebuildLog({
      records: lines(1, 2, 4),
      known: [known(3)],
      sequence: { first: 1, value: 4 },
    });
    expect(told(rebuilt)).toEqual(['1 01-latency', '2 02-latency', '3 03-weekly', '4 04-latency']);
    expect(rebuilt.records[2]).toMatchObject({
      status: 'ok',
      artefacts: ['ops/3.json'],
      diagnostics: { rebuilt: true, rebuilt_from: ['ops/manifest.jsonl:1'] },
    });
    expect(rebuilt).toMatchObject({ made: 1, unknown: 0, sequence: { first: 1, value: 4 } });
  });

  test('says of a line of which nothing is known that it was there', () => {
    const rebuilt = rebuildLog({
      records: lines(1, 2, 5),
      known: [known(3)],
      sequence: { first: 1, value: 6 },
    });
    expect(told(rebuilt)).toEqual([
      '1 01-latency',
      '2 02-latency',
      '3 03-weekly',
      '4 ?',
      '5 05-latency',
      '6 ?',
    ]);
    expect(rebuilt.records[3]).toMatchObject({ job_id: idAt(2, 'rebuild'), diagnostics: { rebuilt: true } });
    expect(rebuilt).toMatchObject({ made: 1, unknown: 2 });
  });

  test('has lines before its first only of jobs that are known', () => {
    const rebuilt = rebuildLog({
      records: lines(5, 6),
      known: [known(2), known(3), known(9)],
      sequence: { first: 4, value: 6 },
    });
    expect(told(rebuilt)).toEqual(['4 03-weekly', '5 05-latency', '6 06-latency']);
    expect(
      rebuildLog({ records: lines(5, 6), known: [], sequence: { first: 1, value: 6 } }).sequence,
    ).toEqual({
      first: 5,
      value: 6,
    });
  });

  test('does not have a job twice', () => {
    const twice = [
      known(3),
      known(3, 'weekly', { from: ['ops/weekly_report_heartbeat.json'], artefacts: [] }),
    ];
    const rebuilt = rebuildLog({
      records: lines(1, 2, 5),
      known: [...twice, known(2, 'latency')],
      sequence: null,
    });
    expect(told(rebuilt)).toEqual(['1 01-latency', '2 02-latency', '3 03-weekly', '4 ?', '5 05-latency']);
    expect(rebuilt.records[2]?.diagnostics['rebuilt_from']).toEqual([
      'ops/manifest.jsonl:1',
      'ops/weekly_report_heartbeat.json',
    ]);
  });

  test('says that a job failed where its heartbeat does', () => {
    const failure = known(3, 'weekly', { failure: 'webhook_failed' });
    const rebuilt = rebuildLog({ records: lines(1, 2, 4), known: [failure], sequence: null });
    expect(rebuilt.records[2]).toMatchObject({ status: 'error', error_code: 'webhook_failed' });
  });

  test('of which no line is left holds what is known, up to the last number that was given', () => {
    const rebuilt = rebuildLog({
      records: [],
      known: [known(7), known(3)],
      sequence: { first: 1, value: 40 },
    });
    expect(told(rebuilt)).toEqual(['39 03-weekly', '40 07-weekly']);
    expect(rebuilt.sequence).toEqual({ first: 39, value: 40 });
    expect(rebuildLog({ records: [], known: [known(7)], sequence: null }).sequence).toEqual({
      first: 1,
      value: 1,
    });
    expect(rebuildLog({ records: [], known: [], sequence: { first: 1, value: 4 } }).sequence).toEqual({
      first: 5,
      value: 4,
    });
  });

  test('keeps a line whose number was given twice, under a new one', () => {
    const other = { ...line(2), status: 'error' as const };
    const rebuilt = rebuildLog({
      records: [...lines(1, 2), other, line(2), line(3)],
      known: [],
      sequence: null,
    });
    expect(rebuilt.records.map(({ sequence, status }) => [sequence, status])).toEqual([
      [1, 'ok'],
      [2, 'ok'],
      [3, 'ok'],
      [4, 'error'],
    ]);
  });

  test('is as verify wants it, whatever is missing of it and whatever is known', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });
    const end = fc.option(fc.integer({ min: 0, max: 15 }));
    fc.assert(
      fc.property(hours, hours, end, (kept, others, value) => {
        const records = [...kept].sort((a, b) => a - b).map(line);
        const sequence = value === null ? null : { first: 1, value };
        const rebuilt = rebuildLog({ records, known: others.map((hour) => known(hour)), sequence });
        const texts = { log: 'log', sequence: 'sequence' };
        const logText = rebuilt.records.map(runLine).join('');
        const sequenceText = renderSequence(rebuilt.sequence);
        expect(verifyLog({ ...texts, logText, sequenceText, validate }).findings).toEqual([]);
        for (const record of records) expect(rebuilt.records).toContainEqual(record);
        expect(rebuilt.sequence.value).toBeGreaterThanOrEqual(value ?? 0);
        for (const record of rebuilt.records)
          expect(parseRunLine(runLine(record).trimEnd(), validate).kind).toBe('record');
      }),
    );
  });
});
