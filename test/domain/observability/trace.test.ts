import { describe, expect, test } from '@jest/globals';
import { traceOf, type TraceFacts } from '../../../src/domain/observability/trace.js';
import type { RunRecord } from '../../../src/domain/observability/run-record.js';
import type { NoticeRecord } from '../../../src/domain/notice-record.js';
import { traceText } from '../../../src/render/trace.js';
import { outcome } from '../../observability-builder.js';

const ID = '20260302T141500Z-latency';

function line(n: number, parts: Partial<RunRecord>): TraceFacts['records'][number] {
  return { line: n, record: { ...outcome(), sequence: n, ...parts } };
}

const notice = (recorded: string): NoticeRecord => ({
  id: `n/${recorded}`,
  template: 'incident',
  severity: 'critical',
  phase: 'live',
  title: 'p95 is 9 s',
  recorded,
  to: [{ channel: 'ops', state: 'sent', at: recorded, why: '' }],
});

const FACTS: TraceFacts = {
  jobId: ID,
  records: [
    line(1, { job_id: '20260302T140000Z-latency' }),
    line(2, { job_id: '20260302T141500Z-rollout' }),
    line(3, {
      job_id: ID,
      status: 'warning',
      artefacts: ['ops/a.csv.gz', 'ops/b.csv', 'ops/c.csv.gz', 'ops/d.csv.gz', '../x'],
      alerts: [{ id: 'latency_breach', severity: 'critical', message: 'p95 is 9 s' }],
      diagnostics: {
        run: { id: '4711', attempt: '1', event: 'schedule' },
        batches: [{ phase: 'live', from: '2026-03-02T13:00:00Z', until: '2026-03-02T14:00:00Z', files: 1 }],
      },
    }),
    line(4, { job_id: '20260302T143000Z-latency' }),
  ],
  claims: ['ops/a.csv.gz', 'ops/c.csv.gz', 'ops/d.csv.gz'].map((path) => ({
    check: 'archive',
    manifest: 'm.jsonl',
    line: 1,
    path,
    sha256: 'AA',
    rows: null,
  })),
  factOf: (path) =>
    path === 'ops/d.csv.gz'
      ? { kind: 'missing' }
      : path === '../x'
        ? { kind: 'unsafe' }
        : { kind: 'file', sha256: path === 'ops/c.csv.gz' ? 'bb' : 'aa', rows: null },
  notices: ['2026-03-02T14:14:59Z', '2026-03-02T14:15:00Z', '2026-03-02T14:30:00Z'].map(notice),
  repository: 'https://github.com/acme/shop',
};

describe('a trace', () => {
  test('leads from the schedule over the line to artefacts, alerts and notices', () => {
    const trace = traceOf(FACTS);
    expect(trace).toMatchObject({
      job_id: ID,
      lines: [{ line: 3 }],
      schedule: {
        at: '2026-03-02T14:15:00Z',
        url: 'https://github.com/acme/shop/actions/runs/4711',
        previous: { job_id: '20260302T140000Z-latency', seconds: 900 },
      },
      artefacts: [
        { path: 'ops/a.csv.gz', state: 'as-recorded', manifests: ['m.jsonl:1'] },
        { path: 'ops/b.csv', state: 'unrecorded', manifests: [] },
        { path: 'ops/c.csv.gz', state: 'changed' },
        { path: 'ops/d.csv.gz', state: 'missing' },
        { path: '../x', state: 'unreadable', sha256: null },
      ],
      notices: [{ recorded: '2026-03-02T14:15:00Z' }],
    });
    expect(trace === null ? [] : traceText(trace)).toEqual([
      ID,
      'tick: 2026-03-02T14:15:00Z, started by schedule, https://github.com/acme/shop/actions/runs/4711',
      '- 15m after 20260302T140000Z-latency',
      'run log, line 3: number 3, warning, 12 ms, attempts: 1',
      'batches:',
      '- live: 2026-03-02T13:00:00Z to 2026-03-02T14:00:00Z, 1 files',
      'artefacts:',
      '- ops/a.csv.gz: as recorded, SHA-256 aa, named in m.jsonl:1',
      '- ops/b.csv: there, SHA-256 aa',
      '- ops/c.csv.gz: changed since it was recorded, SHA-256 bb, named in m.jsonl:1',
      '- ops/d.csv.gz: missing, named in m.jsonl:1',
      '- ../x: cannot be read',
      'alerts:',
      '- critical latency_breach: p95 is 9 s',
      'notices:',
      '- critical: p95 is 9 s (ops sent at 2026-03-02T14:15:00Z)',
    ]);
  });

  test('of a job that nobody knows is none', () => {
    for (const jobId of ['20260302T141501Z-latency', 'x', ''])
      expect(traceOf({ ...FACTS, jobId })).toBeNull();
  });

  test('builds no address of what a line says its run is', () => {
    const records = [line(1, { job_id: ID, diagnostics: { run: { id: '../../x' } } })];
    expect(traceOf({ ...FACTS, records })?.schedule.url).toBeNull();
  });

  test('shows hostile text as one line', () => {
    const records = [
      line(1, { job_id: ID, error_message: 'a\n::error::b\u202ec', error_code: 'internal_error' }),
    ];
    const trace = traceOf({ ...FACTS, records, notices: [] });
    expect(trace === null ? [] : traceText(trace)).toContain('- a ::error::b c');
  });
});
