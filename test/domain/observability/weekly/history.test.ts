import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { JobError } from '../../../../src/domain/observability/job-error.js';
import {
  deliveryOf,
  HISTORY_SCHEMA,
  keptReports,
  parseHistory,
  removalOf,
  reportPath,
  signaturePath,
  withEntries,
  type HistoryEntry,
} from '../../../../src/domain/observability/weekly/history.js';
import {
  parsePending,
  renderPending,
  type PendingReport,
} from '../../../../src/domain/observability/weekly/pending.js';
import { backoffMs, nextStep } from '../../../../src/domain/observability/weekly/delivery.js';
import { DAY, formatInstant } from '../../../../src/domain/time.js';

function entry(week: string, parts: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    schema: HISTORY_SCHEMA,
    event: 'delivered',
    week_start: week,
    job_id: '20260629T001500Z-weekly',
    at: '2026-06-29T00:15:00Z',
    path: reportPath(week),
    signature_path: signaturePath(week),
    signature_sha256: 'b'.repeat(64),
    sha256: 'a'.repeat(64),
    size_bytes: 3,
    payload_checksum_sha256: 'A'.repeat(64),
    webhook_status_code: 200,
    ...parts,
  };
}

describe('the manifest of the history', () => {
  test('gives back what was written, with lines', () => {
    const list = [entry('2026-06-15'), entry('2026-06-22'), entry('2026-06-15', { event: 'removed' })];
    const text = withEntries(withEntries('', list.slice(0, 1)), list.slice(1));
    expect(parseHistory(text)).toEqual({ entries: list, lines: [1, 2, 3], broken: [] });
  });

  test('keeps lines that are broken, and names them', () => {
    const text = withEntries('no JSON\n{"schema":"phasegate.weekly-report-history/1"}', [
      entry('2026-06-22'),
    ]);
    const { entries, lines, broken } = parseHistory(text);
    expect(entries).toHaveLength(1);
    expect(lines).toEqual([3]);
    expect(broken).toEqual([
      { line: 1, why: 'is no JSON' },
      { line: 2, why: 'event is missing' },
    ]);
  });

  test.each([
    [
      'a path out of it',
      { path: '../../etc/passwd' },
      'path is not ops/weekly_report_history/2026-06-22.json',
    ],
    [
      'another week’s path',
      { path: reportPath('2026-06-15') },
      'path is not ops/weekly_report_history/2026-06-22.json',
    ],
    [
      'a signature out of it',
      { signature_path: '/tmp/x' },
      'signature_path is not ops/weekly_report_history/2026-06-22.sig',
    ],
    ['a week that is none', { week_start: '../x' }, 'week_start is no day'],
  ])('with %s is broken, and nothing is removed by it', (_, parts, why) => {
    const history = parseHistory(withEntries('', [entry('2026-06-22', { event: 'removed', ...parts })]));
    expect(history.broken).toEqual([{ line: 1, why }]);
    expect(removalOf(history, { now: Date.parse('2036-01-01'), keepMs: 0, jobId: 'x' }).files).toEqual([]);
  });

  test('of a newer version is refused', () => {
    expect(() => parseHistory('\n{"schema":"phasegate.weekly-report-history/7"}\n')).toThrow(JobError);
  });
});

