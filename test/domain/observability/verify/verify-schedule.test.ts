import { describe, expect, test } from '@jest/globals';
import { batchRuns, batchRunsJson, parseBatchRuns } from '../../../../src/domain/observability/batch-runs.js';
import { findingText } from '../../../../src/domain/observability/verify/finding.js';
import {
  verifySchedule,
  type ScheduleFacts,
} from '../../../../src/domain/observability/verify/verify-schedule.js';
import { DAY, formatInstant, HOUR, MINUTE } from '../../../../src/domain/time.js';
import { jobId } from '../../../../src/domain/observability/job-id.js';
import { outcome } from '../../../observability-builder.js';

const DAY_BEGIN = Date.parse('2026-03-04T00:00:00Z');
const hour = (n: number): number => DAY_BEGIN + n * HOUR;

/** A tick at a time that made the batches of some hours. */
function tick(at: number, hours: readonly number[], phase = 'live'): ScheduleFacts['records'][number] {
  const headers = hours.map((n) => ({
    phase,
    window: { start: formatInstant(hour(n)), end: formatInstant(hour(n + 1)) },
  }));
  const record = {
    ...outcome({ job_id: jobId('latency', at), diagnostics: { batches: batchRunsJson(batchRuns(headers)) } }),
    sequence: 1,
  };
  return { line: 7, record };
}

function verified(records: ScheduleFacts['records'], parts: Partial<ScheduleFacts> = {}) {
  const { findings, ...counts } = verifySchedule({
    log: 'log',
    records,
    batchMs: HOUR,
    graceMs: 2 * MINUTE,
    phases: ['live'],
    rollups: null,
    rollupsFrom: 0,
    now: hour(12),
    ...parts,
  });
  return { found: findings.map(findingText), ...counts };
}

const rollups = (...hours: number[]): ScheduleFacts['rollups'] => ({
  file: 'rollup',
  hours: hours.map((n) => formatInstant(hour(n))),
});

describe('ticks and batches', () => {
  test('that belong together are fine, late ticks and ticks without a batch included', () => {
    const records = [
      tick(hour(1) + 2 * MINUTE, [0]),
      tick(hour(1) + 15 * MINUTE, []),
      tick(hour(6) + MINUTE, [1, 2, 3, 4]),
    ];
    expect(verified(records, { rollups: rollups(0, 1, 2, 3, 4) })).toEqual({
      found: [],
      ticks: 2,
      windows: 5,
    });
  });

  test.each<readonly [string, Parameters<typeof verified>, readonly string[]]>([
    [
      'with windows that nobody made a batch of',
      [[tick(hour(2), [0]), tick(hour(6), [3])]],
      ['log: no tick made the batches from 2026-03-04T01:00:00Z to 2026-03-04T03:00:00Z'],
    ],
    [
      'with a batch that was made too early',
      [[tick(hour(1) + MINUTE, [0])]],
      [
        'log:7: 20260304T010100Z-latency made the batch of 2026-03-04T00:00:00Z to 2026-03-04T01:00:00Z before that window was closed',
      ],
    ],
    [
      'with a phase that the policy does not have',
      [[tick(hour(2), [0], 'dead')]],
      [
        'log:7: 20260304T020000Z-latency made the batch of 2026-03-04T00:00:00Z to 2026-03-04T01:00:00Z in phase "dead", which the policy does not have',
      ],
    ],
    [
      'with a batch that is not among the rollups',
      [[tick(hour(3), [0, 1])], { rollups: rollups(0) }],
      [
        'rollup: has no row for 2026-03-04T01:00:00Z to 2026-03-04T02:00:00Z, whose batch 20260304T030000Z-latency made',
      ],
    ],
  ])('%s are told', (_, args, found) => {
    expect(verified(...args).found).toEqual(found);
  });

  test('of a tick that was killed before its line are told by the rollup', () => {
    const records = [tick(hour(2), [0]), tick(hour(6), [3])];
    expect(verified(records, { rollups: rollups(0, 1, 2, 3) }).found).toEqual([]);
  });

  test('that are older than eight days are let be, as are rollups that are not kept', () => {
    const records = [tick(hour(2), [0]), tick(hour(6), [3], 'renamed')];
    const far = { now: hour(12) + 9 * DAY, rollups: rollups() };
    expect(verified(records, far).found).toEqual([]);
    expect(verified(records, { ...far, now: hour(12) + 7 * DAY, rollupsFrom: hour(20) }).found).toEqual([
      'log: no tick made the batches from 2026-03-04T01:00:00Z to 2026-03-04T03:00:00Z',
    ]);
  });

  test('of other jobs are not looked at', () => {
    const { line, record } = tick(hour(1), [0]);
    const other = { line, record: { ...record, job_id: jobId('weekly', hour(1)) } };
    expect(verified([other])).toEqual({ found: [], ticks: 0, windows: 0 });
  });
});

describe('batches in a line', () => {
  const header = (phase: string, n: number) => ({
    phase,
    window: { start: formatInstant(hour(n)), end: formatInstant(hour(n + 1)) },
  });

  test('are runs of windows by phase', () => {
    const runs = batchRuns([header('a', 0), header('b', 0), header('a', 1), header('b', 3)]);
    expect(runs).toEqual([
      { phase: 'a', from: '2026-03-04T00:00:00Z', until: '2026-03-04T02:00:00Z', files: 2 },
      { phase: 'b', from: '2026-03-04T00:00:00Z', until: '2026-03-04T01:00:00Z', files: 1 },
      { phase: 'b', from: '2026-03-04T03:00:00Z', until: '2026-03-04T04:00:00Z', files: 1 },
    ]);
    expect(parseBatchRuns(JSON.parse(JSON.stringify(batchRunsJson(runs))))).toEqual(runs);
  });

  test.each([undefined, null, 'x', [7], [{ phase: 'a', from: 'then', until: 'now', files: 1 }]])(
    '%j is no batch',
    (value) => {
      expect(parseBatchRuns(value)).toEqual([]);
    },
  );
});
