import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PhasegateError } from '../../src/domain/fault.js';
import { dayMetrics, daysOf, judgementsOf, parseDayMetrics } from '../../src/render/day-metrics.js';
import { parseIncidentQueue, queueIncident } from '../../src/render/incident-queue.js';
import { alertFiles, missedFiles, windowFiles } from '../../src/render/report-files.js';
import {
  analysis,
  alert,
  judgementAt,
  rollbackAnalysis,
  storyJudgements,
  verdict,
} from './analysis-builder.js';

function fault(work: () => unknown): PhasegateError {
  try {
    work();
  } catch (error) {
    if (error instanceof PhasegateError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('metrics of a day', () => {
  const judgements = Array.from({ length: 60 }, (_, index) =>
    judgementAt(index, { phase: index < 20 ? 'P-0' : 'P-1' }),
  );
  const date = '2026-03-02';
  const of = (
    list: typeof judgements,
    before = null as ReturnType<typeof dayMetrics> | null,
  ): ReturnType<typeof dayMetrics> => dayMetrics({ rollout: 'checkout', date, before, judgements: list });

  test('a window belongs to the day in which it starts', () => {
    expect(daysOf(judgements)).toEqual(['2026-03-02', '2026-03-03']);
    expect(judgementsOf(of(judgements)).at(-1)?.window.end).toBe('2026-03-03T00:00:00Z');
  });

  test('is the same whatever the pieces it was made of', () => {
    const whole = of(judgements);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 6 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), 60];
        let day: ReturnType<typeof dayMetrics> | null = null;
        for (const [index, edge] of edges.entries())
          day = of(judgements.slice(Math.max(0, edge - 3), edges[index + 1]), day);
        expect(day).toEqual(whole);
        expect(of(judgements, day)).toEqual(whole);
      }),
    );
  });

  test('a window that was judged anew replaces the older answer', () => {
    const anew = judgementAt(3, { phase: 'P-0', verdicts: [verdict({ status: 'warn' })] });
    const day = of([anew], of(judgements));
    expect(judgementsOf(day).filter(({ window }) => window.start === anew.window.start)).toEqual([anew]);
  });

  const expected = { file: 'metrics/checkout/2026-03-02.json', rollout: 'checkout', date };

  test('is read back as it was written', () => {
    expect(parseDayMetrics(JSON.stringify(of(judgements)), expected)).toEqual(of(judgements));
  });

  test.each([
    { name: 'no JSON', text: '{', code: 'bad-input' },
    { name: 'null', text: 'null', code: 'bad-input' },
    { name: 'another file', text: '{"schema":"other/1"}', code: 'bad-input' },
    { name: "a later version's file", text: '{"schema":"phasegate.day-metrics/2"}', code: 'newer-state' },
    {
      name: "another day's file",
      text: JSON.stringify({ ...of([]), date: '2026-03-01' }),
      code: 'bad-input',
    },
    { name: 'a file without phases', text: JSON.stringify({ ...of([]), phases: null }), code: 'bad-input' },
    {
      name: 'a damaged window',
      text: JSON.stringify({ ...of([]), phases: { a: [{ window: null }] } }),
      code: 'bad-input',
    },
  ])('$name is refused by name', ({ text, code }) => {
    const error = fault(() => parseDayMetrics(text, expected));
    expect(error.code).toBe(code);
    expect(error.message).toContain(expected.file);
  });
});

describe('incident queue', () => {
  test('holds one entry a decision, as it was first written', () => {
    const first = queueIncident(null, rollbackAnalysis());
    expect(first.entries.map(({ id, action, slos }) => [id, action, slos])).toEqual([
      ['checkout/P-1/rollback/after-6', 'notify_rollback', ['pay_p95', 'pay_success']],
    ]);
    expect(queueIncident(first, rollbackAnalysis({ reason: 'still so', alerts: [] }))).toEqual(first);
  });

  test('a rollback after the ledger moved on is another entry', () => {
    const first = queueIncident(null, rollbackAnalysis());
    const second = queueIncident(first, rollbackAnalysis({ governance: { head: null, entries: 8 } }));
    expect(second.entries).toHaveLength(2);
  });

  test.each(['hold', 'promote'] as const)('gate %s adds nothing', (gate) => {
    expect(queueIncident(null, analysis({ gate })).entries).toEqual([]);
  });

  test.each([
    { name: 'no JSON', text: 'x', code: 'bad-input' },
    { name: 'no queue', text: '[]', code: 'bad-input' },
    {
      name: 'an entry without id',
      text: '{"schema":"phasegate.incident-queue/1","entries":[{}]}',
      code: 'bad-input',
    },
    {
      name: "a later version's",
      text: '{"schema":"phasegate.incident-queue/9","entries":[]}',
      code: 'newer-state',
    },
  ])('$name is refused, never replaced', ({ text, code }) => {
    expect(fault(() => parseIncidentQueue(text, 'incident_queue.json')).code).toBe(code);
  });

  test('is read back as it was written', () => {
    const queue = queueIncident(null, rollbackAnalysis());
    expect(parseIncidentQueue(JSON.stringify(queue), 'incident_queue.json')).toEqual(queue);
  });
});

describe('files of a tick', () => {
  test('one file of metrics a judged window', () => {
    const files = windowFiles(analysis({ judged: storyJudgements().slice(0, 2) }));
    expect(Object.keys(files)).toEqual([
      'reports/metrics/P-1/20260302T121500Z.json',
      'reports/metrics/P-1/20260302T123000Z.json',
    ]);
  });

  test('one file of alerts a window, which says whether a rollback is required', () => {
    const files = alertFiles(rollbackAnalysis());
    expect(Object.keys(files)).toEqual(['reports/alerts/P-1/20260302T150000Z.json']);
    const content = JSON.parse(Object.values(files)[0] ?? '') as {
      rollback_required: boolean;
      alerts: unknown[];
    };
    expect(content.rollback_required).toBe(true);
    expect(content.alerts).toHaveLength(2);
  });

  test('a warning requires no rollback', () => {
    const one = analysis({ alerts: [alert({ severity: 'warning' })] });
    expect(JSON.parse(Object.values(alertFiles(one))[0] ?? '')).toMatchObject({ rollback_required: false });
  });

  test('one file a window in which a source was silent', () => {
    const files = missedFiles(analysis({ judged: storyJudgements() }));
    expect(Object.keys(files)).toEqual([
      'reports/alerts/pending/collector-missed-batch-20260302T141500Z.json',
    ]);
    expect(JSON.parse(Object.values(files)[0] ?? '')).toMatchObject({ missed: ['pay'], phase: 'P-1' });
  });
});