describe('what is kept', () => {
  const NOW = Date.parse('2026-09-04T00:15:00Z');
  const weeks = Array.from({ length: 12 }, (_, i) =>
    formatInstant(Date.parse('2026-06-15') + i * 7 * DAY).slice(0, 10),
  );

  test('is what ended no longer ago than the policy says; of the rest the manifest is told first', () => {
    const history = { entries: weeks.map((week) => entry(week)), lines: [], broken: [] };
    const { entries, files } = removalOf(history, { now: NOW, keepMs: 60 * DAY, jobId: 'j' });
    expect(entries.map(({ event, week_start: week, job_id: id }) => [event, week, id])).toEqual([
      ['removed', '2026-06-15', 'j'],
      ['removed', '2026-06-22', 'j'],
      ['removed', '2026-06-29', 'j'],
    ]);
    expect(files).toEqual(
      ['2026-06-15', '2026-06-22', '2026-06-29'].flatMap((week) => [reportPath(week), signaturePath(week)]),
    );
  });

  test('a removal that was told and not finished is finished, and a removed week stays delivered', () => {
    const entries = [entry('2026-06-15'), entry('2026-06-15', { event: 'removed' })];
    const history = { entries, lines: [], broken: [] };
    expect(removalOf(history, { now: NOW, keepMs: 60 * DAY, jobId: 'j' })).toEqual({
      entries: [],
      files: [reportPath('2026-06-15'), signaturePath('2026-06-15')],
    });
    expect(deliveryOf(history, '2026-06-15')).toEqual(entries[0]);
    expect(keptReports(history)).toEqual([]);
  });

  test('removing twice removes nothing more', () => {
    fc.assert(
      fc.property(fc.subarray(weeks), fc.integer({ min: 0, max: 100 }), (some, days) => {
        const before = parseHistory(
          withEntries(
            '',
            some.map((week) => entry(week)),
          ),
        );
        const options = { now: NOW, keepMs: days * DAY, jobId: 'j' };
        const { entries, files } = removalOf(before, options);
        const after = parseHistory(withEntries('', [...before.entries, ...entries]));
        expect(removalOf(after, options)).toEqual({ entries: [], files });
        expect(keptReports(after)).toHaveLength(some.length - entries.length);
      }),
    );
  });
});

describe('a report on its way', () => {
  const pending: PendingReport = {
    week: '2026-06-22',
    jobId: 'j',
    body: '{"a":"ü"}',
    stage: 'open',
    notBefore: null,
    delivered: null,
  };

  test('is read as it was written', () => expect(parsePending(renderPending(pending), 'f')).toEqual(pending));

  test('of which a byte was changed is none, whichever byte', () => {
    const text = renderPending(pending).trimEnd();
    [...text].forEach((char, at) => {
      const other = char === 'x' ? 'y' : 'x';
      expect([at, parsePending(text.slice(0, at) + other + text.slice(at + 1), 'f')]).toEqual([at, null]);
    });
    expect(parsePending(text.replace('ü', 'u'), 'f')).toBeNull();
    expect(parsePending(text.slice(0, -5), 'f')).toBeNull();
    expect(parsePending('[]', 'f')).toBeNull();
  });

  test('of a newer version is refused', () => {
    expect(() => parsePending('{"schema":"phasegate.weekly-report-pending/2"}', 'f')).toThrow(
      /f is phasegate.weekly-report-pending\/2/,
    );
  });
});

describe('waits between tries', () => {
  test('double, and what the receiver asks for comes first', () => {
    expect([1, 2, 3, 4].map((n) => backoffMs(60_000, n))).toEqual([60_000, 120_000, 240_000, 480_000]);
    const answer = { kind: 'answered', status: 503, said: '', afterMs: 5_000 } as const;
    expect(nextStep(answer, { waitMs: 60_000, tryNumber: 3 })).toMatchObject({
      waitMs: 5_000,
      isAsked: true,
    });
    expect(nextStep({ ...answer, afterMs: null }, { waitMs: 60_000, tryNumber: 3 })).toMatchObject({
      waitMs: 240_000,
      isAsked: false,
    });
  });

  test.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [301, 'refused'],
    [400, 'refused'],
    [401, 'refused'],
    [404, 'refused'],
    [408, 'again'],
    [429, 'again'],
    [500, 'again'],
    [599, 'again'],
  ])('%s: %s', (status, kind) => {
    expect(
      nextStep({ kind: 'answered', status, said: '', afterMs: null }, { waitMs: 1, tryNumber: 1 }).kind,
    ).toBe(kind);
  });
});
